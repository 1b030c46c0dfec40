"""Schema of a statutory clock: from which event it runs, how long, and what stops, extends or ends it.

A clock that has no number in law (指定的期限) names the event whose date is the due day; that date is data of the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from xingzhi.packs.schema import Dated, Frozen, Label

Role = Literal["administrator", "league_officer", "reviewer", "banner_officer"]
Unit = Literal["days", "working_days", "months", "years"]
DayUnit = Literal["days", "working_days"]
UNITS: Mapping[str, Unit] = {
    "days": "days", "day": "days", "working_days": "working_days", "working_day": "working_days",
    "months": "months", "month": "months", "years": "years", "year": "years",
}  # fmt: skip
NAME = r"^[a-z][a-z0-9_]*$"


class Length(Frozen):
    """How long a clock runs. `days` are calendar days, `working_days` those of the calendar pack."""

    count: int = Field(ge=1)
    unit: Unit


class Rolling(Dated):
    """Whether a last day that is no working day moves to the next one. Without an entry it stays: the law is silent."""

    value: bool = False
    article: Label | None = None


class PauseReason(Dated):
    """A reason for which the days do not count."""

    code: str = Field(pattern=NAME)
    label: Label
    article: Label


class ExtensionRule(Dated):
    """An extension the law allows: who may record it, by how much, how often.

    `count` and `unit` are None where the length is for the decision to say, `times` is None where no limit is set.
    """

    code: str = Field(pattern=NAME)
    label: Label
    by: tuple[Role, ...] = Field(min_length=1)
    count: int | None = Field(default=None, ge=1)
    unit: Unit | None = None
    times: int | None = Field(default=None, ge=1)
    article: Label

    @model_validator(mode="after")
    def _count_has_a_unit(self) -> ExtensionRule:
        if self.count is not None and self.unit is None:
            raise ValueError("a count needs its unit")
        return self


class WarningBefore(Dated):
    """A reminder so many days before the due day; the due day itself is always one."""

    before: int = Field(ge=1)
    unit: DayUnit = "days"


class Clock(Dated):
    """One term of a procedure.

    `starts`, `ends` and `due_event` are names of events of the case. Counting begins on the day after `starts`
    (专利法实施细则第五条 and the codes of procedure say so), or on the day itself with `same_day`. `spreads`: stops and
    extensions of a lead matter hold for the matters of its group.
    """

    id: str = Field(pattern=NAME)
    label: Label
    starts: str = Field(pattern=NAME)
    ends: tuple[str, ...] = Field(min_length=1)
    length: Length | None = None
    due_event: str | None = Field(default=None, pattern=NAME)
    article: Label
    counted_from: Literal["next_day", "same_day"] = "next_day"
    rolls: Rolling = Rolling()
    pauses: tuple[PauseReason, ...] = ()
    extensions: tuple[ExtensionRule, ...] = ()
    warnings: tuple[WarningBefore, ...] = ()
    spreads: bool = False

    @model_validator(mode="after")
    def _has_an_end(self) -> Clock:
        if (self.length is None) == (self.due_event is None):
            raise ValueError("a clock has either a length or an event whose date is the due day")
        if self.starts in self.ends or self.due_event in (self.starts, *self.ends):
            raise ValueError("starting, ending and due day are different events")
        return self

    @property
    def unit(self) -> DayUnit:
        """In which days the time left is told; months and years leave calendar days."""
        return "working_days" if self.length and self.length.unit == "working_days" else "days"

    @property
    def events(self) -> tuple[str, ...]:
        """Every event the clock looks at, each once."""
        named = (self.starts, *self.ends, *([self.due_event] if self.due_event else []))
        return tuple(dict.fromkeys(named))
