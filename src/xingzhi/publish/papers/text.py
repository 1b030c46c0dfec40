"""The text of a paper as rows a person edits, and what differs between two versions. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Blocks = list[dict[str, Any]]
PARAGRAPH, SAME = "p", "0"
LEVELS = (PARAGRAPH, SAME, "1", "2", "3", "4")
MOST = 20_000  # letters of one row
_ENDS = re.compile(r"(?<=[。！？])(?![”’』」）])")
_NUMBERS = re.compile(
    r"^(?:([一二三四五六七八九十]+、)|(（[一二三四五六七八九十]+）)|(\d{1,2}[.．、](?!\d))|(（\d{1,2}）))\s*"
)


@dataclass(frozen=True)
class Row:
    """A line of the edit page: a heading (level "1" to "4"), a sentence that begins a paragraph ("p") or goes on ("0")."""

    level: str
    text: str
    id: int = 0


def rows_of(blocks: Blocks) -> list[Row]:
    """The rows of a text."""
    rows = []
    for block in blocks:
        if block["level"]:
            rows.append(Row(str(block["level"]), block["text"]))
        for at, sentence in enumerate(block.get("sentences", ())):
            rows.append(Row(SAME if at else PARAGRAPH, sentence["text"], sentence["id"]))
    return rows


def blocks_of(rows: Iterable[Row], earlier: Blocks) -> Blocks:
    """The text of edited rows. A sentence keeps its records by its id; several in one row become several.

    An empty row is taken out; a typed number of a heading is dropped, since headings are numbered when printed.
    """
    held = {sentence["id"]: sentence for block in earlier for sentence in block.get("sentences", ())}
    following = max(held, default=0) + 1
    used: set[int] = set()
    made: Blocks = []
    for row in _lines(rows):
        if row.level in "1234":
            made.append({"level": int(row.level), "text": unnumbered(row.text)})
            continue
        if row.level == PARAGRAPH or not made or made[-1]["level"]:
            made.append({"level": 0, "sentences": []})
        for at, text in enumerate(split(row.text)):
            own = not at and row.id in held and row.id not in used
            number = row.id if own else following
            following += not own
            used.add(number)
            kept = held[row.id] if own else {"evidence": []}
            made[-1]["sentences"].append(kept | {"id": number, "text": text})
    return made


def _lines(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows without line breaks; a new line that begins with 一、 or （一） is a heading."""
    for row in rows:
        lines = [line.strip() for line in row.text[:MOST].splitlines() if line.strip()]
        for at, line in enumerate(lines):
            level = row.level if not at else PARAGRAPH
            if not row.id and level in (PARAGRAPH, SAME) and not line.endswith("。"):
                found = _NUMBERS.match(line)
                level = str(next(n for n in range(1, 5) if found[n])) if found else level
            yield Row(level, line, row.id if not at else 0)


def unnumbered(text: str) -> str:
    """A heading without its number: 一、总体情况 is 总体情况."""
    return _NUMBERS.sub("", text).strip()


def split(text: str) -> list[str]:
    """The sentences of a text."""
    return [part.strip() for part in _ENDS.split(text) if part.strip()]


def heading(level: int, text: str) -> dict[str, Any]:
    """A heading block."""
    return {"level": level, "text": unnumbered(text)}


def paragraph(said: Sequence[tuple[str, list[dict[str, Any]]]]) -> dict[str, Any]:
    """A paragraph of sentences with their records; ids are given by `with_ids`."""
    return {"level": 0, "sentences": [{"id": 0, "text": text, "evidence": proofs} for text, proofs in said]}


def with_ids(blocks: Blocks, first: int = 1) -> Blocks:
    """The blocks with every sentence numbered from `first`."""
    for number, sentence in enumerate((each for block in blocks for each in block.get("sentences", ())), start=first):
        sentence["id"] = number
    return blocks


@dataclass(frozen=True)
class Changed:
    """A line of a comparison: "same", "gone" or "new"."""

    what: str
    text: str


def compared(before: Blocks, after: Blocks) -> list[Changed]:
    """What differs between two texts, a sentence or heading a line."""
    old, new = ([row.text for row in rows_of(blocks)] for blocks in (before, after))
    found = []
    for _, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[start:end] == new[begin:stop]:
            found += [Changed("same", text) for text in old[start:end]]
        else:
            found += [Changed("gone", text) for text in old[start:end]]
            found += [Changed("new", text) for text in new[begin:stop]]
    return found
