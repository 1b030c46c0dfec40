"""What of the annual plan presses today: for a unit what it owes, for a lead what is near, for the office what is late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext

from xingzhi.core.actions import may
from xingzhi.core.models import User
from xingzhi.core.office import sees_all
from xingzhi.packs import load
from xingzhi.plans.ledger.brought_back import AddedRow, LedgerBook, ProgressConflict
from xingzhi.plans.ledger.models import Answer, PlanTask, PlanTaskState, Progress, TaskUnit
from xingzhi.plans.ledger.repeated import repeated_for
from xingzhi.plans.ledger.state import month_of

LIVE = (PlanTaskState.OPEN, PlanTaskState.BLOCKED)


def planned(request: HttpRequest) -> list[tuple[str, int, str]]:
    """Text, number and page of each thing that waits."""
    user, day = request.user, timezone.localdate()
    month, near = month_of(day), day + timedelta(days=load().plan_ledger.days_before.value)
    tasks = PlanTask.objects.visible_to(user).filter(state__in=LIVE, plan__year=day.year)
    if not tasks.exists():
        return []
    page = reverse("plan-ledger")
    late = tasks.filter(state=PlanTaskState.OPEN, due_on__lt=day)
    made = [(gettext("项计划任务已过时限"), late.count(), _page(day, "late"))]
    if not sees_all(user):
        shares = TaskUnit.objects.visible_to(user).filter(task__in=tasks)
        told = Progress.objects.visible_to(user).filter(month=month).values("share")
        made.append((gettext("项计划任务待报本月进展"), shares.exclude(pk__in=told).count(), _months(day.year, month)))
        return [*made, *_conflicts(request, day)]
    mine = tasks.filter(lead_person=user, due_on__gte=day, due_on__lte=near)
    repeated = repeated_for(user, month) if may(user, "edit_plan_task") else []
    own = [task for task in repeated if task.lead_person_id == user.pk]
    waiting = said_and_waiting(user, tasks.filter(state=PlanTaskState.OPEN), month)
    words = {"year": day.year, "mark": "repeated"}
    added = AddedRow.objects.visible_to(user).filter(state="")
    books = LedgerBook.objects.visible_to(user).filter(state="open")
    return [
        *made,
        (gettext("项由我负责的计划任务临近时限"), mine.count(), page + "?" + urlencode({"year": day.year, "mine": 1, "colour": "yellow"})),
        (gettext("项任务单位报已完成，待办结"), waiting.get(Answer.DONE, 0), _page(day, "said_done")),
        (gettext("项任务单位报受阻，待处理"), waiting.get(Answer.BLOCKED, 0), _page(day, "said_blocked")),
        (gettext("项由我负责的任务连续按计划推进、没有新佐证"), len(own), page + "?" + urlencode({**words, "mine": 1})),
        (gettext("项任务连续按计划推进、没有新佐证"), len(repeated) - len(own), page + "?" + urlencode(words)),
        (gettext("份传回的台账待处理"), books.count(), f"{page}?year={_year(books, 'plan__year', day)}"),
        *_conflicts(request, day),
        (gettext("行新增任务待确认"), added.count(), _months(_year(added, "plan__year", day))),
    ]  # fmt: skip


def _page(day: date, mark: str) -> str:
    """The ledger of the year, narrowed to a mark."""
    return reverse("plan-ledger") + "?" + urlencode({"year": day.year, "mark": mark})


def _months(year: int, month: str = "") -> str:
    """What all units said of a month."""
    return reverse("plan-months") + "?" + urlencode({"year": year, **({"month": month} if month else {})})


def _year(found: Any, path: str, day: date) -> int:
    """The year of the plan the first of some records belongs to."""
    return int(found.order_by(path).values_list(path, flat=True).first() or day.year)


def said_and_waiting(user: User, tasks: Any, month: str) -> dict[str, int]:
    """How many open tasks a unit last said of the month to be done, or blocked."""
    seen = Progress.objects.visible_to(user).filter(share__task__in=tasks, month=month).order_by("share", "version")
    last = {share: (task, answer) for share, task, answer in seen.values_list("share", "share__task", "answer")}
    return {
        code: len({task for task, answer in last.values() if answer == code}) for code in (Answer.DONE, Answer.BLOCKED)
    }


def _conflicts(request: HttpRequest, day: date) -> list[tuple[str, int, str]]:
    found = ProgressConflict.objects.visible_to(request.user).filter(decided="")
    year = _year(found, "share__task__plan__year", day)
    return [(gettext("处任务进展两边不一致"), found.count(), _months(year))]
