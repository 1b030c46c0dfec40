"""Notices, their pieces, and the units they name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.contract.routes.calls import INSIDE, Call, simple


def _notices(route: str, **options: Any) -> list[Call]:
    from xingzhi.plans.models import Notice

    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in Notice.objects.order_by("pk")]


def _pieces(**options: Any) -> list[Call]:
    from xingzhi.plans.models import Piece

    return [
        Call(reverse("notice-piece", args=[each.pk]), (each.notice.region,), method="post", **options)
        for each in Piece.objects.select_related("notice").order_by("pk")[:6]
    ]


def _unit_changes() -> list[Call]:
    from xingzhi.plans.models import Unit

    url = reverse("plan-unit-change")
    return [
        Call(url, method="post", data={"do": do, "unit": str(unit.pk), "alias": "试", "name": "试"}, roles=INSIDE)
        for unit in Unit.objects.order_by("pk")
        for do in ("add", "alias", "forget", "retire", "fill")
    ]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "notice-list": lambda: simple("notice-list"),
    "notice-upload": lambda: simple("notice-upload", method="post"),
    "notice": lambda: _notices("notice"),
    "notice-file": lambda: _notices("notice-file"),
    "notice-read": lambda: _notices("notice-read", method="post"),
    "notice-settle": lambda: _notices("notice-settle", method="post", data={"do": "plain"}),
    "notice-piece": lambda: _pieces(data={"do": "context", "version": "0"}),
    "plan-units": lambda: simple("plan-units"),
    "plan-unit-change": _unit_changes,
    "api:list_notices": lambda: [Call("/api/notices")],
    "api:get_notice": lambda: [Call(call.path.replace("/plans/notices/", "/api/notices/").rstrip("/"), call.regions)
                               for call in _notices("notice")],
}  # fmt: skip
