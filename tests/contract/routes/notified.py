"""Notified batches, dispatches, enquiries and reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.urls import reverse

from tests.builders import number
from tests.conftest import BANNER, OTHER_BANNER
from tests.contract.routes.calls import Call, simple


def _matters(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.matters.models import Matter
    from xingzhi.cases.notified import PROCEDURE

    matters = Matter.objects.filter(kind=PROCEDURE)
    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in matters]


def _cards(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.matters.models import Card

    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in Card.objects.all()]


def _letters() -> list[Call]:
    """Everybody may ask for letters about any card; what is not theirs is not in them."""
    from xingzhi.cases.matters.models import Card

    cards = [str(pk) for pk in Card.objects.values_list("pk", flat=True)]
    return [Call(reverse("notified-papers"), method="post", data={"paper": "notice", "card": cards})]


def _dispatches(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.models import Dispatch

    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in Dispatch.objects.all()]


def _of_model(model: str, route: str, **options: Any) -> list[Call]:
    rows = apps.get_model("cases", model).objects.all()
    return [Call(reverse(route, args=[row.pk]), (row.region,), **options) for row in rows]


def _conflicts() -> list[Call]:
    from xingzhi.cases.models import ReturnConflict

    found = ReturnConflict.objects.select_related("returned__dispatch")
    return [
        Call(
            reverse("return-decide", args=[each.pk]),
            (each.returned.dispatch.region,),
            method="post",
            data={"take": "ours"},
        )
        for each in found
    ]


def _notified_lists() -> list[Call]:
    from xingzhi.intake.models import Batch

    lists = Batch.objects.filter(register="notified_items", by_hand=False)
    return [Call(reverse("notified-filled", args=[each.pk]), (each.region,)) for each in lists]


NOTIFIED_QUERIES: list[dict[str, str]] = [
    {}, {"q": "密乙"}, {"q": number(2024, 2000)[:11]}, {"region": OTHER_BANNER}, {"batch": "没有的批"}, {"show": "open"},
    {"state": "pending"},
]  # fmt: skip
ROUTES: dict[str, Callable[[], list[Call]]] = {
    "notified": lambda: [Call(reverse("notified"), data=query) for query in NOTIFIED_QUERIES],
    "notified-papers": _letters,
    "notified-card": lambda: _cards("notified-card"),
    "notified-card-act": lambda: _cards("notified-card-act", method="post", data={"on": "2026-11-22", "matter": "1"}),
    "notified-card-details": lambda: _cards("notified-card-details", method="post", data={"phone": "试"}),
    "notified-card-assign": lambda: _cards("notified-card-assign", method="post", data={"officer": ""}),
    "notified-item-group": lambda: _matters("notified-item-group", method="post", data={"lead": ""}),
    "notified-items": lambda: [Call(reverse("notified-items"), data=query) for query in NOTIFIED_QUERIES],
    "notified-item": lambda: _matters("notified-item"),
    "notified-item-move": lambda: _matters(
        "notified-item-move", method="post", data={"on": "2026-11-22", "move": "promise"}
    ),
    "notified-item-event": lambda: _matters(
        "notified-item-event", method="post", data={"on": "2026-11-22", "name": "sued"}
    ),
    "dispatches": lambda: simple("dispatches"),
    "dispatch-make": lambda: [
        Call(
            reverse("dispatch-make"),
            method="post",
            data={"region": BANNER, "deadline": "2027-01-01", "contact": "试"},
            roles=("banner", "neighbour"),
        )
    ],
    "dispatch-return": lambda: simple("dispatch-return", method="post"),
    "dispatch": lambda: _dispatches("dispatch"),
    "dispatch-workbook": lambda: _dispatches("dispatch-workbook"),
    "dispatch-supervision": lambda: _dispatches("dispatch-supervision"),
    "dispatch-change": lambda: _dispatches(
        "dispatch-change",
        method="post",
        data={"what": "deadline", "deadline": "2027-01-01"},
        roles=("banner", "neighbour"),
    ),
    "return-decide": _conflicts,
    "notified-monthly": lambda: [
        Call(reverse("notified-monthly"), data={"month": "2026-11", "period": period})
        for period in ("month", "cumulative")
    ],
    "notified-monthly-file": lambda: [Call(reverse("notified-monthly-file"), data={"month": "2026-11"})],
    "notified-filled": lambda: _notified_lists(),
    "enquiries": lambda: simple("enquiries"),
    "enquiry": lambda: _of_model("Enquiry", "enquiry"),
    "enquiry-review": lambda: _of_model("Enquiry", "enquiry-review", method="post", roles=("banner", "neighbour")),
    "enquiry-reply": lambda: _of_model("Enquiry", "enquiry-reply"),
    "reports": lambda: simple("reports"),
    "report": lambda: _of_model("Report", "report"),
    "report-evidence": lambda: _of_model("Report", "report-evidence"),
    "notified-lookback": lambda: simple("notified-lookback"),
}
