"""What an official document says, before it has a look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Run:
    """Words of a line; `marked` ones are set off in a review copy."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph (`level` 0) or a heading of level 1 to 4, without its number."""

    level: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Attachment:
    """What is attached: its name and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfficialDocument:
    """All parts of a document; what is empty is left out. `number` is the office's, or the blank place for it."""

    title: str
    lines: tuple[Line, ...]
    issuer_mark: str = ""
    number: str = ""
    recipients: str = ""
    signatory: str = ""
    on: date | None = None
    note: str = ""
    attachments: tuple[Attachment, ...] = ()
    cc: str = ""
    issued: str = ""
    mark: str = ""


_NUMERALS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")


def numbered(lines: tuple[Line, ...], shapes: tuple[str, str, str, str]) -> list[str]:
    """What stands before each line: the number of a heading, begun anew under the next higher one; "" before text."""
    counts = [0, 0, 0, 0]
    marks = []
    for line in lines:
        if not line.level:
            marks.append("")
            continue
        at = line.level - 1
        counts[at] += 1
        counts[at + 1 :] = [0] * (3 - at)
        marks.append(shapes[at].format(n=chinese(counts[at]), d=counts[at]))
    return marks
