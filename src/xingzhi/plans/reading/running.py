"""Running heads and feet: a line that stands at the same edge of several pages is no part of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xingzhi.plans.reading.received import Block, Line

_FEWEST = 2  # pages


def running_heads(blocks: Sequence[Block]) -> frozenset[int]:
    """Indices of lines that repeat the first or last line of an earlier page; the first of each stays in the text."""
    pages: dict[int, list[int]] = {}
    for at, block in enumerate(blocks):
        if isinstance(block, Line) and block.page and re.search(r"[^\W\d]", block.text):
            pages.setdefault(block.page, []).append(at)
    found: set[int] = set()
    if len(pages) < _FEWEST:
        return frozenset()
    for edge in (0, -1):
        seen: set[str] = set()
        for lines in pages.values():
            text = _bare(blocks[lines[edge]])
            if text in seen:
                found.add(lines[edge])
            seen.add(text)
    return frozenset(found)


def _bare(block: Block) -> str:
    """A line without the number of its page."""
    return re.sub(r"[\s\d]+", "", block.text) if isinstance(block, Line) else ""
