"""Decide proposals: merge, keep apart or leave open, one or several at once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from xingzhi.cases.party_proposals import postpone
from xingzhi.registers.models import Party
from xingzhi.registers.parties.decidable import Refused
from xingzhi.registers.parties.decide import keep_apart, merge_parties
from xingzhi.registers.parties.identity import roots
from xingzhi.web.views.parties import PAGE, waiting
from xingzhi.web.views.party_proposal import mine, weight

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
