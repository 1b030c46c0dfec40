"""The parts of a notice behind its letterhead: the letter, the text it sends, its attachments and their titles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xingzhi.plans.reading.joined import Joined, Span, Table
from xingzhi.plans.reading.letter import Letterhead
from xingzhi.plans.reading.marks import marker_of
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.sentences import STOPS

_LISTED = re.compile(r"附\s*(?:件|表)?\s*(\d{0,2})\s*[：:]\s*(.*)$")
_HEADED = re.compile(r"附\s*(?:件|表|录)\s*(\d{0,2})\s*$")


@dataclass
class Part:
    """A text with paragraphs of its own and its title; `letter` for the notice itself where its text is sent along."""

    title: str = ""
    letter: bool = False
    paragraphs: list[Span] = field(default_factory=list)
    tables: list[tuple[str, Table]] = field(default_factory=list)  # with the line above each


def parts_of(joined: Joined, head: Letterhead) -> tuple[list[Part], list[Problem]]:
    """The parts in order; attachments that are named and not there are told. Fills `head.parts` with titles and lists."""
    reader = _Reader(joined, head)
    return reader.read(), reader.missing()


class _Reader:
    def __init__(self, joined: Joined, head: Letterhead) -> None:
        self.pieces = [piece for piece in joined.pieces if piece.start not in _above(head)]
        self.head = head
        self.signed = joined.paragraphs[head.signature].start if head.signature is not None else None
        self.parts = [Part(head.title)]
        self.listed: list[tuple[str, str, int]] = []  # number, name, place
        self.headed: set[str] = set()
        self.titles: list[str] = []
        self.last_line = ""
        self.listing = False

    def read(self) -> list[Part]:
        """All parts."""
        for at, piece in enumerate(self.pieces):
            if isinstance(piece, Table):
                self.parts[-1].tables.append((self.last_line, piece))
                self.listing = False
                continue
            self._paragraph(at, piece)
            self.last_line = piece.text
        letter = self.parts[0]
        sent = any(part.paragraphs or part.tables for part in self.parts[1:])
        letter.letter = sent and not any(marker_of(each.text) for each in letter.paragraphs)
        return self.parts

    def _paragraph(self, at: int, piece: Span) -> None:
        text, part = piece.text, self.head.parts.get(piece.start, "")
        if part:
            self.listing = False
            if piece.start == self.signed:
                self.parts.append(Part())
        elif found := _HEADED.match(text):
            self._mark(piece, "attachment")
            self.headed.add(found[1])
            self.parts.append(Part())
        elif found := _LISTED.match(text):
            self._list(piece, found[1], found[2], at)
        elif self.listing and (marker := marker_of(text)) and marker.level == 3 and text[-1] not in STOPS:
            self.listed.append((str(marker.value), text[len(marker.text) :].strip(), piece.start))
            self._mark(piece, "attachment_list")
        elif self._is_title(text):
            self.listing = False
            self._mark(piece, "title")
            self.parts[-1].title += text
            self.titles.append(text)
        else:
            self.listing = False
            self.parts[-1].paragraphs.append(piece)

    def _list(self, piece: Span, number: str, name: str, at: int) -> None:
        """附件：name: listed where nothing of it follows, else the head of the attachment itself."""
        marker = marker_of(name)
        bare = name[len(marker.text) :].strip() if marker else name
        number = number or (str(marker.value) if marker else "")
        again = any(_norm(bare) == _norm(each[1]) for each in self.listed)
        follows = at + 1 < len(self.pieces) and isinstance(self.pieces[at + 1], Table)
        if again or follows:
            self._mark(piece, "attachment")
            self.headed.add(number)
            self.titles.append(bare)
            self.parts.append(Part(bare))
        else:
            self._mark(piece, "attachment_list")
            self.listed.append((number, bare, piece.start))
            self.listing = True

    def _is_title(self, text: str) -> bool:
        """A line without stop at the head of a part, before anything else of it."""
        part = self.parts[-1]
        fresh = len(self.parts) > 1 and not part.paragraphs and not part.tables
        return fresh and text[-1] not in STOPS + "：；，" and marker_of(text) is None and len(text) <= 60

    def _mark(self, piece: Span, part: str) -> None:
        self.head.parts[piece.start] = part

    def missing(self) -> list[Problem]:
        """Attachments that are listed and not in the file."""
        there = _norm("".join(self.titles))
        return [
            Problem("attachment_missing", {"name": name or f"附件{number}"}, start)
            for number, name, start in self.listed
            if not (name and _norm(name) in there) and number not in self.headed and not (self.headed and not number)
        ]


def _above(head: Letterhead) -> set[int]:
    return {start for start, part in head.parts.items() if part in ("letterhead", "addressees")}


def _norm(text: str) -> str:
    return re.sub(r"[\s《》“”\"（）()，,。.：:]", "", text)
