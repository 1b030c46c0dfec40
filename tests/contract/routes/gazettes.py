"""Gazettes, their leads and the watch list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conftest import OTHER_BANNER
from tests.contract.routes.calls import Call, simple


def _lists() -> list[Call]:
    from xingzhi.cases.gazette.models import GazetteList

    return [Call(reverse("gazette", args=[each.pk]), (each.region,)) for each in GazetteList.objects.order_by("pk")]


def _leads(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.gazette.models import Lead

    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in Lead.objects.order_by("pk")]


def _all_leads() -> list[str]:
    from xingzhi.cases.gazette.models import Lead

    return [str(pk) for pk in Lead.objects.values_list("pk", flat=True)]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "gazettes": lambda: simple("gazettes"),
    "gazette-compare": lambda: simple("gazette-compare", method="post"),
    "gazette": _lists,
    "gazette-leads": lambda: [*simple("gazette-leads"), Call(reverse("gazette-leads"), data={"q": "密乙"})],
    "gazette-letters": lambda: [Call(reverse("gazette-letters"), method="post", data={"lead": _all_leads()})],
    "gazette-lead": lambda: _leads("gazette-lead"),
    "gazette-lead-move": lambda: _leads("gazette-lead-move", method="post", data={"move": "none", "on": "2026-11-27"}),
    "gazette-watch": lambda: [*simple("gazette-watch"), Call(reverse("gazette-watch"), data={"q": "密乙"})],
    "gazette-watch-switch": lambda: [
        Call(reverse("gazette-watch-switch"), (OTHER_BANNER,), method="post",
             data={"do": "off", "reason": "试", "key": f"local_place:{OTHER_BANNER}:秘密乙沟"})
    ],
    "gazette-watch-places": lambda: [
        Call(reverse("gazette-watch-places"), (OTHER_BANNER,), method="post",
             data={"names": "某山", "kind": "nature", "region": OTHER_BANNER})
    ],
}  # fmt: skip
