"""The living plan: ledger, tasks, months of units, workbooks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.contract.routes.calls import Call, simple

BANNERS = ("banner", "neighbour")


def _plans(route: str, **options: Any) -> list[Call]:
    """What is the office's alone."""
    from xingzhi.plans.ledger.models import Plan

    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in Plan.objects.all()]


def _tasks(route: str, **options: Any) -> list[Call]:
    """A task is seen by the office and by whoever sees a unit that has it."""
    from xingzhi.plans.ledger.models import PlanTask

    return [
        Call(reverse(route, args=[each.pk]), (each.region, *each.units.values_list("region", flat=True)), **options)
        for each in PlanTask.objects.all()
    ]


def _units(route: str, **options: Any) -> list[Call]:
    from xingzhi.plans.ledger.models import Plan
    from xingzhi.plans.units import Unit

    plan = Plan.objects.get(tasks__text="各地共同的任务")
    return [Call(reverse(route, args=[plan.pk, each.pk]), (each.region,), **options) for each in Unit.objects.all()]


def _of(model: str, route: str, region: str = "region", **options: Any) -> list[Call]:
    from django.apps import apps
    from django.db.models import F

    found = apps.get_model("plans", model).objects.annotate(whose=F(region))
    return [Call(reverse(route, args=[each.pk]), (each.whose,), **options) for each in found]


def _year() -> str:
    """The year of the plan with the secrets."""
    from django.utils import timezone

    return str(timezone.localdate().year)


def _api() -> list[Call]:
    return [Call(f"/api/plan-tasks/{call.path.split('/')[4]}", call.regions) for call in _tasks("plan-task")]


POST: dict[str, Any] = {"method": "post"}
ROUTES: dict[str, Callable[[], list[Call]]] = {
    "plan-ledger": lambda: [
        Call(reverse("plan-ledger"), data=query)
        for query in ({}, {"year": _year()}, {"year": _year(), "mark": "silent"}, {"year": _year(), "colour": "none"})
    ],
    "plan-task-add": lambda: _plans("plan-task-add", **POST, data={"text": "试"}, roles=BANNERS),
    "plan-workbook": lambda: _plans("plan-workbook"),
    "plan-upload": lambda: _plans("plan-upload", **POST),
    "plan-book": lambda: [
        *_of("LedgerBook", "plan-book"),
        *_of("LedgerBook", "plan-book", **POST, data={"aside": "1"}),
    ],
    "plan-book-file": lambda: _of("LedgerBook", "plan-book-file"),
    "plan-task": lambda: _tasks("plan-task"),
    "plan-task-change": lambda: _tasks("plan-task-change", **POST, data={"do": "done", "settle_reason": "试"}),
    "plan-months": lambda: [Call(reverse("plan-months"), data={"year": _year()})],
    "plan-months-upload": lambda: simple("plan-months-upload", method="post"),
    "plan-month-workbooks": lambda: _plans("plan-month-workbooks"),
    "plan-supervision": lambda: _plans("plan-supervision"),
    "plan-unit": lambda: [*_units("plan-unit"), *_units("plan-unit", **POST, data={"do": "none", "month": "2000-01"})],
    "plan-unit-workbook": lambda: _units("plan-unit-workbook"),
    "plan-month-book-file": lambda: _of("MonthBook", "plan-month-book-file"),
    "plan-conflict": lambda: _of("ProgressConflict", "plan-conflict", "share__region", **POST, data={"take": "ours"}),
    "plan-evidence": lambda: _of("TaskUnit", "plan-evidence", **POST, data={"record": "patents:x"}),
    "plan-added": lambda: _of("AddedRow", "plan-added", **POST, data={"take": "refuse", "reason": "试"}),
    "api:list_plan_tasks": lambda: [Call("/api/plan-tasks", data={"size": "500", "year": _year()})],
    "api:get_plan_task": _api,
}
