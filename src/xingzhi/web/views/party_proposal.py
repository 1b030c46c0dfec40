"""One proposal: both parties side by side, with what speaks for and against one."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.party_models import PartyProposal
from xingzhi.core.actions import may
from xingzhi.registers.models import MODELS, PartyName
from xingzhi.registers.parties.decidable import regions_of
from xingzhi.web.reading import language, listed, place_of, shown
from xingzhi.web.templatetags.xingzhi import BLANK, number
from xingzhi.web.views.parties import PAGE, as_of_search, percent, reasons, waiting

SHOWN = 8  # spellings and rivals
FACTS = ("credit_code", "party_kind", "address", "aliases")


@require_GET
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """One proposal: both parties side by side, what speaks for and against one."""
    found = mine(request, proposal_id)
    sides = [side(request, party) for party in (found.one, found.other)]
    favour, against = reasons(found)
    waits = PartyProposal.objects.visible_to(request.user).waiting().filter(pk=found.pk).exists()
    rivals = MODELS["parties"].objects.visible_to(request.user).filter(pk__in=found.rivals)[:SHOWN]
    context = {
        "page_title": f"{found.one.name} ⇄ {found.other.name}",
        "proposal": found,
        "percent": percent(found.likelihood),
        "sides": sides,
        "facts": facts(sides),
        "favour": favour,
        "against": against,
        "rivals": [{"name": each.name, "url": reverse("record", args=["parties", each.pk])} for each in rivals],
        "kept": max((found.one, found.other), key=weight).pk,
        "waits": waits,
        "may_decide": waits and may(request.user, "merge_parties"),
        "entered": request.session.pop("party-reason", ""),
        "following": waiting(request, found.likely).exclude(pk=found.pk).order_by("-bits", "id").first(),
        "as_of": as_of_search(),
    }
    return render(request, "parties/proposal.html", context)


def mine(request: HttpRequest, proposal_id: int) -> PartyProposal:
    """A proposal whose records all lie in the reader's region, as they lie now."""
    found: PartyProposal = get_object_or_404(
        PartyProposal.objects.visible_to(request.user).select_related("one", "other"), pk=proposal_id
    )
    scope = request.user.region
    if scope is None or not all(region.startswith(scope) for region in regions_of((found.one_id, found.other_id))):
        raise Http404
    return found


def weight(party: Any) -> tuple[Any, ...]:
    """Which of several to keep: the one with a credit code, then more patents, then the fuller name."""
    return (bool(party.credit_code), party.patent_links.count(), len(party.name), -party.pk)


def side(request: HttpRequest, party: Any) -> dict[str, Any]:
    """One party in its column."""
    patents = MODELS["patents"].objects.visible_to(request.user).filter(applicant_links__party=party).distinct()
    filed = patents.aggregate(first=Min("filing_date"), last=Max("filing_date"), n=Count("id", distinct=True))
    names = PartyName.objects.filter(party=party).order_by("id").values_list("shown", flat=True)
    place = place_of(party)
    span = f"{filed['first']} — {filed['last']}" if filed["first"] else BLANK
    values = {
        gettext("名称写法"): listed(names[:SHOWN]),
        **{
            column.label(language()): shown(column, getattr(party, column.name))
            for column in map(party.register.__getitem__, FACTS)
        },
        gettext("属地"): place["text"] if isinstance(place, dict) else place,
        gettext("专利（件）"): number(filed["n"]),
        gettext("申请日"): span,
        gettext("发明人"): listed(inventors(patents)) or BLANK,
    }
    return {"party": party, "url": reverse("record", args=["parties", party.pk]), "values": values}


def inventors(patents: QuerySet[Any]) -> list[str]:
    """The inventors of a party's newest patents."""
    cells = patents.exclude(inventors="").order_by("-filing_date", "-id").values_list("inventors", flat=True)[:PAGE]
    return list(dict.fromkeys(name for cell in cells for name in cell.split("; ")))[: 2 * SHOWN]


def facts(sides: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same fact of both in one row, and whether they agree."""
    rows = [(label, [each["values"][label] for each in sides]) for label in sides[0]["values"]]
    return [
        {"label": label, "cells": cells, "same": len(set(cells)) == 1} for label, cells in rows if set(cells) != {BLANK}
    ]
