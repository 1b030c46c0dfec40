"""Schema of what the law attaches to a finding, and how far one looks back."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from xingzhi.packs.schema import Dated, Label


class Consequence(Dated):
    """One consequence: its article, whom it may meet, and its gist."""

    id: str
    article: Label
    of: tuple[Literal["applicant", "agency"], ...] = Field(min_length=1)
    text: Label


class Few(Dated):
    """Fewer than this many are too few for a rate."""

    value: int = Field(gt=0)
    reason: Label


class Consequences(Dated):
    """Consequences; `years` looked back on, and the states that count as found by the national office."""

    years: int = Field(gt=0)
    counted: tuple[str, ...]
    few: Few
    entries: tuple[Consequence, ...]
