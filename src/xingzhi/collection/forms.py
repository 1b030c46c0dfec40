"""The form a round was opened with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xingzhi.collection.models import Round
from xingzhi.packs.forms import FormBody, FormCell
from xingzhi.packs.schema import Label
from xingzhi.text.reporting_periods import Period, parse_period


@dataclass(frozen=True)
class Form:
    """A form as it was when the round was opened, and the period it is for."""

    id: str
    ref: str
    title: Label
    body: FormBody
    period: Period

    @property
    def cells(self) -> tuple[FormCell, ...]:
        """What it asks, known or not."""
        return self.body.cells


def form_of(found: Round) -> Form:
    """The form of a round."""
    period = parse_period(found.period)
    assert period is not None
    text = json.dumps([found.title, found.body], sort_keys=True)
    title, body = _read(text)
    return Form(found.form, found.form_ref, title, body, period)


@lru_cache(maxsize=64)
def _read(text: str) -> tuple[Label, FormBody]:
    title, body = json.loads(text)
    return Label.model_validate(title), FormBody.model_validate(body)


def decimal_of(values: dict[str, str], cell: str) -> Decimal | None:
    """A number a report holds; `None` where it holds none."""
    text = values.get(cell, "")
    return Decimal(text) if text else None


def as_measured(values: dict[str, str], then: Round, form: Form) -> dict[str, str]:
    """What a report of an earlier round says of this form's cells; without those its form then counted in another unit."""
    if then.form_ref == form.ref:
        return values
    units = {cell["id"]: (cell.get("unit") or {}).get("zh") for cell in then.body["cells"]}
    here = {cell.id: cell.unit.zh if cell.unit else None for cell in form.cells}
    return {cell: value for cell, value in values.items() if cell in here and units.get(cell) == here[cell]}


def remeasured(rounds: Iterable[Round], form: Form) -> list[str]:
    """The cells counted in another unit, or not asked at all, in one of these earlier rounds."""
    found: set[str] = set()
    for then in rounds:
        units = {cell["id"]: (cell.get("unit") or {}).get("zh") for cell in then.body["cells"]}
        here = {cell.id: cell.unit.zh if cell.unit else None for cell in form.cells}
        found |= {cell for cell, unit in here.items() if units.get(cell, "") != unit}
    return [cell.id for cell in form.cells if cell.id in found and cell.counted]
