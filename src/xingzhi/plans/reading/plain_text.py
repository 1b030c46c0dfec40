"""Lines of a plain text, with tables drawn by tabs, bars or wide gaps taken as tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from xingzhi.intake.readers.encodings import find_encoding
from xingzhi.plans.reading.joining import is_page_number
from xingzhi.plans.reading.received import Block, Grid, Line
from xingzhi.plans.reading.task_table import columns_of

_DRAWN = re.compile(r"[|｜│┃\t]")
_RULE = re.compile(r"[\s\-—=+|｜│┃─━┌┐└┘├┤┬┴┼:]+")
_HEADING = re.compile(r"#{1,6}\s+\S")
_TABLE_RULE = re.compile(r"\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?")
_BREAK = re.compile(r"<br\s*/?>")
_GAP = re.compile(r"[ \u3000]{2,}")


def text_lines(path: Path) -> list[str]:
    """The lines of a text file in whatever encoding; form feeds end a line."""
    found = find_encoding(path)
    text = path.read_text(encoding=found.name, errors="replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    return [_unmarked(line) for line in lines] if _is_markdown(lines) else lines


def _is_markdown(lines: Sequence[str]) -> bool:
    return any(_HEADING.match(line) or _TABLE_RULE.fullmatch(line.strip()) or "**" in line for line in lines)


def _unmarked(line: str) -> str:
    """A line of Markdown without its signs; those of tables stay."""
    bare = re.sub(r"^\s{0,3}(?:#{1,6}|>|[-*+](?=\s))\s*", "", line)
    return re.sub(r"\*\*|__|`", "", bare)


def with_tables(lines: Sequence[Line]) -> list[Block]:
    """Lines as they are, but for those that make up a table."""
    out: list[Block] = []
    at = 0
    while at < len(lines):
        rows, used = _table(lines, at)
        if rows:
            out.append(Grid(tuple(rows)))
            out += [line for line in lines[at : at + used] if line.text.strip() and is_page_number(line.text)]
            at += used
        else:
            out.append(lines[at])
            at += 1
    return out


def _table(lines: Sequence[Line], at: int) -> tuple[list[tuple[str, ...]], int]:
    """The rows of a table that begins here, and how many lines it takes; its first line must be the head of one."""
    head = _cells(lines[at].text)
    if len(head) < 2 or not columns_of(head):
        return [], 0
    rows = [tuple(head)]
    drawn = bool(_DRAWN.search(lines[at].text.strip()))
    used = 1
    for line in lines[at + 1 :]:
        text = line.text
        if not text.strip() or (_RULE.fullmatch(text) and drawn) or is_page_number(text):
            used += 1
            continue
        cells = _cells(text)
        if len(cells) < 2 or len(cells) > len(head) or (drawn and not _DRAWN.search(text)):
            break
        cells += [""] * (len(head) - len(cells))
        if drawn and rows[1:] and not cells[0] and cells[1:]:  # the row above goes on
            rows[-1] = tuple(f"{one}{other}" for one, other in zip(rows[-1], cells, strict=True))
        else:
            rows.append(tuple(cells))
        used += 1
    return (rows, used) if len(rows) > 1 else ([], 0)


def _cells(text: str) -> list[str]:
    if "\t" in text.strip():
        return [cell.strip() for cell in text.strip("\n").split("\t")]
    if _DRAWN.search(text):
        return [_BREAK.sub("\n", cell.strip()) for cell in _DRAWN.split(text.strip().strip("|｜│┃"))]
    return [cell for cell in _GAP.split(text.strip()) if cell]
