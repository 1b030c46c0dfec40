"""Parties that may be one: the proposals, the likeliest first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from xingzhi.cases.party_models import PartyProposal
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.registers.listing import BadCursor, Order, keyset
from xingzhi.screening.models import Run
from xingzhi.screening.same_party.run import SCREENING
from xingzhi.web.as_of import as_of
from xingzhi.web.reading import english, language
from xingzhi.web.views.parts import columns
from xingzhi.web.views.registers import pager

PAGE = 50
ORDER = Order("bits", True)
TABS = (("same", _("很可能同一")), ("propose", _("需要核对")), ("later", _("待定")))


def waiting(request: HttpRequest, tab: str) -> QuerySet[PartyProposal]:
    """The proposals of a tab that wait for a person."""
    found = PartyProposal.objects.visible_to(request.user).waiting()
    return found.filter(later=True) if tab == "later" else found.filter(later=False, likely=tab)


@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """The proposals, the likeliest first."""
    tab = request.GET.get("likely", "same")
    if tab not in dict(TABS):
        raise Http404
    rows = waiting(request, tab).select_related("one", "other")
    try:
        made = keyset(rows, "bits", ORDER, request.GET.get("cursor", ""), PAGE)
    except BadCursor as error:
        raise Http404 from error
    counts = {name: waiting(request, name).count() for name, _label in TABS}
    mergeable = tab == "same" and may(request.user, "merge_parties")
    context = {
        "page_title": gettext("归并建议"),
        "tabs": [
            {"label": label, "url": f"?likely={name}", "here": name == tab, "count": counts[name]}
            for name, label in TABS
        ],
        "table": {
            "caption": gettext("归并建议"),
            "columns": columns((gettext("主体"), "c-title"), (gettext("可能同一的主体"), "c-title"),
                               (gettext("理由"), ""), (gettext("把握"), "c-number")),
            "rows": [list_row(each) | ({"check": each.pk} if mergeable else {}) for each in made.rows],
            "check_name": "proposal" if mergeable else "",
        },
        "pager": pager(made, {"about": counts[tab], "exact": True, "over": False}, {"likely": tab}),
        "empty": {"title": gettext("没有等着核对的"), "hint": gettext("每次入库后自动核对一遍；机器只提出，由人决定。")},
        "mergeable": mergeable,
        "capped": left_out(),
        "as_of": as_of_search(),
    }  # fmt: skip
    return render(request, "parties/proposals.html", context)


def list_row(proposal: PartyProposal) -> dict[str, Any]:
    """One proposal in the list."""
    url = reverse("party-proposal", args=[proposal.pk])
    favour, against = reasons(proposal)
    why = in_one_line(favour)
    return {
        "cells": [
            {"text": proposal.one.name, "url": url, "sub": proposal.one.credit_code},
            {"text": proposal.other.name, "url": url, "sub": proposal.other.credit_code},
            {"text": why, "sub": gettext("但：") + in_one_line(against) if against else ""},
            percent(proposal.likelihood),
        ]
    }


def in_one_line(reasons: list[dict[str, Any]]) -> str:
    """Several reasons as one text."""
    return ("; " if english() else "；").join(str(each["text"]) for each in reasons)


def percent(likelihood: float) -> str:
    """0.93 -> 93%; never a whole certainty."""
    return ">99.9%" if likelihood > 0.999 else f"{likelihood:.0%}" if likelihood < 0.99 else f"{likelihood:.1%}"


def reasons(proposal: PartyProposal) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What speaks for one party and what against it, in the pack's words, the weightiest first."""
    known = load().party_matching.comparisons
    found: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
    for comparison, level, bits in proposal.reasons:
        weight = known.get(comparison, {}).get(level)
        found[bits < 0].append({"text": weight.label(language()) if weight else level, "bits": f"{bits:+.1f}"})
    return found


def left_out() -> list[dict[str, Any]]:
    """What the caps of the latest search left uncompared."""
    run = Run.objects.filter(screening=SCREENING).order_by("-id").first()
    blocks = load().party_matching.blocks
    return [
        each | {"label": blocks[each["block"]].label(language())}
        for each in (run.totals.get("capped", []) if run else [])
        if each["block"] in blocks
    ]


def as_of_search() -> dict[str, Any] | None:
    """Which snapshot and packs the proposals rest on."""
    run = Run.objects.filter(screening=SCREENING).select_related("snapshot").order_by("-id").first()
    return as_of(run.snapshot, SCREENING, "party_names") if run else None
