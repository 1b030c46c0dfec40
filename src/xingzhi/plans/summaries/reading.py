"""Read a unit's summary as it came: its title, and its paragraphs under their headings. Nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.detect import file_kind
from xingzhi.packs import load
from xingzhi.plans.reading.files import read_file
from xingzhi.plans.reading.joined import Span, Table, join
from xingzhi.plans.reading.joining import mend
from xingzhi.plans.reading.marks import DATE_LINE, Marker, begins_part, marker_of
from xingzhi.plans.reading.plain_text import with_tables
from xingzhi.plans.reading.received import Line, Received
from xingzhi.plans.reading.sentences import STOPS, sentences

_LOW = 2  # levels whose short lines are headings even where they end in a full stop
_SHORT_BEFORE_TEXT = 30  # characters of a heading that its text follows in the same paragraph
_MOST_SIGNING = 3  # lines that sign above a date
_TABLES = frozenset({"xlsx", "xls", "ods"})


class NotASummary(Exception):
    """A file that gives no summary: `code` is workbook, scan or empty; `pages` of a scan."""

    def __init__(self, code: str, pages: str = "") -> None:
        super().__init__(code)
        self.code, self.pages = code, pages


@dataclass(frozen=True)
class Paragraph:
    """A piece of text with the headings above it. `frame`: title, salutation, signature or date, no content."""

    text: str
    path: tuple[str, ...] = ()
    frame: bool = False

    @property
    def heading(self) -> str:
        """The heading it stands under."""
        return self.path[-1] if self.path else ""

    def data(self) -> dict[str, Any]:
        """As it is kept."""
        return {"heading": self.heading, "path": list(self.path), "text": self.text, "frame": self.frame}


@dataclass(frozen=True)
class SummaryRead:
    """A summary as read. `recognised` names pages whose text was recognised from a picture."""

    title: str
    paragraphs: tuple[Paragraph, ...] = field(default=())
    recognised: str = ""


def read_summary(path: Path, password: str | None = None) -> SummaryRead:
    """Read a file. Raises `ReaderProblem`, `Unreadable` (of `read_file`), `NotASummary`."""
    if file_kind(path) in _TABLES:
        raise NotASummary("workbook")
    return of_received(read_file(path, password))


def read_text(text: str) -> SummaryRead:
    """Read what was written on the page; each line is a paragraph. Raises `NotASummary` empty."""
    lines = with_tables([Line(each) for each in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")])
    return of_received(Received("text", tuple(lines), wrapped=False))


def of_received(received: Received) -> SummaryRead:
    """The paragraphs of what a file holds."""
    pages = {each.code: str(each.params["pages"]) for each in received.problems}
    joined = join(mend(received.blocks, received.wrapped, received.kind in ("pdf", "ofd")))
    found = list(_paragraphs(joined.pieces))
    if not any(not each.frame for each in found):
        raise NotASummary("scan", pages["scan"]) if "scan" in pages else NotASummary("empty")
    if "scan" in pages:  # pages nobody could read would be lost in silence
        raise NotASummary("scan", pages["scan"])
    title = "".join(each.text for each in found[: _title_lines(found)])
    return SummaryRead(title[:300], tuple(found), pages.get("recognised", ""))


def _title_lines(found: Sequence[Paragraph]) -> int:
    """How many paragraphs at the top are the title: framed, and no salutation."""
    count = 0
    while count < len(found) and found[count].frame and found[count].text[-1] not in "：:":
        count += 1
    return count


def _paragraphs(pieces: Sequence[Span | Table]) -> Iterator[Paragraph]:
    texts = [piece.text for piece in pieces if isinstance(piece, Span)]
    top, signed = _top(texts), _signing(texts)
    path: list[tuple[int, str]] = []
    at = -1
    for piece in pieces:
        names = tuple(name for _, name in path)
        if isinstance(piece, Table):
            rows = ("；".join(cell.text for cell in row if cell.text) for row in piece.rows)
            yield from (Paragraph(row, names) for row in rows if row)
            continue
        at += 1
        if at < top or at in signed:
            yield Paragraph(piece.text, frame=True)
            continue
        marker = marker_of(piece.text)
        heading, rest = _split(piece.text, marker) if marker else ("", piece.text)
        if heading and marker:
            path = [(level, name) for level, name in path if level < marker.level] + [(marker.level, heading)]
        if rest:
            yield Paragraph(rest, tuple(name for _, name in path))
        elif heading and _nothing_under(texts, at, marker):  # a heading alone still says something
            yield Paragraph(heading, tuple(name for _, name in path))


def _split(text: str, marker: Marker) -> tuple[str, str]:
    """The heading a numbered paragraph begins with, and the text behind it; "" where it is all text."""
    first = next(sentences(text))
    rest = text[first.end :].strip()
    bare = len(first.text) - len(marker.text)
    if rest:
        return (first.text.rstrip("。"), rest) if bare <= _SHORT_BEFORE_TEXT and not _counts(first.text) else ("", text)
    short = bare <= load().summaries.heading.longest
    whole = text[-1] not in STOPS + "；;" or marker.level <= _LOW
    return (text.rstrip("。：:"), "") if short and whole and not _counts(text) else ("", text)


def _counts(text: str) -> bool:
    """Whether a line tells how much was done, which a heading does not."""
    marker = marker_of(text)
    return any(letter.isdigit() for letter in text[len(marker.text) if marker else 0 :])


def _nothing_under(texts: Sequence[str], at: int, marker: Marker | None) -> bool:
    following = marker_of(texts[at + 1]) if at + 1 < len(texts) else None
    return bool(marker and (at + 1 == len(texts) or (following and following.level <= marker.level)))


def _top(texts: Sequence[str]) -> int:
    """How many lines stand before the text: a title of short lines without full stop, and a salutation."""
    count = 0
    for text in texts:
        short = len(text) <= load().summaries.heading.longest and text[-1] not in STOPS
        if not short or marker_of(text):
            break
        count += 1
        if text[-1] in "：:":
            break
    return count


def _signing(texts: Sequence[str]) -> set[int]:
    """Lines that sign at the end: a date, the names above it, and what begins a part by itself behind the text."""
    found: set[int] = set()
    for at in range(len(texts) - 1, -1, -1):
        if DATE_LINE.fullmatch(texts[at]):
            above = range(at - 1, max(at - 1 - _MOST_SIGNING, -1), -1)
            found.add(at)
            for each in above:
                if texts[each][-1] in STOPS + "；;" or marker_of(texts[each]):
                    break
                found.add(each)
            break
        if not begins_part(texts[at]) and texts[at][-1] in STOPS:
            break
    return found


__all__ = ["NotASummary", "Paragraph", "ReaderProblem", "SummaryRead", "read_summary", "read_text"]
