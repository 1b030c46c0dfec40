"""What was typed on the page of a unit's month: kept row by row; what cannot be kept stays on the page as it was typed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from xingzhi.plans.ledger.answering import NotReported, Said, open_shares, report_progress
from xingzhi.plans.ledger.models import Answer, Plan, TaskUnit
from xingzhi.plans.ledger.targets import further_goals, number_of
from xingzhi.plans.units import Unit


@dataclass(frozen=True)
class Typed:
    """The boxes of a row as they were sent; `code` says why they were not kept, "" where they were."""

    answer: str
    text: str
    value: str
    base: int
    parts: dict[str, str] = field(default_factory=dict)  # of further targets, by their words
    code: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was said of the task."""
        return not (self.answer or self.text or self.value or self.base or any(self.parts.values()))

    def said(self) -> Said:
        """An answer to keep. Words without an answer tell of progress; an answer given before is not taken off.

        Raises `NotReported`: value, answer.
        """
        value: Decimal | None = number_of(self.value) if self.value else None
        parts = {text: typed for text, typed in self.parts.items() if typed}
        if (self.value and value is None) or any(number_of(typed) is None for typed in parts.values()):
            raise NotReported("value")
        if not self.answer and self.base:
            raise NotReported("answer")
        return Said(self.answer or Answer.MOVED.value, self.text, value, self.base, parts=parts if self.parts else None)


def typed_of(post: Any, share: TaskUnit) -> Typed:
    """The boxes of a row."""
    answer, text, value, base = (post.get(f"{box}-{share.pk}", "").strip() for box in "atvb")
    boxes = {goal["text"]: f"w-{share.pk}-{at}" for at, goal in enumerate(further_goals(share.task))}
    parts = {words: post[box].strip() for words, box in boxes.items() if box in post}
    return Typed(answer, text, value, int(base) if base.isdecimal() else 0, parts)


def keep_typed(request: HttpRequest, plan: Plan, unit: Unit, month: str) -> tuple[int, dict[int, Typed]]:
    """Keep every row that can be kept; how many there were, and the rows that cannot be, by share."""
    kept, wrong = 0, {}
    for share in open_shares(request.user, plan.pk, unit):
        typed = typed_of(request.POST, share)
        if f"a-{share.pk}" not in request.POST or typed.empty:
            continue
        try:
            kept += report_progress(request.user, share.pk, month, typed.said()) is not None
        except NotReported as problem:
            wrong[share.pk] = replace(typed, code=problem.code)
    return kept, wrong
