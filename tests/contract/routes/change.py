"""Why a figure changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conftest import BANNER, ELSEWHERE, OFFICE, OTHER_BANNER
from tests.contract.routes.calls import Call

NAMES = ("grants", "valid_inventions_per_10000", "high_value_inventions")
NOTIFIED = "valid_invention_share"


def _pages(route: str, **more: Any) -> list[Call]:
    calls = []
    for name in NAMES[1:] if more else (*NAMES, NOTIFIED):
        for region in (OFFICE, BANNER, OTHER_BANNER, ELSEWHERE, "15"):
            for then in ("1", "0"):
                data = {"region": region, "from": "2020-01-01", "to": "2026-06-30", "then": then, **more}
                calls.append(Call(reverse(route, kwargs={"name": name}), (region,), data=data, vague=True))
    return calls


def _api() -> list[Call]:
    codes = {OFFICE: "152200", BANNER: BANNER, OTHER_BANNER: OTHER_BANNER, ELSEWHERE: "150500", "15": "150000"}
    return [
        Call(
            f"/api/indicators/{name}/change", (path,), data={"region": code, "at": "2026-06-30", "start": "2020-01-01"}
        )
        for name in NAMES
        for path, code in codes.items()
    ]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "indicator-change": lambda: _pages("indicator-change"),
    "indicator-change-records": lambda: [
        call
        for part in ("granted", "lapsed", "late_in", "out", "offset.passed")
        for call in _pages("indicator-change-records", part=part)
    ],
    "api:indicator_change": _api,
}
