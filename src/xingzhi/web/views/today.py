"""Today: what waits for the reader, and the figures a leader asks for."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.matters.assigning import mine
from xingzhi.cases.matters.models import Matter
from xingzhi.cases.models import CONFLICTS
from xingzhi.cases.notified import PROCEDURE
from xingzhi.cases.notified.dispatching import waiting as waiting_for_dispatch
from xingzhi.cases.notified.models import Dispatch, DispatchItem, ReturnConflict
from xingzhi.core.actions import may
from xingzhi.core.models import Job, JobState
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell
from xingzhi.intake.models import Batch, BatchState
from xingzhi.packs import load
from xingzhi.plans.models import Task, TaskState
from xingzhi.registers.models import MODELS
from xingzhi.screening.similar_applications.run import SCREENING
from xingzhi.snapshots.jobs import latest
from xingzhi.web.as_of import as_of
from xingzhi.web.places import UNKNOWN
from xingzhi.web.reading import UNASSIGNED
from xingzhi.web.views.batch_files import rejects_name
from xingzhi.web.views.brands.waiting import marks_waiting
from xingzhi.web.views.clue_rows import clue_rows, columns
from xingzhi.web.views.clues import waiting_for
from xingzhi.web.views.collection.waiting import collecting
from xingzhi.web.views.documents.waiting import papers_waiting
from xingzhi.web.views.figures import span_at, tile
from xingzhi.web.views.gazettes.waiting import leads_waiting
from xingzhi.web.views.high_value_waiting import leaving
from xingzhi.web.views.intake import TONES
from xingzhi.web.views.notified.overview import initial
from xingzhi.web.views.patterns.waiting import to_verify
from xingzhi.web.views.plans.due import planned
from xingzhi.web.views.publish.waiting import releasing
from xingzhi.web.views.summaries.waiting import pressing

COUNTED = 1_000  # more than this is shown as "more than"
RECENT = 8


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The first page after logging in."""
    snapshot = latest()
    clues = list(waiting_for(request.user, SCREENING).prefetch_related("records")[:5])
    recent = Batch.objects.visible_to(request.user).filter(by_hand=False).order_by("-id")[:RECENT]
    context = {
        "page_title": gettext("今日"),
        "waiting": waiting(request),
        "figures": figures(request),
        "recent": [{"batch": batch, "tone": TONES.get(batch.state, "info")} for batch in recent],
        "clues": {"columns": columns(SCREENING), "rows": clue_rows(request, clues)} if clues else None,
        "may_receive": may(request.user, "receive_file"),
        "as_of": as_of(snapshot, "indicators", internal=True),
        "today": timezone.localdate(),
    }
    return render(request, "today/today.html", context)


def to_mend(batches: Any) -> list[int]:
    """Batches with rejected rows whose mended workbook, known by its name, has not been applied yet."""
    rejected = list(batches.filter(rejected__gt=0, state=BatchState.APPLIED).values_list("pk", flat=True)[:COUNTED])
    mended = batches.filter(state=BatchState.APPLIED, file_name__startswith=rejects_name("", "")).values_list(
        "file_name"
    )
    done = {int(found[1]) for (name,) in mended if (found := re.search(r"-(\d+)[^-]*$", name))}
    return [pk for pk in rejected if pk not in done]


def waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """Work that waits, most pressing first; nothing that is done."""
    user = request.user
    batches = Batch.objects.visible_to(user)
    unassigned = MODELS["patents"].objects.visible_to(user).filter(region_how__in=UNASSIGNED)
    jobs = Job.objects.visible_to(user)
    mend = to_mend(batches)
    files, clues, work = reverse("intake-list"), reverse("clue-list"), reverse("job-list")
    one = reverse("batch", args=[mend[0]]) if len(mend) == 1 else files
    conflicts = clues + "?" + urlencode({"screening": CONFLICTS})
    patents = reverse("register-list", args=["patents"]) + "?" + urlencode({"region": UNKNOWN})
    items = [
        *leads_waiting(request),
        *marks_waiting(request),
        *to_verify(request),
        *notified(request),
        *_counted(collecting(request)),
        *planned(request),
        *leaving(request),
        *releasing(request),
        *asked_for(request),
        *pressing(request),
        *papers_waiting(request),
        (gettext("个文件等待确认列对应"), batches.filter(state=BatchState.RECEIVED)[: COUNTED + 1].count(), files),
        (gettext("批文件有退回的行待修改"), len(mend), one),
        (gettext("对近似申请待研判"), waiting_for(user, SCREENING)[: COUNTED + 1].count(), clues),
        (gettext("处来源冲突待核对"), waiting_for(user, CONFLICTS)[: COUNTED + 1].count(), conflicts),
        (gettext("件专利未定属地"), unassigned[: COUNTED + 1].count(), patents),
        (gettext("项后台工作出错"), jobs.filter(state=JobState.FAILED)[: COUNTED + 1].count(), work),
        (gettext("项后台工作进行中"), jobs.filter(state__in=("queued", "running"))[: COUNTED + 1].count(), work),
    ]
    return [
        {"text": text, "count": min(count, COUNTED), "more": count > COUNTED, "url": url}
        for text, count, url in items
        if count
    ]


