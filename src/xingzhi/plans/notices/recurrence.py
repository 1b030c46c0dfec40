"""The times a task of a notice is due: as a person left them, else as the words of the notice name them."""

from __future__ import annotations

from datetime import date
from typing import Any

from xingzhi.plans.ledger.recurring import Due, Recurring, recurring
from xingzhi.plans.ledger.settling import labelled
from xingzhi.plans.notices.models import Notice
from xingzhi.plans.notices.pieces import day_of


def times_of(task: dict[str, Any], notice: Notice) -> Recurring:
    """The times of a task as it now stands; those before the notice was issued are none."""
    year = notice.year
    if year is None:
        return Recurring()
    if task.get("instalments") is not None:
        days = sorted(date.fromisoformat(each) for each in task["instalments"])
        return Recurring(tuple(labelled(days, task["recurrence"], year)))
    return recurring(task["recurrence"], year, notice.issued_on)


def dues_of(task: dict[str, Any], notice: Notice) -> list[Due]:
    """The times a task of the plan is made with; the day the notice sets for the whole comes last where it is later."""
    dues, last = list(times_of(task, notice).dues), day_of(task)
    if dues and last and last > dues[-1].day:
        dues.append(Due("全部完成", last))
    return dues
