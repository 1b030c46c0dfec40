"""Tables inside a text (cells parted by tabs): each number said as a sentence of its row, its column and the caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xingzhi.plans.facts.hiding import narrow
from xingzhi.plans.facts.mark import alternatives
from xingzhi.plans.facts.pack import fact_words
from xingzhi.plans.facts.words import subjects

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
_UNIT = re.compile(r"[（(](?:单位[：:])?([^（）()\d]{1,4})[）)]|单位[：:]\s*([\u4e00-\u9fff%]{1,4})")
_GROWTH = re.compile(r"同比|环比|增幅|增长|增速")
_TOTAL = ("合计", "总计", "总数", "全部")
_LABEL = "：—（）() \t"


@dataclass(frozen=True)
class Cell:
    """A number of a table: the sentence it says, where it stands, and row and column as printed."""

    said: str
    start: int
    end: int
    printed: str


Row = list[tuple[int, str]]


def tables(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """From which to which line tables go: two lines or more with the same number of tabs."""
    at = 0
    while at < len(lines):
        tabs = lines[at][1].count("\t")
        end = at + 1
        while tabs and end < len(lines) and lines[end][1].count("\t") == tabs:
            end += 1
        if tabs and end - at > 1:
            yield at, end
        at = end


def cells(lines: Sequence[tuple[int, str]], caption: str) -> Iterator[Cell]:
    """The numbers of a table, row by row. A number whose unit neither head nor caption names is left out."""
    rows = [_row(start, narrow(text)) for start, text in lines]
    depth = next((at for at, row in enumerate(rows) if any(_NUMBER.fullmatch(text) for _, text in row[1:])), len(rows))
    heads = [_head([row[column][1] for row in rows[:depth]]) for column in range(len(rows[0]))]
    about = next((mark.text for mark in subjects(caption)), "")
    for row in rows[depth:]:
        label_at = 1 if _NUMBER.fullmatch(row[0][1] or "0") and len(row) > 1 and not heads[0].endswith("年") else 0
        label = row[label_at][1]
        for column in range(label_at + 1, len(row)):
            start, text = row[column]
            said = _said(label, heads[column], about, text, caption) if _NUMBER.fullmatch(text) else None
            if said:
                yield Cell(said, start, start + len(text), f"{label} | {heads[column]}：{text}")


def _row(start: int, text: str) -> Row:
    found, at = [], start
    for cell in text.split("\t"):
        lead = len(cell) - len(cell.lstrip())
        found.append((at + lead, cell.strip()))
        at += len(cell) + 1
    return found


def _head(texts: Sequence[str]) -> str:
    """The heads of a column over several rows; one merged over rows or columns is said once."""
    return "".join(dict.fromkeys(text for text in texts if text))


def _said(label: str, head: str, about: str, text: str, caption: str) -> str | None:
    unit = next((found for each in (head, label, caption) if (found := _unit(each))), "")
    place = alternatives(_TOTAL)
    row = re.sub(rf"^(?:{place})$", fact_words().places.office[0], _bare(label))
    column = _bare(head)
    topic = "" if list(subjects(head)) or list(subjects(label)) else about
    if _GROWTH.search(head):
        if not (text.endswith("%") or unit == "%") or not topic + _subject_of(label):
            return None
        down = text.startswith("-")
        return f"{row}{topic}同比{'下降' if down else '增长'}{text.strip('-%')}%"
    if text.endswith("%") or not unit or text.startswith("-"):
        return None
    return f"{row}{column}{topic} {text}{unit}"  # a month at the end of a head is no part of the number


def _unit(text: str) -> str:
    found = _UNIT.search(text)
    return (found[1] or found[2]) if found else ""


def _bare(text: str) -> str:
    return _UNIT.sub("", text).strip(_LABEL)


def _subject_of(text: str) -> str:
    return next((mark.text for mark in subjects(text)), "")
