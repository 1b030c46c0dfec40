"""Signs of structure: numbers before headings, brackets, and lines that begin a part of a notice by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xingzhi.packs import load

OPENERS = "（(﹝〔[【［《〈“‘「『"
CLOSERS = "）)﹞〕]】］》〉”’」』"
ROUND = "（(﹝〔[【［"  # those that stand around units and numbers
_DIGITS = "〇零一二三四五六七八九"
_NUMERAL = r"[〇○零一二三四五六七八九十百]{1,5}"
_MARKERS = (
    (1, re.compile(rf"第({_NUMERAL}|\d{{1,2}})(?:章|部分|编|节)[、：:\s]?")),
    (2, re.compile(rf"第({_NUMERAL}|\d{{1,3}})条[、：:\s]?")),
    (1, re.compile(rf"({_NUMERAL})[、．](?!{_NUMERAL}[、是])")),
    (2, re.compile(rf"[（(]({_NUMERAL})[）)][、.．]?")),
    (3, re.compile(rf"第({_NUMERAL})阶段[：:、，,\s]?")),
    (4, re.compile(r"[（(](\d{1,2})[）)][、.．]?")),
    (4, re.compile(r"\d{1,2}\.(\d{1,2})(?=\.?[^\d.%])[.、\s]?")),
    (3, re.compile(r"(\d{1,2})[.．、](?!\d)\s*")),
    (5, re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])[、.．]?")),
)
_SHORT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
CHINESE_DATE = rf"(?:\d{{4}}|[一二][〇○零OoＯ0一二三四五六七八九]{{3}})年{_SHORT}月{_SHORT}日"
DATE_LINE = re.compile(rf"[（(]?({CHINESE_DATE}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}})[）)]?")
NUMBER = re.compile(
    r"([\u4e00-\u9fff]{2,20}?)[〔﹝\[【（(［〈]((?:19|20)\d{2})年?[〕﹞\]】）)］〉]\s*(?:第)?\s*(\d{1,5}(?:-\d{1,3})?)\s*号"
)


@dataclass(frozen=True)
class Marker:
    """The number before a heading or item: its level (1 一、 2 （一） 3 1. 4 （1） 5 ①), value and writing."""

    level: int
    value: int
    text: str


def marker_of(text: str) -> Marker | None:
    """The number a paragraph begins with."""
    for level, pattern in _MARKERS:
        if found := pattern.match(text):
            return Marker(level, number_value(found[1]), found[0].strip())
    return None


def number_value(text: str) -> int:
    """The value of a number in digits, Chinese numerals (二十三, 二〇二三) or a circle; -1 where it is none."""
    if text.isdecimal() and text.isascii():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    plain = re.sub("[○OoＯ0]", "〇", text).replace("两", "二")
    if not any(sign in plain for sign in "十百"):
        values = [_DIGITS.find(letter) - 1 if letter != "〇" else 0 for letter in plain]
        return -1 if min(values, default=-1) < 0 else int("".join(map(str, values)))
    total, current = 0, 0
    for letter in plain:
        if letter in "十百":
            total += (current or 1) * (10 if letter == "十" else 100)
            current = 0
        elif letter in _DIGITS:
            current = max(_DIGITS.index(letter) - 1, 0)
        else:
            return -1
    return total + current


def in_words(level: int, value: int, like: str = "") -> str:
    """A number as it stands before a heading of a level, to name one that is missing; `like` 第二条 as 第三条."""
    if like.startswith("第"):
        return re.sub(f"{_NUMERAL}|\\d+", in_chinese(value), like, count=1)
    return {1: f"{in_chinese(value)}、", 2: f"（{in_chinese(value)}）", 3: f"{value}.", 4: f"（{value}）"}.get(
        level, f"{value}"
    )


def in_chinese(value: int) -> str:
    """A number up to 99 in Chinese numerals."""
    ten, one = divmod(value, 10)
    tens = "" if not ten else "十" if ten == 1 else f"{_DIGITS[ten + 1]}十"
    return tens + (_DIGITS[one + 1] if one or not ten else "")


def begins_part(text: str) -> bool:
    """Whether a line begins something by itself: attachment, contact, mark of publicity, date, imprint, number."""
    words = load().notice_reading.letterhead
    starts = "|".join(map(re.escape, (*words.contact, *words.imprint[1:])))
    return bool(
        re.match(rf"(?:{starts})[：:]", text)
        or re.match(r"附\s*(?:件|表|录)?\s*\d{0,2}\s*(?:[：:]|$)", text)
        or re.match(r"[（(]此件", text)
        or DATE_LINE.fullmatch(text)
        or NUMBER.fullmatch(text)
        or re.search(r"\d日印发$", text)
        or re.match(r"各.*[：:]$", text)
    )


def is_title(text: str) -> bool:
    """Whether a paragraph is a whole title: 关于…的通知."""
    kinds = load().notice_reading.letterhead.kinds
    return "关于" in text and text.endswith(kinds) and "。" not in text and text.count("《") == text.count("》")