def notified(request: HttpRequest) -> list[tuple[str, int, str]]:
    """What of the notified applications presses: terms over or near, lists out and not answered, answers that contradict."""
    user, day = request.user, timezone.localdate()
    open_matters = Matter.objects.visible_to(user).filter(mine(user), kind=PROCEDURE, settled=False)
    near = day + timedelta(days=days_before())
    pending = open_matters.filter(state=initial())
    asleep = DispatchItem.objects.visible_to(user).filter(matter__state=F("state"), matter__settled=False)
    out = Dispatch.objects.visible_to(user).filter(withdrawn_at=None, pk__in=asleep.values("dispatch"))
    out = out.exclude(returns__zero=True)
    undispatched = waiting_for_dispatch(user) if may(user, "dispatch_items") else Matter.objects.none()
    conflicts = ReturnConflict.objects.visible_to(user).filter(decided="")
    found = [
        (gettext("件通报申请已过答复期限"), open_matters.filter(due__lt=day), reverse("notified")),
        (gettext("件通报申请临近答复期限"), open_matters.filter(due__gte=day, due__lte=near), reverse("notified")),
        (gettext("件通报申请待核实"), pending, reverse("notified")),
        (gettext("件通报申请还没有派发到旗县"), undispatched, reverse("dispatches")),
        (gettext("张派发单逾期未反馈"), out.filter(deadline__lt=day), reverse("dispatches")),
        (gettext("张派发单待反馈"), out.filter(deadline__gte=day), reverse("dispatches")),
        (gettext("处反馈与系统不一致"), conflicts, reverse("dispatches")),
    ]
    return _counted(found)


def _counted(found: list[tuple[str, Any, str]]) -> list[tuple[str, int, str]]:
    return [(text, rows.order_by()[: COUNTED + 1].count(), url) for text, rows, url in found]


def asked_for(request: HttpRequest) -> list[tuple[str, int, str]]:
    """The tasks still open: those past their day, and the others."""
    day = timezone.localdate()
    waiting = Task.objects.visible_to(request.user).filter(state=TaskState.OPEN)
    page = reverse("task-list") + "?" + urlencode({"state": TaskState.OPEN})
    found = [
        (gettext("项任务已过期限"), waiting.filter(due_on__lt=day)),
        (gettext("项任务待办"), waiting.exclude(due_on__lt=day)),
    ]
    return [(text, rows.order_by()[: COUNTED + 1].count(), page) for text, rows in found]


def days_before() -> int:
    """How many days before a reply is due the procedure warns first."""
    try:
        clock = load().procedure(PROCEDURE, timezone.localdate()).clock("reply")
    except LookupError:
        return 0
    return max((warning.before for warning in clock.warnings), default=0)


def figures(request: HttpRequest) -> list[dict[str, Any]]:
    """The indicators for the reader's region today."""
    snapshot, packs, region = latest(), load(), request.user.region
    if snapshot is None or region is None or not snapshot.totals.get("patents", {}).get("rows"):
        return []
    at = timezone.localdate()
    tiles = []
    headline = [
        each for each in packs.indicators.values() if each.group in ("patents", "high_value") and not each.part_of
    ]
    for found in (each for each in headline if each.source != "none"):
        tiles.append(tile(found, Measure(found, packs, snapshot).value(Cell(region, span_at(found, at)))))
    return tiles
