"""The spellings of a party: split some out, merge another party in, and turn decisions back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.core.declare import register_named
from xingzhi.registers.filters import filtered
from xingzhi.registers.models import Party, PartyName, PatentParty
from xingzhi.registers.parties.decidable import Refused, regions_of
from xingzhi.registers.parties.decide import merge_parties, split_party, undo_decision
from xingzhi.registers.parties.models import DecisionKind, MergedParty, PartyDecision
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.parts import columns
from xingzhi.web.views.party import why
from xingzhi.web.views.party_deciding import REFUSED

HITS = 20


@require_GET
def spellings(request: HttpRequest, party_id: int) -> HttpResponse:
    """A party's spellings, the decisions about it, and a search for another party to merge in."""
    party = get_object_or_404(Party.objects.visible_to(request.user), pk=party_id)
    merged = MergedParty.objects.filter(party=party).select_related("root").first()
    whole = all(region.startswith(request.user.region) for region in regions_of((party.pk,)))
    may_decide = whole and merged is None and may(request.user, "merge_parties")
    names = seen_names(request, party)
    wanted = request.GET.get("q", "").strip()
    context = {
        "page_title": gettext("%(name)s 的名称写法") % {"name": party.name},
        "party": party,
        "root": root(request, merged),
        "elsewhere": not whole,
        "table": {
            "caption": gettext("名称写法"),
            "columns": columns((gettext("名称写法"), "c-title"), (gettext("归为同一主体的理由"), ""),
                               (gettext("原属主体"), ""), (gettext("专利（件）"), "c-number")),
            "rows": [name_row(each) | ({"check": each.pk} if may_decide and len(names) > 1 else {})
                     for each in names],
            "check_name": "spelling" if may_decide and len(names) > 1 else "",
        },
        "may_decide": may_decide,
        "decisions": decisions(request, party),
        "q": wanted,
        "hits": hits(request, party, wanted) if wanted and may_decide else None,
        "entered": request.session.pop("party-reason", ""),
    }  # fmt: skip
    return render(request, "parties/spellings.html", context)


def root(request: HttpRequest, merged: MergedParty | None) -> Any:
    """The party it counts as, where the reader may see that."""
    if merged is None:
        return None
    seen = Party.objects.visible_to(request.user).filter(pk=merged.root_id).first()
    return seen or {"name": gettext("其他地区的主体"), "pk": 0}


def seen_names(request: HttpRequest, party: Any) -> list[Any]:
    """Its spellings met in records the reader may see, with how many patents use each."""
    links = PatentParty.objects.visible_to(request.user).filter(party=party)
    counts = dict(links.order_by().values_list("spelling").annotate(n=Count("patent", distinct=True)))
    # A spelling no patent uses came from a list of parties: shown where the party it was of may be seen.
    seen = Party.objects.visible_to(request.user)
    unused = Q(home__in=seen) & ~Q(pk__in=PatentParty.objects.filter(party=party).values("spelling"))
    names = list(
        PartyName.objects.visible_to(request.user)
        .filter(Q(pk__in=list(counts)) | unused, party=party)
        .select_related("home")
        .order_by("id")
    )
    homes = set(seen.filter(pk__in={each.home_id for each in names}).values_list("pk", flat=True))
    for each in names:
        each.patents = counts.get(each.pk, 0)
        each.was_of = each.home.name if each.home_id != party.pk and each.home_id in homes else ""
    return names


def name_row(name: Any) -> dict[str, Any]:
    """One spelling in the list."""
    return {"cells": [name.shown, why(name.reasons), name.was_of, number(name.patents)]}


def decisions(request: HttpRequest, party: Any) -> list[dict[str, Any]]:
    """What officers decided about the party, the newest first; each that stands can be turned back."""
    about: QuerySet[PartyDecision] = PartyDecision.objects.visible_to(request.user).filter(
        Q(party=party) | Q(other=party) | Q(party__merged__root=party) | Q(other__merged__root=party)
    )
    return [
        {
            "decision": each,
            "when": timezone.localtime(each.at).strftime("%Y-%m-%d %H:%M"),
            "text": sentence(each),
            "undone": each.undone_by_id is not None,
            "may_undo": each.stands and may(request.user, "undo_party_decision"),
        }
        for each in about.select_related("party", "other", "officer").distinct().order_by("-id")[:50]
    ]


def sentence(decision: PartyDecision) -> str:
    """A decision in words."""
    names = {"one": decision.party.name, "other": decision.other.name if decision.other else ""}
    texts = {
        DecisionKind.MERGE: gettext("“%(other)s”归并到“%(one)s”"),
        DecisionKind.SPLIT: gettext("从“%(one)s”拆出“%(other)s”"),
        DecisionKind.APART: gettext("“%(one)s”与“%(other)s”不是同一主体"),
        DecisionKind.UNDO: gettext("撤销关于“%(one)s”与“%(other)s”的决定"),
    }
    return texts[DecisionKind(decision.kind)] % names


def hits(request: HttpRequest, party: Any, wanted: str) -> list[Any]:
    """Other parties the reader may see whose names hold the words."""
    found = filtered(register_named("parties"), request.user, {"q": wanted}).qs.exclude(pk=party.pk)
    return list(found.order_by("name", "id")[:HITS])


@require_POST
def split(request: HttpRequest, party_id: int) -> HttpResponse:
    """Take the ticked spellings out into a party of their own."""
    chosen = [int(each) for each in request.POST.getlist("spelling") if each.isdigit()]
    return answered(
        request, party_id, lambda reason: split_party(request.user, party_id, chosen, reason),
        gettext("已拆出，用这些写法的专利随之转到新的主体。"),
    )  # fmt: skip


@require_POST
def merge(request: HttpRequest, party_id: int) -> HttpResponse:
    """Merge another party into this one."""
    get_object_or_404(Party.objects.visible_to(request.user), pk=party_id)
    other = request.POST.get("other", "")

    def change(reason: str) -> Any:
        if not other.isdigit():
            raise Refused("same")
        return merge_parties(request.user, party_id, int(other), reason)

    return answered(request, party_id, change, gettext("已归并，写法和专利随之转到本主体。"))


@require_POST
def undo(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Turn a decision back."""
    decision = get_object_or_404(PartyDecision.objects.visible_to(request.user), pk=decision_id)
    done = gettext("已撤销，一切恢复到决定之前。")
    return answered(request, decision.party_id, lambda reason: undo_decision(request.user, decision_id, reason), done)


def answered(request: HttpRequest, party_id: int, change: Any, done: str) -> HttpResponse:
    """Make a change and go back to the party's spellings, with what became of it."""
    reason = request.POST.get("reason", "")
    try:
        change(reason)
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, REFUSED[refused.code])
        request.session["party-reason"] = reason[:500]
    return redirect(reverse("party-spellings", args=[party_id]))
