"""One applicant: all its applications across batches, calls and visits recorded once, states set, letters printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.matters.assigning import assign_matters, officers
from xingzhi.cases.matters.contacts import ContactIncomplete, How, Said, edit_card, record_contact
from xingzhi.cases.matters.models import Card, Matter
from xingzhi.cases.matters.moves import NotAllowed, move_matters, next_moves
from xingzhi.cases.matters.procedures import read
from xingzhi.cases.notified import PROCEDURE
from xingzhi.cases.notified.lookback import records, since
from xingzhi.cases.notified.workbook import latest_notices
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.web.reading import language
from xingzhi.web.views.notified.overview import filtered, paper_choices
from xingzhi.web.views.notified.words import day_of, refusal_text, state_cell, tabs

INCOMPLETE = {
    "matters": _("没有保存：请先勾选这次联系谈到的申请。"),
    "how": _("没有保存：请选择联系方式。"),
    "future": _("没有保存：日期在今天以后。"),
    "said": _("没有保存：请写下对方怎么说；没有联系上的，勾选“未联系上”。"),
}


@require_GET
def card(request: HttpRequest, card_id: int) -> HttpResponse:
    """All there is of one applicant in one region."""
    found = get_object_or_404(Card.objects.visible_to(request.user), pk=card_id)
    matters = list(_matters(request, found))
    if not matters:
        raise Http404
    notices = latest_notices([matter.key for matter in matters])
    context = {
        "page_title": found.name or gettext("（名单未写申请人）"),
        "card": found,
        "tabs": tabs("notified"),
        "place": load().regions.name(found.region),
        "table": {"columns": columns(), "rows": [row(matter, notices.get(matter.key)) for matter in matters],
                  "check_name": "matter", "caption": gettext("通报的申请")},
        "open_count": sum(not matter.settled for matter in matters),
        "moves": move_choices(request, matters),
        "proofs": proof_choices(matters),
        "hows": How.choices,
        "today": timezone.localdate(),
        "contacts": found.contacts.visible_to(request.user).select_related("officer").prefetch_related("matters").order_by("-on", "-id"),
        "history": lookback(request, found),
        "papers": paper_choices(("notice", "statement", "promise", "visit_record")),
        "may_act": may(request.user, "record_contact"),
        "officers": [(person.pk, person.display_name) for person in officers(request.user, found.region)],
        "looked_after": sorted({matter.officer.display_name for matter in matters if matter.officer}),
        "following": following(request, found),
        "entered": request.session.pop(f"card-{found.pk}", {}),
    }  # fmt: skip
    return render(request, "notified/card.html", context)


def _matters(request: HttpRequest, found: Card) -> Any:
    seen = (
        Matter.objects.visible_to(request.user)
        .filter(kind=PROCEDURE, card=found)
        .select_related("procedure", "officer")
    )
    return seen.order_by("settled", "due", "key")


def columns() -> list[dict[str, str]]:
    """Headings of an applicant's applications."""
    return [
        {"label": gettext("申请号"), "css": "c-code"}, {"label": gettext("名称"), "css": "c-title"},
        {"label": gettext("批次"), "css": "c-nowrap"}, {"label": gettext("通报情形"), "css": ""},
        {"label": gettext("答复期限"), "css": "c-date c-nowrap"}, {"label": gettext("状态"), "css": "c-nowrap"},
        {"label": gettext("状态日期"), "css": "c-date c-nowrap"}, {"label": gettext("备注"), "css": ""},
    ]  # fmt: skip


def row(matter: Matter, notice: Any) -> dict[str, Any]:
    """One application."""
    colour = notice.get_mark_colour_display() if notice and notice.mark_colour not in ("", "none") else ""
    remark = " ".join(filter(None, (notice.remark, f"〔{colour}〕" if colour else ""))) if notice else ""
    return {
        "check": matter.pk,
        "checked": not matter.settled,
        "cells": [
            {"text": matter.key, "url": reverse("notified-item", args=[matter.pk])}, matter.title,
            notice.batch_no if notice else "", notice.limb if notice else "", str(matter.due or ""),
            state_cell(matter), str(matter.since) if matter.steps.exists() else "", remark,
        ],
    }  # fmt: skip


def move_choices(request: HttpRequest, matters: Sequence[Matter]) -> list[dict[str, Any]]:
    """What may be done with at least one of the open applications, with the proofs each needs."""
    made: dict[str, dict[str, Any]] = {}
    for matter in matters:
        procedure = read(matter.procedure)
        for move, against in next_moves(matter, request.user):
            if against:
                continue
            needed = "、".join(procedure.proof(id).label(language()) for id in procedure.needed(move))
            made.setdefault(
                move.id, {"id": move.id, "label": procedure.state(move.to).label(language()), "needs": needed}
            )
    return list(made.values())


def proof_choices(matters: Sequence[Matter]) -> list[tuple[str, str]]:
    """All papers a step may rest on; a call and a visit prove themselves."""
    procedure = read(matters[0].procedure)
    return [
        (id, proof.label(language()))
        for id, proof in procedure.body.proofs.items()
        if id not in ("call_log", "visit_record", "national_list")
    ]


def lookback(request: HttpRequest, found: Card) -> dict[str, Any]:
    """What is on record of the applicant over the years looked back on, and what the order attaches to a finding."""
    pack = load().consequences("abnormal_consequences")
    first = since(timezone.localdate(), pack.years)
    applicants, _agencies = records(request.user, first, card=found.pk)
    record = applicants[0] if applicants else None
    return {
        "years": pack.years,
        "first": first,
        "notified": record.notified if record else 0,
        "batches": len(record.batches) if record else 0,
        "found": record.of(pack.counted) if record else 0,
        "entries": [
            {"article": each.article(language()), "text": each.text(language())} for each in pack.entries if "applicant" in each.of
        ],
        "ref": load().ref("abnormal_consequences"),
    }  # fmt: skip


def following(request: HttpRequest, found: Card) -> Any:
    """The next applicant in the order of the list who has something nobody has looked at; from the last one the first."""
    query = {"q": "", "region": "", "batch": "", "show": ""}
    cards = list(filtered(request, query).values_list("pk", "pending"))
    at = next((place for place, (pk, _) in enumerate(cards) if pk == found.pk), -1)
    turn = [*cards[at + 1 :], *cards[: max(at, 0)]]
    return next((Card(pk=pk) for pk, pending in turn if pending and pk != found.pk), None)


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
    matters = [matter.pk for matter in _matters(request, found) if not matter.settled]
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
    procedure = read(_matters(request, found)[0].procedure)
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
