"""Schema of the indicator packs: what is counted, over which register, at or within which time, divided by what."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from xingzhi.packs.schema import Dated, Frozen, Label

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
    are counted: what it cannot decide is undecided here too, unless it does not fit for certain.
    """

    register_: str = Field(alias="register")
    date_field: str
    within: str = ""
    where: Condition
    unknown: Condition | None = None


class Series(Frozen):
    """A published figure taken from a register, one per region and year."""

    register_: str = Field(alias="register")
    field: str
    year_field: str
    year_offset: int  # -1: the year before the one the figure is of
    unit: Label


class Indicator(Dated):
    """One declared measure."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: Literal["stock", "flow", "ratio"]
    title: Label
    unit: Label
    definition: Label
    definition_version: date
    references: tuple[str, ...] = Field(min_length=1)
    numerator: Count | None = None
    numerator_indicator: str = ""  # a ratio's numerator may be another indicator of the pack
    part_of: str = ""  # shown with the indicator it is a part of, not in the list
    denominator: Series | None = None
    dimensions: tuple[str, ...] = ()
    periods: tuple[Literal["month", "quarter", "year", "day"], ...] = ()
    decimals: int = 0

    @model_validator(mode="after")
    def _complete(self) -> Indicator:
        if bool(self.numerator) == bool(self.numerator_indicator):
            raise ValueError("exactly one of numerator and numerator_indicator")
        if (self.kind == "ratio") != bool(self.denominator):
            raise ValueError("a ratio has a denominator, and only a ratio")
        return self


class Indicators(Frozen):
    """The measures of one pack file."""

    indicators: tuple[Indicator, ...]


Condition.model_rebuild()
