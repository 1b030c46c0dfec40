"""What is done with an applicant's applications: calls and visits recorded, states set, somebody named."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from xingzhi.cases.matters.assigning import assign_matters
from xingzhi.cases.matters.contacts import ContactIncomplete, Said, edit_card, record_contact
from xingzhi.cases.matters.models import Card
from xingzhi.cases.matters.moves import NotAllowed, move_matters
from xingzhi.cases.matters.procedures import read
from xingzhi.web.views.notified.card import following, matters_of
from xingzhi.web.views.notified.words import day_of, refusal_text

INCOMPLETE = {
    "matters": _("没有保存：请先勾选这次联系谈到的申请。"),
    "how": _("没有保存：请选择联系方式。"),
    "future": _("没有保存：日期在今天以后。"),
    "said": _("没有保存：请写下对方怎么说；没有联系上的，勾选“未联系上”。"),
}


@require_POST
def act(request: HttpRequest, card_id: int) -> HttpResponse:
    """Record a contact for the ticked applications and, where chosen, move them; or move them without a contact."""
    found = get_object_or_404(Card.objects.visible_to(request.user), pk=card_id)
    post = request.POST
    chosen = [int(text) for text in post.getlist("matter") if text.isdecimal()]
    move, how, on = post.get("move", ""), post.get("how", ""), day_of(post.get("on", ""))
    after, problem = following(request, found), ""
    try:
        if on is None:
            problem = gettext("没有保存：日期看不懂。")
        elif not chosen:
            problem = str(INCOMPLETE["matters"])
        elif how:
            told = Said(on, how, post.get("said", ""), post.get("spoke_with", ""), "unanswered" not in post)
            record_contact(
                request.user, found.pk, chosen, told, move=move, proofs=post.getlist("proof"), note=post.get("note", "")
            )
        elif move:
            move_matters(request.user, chosen, move, on, proofs=post.getlist("proof"), note=post.get("note", ""))
        else:
            problem = gettext("没有保存：请选择联系方式，或选择要办成的状态。")
    except ContactIncomplete as incomplete:
        problem = str(INCOMPLETE[incomplete.code])
    except (NotAllowed, KeyError) as refused:
        problem = refusal(request, found, refused)
    if problem:
        messages.error(request, problem)
        request.session[f"card-{found.pk}"] = {
            name: post.get(name, "") for name in ("on", "how", "spoke_with", "said", "move", "note", "unanswered")
        } | {"proofs": post.getlist("proof"), "matters": post.getlist("matter")}
        return redirect("notified-card", card_id)
    messages.success(request, gettext("已记录 %(n)s 件。") % {"n": len(chosen)})
    if post.get("next") and after:
        return redirect("notified-card", after.pk)
    return redirect("notified-card", card_id)


@require_POST
def assign(request: HttpRequest, card_id: int) -> HttpResponse:
    """Name who looks after the open applications of an applicant."""
    found = get_object_or_404(Card.objects.visible_to(request.user), pk=card_id)
    text = request.POST.get("officer", "")
    matters = [matter.pk for matter in matters_of(request, found) if not matter.settled]
    try:
        count = assign_matters(request.user, matters, int(text) if text.isdecimal() else None)
        messages.success(request, gettext("已指定 %(n)s 件的经办人。") % {"n": count})
    except LookupError:
        messages.error(request, gettext("没有保存：没有这个人。"))
    return redirect("notified-card", card_id)


def refusal(request: HttpRequest, found: Card, refused: Exception) -> str:
    """Which application stands against a move, and why; no more than a few by name."""
    if not isinstance(refused, NotAllowed):
        return gettext("没有保存：没有这种办理。")
    procedure = read(matters_of(request, found)[0].procedure)
    lines = []
    for key, reasons in list(refused.refusals.items())[:3]:
        told = "；".join(refusal_text(each, procedure) for each in reasons)
        lines.append(f"{key}：{told}")
    more = len(refused.refusals) - len(lines)
    rest = gettext("，另有 %(n)s 件") % {"n": more} if more > 0 else ""
    return gettext("没有保存，一件也没有改动。") + " " + " ".join(lines) + rest


@require_POST
def details(request: HttpRequest, card_id: int) -> HttpResponse:
    """How the applicant is reached, and what it says for itself."""
    fields = {name: request.POST.get(name, "") for name in ("contact_name", "phone", "address", "explanation")}
    edit_card(request.user, card_id, **fields)
    messages.success(request, gettext("已保存联系方式和申请人的说明。"))
    return redirect("notified-card", card_id)
