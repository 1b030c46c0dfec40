"""Schema of how paragraphs of summaries are proposed to headings of the plan."""

from __future__ import annotations

from pydantic import Field

from xingzhi.packs.schema import Dated, Frozen


class Likeness(Frozen):
    """From which likeness on, in per cent, a paragraph is proposed to a task."""

    least: int = Field(ge=1, le=100)
    note: str


class HeadingShape(Frozen):
    """How many characters a heading has at most."""

    longest: int = Field(ge=5, le=200)
    note: str


class SharedWords(Frozen):
    """How many pieces of text in common are shown as the reason, and how long one is at least."""

    shown: int = Field(ge=1, le=10)
    least: int = Field(ge=2, le=20)
    note: str


class LeadIn(Frozen):
    """How a sentence begins and ends that only leads to what follows."""

    begins: list[str] = Field(min_length=1)
    ends: list[str] = Field(min_length=1)
    note: str


class SummaryRules(Dated):
    """What summaries are put together by."""

    likeness: Likeness
    heading: HeadingShape
    lead_in: LeadIn
    shared_words: SharedWords
