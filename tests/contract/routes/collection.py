"""Collection from banners, zones and other units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conftest import OFFICE
from tests.contract.routes.calls import INSIDE, Call, simple

BANNERS = ("banner", "neighbour")


def _rounds(route: str, *regions: str, **options: Any) -> list[Call]:
    """A round is seen by whoever sees one of its reports."""
    from xingzhi.collection.models import Round

    return [
        Call(reverse(route, args=[each.pk]), regions or tuple(each.reports.values_list("region", flat=True)), **options)
        for each in Round.objects.all()
    ]


def _reports(route: str, **options: Any) -> list[Call]:
    from xingzhi.collection.models import UnitReport

    return [
        Call(reverse(route, args=[each.round_id, each.pk]), (each.region,), **options)
        for each in UnitReport.objects.all()
    ]


def _returned() -> list[Call]:
    from xingzhi.collection.models import ReturnedForm

    found = ReturnedForm.objects.select_related("report")
    return [Call(reverse("collection-returned", args=[each.pk]), (each.report.region,)) for each in found]


def _conflicts() -> list[Call]:
    from xingzhi.collection.models import CellConflict

    return [
        Call(reverse("collection-decide", args=[each.pk]), (each.report.region,), method="post", data={"take": "ours"})
        for each in CellConflict.objects.select_related("report")
    ]


def _api(part: str) -> list[Call]:
    from xingzhi.collection.models import UnitReport

    found = UnitReport.objects.all()
    return [Call(f"/api/collection/reports/{each.pk}{part}", (each.region,)) for each in found]


def _api_rounds(part: str) -> list[Call]:
    return [
        Call(f"/api/collection/rounds/{call.path.strip('/').split('/')[1]}{part}", call.regions)
        for call in _rounds("collection-round")
    ]


NOTHING = {"form": "monthly_ip_work", "period": "2026-08", "deadline": "2027-01-01", "contact": "试"}
ROUTES: dict[str, Callable[[], list[Call]]] = {
    "collection": lambda: simple("collection"),
    "collection-open": lambda: [Call(reverse("collection-open"), method="post", data=NOTHING, roles=INSIDE)],
    "collection-upload": lambda: simple("collection-upload", method="post"),
    "collection-waiting": lambda: [
        Call(reverse("collection-waiting"), data={"what": what}) for what in ("", "accept", "late", "conflicts")
    ],
    "collection-accept": lambda: simple("collection-accept", method="post"),
    "collection-units": lambda: [
        Call(reverse("collection-units"), data=query)
        for query in ({}, {"year": "2026", "unit": f"unit:{OFFICE}:秘科"}, {"year": "2026", "unit": "banner:152223:"})
    ],
    "collection-decide": _conflicts,
    "collection-returned": _returned,
    "collection-round": lambda: _rounds("collection-round"),
    "collection-change": lambda: _rounds(
        "collection-change", OFFICE, method="post", data={"deadline": "2027-01-01"}, roles=BANNERS
    ),
    "collection-supervision": lambda: _rounds("collection-supervision"),
    "collection-totals": lambda: _rounds("collection-totals", OFFICE),
    "collection-report": lambda: [
        *_reports("collection-report"),
        *_reports("collection-report", method="post", data={"do": "save", "version": "0", "v-visits": "1"}),
        *_reports("collection-report", method="post", data={"do": "return", "reason": "试"}),
    ],
    "collection-try": lambda: _reports("collection-try", method="post", data={"version": "0", "v-visits": "1"}),
    "api:list_rounds": lambda: [Call("/api/collection/rounds")],
    "api:get_round": lambda: _api_rounds(""),
    "api:list_unit_reports": lambda: _api_rounds("/reports"),
    "api:get_unit_report": lambda: _api(""),
    "api:get_form_workbook": lambda: _api("/workbook"),
    "api:hand_in_form": lambda: [],  # a workbook names its report: tests/api/test_collecting.py
    "collection-workbook": lambda: _reports("collection-workbook"),
}
