"""Where the text of an official document ends: its lines counted letter by letter, as the grid lays them out.

A count, not a rendering: a program may break a line elsewhere, so who asks leaves lines to spare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from xingzhi.cases.papers.official.styles import POINTS_OF_MM, letter_width
from xingzhi.packs.document_layout import DocumentLayout, Look

_PIECES = re.compile(r"[\x21-\x7e]+|.", re.DOTALL)
BETWEEN = 0.25  # letters between a Chinese letter and a digit
_HANGS = frozenset("，。、；：？！）》”’】…")  # may stand outside the line rather than begin the next


@dataclass(frozen=True)
class Measured:
    """A paragraph: its words and how it looks."""

    text: str
    look: Look


@dataclass(frozen=True)
class End:
    """The page a text ends on, from 1, and how many points of that page are taken."""

    page: int
    used: float


def wide(text: str) -> float:
    """How many full letters wide: those of Western scripts are half."""
    return sum(1.0 if east_asian_width(each) in "WFA" else 0.5 for each in text)


def lines(text: str, room: float, first: float = 0) -> int:
    """How many lines of `room` full letters a text takes, its first line `first` letters shorter; breaks are kept."""
    count = 0
    for line in text.split("\n"):
        count += 1
        left, before = room - first, ""
        for piece in _PIECES.findall(line):
            width = wide(piece) + (BETWEEN if _apart(before[-1:], piece[0]) else 0)
            before = piece
            if width <= left or (piece in _HANGS and left > -1):
                left -= width
                continue
            count += max(1, -int(-width // room)) if width > room else 1
            left = room - (width % room if width > room else width)
        first = 0
    return count


def _apart(before: str, after: str) -> bool:
    """Whether a program sets a little room between two letters: a Chinese one and a digit or Western one."""
    return before.isalnum() and after.isalnum() and before.isascii() != after.isascii()


def end_of(paragraphs: Iterable[Measured], rules: DocumentLayout) -> End:
    """Where the last of the paragraphs ends; headings stay with what follows."""
    page, used, full = 1, 0.0, page_height(rules)
    held: list[Measured] = []
    for each in paragraphs:
        held.append(each)
        if each.look.keep_next:
            continue
        page, used = _placed(held, page, used, full, rules)
        held = []
    return End(*_placed(held, page, used, full, rules)) if held else End(page, used)


def page_height(rules: DocumentLayout) -> float:
    """The height of the text area in points."""
    return (rules.page.height - rules.page.top - rules.page.bottom) * POINTS_OF_MM


def _placed(group: Sequence[Measured], page: int, used: float, full: float, rules: DocumentLayout) -> tuple[int, float]:
    """After a group that begins on one page: all but its last paragraph, and the first line of that one."""
    if group[0].look.new_page and used:
        page, used = page + 1, 0.0
    whole = sum(_height(each, rules) for each in group[:-1])
    pitch = _pitch(group[-1].look, rules)
    if used and used + whole + group[-1].look.before * POINTS_OF_MM + pitch > full:
        page, used = page + 1, 0.0
    used += whole + group[-1].look.before * POINTS_OF_MM
    page, used = page + int(used // full), used % full
    for _ in range(_lines(group[-1], rules)):
        if used + pitch > full:
            page, used = page + 1, 0.0
        used += pitch
    return page, used + group[-1].look.after * POINTS_OF_MM


def _height(each: Measured, rules: DocumentLayout) -> float:
    return _lines(each, rules) * _pitch(each.look, rules) + (each.look.before + each.look.after) * POINTS_OF_MM


def _pitch(look: Look, rules: DocumentLayout) -> float:
    return look.line or rules.grid.pitch


def _lines(each: Measured, rules: DocumentLayout) -> int:
    size = each.look.size
    cell = letter_width(rules) if size == rules.parts["body"].size else size
    room = letter_width(rules) * rules.grid.letters / cell - each.look.left - each.look.right
    return lines(each.text, max(room, 1), each.look.first_line)


def kept_with_next(each: Measured) -> Measured:
    """The same paragraph, not parted from what follows."""
    return replace(each, look=each.look.model_copy(update={"keep_next": True}))
