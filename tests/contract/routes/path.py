"""Forecasts, year-end paths and tasks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conftest import BANNER, ELSEWHERE, OFFICE, OTHER_BANNER
from tests.contract.routes.calls import Call, simple

PLACES = {OFFICE: "152200", BANNER: BANNER, OTHER_BANNER: OTHER_BANNER, ELSEWHERE: "150500"}


def _pages(route: str, names: tuple[str, ...]) -> list[Call]:
    return [
        Call(reverse(route, args=[name]), (region,), data={"region": region, "at": "2026-06-30"}, vague=True)
        for name in names
        for region in (OFFICE, BANNER, OTHER_BANNER, ELSEWHERE, "15")
    ]


def _api(part: str, names: tuple[str, ...]) -> list[Call]:
    return [
        Call(f"/api/indicators/{name}/{part}", (region,), data={"region": code, "at": "2026-06-30"})
        for name in names
        for region, code in PLACES.items()
    ]


def _tasks(route: str, **options: Any) -> list[Call]:
    from xingzhi.plans.models import Task

    return [Call(reverse(route, args=[task.pk]), (task.region,), **options) for task in Task.objects.order_by("pk")]


PATHS = ("valid_inventions", "high_value_per_10000")
ROUTES: dict[str, Callable[[], list[Call]]] = {
    "indicator-forecast": lambda: _pages("indicator-forecast", ("grants", "high_value_inventions")),
    "indicator-path": lambda: _pages("indicator-path", PATHS),
    "path-tested": lambda: _pages("path-tested", ("valid_inventions",)),
    "path-tasks": lambda: [
        Call(reverse("path-tasks", args=["valid_inventions"]), method="post", data={"keep": ["no|such|line"]})
    ],
    "task-list": lambda: [
        *simple("task-list"),
        Call(reverse("task-list"), data={"q": "密乙"}),
        Call(reverse("task-list"), data={"region": OTHER_BANNER}),
    ],
    "task-check": lambda: simple("task-check", method="post"),
    "task": lambda: _tasks("task"),
    "task-assign": lambda: _tasks("task-assign", method="post", data={"unit": "试"}),
    "task-settle": lambda: _tasks("task-settle", method="post", data={"state": "done", "evidence": "试"}),
    "api:indicator_forecast": lambda: _api("forecast", ("grants",)),
    "api:indicator_path": lambda: [
        call for call in _api("path", ("valid_inventions",)) if call.regions != (ELSEWHERE,)
    ],
    "api:list_tasks": lambda: [Call("/api/tasks", data={"size": "500"})],
}
