"""What in the registers shows that a task is done or needed no more; the live registers are read, by record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from xingzhi.indicators.high_value.facts import facts_path, of_patent
from xingzhi.indicators.high_value.states import covers
from xingzhi.indicators.path.keeping import MENDS
from xingzhi.plans.models import Task, TaskState
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest


@dataclass(frozen=True)
class Shown:
    """That a task ends, how, and by what."""

    state: TaskState
    text: str


def shown(task: Task, at: date) -> Shown | None:
    """What the registers show of an open task; None where they show nothing yet."""
    patent = MODELS["patents"].objects.filter(key=task.record_key).first()
    if patent is not None and patent.legal_status == "lapsed":
        when = f"，失效日 {patent.lapse_date}" if patent.lapse_date else ""
        return Shown(TaskState.DROPPED, f"专利台账：该件已失效{when}")
    return _CHECKS[task.kind](task, at)


def _fee(task: Task, at: date) -> Shown | None:
    """Paid for the fee year; without one, paid in the task's year."""
    rows = MODELS["annual_fees"].objects.filter(application_no=task.record_key).order_by("-fee_year")
    for row in rows:
        named = str(row.fee_year) == task.period
        within = task.period == str((row.due_on or row.paid_on or date.min).year)
        if (named or within) and (row.paid_on or row.fee_status == "paid"):
            when = f"，缴费日 {row.paid_on}" if row.paid_on else ""
            return Shown(TaskState.DONE, f"年费台账：第 {row.fee_year} 年度已缴{when}")
    return None


def _mended(classes: Iterable[str], name: str) -> Callable[[Task, date], Shown | None]:
    """Settled where no lack of data this action mends is left of the patent, in the newest snapshot."""

    def check(task: Task, at: date) -> Shown | None:
        snapshot = latest()
        if snapshot is None:
            return None
        rows = [row for row in of_patent(facts_path(snapshot), task.record_key) if row["class"] in classes]
        if any(row["level"] == "sure" and covers(row, at) for row in rows):
            return Shown(TaskState.DONE, f"{name}：该件已能确定")
        left = [row for row in rows if covers(row, at) and MENDS[row["class"]].get(row["reason"]) == task.kind]
        return None if left else Shown(TaskState.DONE, f"{name}：所缺的数据已补齐")

    return check


def _mend(task: Task, at: date) -> Shown | None:
    """The legal status is known and, for high value, nothing else is lacking."""
    patent = MODELS["patents"].objects.filter(key=task.record_key).first()
    if patent is None or not patent.legal_status or (patent.legal_status == "lapsed" and not patent.lapse_date):
        return None
    if not patent.grant_date and patent.legal_status in ("in_force", "lapsed"):
        return None
    return _mended(("sei", "ten_years", "award"), "专利台账")(task, at)


_CHECKS: dict[str, Callable[[Task, date], Shown | None]] = {
    "pay_fee": _fee,
    "prove_family": _mended(("family",), "同族台账"),
    "record_pledge": _mended(("pledge",), "质押台账"),
    "mend_data": _mend,
}
