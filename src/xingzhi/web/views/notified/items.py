"""The page of one notified application: where it stands, its notices and its whole history."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.matters.models import Matter
from xingzhi.cases.matters.moves import next_moves
from xingzhi.cases.matters.procedures import read
from xingzhi.cases.notified import PROCEDURE
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.registers.models import MODELS, NotifiedItem
from xingzhi.web.reading import language
from xingzhi.web.views.notified.item_clocks import clock_rows, event_choices
from xingzhi.web.views.notified.words import refusal_text, state_cell, tabs
from xingzhi.web.views.signals import signals_of


@require_GET
def item(request: HttpRequest, matter_id: int) -> HttpResponse:
    """One matter: where it stands, what may happen next, why something may not, its clocks and its whole history."""
    matter = matter_or_404(request, matter_id)
    procedure = read(matter.procedure)
    notices = list(
        NotifiedItem.objects.visible_to(request.user).filter(application_no=matter.key).order_by("notice_date", "id")
    )
    patent = MODELS["patents"].objects.visible_to(request.user).filter(key=matter.key).first()
    clocks, problem = clock_rows(matter, notices)
    may_act = may(request.user, "move_matters")
    context = {
        "page_title": matter.title or matter.key,
        "matter": matter,
        "tabs": tabs("notified-items"),
        "state": state_cell(matter),
        "profile": profile(matter, notices, patent),
        "notices": [notice_row(each) for each in notices],
        "clocks": clocks,
        "clock_problem": problem,
        "moves": [
            {"id": move.id, "label": move.label(language()), "to": procedure.state(move.to).label(language()),
             "article": move.article(language()) if move.article else "",
             "needs": "、".join(procedure.proof(id).label(language()) for id in procedure.needed(move)),
             "against": "；".join(refusal_text(each, procedure) for each in against)}
            for move, against in next_moves(matter, request.user)
        ],
        "proofs": [(id, proof.label(language())) for id, proof in procedure.body.proofs.items()],
        "steps": [step_row(each, procedure) for each in matter.steps.select_related("officer", "contact").order_by("-id")],
        "events": event_choices(procedure),
        "stops": [(c.id, c.label(language()), [(p.code, p.label(language())) for p in c.pauses],
                   [(e.code, e.label(language())) for e in c.extensions]) for c in procedure.clocks if c.pauses or c.extensions],
        "today": timezone.localdate(),
        "may_act": may_act,
        "ref": matter.procedure.ref,
        "signals": signals_of(request, patent) if patent else None,
    }  # fmt: skip
    return render(request, "notified/item.html", context)


def matter_or_404(request: HttpRequest, matter_id: int) -> Matter:
    """A notified application the reader may see."""
    seen = Matter.objects.visible_to(request.user).filter(kind=PROCEDURE).select_related("card", "procedure", "lead")
    found: Matter = get_object_or_404(seen, pk=matter_id)
    return found


def profile(matter: Matter, notices: list[Any], patent: Any) -> list[dict[str, Any]]:
    """What is known of the application; most are in no other register."""
    last = notices[-1] if notices else None
    card = matter.card
    filed = (last.filing_date if last else None) or (patent.filing_date if patent else None)
    return [
        {"label": gettext("申请号"), "value": matter.key,
         "url": reverse("record", args=["patents", patent.pk]) if patent else "",
         "note": "" if patent else gettext("未公开或未入专利台账")},
        {"label": gettext("类型"), "value": last.get_patent_type_display() if last else ""},
        {"label": gettext("申请日"), "value": str(filed or "")},
        {"label": gettext("申请人"), "value": card.name if card else "",
         "url": reverse("notified-card", args=[card.pk]) if card else ""},
        {"label": gettext("代理机构"), "value": last.agency if last else ""},
        {"label": gettext("属地"), "value": load().regions.name(matter.region)},
    ]  # fmt: skip


def notice_row(notice: Any) -> dict[str, Any]:
    """One notice of the application."""
    return {
        "url": reverse("record", args=["notified_items", notice.pk]), "batch": notice.batch_no, "limb": notice.limb,
        "on": notice.notice_date, "due": notice.reply_due, "remark": notice.remark,
        "colour": notice.get_mark_colour_display() if notice.mark_colour not in ("", "none") else "",
    }  # fmt: skip


def step_row(step: Any, procedure: Any) -> dict[str, Any]:
    """One step of the history."""
    return {
        "on": step.on, "before": procedure.state(step.before).label(language()),
        "after": procedure.state(step.after).label(language()), "word": step.get_word_display(),
        "officer": step.officer.display_name, "note": step.note, "source": step.source,
        "proofs": "、".join(procedure.proof(id).label(language()) for id in step.proofs if id in procedure.body.proofs),
        "contact": step.contact,
    }  # fmt: skip
