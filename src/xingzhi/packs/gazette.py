"""Schema of what gazettes are compared with: kinds of things guarded, their articles by the day of filing, the number of leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from xingzhi.packs.codes import Setting
from xingzhi.packs.schema import Dated, Label

Way = Literal["similar", "contains", "place_part"]


class WatchGround(Dated):
    """The article that speaks for a kind, for marks filed from `since` on."""

    law: Label
    article: Label


class WatchKind(Dated):
    """A kind of thing guarded. `ways`: how a mark may touch it; `weight` orders leads of kinds; `against`: what to verify.

    Leads of a kind that is `always` shown stand outside the limit of a month.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Label
    weight: float = Field(gt=0, le=1)
    ways: tuple[Way, ...] = Field(min_length=1)
    grounds: tuple[WatchGround, ...] = Field(min_length=1)
    always: bool = False
    against: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Ground:
    """The law a filing is under and its article; None where that is not known, and `missing` says why."""

    law: Label | None
    article: Label | None
    missing: Label | None


class GazetteWatch(Dated):
    """All of it. `budget`: leads a month that an officer sees first; `soon`: days before a window ends that press.

    `contained` and `place_part` are strengths, `shared` and `form` decide what is compared at all, `other_goods` is what is
    left of a score for goods of other classes.
    """

    budget: Setting
    soon: Setting
    contained: Setting
    place_part: Setting
    shared: Setting
    form: Setting
    other_goods: Setting
    undated: Label
    before: Label
    kinds: tuple[WatchKind, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, WatchKind]:
        """The kinds by id."""
        return {kind.id: kind for kind in self.kinds}

    def ground(self, kind: str, filed_on: date | None) -> Ground:
        """The article of a kind for a mark filed on a day."""
        if filed_on is None:
            return Ground(None, None, self.undated)
        held = [each for each in self.by_id[kind].grounds if each.since is None or each.since <= filed_on]
        if not held:
            return Ground(None, None, self.before)
        newest = max(held, key=lambda each: each.since or date.min)
        return Ground(newest.law, newest.article, None)
