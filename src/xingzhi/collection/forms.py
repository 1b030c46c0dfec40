"""The form a round was opened with."""

from __future__ import annotations

import json
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
