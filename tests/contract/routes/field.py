"""Field checks, pictures of signs, the office's words, brands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conftest import OFFICE, OTHER_BANNER
from tests.contract.routes.calls import Call, simple


def _checks(route: str, *arguments: str, **options: Any) -> list[Call]:
    from xingzhi.registers.field_checks.models import FieldCheck

    return [
        Call(reverse(route, args=[each.pk, *arguments]), (each.region,), **options)
        for each in FieldCheck.objects.order_by("pk")
    ]


def _pictures() -> list[Call]:
    from xingzhi.registers.field_checks.models import SignPicture
    from xingzhi.registers.models import MODELS

    found = []
    for each in SignPicture.objects.order_by("pk"):
        row = MODELS[each.register].objects.get(key=each.key)
        found.append(Call(reverse("field-sign-picture", args=[each.register, row.pk]), (row.region,)))
    return found


def _brands(route: str, **options: Any) -> list[Call]:
    from xingzhi.registers.models import MODELS

    rows = MODELS["local_brands"].objects.order_by("pk")
    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in rows]


def _gazettes() -> list[Call]:
    from xingzhi.cases.gazette.models import GazetteList

    return [Call(reverse("gazette-words", args=[each.pk]), (OFFICE,)) for each in GazetteList.objects.order_by("pk")]


STEP = {"step": "试", "step_on": "2026-11-02"}
SEEN = {"seen_on": "2026-11-02", "place": "试店", "words": "试", "region": OTHER_BANNER}
ROUTES: dict[str, Callable[[], list[Call]]] = {
    "field-checks": lambda: [
        *simple("field-checks"), Call(reverse("field-checks"), data={"q": "密乙", "region": OTHER_BANNER}),
        Call(reverse("field-checks"), (OTHER_BANNER,), method="post", data=SEEN),
    ],
    "field-check": lambda: _checks("field-check"),
    "field-check-judge": lambda: _checks("field-check-judge", method="post", data={"judged": "lawful", "reason": "试"}),
    "field-check-move": lambda: _checks("field-check-move", method="post", data={"move": "none", "on": "2026-11-27"}),
    "field-check-again": lambda: _checks("field-check-again", method="post"),
    "field-check-photo": lambda: [*_checks("field-check-photo", "shown"), *_checks("field-check-photo", "original")],
    "field-sign-pictures": lambda: [
        *simple("field-sign-pictures"), Call(reverse("field-sign-pictures"), method="post", data={"only": "none"}),
    ],
    "field-sign-picture": _pictures,
    "staff-words": lambda: [
        Call(reverse("staff-words"), (OFFICE,)),
        Call(reverse("staff-words"), (OFFICE,), method="post", data={"do": "drop", "word": ["1"]}),
    ],
    "staff-words-template": lambda: [Call(reverse("staff-words-template"), (OFFICE,))],
    "gazette-words": _gazettes,
    "brands": lambda: [*simple("brands"), Call(reverse("brands"), data={"q": "密乙", "region": OTHER_BANNER, "next": "late"})],
    "brand-step": lambda: _brands("brand-step", method="post", data=STEP),
    "brand-renewals": lambda: simple("brand-renewals"),
}  # fmt: skip
