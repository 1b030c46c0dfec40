"""Official figures: why ours differs, which is used, and names no indicator has."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from tests.conftest import BANNER, ELSEWHERE, OFFICE, OTHER_BANNER
from tests.contract.planted.official import MAY
from tests.contract.routes.calls import Call, simple

ASKED = {"valid_inventions": MAY[1], "grants": MAY[0]}


def _pages() -> list[Call]:
    return [
        Call(reverse("official-figure", args=[name]), (region,), data=_days(name) | {"region": region}, vague=True)
        for name in ASKED
        for region in (OFFICE, BANNER, OTHER_BANNER, ELSEWHERE, "15")
    ]


def _days(name: str) -> dict[str, str]:
    return {"from": ASKED[name].isoformat(), "at": MAY[1].isoformat()}


def _posts(route: str, **said: str) -> list[Call]:
    return [
        Call(
            reverse(route, args=["valid_inventions"]),
            (region,),
            "post",
            _days("valid_inventions") | {"region": region, **said},
            roles=("banner", "neighbour"),
        )
        for region in (OFFICE, BANNER, OTHER_BANNER)
    ]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "official-figure": _pages,
    "official-explain": lambda: _posts("official-explain", text="试"),
    "official-choose": lambda: _posts("official-choose", key="试", reason="试"),
    "official-unmatched": lambda: simple("official-unmatched"),
}
