"""Schema of the collection forms: who reports what for which period, what is checked, and under whose approval.

A form sent to firms is a statistical survey: it carries its table number, approving body, approval number and validity. A
form among offices that has none of them is marked as an internal record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from xingzhi.packs.indicators import Count
from xingzhi.packs.schema import Dated, Frozen, Label
from xingzhi.text.reporting_periods import PeriodKind

LISTED = 255
Filler = Literal["banner", "zone", "unit", "firm"]
Relation = Literal["eq", "le", "ge"]


class Approval(Frozen):
    """What makes a form a statistical survey."""

    table_no: str = Field(min_length=1)
    body: str = Field(min_length=1)
    number: str = Field(min_length=1)
    valid_until: date


class Known(Frozen):
    """Where a value stands already, so that nobody is asked: an indicator, or a count of records of a register."""

    indicator: str = ""
    count: Count | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.indicator) == bool(self.count):
            raise ValueError("exactly one of indicator and count")
        return self


class FormCell(Dated):
    """One thing asked. Numbers are whole, amounts have `decimals`; neither may be below `least` or above `most`.

    Of a choice one of `options` is given. `adds`: units may be summed; `stock`: a state at the end of the period, so periods may not.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Label
    group: Label | None = None
    kind: Literal["number", "amount", "text", "choice"] = "number"
    options: tuple[Label, ...] = ()
    unit: Label | None = None
    decimals: int = Field(0, ge=0, le=4)
    required: bool = True
    least: Decimal | None = Decimal(0)
    most: Decimal | None = None
    adds: bool = True
    stock: bool = False
    known: Known | None = None
    hint: Label | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.counted and (self.known or self.decimals):
            raise ValueError("a text or choice has no decimals and no known source")
        if (self.kind == "choice") != (len({each.zh for each in self.options}) > 1):
            raise ValueError("a choice, and only a choice, has two options or more")
        listed = ",".join(each.zh for each in self.options)
        if len(listed) > LISTED or listed.count(",") >= max(1, len(self.options)):
            raise ValueError(f"options hold no comma and {LISTED} letters in all: a workbook lists no more")
        if self.counted and self.unit is None:
            raise ValueError("a number has a unit")
        if self.kind == "number" and self.decimals:
            raise ValueError("a number is whole; an amount has decimals")
        return self

    @property
    def counted(self) -> bool:
        """Whether it is a number of any kind."""
        return self.kind not in ("text", "choice")


class Side(Frozen):
    """What a check compares with: cells added up, of this form or of `form` within the period, or a known value."""

    cells: tuple[str, ...] = ()
    form: str = ""
    known: Known | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.cells) == bool(self.known) or (self.form and not self.cells):
            raise ValueError("either cells (of this form or another) or a known value")
        return self


class Change(Frozen):
    """How far a value may move from the period before without being asked about: `share` of the smaller of the two, up or
    down, and at least `least`."""

    share: Decimal = Field(gt=0)
    least: Decimal = Field(ge=0)


class FormCheck(Dated):
    """The cells of `left` added up against `right`, or each of them against the period before (`change`).

    An error must be mended; of what is only asked about, a reason is kept.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    level: Literal["error", "ask"]
    left: tuple[str, ...] = Field(min_length=1)
    relation: Relation = "eq"
    right: Side | None = None
    change: Change | None = None
    message: Label

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.right) == bool(self.change):
            raise ValueError("exactly one of right and change")
        if self.change and self.level != "ask":
            raise ValueError("a change is asked about, never refused")
        return self


class Suppression(Dated):
    """Of a form about single firms: a sum behind which fewer than `few` of them stand is not shown; `note` says so."""

    few: int = Field(ge=2)
    note: Label  # {few} is filled in

    def told(self, language: str) -> str:
        """The note to the sums, in a reader's language."""
        return self.note(language).format(few=self.few)


class FormBody(Dated):
    """A form: its standing, its period, who fills it in, what it asks, what is checked."""

    period: PeriodKind
    filled_by: tuple[Filler, ...] = Field(min_length=1)
    internal_record: bool = False
    approval: Approval | None = None
    cells: tuple[FormCell, ...] = Field(min_length=1)
    checks: tuple[FormCheck, ...] = ()
    suppression: Suppression | None = None

    @model_validator(mode="after")
    def _standing(self) -> Self:
        if "firm" in self.filled_by and self.approval is None:
            raise ValueError("a form to firms carries table number, approving body, approval number and validity")
        if self.internal_record == bool(self.approval):
            raise ValueError("a form is either approved or marked as an internal record")
        if "firm" in self.filled_by and self.suppression is None:
            raise ValueError("a form to firms says from how many units on a sum may be shown")
        return self

    @model_validator(mode="after")
    def _known_cells(self) -> Self:
        ids = [cell.id for cell in self.cells]
        if len(ids) != len(set(ids)) or len(self.checks) != len({check.id for check in self.checks}):
            raise ValueError("a cell or a check is named twice")
        numbers = {cell.id for cell in self.cells if cell.counted}
        for check in self.checks:
            own = check.right.cells if check.right and not check.right.form else ()
            if missing := {*check.left, *own} - numbers:
                raise ValueError(f"{check.id}: no number is called {', '.join(sorted(missing))}")
        return self

    def cell(self, id: str) -> FormCell:
        """The cell of that id; `KeyError` where there is none."""
        return {cell.id: cell for cell in self.cells}[id]

    def refers(self) -> Iterator[tuple[str, Side]]:
        """The sides of checks that look outside the form, with the check's id."""
        for check in self.checks:
            if check.right and (check.right.form or check.right.known):
                yield check.id, check.right


def check_references(forms: dict[str, FormBody], indicators: set[str]) -> Iterator[tuple[str, str]]:
    """What forms name that is not there: the form's id and a sentence."""
    for id, body in forms.items():
        sources = [cell.known for cell in body.cells if cell.known]
        for check, side in body.refers():
            if side.known:
                sources.append(side.known)
            elif side.form not in forms:
                yield id, f"{check}: there is no form {side.form}"
            elif missing := set(side.cells) - {cell.id for cell in forms[side.form].cells if cell.counted}:
                yield id, f"{check}: {side.form} has no number {', '.join(sorted(missing))}"
        for source in sources:
            if source.indicator and source.indicator not in indicators:
                yield id, f"there is no indicator {source.indicator}"
