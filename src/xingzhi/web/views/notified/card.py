"""The page of one applicant: all its applications across batches, its contacts and what is on record of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.matters.assigning import officers
from xingzhi.cases.matters.contacts import How
from xingzhi.cases.matters.models import Card, Matter
from xingzhi.cases.matters.moves import next_moves
from xingzhi.cases.matters.procedures import read
from xingzhi.cases.notified import PROCEDURE
from xingzhi.cases.notified.lookback import records, since
from xingzhi.cases.notified.workbook import latest_notices
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.web.reading import language
from xingzhi.web.views.notified.overview import filtered, paper_choices
from xingzhi.web.views.notified.words import state_cell, tabs


@require_GET
def card(request: HttpRequest, card_id: int) -> HttpResponse:
    """All there is of one applicant in one region."""
    found = get_object_or_404(Card.objects.visible_to(request.user), pk=card_id)
    matters = list(matters_of(request, found))
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


def matters_of(request: HttpRequest, found: Card) -> Any:
    """The applications of an applicant that the reader may see, the open ones first."""
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
