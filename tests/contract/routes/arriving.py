"""Received files and jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.contract.routes.calls import Call, jobs, simple, with_rejects


def _batches(route: str, **options: Any) -> list[Call]:
    from xingzhi.intake.models import Batch

    return [Call(reverse(route, args=[batch.pk]), (batch.region,), **options) for batch in Batch.objects.all()]


def _with_files() -> list[Call]:
    from xingzhi.intake.models import Batch

    found = Batch.objects.filter(by_hand=False)
    return [Call(reverse("batch-file", args=[batch.pk]), (batch.region,)) for batch in found]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "intake-list": lambda: simple("intake-list"),
    "intake-upload": lambda: simple("intake-upload", method="post"),
    "intake-template": lambda: [Call(reverse("intake-template", args=["patents"]))],
    "batch": lambda: _batches("batch"),
    "batch-start": lambda: _batches("batch-start", method="post"),
    "batch-unlock": lambda: _batches("batch-unlock", method="post", data={"password": "猜"}),
    "batch-give-up": lambda: _batches("batch-give-up", method="post"),
    "batch-rejects": lambda: with_rejects(),
    "batch-file": lambda: _with_files(),
    "job-progress": lambda: jobs("job-progress"),
    "job-cancel": lambda: jobs("job-cancel", method="post"),
    "job-list": lambda: simple("job-list"),
}
