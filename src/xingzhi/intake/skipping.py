"""Rows that are no records: totals, notes below the table, headings repeated on each page."""

from __future__ import annotations

import re
import unicodedata

from xingzhi.intake.headings import Header
from xingzhi.intake.matching import normal
from xingzhi.intake.readers import Cell

_TOTALS = re.compile(
    r"(?:(?:本页|全部|全盟|全市|全区|全县)?(?:合计|总计|小计|共计|累计|总数|汇总)|合计数|grandtotal|subtotal|total)(?:[:(（].{0,12})?"
    r"|(?:合计|总计|共计?|总共)\d+[件条项家个户人行].{0,4}"
)
_NOTE = re.compile(
    r"(?:注|备注|附注|说明|填表说明|填报说明|数据来源|资料来源|来源|填报单位|填报人|填表人|制表人?|审核人?|单位负责人|负责人|联系人|"
    r"联系电话|填报日期|制表日期|统计日期|统计截止|截至|note|source)(?:[:：]|\d{0,2}[、.．:：]|\d{4}年).*"
    r"|第\d+页.*|[-—]*(?:以下空白|以下无正文|本页完|完)[-—]*",
    re.DOTALL,
)
_SECTION = re.compile(r"(?:[(（]?[一二三四五六七八九十]+[)）]?[、.．]|第[一二三四五六七八九十]+[部章节]).{1,30}")

# A first look at the first cell, cheap enough for every row: most records end here.
_MAYBE = re.compile(
    r"\s*(?:[合总小共累汇注备附说填来制审第完\-—]|本页|全[部盟市区县旗]|数据|资料|单位负|负责|联系|统计|截至|以下|"
    r"[(（]?[一二三四五六七八九十]+[)）]?[、.．]|note|source|total|sub|grand|\d+\s*$)",
    re.IGNORECASE,
)


def may_be_skipped(first: str, header: Header) -> bool:
    """Whether a row beginning with this text is worth a closer look by `why_skipped`."""
    return _MAYBE.match(first) is not None or first in header.words or first in header.titles


def why_skipped(cells: list[Cell], header: Header, own: list[int]) -> str:
    """Why a row is no record: empty, numbered_only, repeated_heading, repeated_title, totals_row, note_line,
    section_line.

    "" for rows that must be read. `own` are the columns this product added itself.
    """
    texts = {i: str(cell).strip() for i, cell in enumerate(cells) if cell is not None and i not in own}
    texts = {i: text for i, text in texts.items() if text}
    if not texts:
        return "empty"
    first = "".join(unicodedata.normalize("NFKC", next(iter(texts.values()))).lower().split())
    if _repeats(texts, header):
        return "repeated_heading"
    if _TOTALS.fullmatch(first):
        return "totals_row"
    different = set(texts.values())
    mapped = [text for i, text in texts.items() if i in header.mapping]
    if len(different) <= 2 or all(":" in text or "：" in text for text in different):
        if _NOTE.fullmatch(first):
            return "note_line"
        if len(different) == 1:
            if different <= header.titles:
                return "repeated_title"
            if _SECTION.fullmatch(first):
                return "section_line"
    if not mapped and len(texts) == 1 and first.isdecimal():
        return "numbered_only"
    return ""


def _repeats(texts: dict[int, str], header: Header) -> bool:
    """Whether most cells say again what a heading row says in the same place."""
    for row in header.texts:
        same = sum(i < len(row) and bool(row[i]) and normal(text) == normal(row[i]) for i, text in texts.items())
        if same >= 2 and same >= 0.6 * len(texts):
            return True
    return False
