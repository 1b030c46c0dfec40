"""Year-end summaries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conftest import OFFICE
from tests.contract.routes.calls import Call, simple

BANNERS = ("banner", "neighbour")


def _calls(route: str, *regions: str, **options: Any) -> list[Call]:
    """A call is seen by whoever sees one of its summaries."""
    from xingzhi.plans.summaries.models import SummaryCall

    return [
        Call(
            reverse(route, args=[each.pk]), regions or tuple(each.summaries.values_list("region", flat=True)), **options
        )
        for each in SummaryCall.objects.all()
    ]


def _summaries(**options: Any) -> list[Call]:
    from xingzhi.plans.summaries.models import Summary

    return [
        Call(reverse("summary", args=[each.call_id, each.pk]), (each.region,), **options)
        for each in Summary.objects.exclude(call=None)
    ]


def _texts(route: str, **options: Any) -> list[Call]:
    from xingzhi.plans.summaries.models import SummaryText

    return [
        Call(reverse(route, args=[each.pk]), (each.summary.region,), **options)
        for each in SummaryText.objects.select_related("summary")
    ]


def _strays(route: str, **options: Any) -> list[Call]:
    from xingzhi.plans.summaries.models import StraySummary

    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in StraySummary.objects.all()]


def _draft() -> list[Call]:
    from xingzhi.plans.summaries.models import DraftParagraph

    return [
        Call(
            reverse("summary-draft-change", args=[each.pk]),
            (OFFICE,),
            method="post",
            data={"do": "save", f"rev-{each.pk}": "1", f"wording-{each.pk}": "试"},
        )
        for each in DraftParagraph.objects.all()
    ]


def _ask() -> list[Call]:
    from xingzhi.plans.ledger.models import Plan

    return [
        Call(reverse("summaries-ask"), (OFFICE,), method="post", data={"of": f"plan:{each.pk}"}, roles=BANNERS)
        for each in Plan.objects.filter(region=OFFICE)
    ]


CHANGE = {"due_on": "2029-12-30", "contact": "试"}
ROUTES: dict[str, Callable[[], list[Call]]] = {
    "summaries": lambda: simple("summaries"),
    "summaries-ask": _ask,
    "summaries-stray": lambda: _strays("summaries-stray", method="post", data={"do": "aside"}),
    "summaries-stray-file": lambda: _strays("summaries-stray-file"),
    "summary-file": lambda: _texts("summary-file"),
    "summary-move": lambda: _texts("summary-move", method="post", data={"at": "1", "to": "none"}),
    "summary-draft-change": _draft,
    "summary-call": lambda: _calls("summary-call"),
    "summary-call-change": lambda: [
        *_calls("summary-call-change", OFFICE, method="post", data=CHANGE, roles=BANNERS),
        *_calls("summary-call-change", OFFICE, method="post", data={"do": "reminded"}, roles=BANNERS),
    ],
    "summaries-upload": lambda: _calls("summaries-upload", method="post"),
    "summaries-supervision": lambda: _calls("summaries-supervision"),
    "summaries-merge": lambda: _calls("summaries-merge", OFFICE),
    "summaries-take": lambda: _calls("summaries-take", OFFICE, method="post", data={"do": "all"}),
    "summaries-draft": lambda: _calls("summaries-draft", OFFICE),
    "summary": lambda: [
        *_summaries(),
        *_summaries(data={"version": "1", "move": "1"}),
        *_summaries(method="post", data={"do": "write", "text": "试"}),
    ],
    "api:list_summaries": lambda: [Call("/api/summaries", data={"size": "500"})],
}
