"""Which part of the office's paper a unit's sentence belongs to, and opening phrases that say nothing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xingzhi.packs.paper_kinds import Voice
from xingzhi.plans.facts.amounts import amounts

DONE, PROBLEMS, AHEAD = "done", "problems", "ahead"


def part_of(sentence: str, headings: Sequence[str], year: int, voice: Voice) -> str:
    """By the unit's own headings, or by how the sentence begins: of the next year."""
    if sentence.startswith((f"{year + 1}年", *voice.ahead)):
        return AHEAD
    if headings and all(_names(each, voice.problems) for each in headings):
        return PROBLEMS
    return AHEAD if headings and all(_names(each, voice.ahead) for each in headings) else DONE


def is_opening(at: int, paragraphs: Sequence[dict[str, Any]], year: int) -> bool:
    """Whether a paragraph of a unit only opens its text: it stands before all headings and states no number but the year."""
    if paragraphs[at].get("heading") or not any(each.get("heading") for each in paragraphs[at + 1 :]):
        return False
    return not amounts(paragraphs[at]["text"].replace(f"{year}年", ""), said=True)


def _names(heading: str, words: Iterable[str]) -> bool:
    return any(word in heading for word in words)
