"""Schema of a tally: a table that counts matters by the states they stand in."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from xingzhi.packs.schema import Dated, Label


class TallyColumn(Dated):
    """One column: the states it counts `now` (at the end of the period) or `ever` (up to then), or all that is open."""

    id: str
    label: Label
    now: tuple[str, ...] = ()
    ever: tuple[str, ...] = ()
    open: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(map(bool, (self.now, self.ever, self.open))) != 1:
            raise ValueError("counts by exactly one of now, ever, open")
        return self


class Denominator(Dated):
    """What a rate is taken of: everything notified, without some columns."""

    id: str
    label: Label
    without: tuple[str, ...] = ()


class TallyRate(Dated):
    """A column as a share."""

    label: Label
    numerator: str
    denominators: tuple[Denominator, ...] = Field(min_length=1)


class Tally(Dated):
    """The columns of a table over the matters of a procedure, and its rate."""

    procedure: str
    columns: tuple[TallyColumn, ...] = Field(min_length=1)
    rate: TallyRate

    @model_validator(mode="after")
    def _known(self) -> Self:
        ids = [column.id for column in self.columns]
        used = {self.rate.numerator, *(name for each in self.rate.denominators for name in each.without)}
        if len(ids) != len(set(ids)) or used - set(ids):
            raise ValueError("a column is named twice or not at all")
        return self

    def denominator(self, id: str) -> Denominator:
        """The denominator of that id; the first where there is none such."""
        return next((each for each in self.rate.denominators if each.id == id), self.rate.denominators[0])
