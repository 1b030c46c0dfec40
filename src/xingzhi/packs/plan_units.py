"""Schema of the words by which the units of a plan are recognised."""

from __future__ import annotations

from typing import Literal

from xingzhi.packs.schema import Dated, Frozen

Words = tuple[str, ...]
Kind = Literal["section", "body", "banner", "zone"]


class Group(Frozen):
    """Words that mean every unit of a kind."""

    kind: Kind
    words: Words


class KindByEnding(Frozen):
    """What a name with such an ending is taken for."""

    kind: Kind
    endings: Words


class PlanUnits(Dated):
    """How notices write addressees."""

    own: Words
    every: Words
    some: Words
    groups: tuple[Group, ...]
    everyone: Words
    offices: Words
    people: Words
    kinds: tuple[KindByEnding, ...]
