"""Indicators and high-value inventions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conftest import BANNER, ELSEWHERE, OFFICE, OTHER_BANNER
from tests.contract.routes.calls import Call, simple

# One indicator of each register and kind: what is asked of the others differs by their conditions alone.
SPOKEN_FOR = ("grants", "valid_inventions", "valid_inventions_per_10000", "high_value_inventions", "grants_cumulative",
              "valid_patents", "pledge_amount", "transfers", "fees_paid", "abnormal_notified", "abnormal_withdrawn",
              "gi_output", "valid_marks", "gi_products", "gi_users")  # fmt: skip


def opening() -> list[str]:
    """Of these, the ones that count records; the others have none behind them, and nothing to break down."""
    from xingzhi.packs import load

    known = load().indicators
    return [name for name in SPOKEN_FOR if not known[name].derived and known[name].source != "none"]


def _indicators(route: str) -> list[Call]:
    calls = []
    for name in opening() if route == "indicator-records" else SPOKEN_FOR:
        kwargs = {"name": name}
        calls.append(Call(reverse(route, kwargs=kwargs), data={"at": "2026-06-30", "from": "2020-01-01"}))
        for region in (OFFICE, BANNER, OTHER_BANNER, ELSEWHERE, "15", ""):
            data = {"region": region, "at": "2026-06-30", "from": "2020-01-01"}
            calls.append(Call(reverse(route, kwargs=kwargs), (region,), data=data, vague=True))
            if route == "indicator-records":
                calls.append(Call(reverse(route, kwargs=kwargs), (region,), data=data | {"undecided": "1"}, vague=True))
    return calls


def _of_places(route: str) -> list[Call]:
    asked = [Call(reverse(route), (region,), data={"region": region}, vague=True)
             for region in (OFFICE, BANNER, OTHER_BANNER, "15")]  # fmt: skip
    return [Call(reverse(route)), *asked]


def _patents(route: str, **options: Any) -> list[Call]:
    from xingzhi.registers.models import Patent

    return [Call(reverse(route, args=[row.pk]), (row.region,), **options) for row in Patent.objects.order_by("id")]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "indicator-list": lambda: [
        Call(reverse("indicator-list")),
        *(
            Call(reverse("indicator-list"), (region,), data={"region": region}, vague=True)
            for region in (OFFICE, BANNER, OTHER_BANNER, "15")
        ),
    ],
    "indicator": lambda: _indicators("indicator"),
    "indicator-records": lambda: _indicators("indicator-records"),
    "high-value": lambda: _of_places("high-value"),
    "high-value-watch": lambda: _of_places("high-value-watch"),
    "high-value-rules": lambda: [
        *simple("high-value-rules"),
        Call(
            reverse("high-value-rules"),
            method="post",
            roles=("banner", "neighbour"),
            data={"name": "ipc_used", "value": "no", "document": "试"},
        ),
    ],
    "high-value-card": lambda: _patents("high-value-card"),
    "value-score": lambda: [*_patents("value-score"), *_patents("value-score", method="post", data={"note": "试"})],
    "office-tables": lambda: simple("office-tables"),
    "office-table-upload": lambda: [
        Call(reverse("office-table-upload", args=["crosswalk"]), method="post", roles=("banner", "neighbour"))
    ],
    "office-table-preview": lambda: [],  # a file just uploaded by one who may; see tests/indicators/high_value
    "office-table-withdraw": lambda: [],
}
