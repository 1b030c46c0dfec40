"""Findings on bad-faith filings, and the office's own lists of names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conftest import OTHER_BANNER
from tests.contract.routes.calls import INSIDE, Call, simple


def _findings(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.bad_faith.models import PatternFinding

    found = PatternFinding.objects.order_by("pk")
    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in found]


def _ids(name: str) -> list[str]:
    from xingzhi.cases.bad_faith import models

    return [str(pk) for pk in getattr(models, name).objects.values_list("pk", flat=True)]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "patterns": lambda: [*simple("patterns"), Call(reverse("patterns"), data={"q": "密乙", "region": OTHER_BANNER})],
    "patterns-search": lambda: simple("patterns-search", method="post", roles=INSIDE),
    "patterns-follow": lambda: [
        Call(reverse("patterns-follow"), method="post", data={"finding": _ids("PatternFinding")})
    ],
    "pattern": lambda: _findings("pattern"),
    "pattern-move": lambda: _findings("pattern-move", method="post", data={"move": "none", "on": "2026-11-27"}),
    "pattern-names": lambda: [*simple("pattern-names"), Call(reverse("pattern-names"), data={"q": "密乙"})],
    "pattern-names-add": lambda: [
        Call(
            reverse("pattern-names-add"),
            method="post",
            roles=("nowhere",),
            data={"names": "某某赛事", "kind": "event_name"},
        )
    ],
    "pattern-names-drop": lambda: [
        Call(reverse("pattern-names-drop"), method="post", data={"name": _ids("LoadedName")})
    ],
}
