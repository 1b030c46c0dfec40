"""Schema of the indicator packs: what is counted, over which register, at or within which time, divided by what."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from pydantic import Field, model_validator

from xingzhi.packs.schema import Dated, Frozen, Label

Group = Literal["patents", "high_value", "use", "abnormal", "marks", "protection", "services"]
GROUPS: tuple[str, ...] = get_args(Group)  # in the order they are shown
Scalar = str | int | float | bool


class Condition(Frozen):
    """A test of one column, or a group of tests.

    `value` may be "$at" (the day the figure is of), "$from" or "$to" (first and last day of the period).
    A test on an empty column is false, except `is_null`.
    """

    field: str = ""
    op: Literal["", "eq", "ne", "in", "lt", "lte", "gt", "gte", "is_null", "not_null"] = ""
    value: Scalar | tuple[Scalar, ...] | None = None
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()

    @model_validator(mode="after")
    def _one_shape(self) -> Condition:
        if sum((bool(self.field and self.op), bool(self.all), bool(self.any))) != 1:
            raise ValueError("a condition is either field + op, or all, or any")
        return self


class Count(Frozen):
    """How many records of a register, or of a table derived from one, fit.

    `unknown` says which records cannot be decided and are shown beside. `within` names an indicator whose records alone
    are counted: what it cannot decide is undecided here too, unless it does not fit for certain. `once` names a column:
    of records with the same value there the earliest alone counts. `amount` names a column that is added up instead.
    """

    register_: str = Field(alias="register")
    date_field: str
    within: str = ""
    once: str = ""
    amount: str = ""
    where: Condition
    unknown: Condition | None = None


class Series(Frozen):
    """A published figure taken from a register, one per region and year."""

    register_: str = Field(alias="register")
    field: str
    year_field: str
    year_offset: int  # -1: the year before the one the figure is of
    unit: Label


class Derived(Frozen):
    """Arithmetic of other indicators.

    sum; difference: the first less the others; share: the first as per cent of the second, which holds it;
    inclusive_share: the first as per cent of all together, the first included.
    """

    op: Literal["sum", "difference", "share", "inclusive_share"]
    of: tuple[str, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _two_of_a_share(self) -> Derived:
        if self.op == "share" and len(self.of) != 2:
            raise ValueError("a share is of two: the part and the whole")
        return self


class Lag(Dated):
    """How long records keep coming in after their day: a month is complete so many days before the newest record."""

    register_: str = Field(alias="register")
    days: int = Field(ge=0)
    reason: Label


class Indicator(Dated):
    """One declared measure.

    A stock is of a day, a flow of a stretch of days, a ratio divides a count by a published series, a derived one is
    arithmetic of others, a cumulative one is a flow from 1 January. `source: none`: nothing the office has feeds it yet;
    `fed_by` says what would.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Literal["stock", "flow", "ratio", "derived", "cumulative"]
    title: Label
    unit: Label
    definition: Label
    definition_version: date
    references: tuple[str, ...] = Field(min_length=1)
    aliases: tuple[str, ...] = ()  # what else files call it
    group: Group = "patents"
    quality: Label | None = None  # what a reader must know of the data behind it
    source: Literal["", "none"] = ""
    fed_by: Label | None = None
    numerator: Count | None = None
    numerator_indicator: str = ""  # a ratio's numerator may be another indicator of the packs
    cumulates: str = ""  # the flow that is added up from 1 January
    derived: Derived | None = None
    part_of: str = ""  # shown with the indicator it is a part of, not in the list
    denominator: Series | None = None
    dimensions: tuple[str, ...] = ()
    periods: tuple[Literal["month", "quarter", "year", "day"], ...] = ()
    decimals: int = 0

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The indicators this one is made of."""
        within = self.numerator.within if self.numerator else ""
        own = (self.numerator_indicator, self.cumulates, within)
        return tuple(filter(None, own)) + (self.derived.of if self.derived else ())

    @model_validator(mode="after")
    def _complete(self) -> Indicator:
        ways = (self.numerator, self.numerator_indicator, self.cumulates, self.derived)
        given = sum(map(bool, ways))
        if self.source == "none":
            if given or not self.fed_by:
                raise ValueError("without a source nothing is counted, and fed_by says what would feed it")
            return self
        if given != 1 or self.fed_by:
            raise ValueError("exactly one of numerator, numerator_indicator, cumulates and derived, or source: none")
        if (self.kind == "ratio") != bool(self.denominator):
            raise ValueError("a ratio has a denominator, and only a ratio")
        if (self.kind == "derived") != bool(self.derived) or (self.kind == "cumulative") != bool(self.cumulates):
            raise ValueError("derived goes with kind derived, cumulates with kind cumulative")
        return self


class Indicators(Frozen):
    """The measures of one pack file."""

    indicators: tuple[Indicator, ...]
    lags: tuple[Lag, ...] = ()


Condition.model_rebuild()
