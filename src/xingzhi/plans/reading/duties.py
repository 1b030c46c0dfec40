"""Several duties in one cell of a task table: numbered, or each on a line that ends in a stop. Each is a task."""

from __future__ import annotations

import re

from xingzhi.plans.reading.inside import at_numbers
from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.marks import marker_of


def duties_of(cell: Span) -> tuple[list[Span], list[tuple[Span, str]]]:
    """The duties of a cell, and the pieces of it that are none, each with its part. One duty: the cell as it is."""
    pieces = [piece for line in _lines(cell) for part in _behind_colon(line) for piece in at_numbers(part)]
    numbered = sum(marker_of(piece.text) is not None for piece in pieces)
    if len(pieces) < 2 or 0 < numbered < 2:
        return [cell], []
    duties: list[Span] = []
    rest: list[tuple[Span, str]] = []
    for piece in pieces:
        if piece.text.rstrip().endswith(("：", ":")) and marker_of(piece.text) is None:
            rest.append((piece, "context"))
            continue
        marker = marker_of(piece.text)
        lead = len(marker.text) if marker else 0
        bare = piece.text[lead:].strip()
        start = piece.start + piece.text.find(bare, lead)
        kept = bare.rstrip("；; ")
        duties.append(Span(start, start + len(kept), kept))
        for begun, end in ((piece.start, start), (start + len(kept), piece.end)):
            if cell.text[begun - cell.start : end - cell.start].strip():
                rest.append((Span(begun, end, cell.text[begun - cell.start : end - cell.start]), "mark"))
    return duties, rest


def _lines(cell: Span) -> list[Span]:
    found, at = [], cell.start
    for line in cell.text.split("\n"):
        found.append(Span(at, at + len(line), line))
        at += len(line) + 1
    return [each for each in found if each.text.strip()]


def _behind_colon(line: Span) -> list[Span]:
    """开展以下工作：1.…；2.…: what stands before the first number is no duty."""
    lead = re.match(r"[^。；：:]{1,40}[：:]", line.text)
    first = marker_of(line.text[lead.end() :]) if lead and marker_of(line.text) is None else None
    if lead is None or first is None or first.value != 1:
        return [line]
    cut = line.start + lead.end()
    return [Span(line.start, cut, lead[0]), Span(cut, line.end, line.text[lead.end() :])]
