"""What a notice says of itself, and the small signs by which it does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from xingzhi.packs import load
from xingzhi.plans.reading.marks import DATE_LINE, NUMBER, number_value

_DATE_PARTS = re.compile(
    r"(\d{4}|[一二][〇○零OoＯ0一二三四五六七八九]{3})[年\-./]([\d一二三四五六七八九十]{1,3})[月\-./]([\d一二三四五六七八九十]{1,3})"
)


@dataclass
class Letterhead:
    """What a notice says of itself; "" and None where it does not. `parts` gives the part of each paragraph read here."""

    number: str = ""
    number_as_written: str = ""
    issuer: str = ""
    title: str = ""
    date: date | None = None
    impossible_date: str = ""
    publicity: str = ""
    contact: str = ""
    addressees: list[str] = field(default_factory=list)
    parts: dict[int, str] = field(default_factory=dict)  # start of a paragraph -> part
    signature: int | None = None  # index of the paragraph with the date below the text


def label(text: str) -> tuple[str, str]:
    """The label a line of a page begins with, and what follows it."""
    found = re.match(r"[【\[]?([^：:】\]]{2,10})[】\]]?\s*[：:]\s*(.*)$", text)
    if found:
        name = re.sub(r"\s", "", found[1])
        for key, names in load().notice_reading.letterhead.labels.items():
            if name in names:
                return key, found[2]
    return "", ""


def labelled_parts(text: str) -> list[str]:
    """A line of a page with several labels (发布机构：… 文号：…) by label, colons put in; any other line as it is."""
    names = [name for group in load().notice_reading.letterhead.labels.values() for name in group]
    words = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    found = list(re.finditer(rf"({words})[：:]", text))
    if len(found) < 2 or found[0].start():
        found = list(re.finditer(rf"({words})[：: ]*", text))
        if not found or found[0].start() or not _labels_stand_alone(text, found):
            return [text]
    ends = [*(each.start() for each in found[1:]), len(text)]
    return [f"{each[1]}：{text[each.end() : end]}" for each, end in zip(found, ends, strict=True)]


def _labels_stand_alone(text: str, found: list[re.Match[str]]) -> bool:
    """Whether a line is labels with their values and no sentence: two of them, or one before a date or a number."""
    if re.search("[。，；]|关于", text):
        return False
    value = text[found[0].end() :]
    return len(found) > 1 or bool(DATE_LINE.fullmatch(value) or NUMBER.fullmatch(value))


def head_parts(text: str) -> list[str]:
    """A line that holds title, number, date and labels one behind the other, as pages are copied, by these."""
    kinds = "|".join(load().notice_reading.letterhead.kinds)
    titled = re.match(rf"({NUMBER.pattern})《(.*关于.*)》$", text)
    if titled:
        return [titled[1], titled[5]]
    found = re.match(rf"(.*关于.*(?:{kinds}))({NUMBER.pattern})(.*)$", text)
    if not found:
        return labelled_parts(text)
    rest = found[6]
    dated = DATE_LINE.match(rest)
    behind = [dated[0], rest[dated.end() :]] if dated else [rest]
    return [found[1], found[2], *(part for each in behind if each.strip() for part in labelled_parts(each))]


def publicity(text: str) -> str:
    """The attribute a mark tells (主动公开, 依申请公开, 不予公开); "" where it tells none."""
    pairs = [(word, mark) for mark, group in load().notice_reading.publicity.marks.items() for word in group]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return next((mark for word, mark in pairs if word in text and len(text) <= 30), "")


def read_date(text: str) -> date | None:
    """The first whole date of a text, in Arabic or Chinese numerals; None where there is none."""
    found = _DATE_PARTS.search(text)
    if not found:
        return None
    try:
        return date(*(number_value(part) for part in found.groups()))
    except ValueError:
        return None
