"""Parties that may be one: the proposals, and one of them with what speaks for and against it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.party_models import PartyProposal
from xingzhi.cases.party_proposals import postpone
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.registers.listing import BadCursor, Order, keyset
from xingzhi.registers.models import MODELS, Party, PartyName
from xingzhi.registers.parties.decide import Refused, keep_apart, merge_parties, regions_of
from xingzhi.registers.parties.identity import roots
from xingzhi.screening.models import Run
from xingzhi.screening.same_party.run import SCREENING
from xingzhi.web.as_of import as_of
from xingzhi.web.reading import english, language, listed, place_of, shown
from xingzhi.web.templatetags.xingzhi import BLANK, number
from xingzhi.web.views.parts import columns
from xingzhi.web.views.registers import pager

PAGE = 50
SHOWN = 8  # spellings and rivals
ORDER = Order("bits", True)
FACTS = ("credit_code", "party_kind", "address", "aliases")
TABS = (("same", _("很可能同一")), ("propose", _("需要核对")), ("later", _("待定")))
REFUSED = {
    "reason_missing": _("没有保存：请写明理由，它会留在历史里。"),
    "elsewhere": _("没有保存：其中有其他旗县的记录，由盟市决定。"),
    "merged": _("没有保存：其中一个已经归并。"),
    "same": _("没有保存：请选择两个不同的主体。"),
    "kept_apart": _("没有保存：有人确认过它们不是同一主体；要归并，请先撤销那个决定。"),
    "nothing_chosen": _("没有保存：请选择要拆出的写法。"),
    "nothing_left": _("没有保存：至少要留下一个写法。"),
    "later_first": _("没有撤销：拆出的主体后来又有变化，请先撤销后来的决定。"),
    "done": _("这个决定已经撤销过了。"),
}


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


@require_POST
def decide(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Merge, keep apart, or leave open; then on to the next."""
    found = mine(request, proposal_id)
    reason, wanted = request.POST.get("reason", ""), request.POST.get("decision", "")
    try:
        if wanted == "merge":
            kept = found.one_id if request.POST.get("kept") == str(found.one_id) else found.other_id
            merge_parties(request.user, kept, found.other_id if kept == found.one_id else found.one_id, reason)
            messages.success(request, gettext("已归并，写法和专利随之转到保留的主体；可在主体的“名称写法”里撤销。"))
        elif wanted == "apart":
            keep_apart(request.user, found.one_id, found.other_id, reason)
            messages.success(request, gettext("已记住它们不是同一主体，以后不再提出。"))
        elif wanted == "later":
            postpone(request.user, found.pk, reason)
            messages.success(request, gettext("已放到“待定”。"))
        else:
            raise Refused("nothing_chosen")
    except Refused as refused:
        messages.error(
            request, REFUSED[refused.code] if wanted else gettext("没有保存：请选择归并、不是同一主体或待定。")
        )
        request.session["party-reason"] = reason[:500]
        return redirect("party-proposal", proposal_id)
    following = waiting(request, found.likely).order_by("-bits", "id").first()
    return redirect("party-proposal", following.pk) if following else redirect("party-proposals")


@require_POST
def merge_several(request: HttpRequest) -> HttpResponse:
    """Merge the ticked proposals, each as a decision of its own."""
    reason = request.POST.get("reason", "")
    done = skipped = 0
    problem = ""
    for proposal_id in request.POST.getlist("proposal")[:PAGE]:
        found = mine(request, int(proposal_id)) if proposal_id.isdigit() else None
        if found is None:
            raise Http404
        # What was merged a moment ago counts as another party by now.
        counts_as = Party.objects.in_bulk(set(roots((found.one_id, found.other_id)).values()))
        if len(counts_as) < 2:
            continue
        kept, other = sorted(counts_as.values(), key=weight, reverse=True)
        try:
            merge_parties(request.user, kept.pk, other.pk, reason)
            done += 1
        except Refused as refused:
            skipped, problem = skipped + 1, str(REFUSED[refused.code])
    if done:
        messages.success(request, gettext("已归并 %(n)s 对。") % {"n": done})
    if skipped:
        messages.error(request, gettext("%(n)s 对没有归并。") % {"n": skipped} + problem)
    if not done and not skipped:
        messages.error(request, gettext("没有选中任何一对。"))
    return redirect(reverse("party-proposals") + "?" + urlencode({"likely": "same"}))
