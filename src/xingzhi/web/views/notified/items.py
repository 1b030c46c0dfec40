"""Notified applications one by one: the list, and the page of one matter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.matters.assigning import NotInGroup, join_group
from xingzhi.cases.matters.clocks import clocks_of
from xingzhi.cases.matters.events import (
    EventRefused,
    extend_clock,
    given_by_notices,
    pause_clock,
    record_event,
    resume_clock,
)
from xingzhi.cases.matters.models import Matter
from xingzhi.cases.matters.moves import NotAllowed, move_matters, next_moves
from xingzhi.cases.matters.procedures import read
from xingzhi.cases.notified import PROCEDURE
from xingzhi.cases.notified.workbook import latest_notices
from xingzhi.core.actions import may
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.packs.clocks import ClockError, Running
from xingzhi.registers.models import MODELS, NotifiedItem
from xingzhi.web import places
from xingzhi.web.filters import Condition
from xingzhi.web.reading import language
from xingzhi.web.views.notified.overview import PAGE, batches, pager
from xingzhi.web.views.notified.words import day_of, refusal_text, state_cell, tabs
from xingzhi.web.views.signals import signals_of

CLOCK_TONES = {"running": "info", "overdue": "bad", "paused": "warn", "ended": "good", "not_started": "plain"}


@require_GET
def item_list(request: HttpRequest) -> HttpResponse:
    """All notified applications the reader sees, those due first on top."""
    query = {name: request.GET.get(name, "").strip() for name in ("q", "region", "batch", "state")}
    seen = Matter.objects.visible_to(request.user).filter(kind=PROCEDURE).select_related("card", "procedure")
    found = seen
    if query["q"]:
        number = query["q"].upper().removeprefix("CN").removeprefix("ZL")
        found = found.filter(
            Q(key__startswith=number) | Q(title__icontains=query["q"]) | Q(card__name__icontains=query["q"])
        )
    if query["state"]:
        found = found.filter(state=query["state"])
    if query["region"]:
        found = found.filter(region_within(query["region"])) if query["region"].isdigit() else found.none()
    if query["batch"]:
        numbers = NotifiedItem.objects.visible_to(request.user).filter(batch_no=query["batch"]).values("application_no")
        found = found.filter(key__in=numbers)
    page = Paginator(found.order_by("settled", F("due").asc(nulls_last=True), "key"), PAGE).get_page(
        request.GET.get("page")
    )
    notices = latest_notices([matter.key for matter in page])
    context = {
        "page_title": gettext("非正常申请核查"),
        "tabs": tabs("notified-items"),
        "conditions": conditions(request, query, seen),
        "clear_url": reverse("notified-items") if any(query.values()) else "",
        "table": {"columns": columns(), "rows": [row(matter, notices.get(matter.key)) for matter in page]},
        "pager": pager(page, query),
        "empty": {"title": gettext("没有符合条件的申请") if any(query.values()) else gettext("还没有通报的申请")},
    }
    return render(request, "notified/list.html", context)


def columns() -> list[dict[str, str]]:
    """Headings of the list."""
    return [
        {"label": gettext("申请号"), "css": "c-code"}, {"label": gettext("名称"), "css": "c-title"},
        {"label": gettext("申请人"), "css": "c-names"}, {"label": gettext("批次"), "css": "c-nowrap"},
        {"label": gettext("答复期限"), "css": "c-date c-nowrap"}, {"label": gettext("状态"), "css": "c-nowrap"},
        {"label": gettext("状态日期"), "css": "c-date c-nowrap"}, {"label": gettext("属地"), "css": "c-nowrap"},
    ]  # fmt: skip


def row(matter: Matter, notice: Any) -> dict[str, Any]:
    """One application."""
    card = matter.card
    who = {"text": card.name, "url": reverse("notified-card", args=[card.pk])} if card else ""
    return {
        "cells": [
            {"text": matter.key, "url": reverse("notified-item", args=[matter.pk])}, matter.title, who,
            notice.batch_no if notice else "", str(matter.due or ""), state_cell(matter), str(matter.since),
            load().regions.name(matter.region),
        ]
    }  # fmt: skip


def conditions(request: HttpRequest, query: dict[str, str], seen: Any) -> list[Condition]:
    """What the list may be narrowed by."""
    made = [Condition("q", gettext("申请号、名称、申请人"), "text", query["q"])]
    scope = request.user.region
    if scope is not None and (regions := places.to_filter(scope, query["region"])):
        made.append(Condition("region", gettext("属地"), "choice", query["region"], choices=regions))
    made.append(Condition("batch", gettext("批次"), "choice", query["batch"], choices=batches(request)))
    if newest := seen.order_by("-pk").first():
        states = [(state.id, state.label(language())) for state in read(newest.procedure).states]
        made.append(Condition("state", gettext("状态"), "choice", query["state"], choices=states))
    return made


@require_GET
def item(request: HttpRequest, matter_id: int) -> HttpResponse:
    """One matter: where it stands, what may happen next, why something may not, its clocks and its whole history."""
    matter = _matter(request, matter_id)
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


def _matter(request: HttpRequest, matter_id: int) -> Matter:
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


def clock_rows(matter: Matter, notices: list[Any]) -> tuple[list[dict[str, Any]], str]:
    """The clocks that have begun, and what is wrong with what was recorded of them."""
    given = given_by_notices([{"notice": each.notice_date, "reply_due": each.reply_due} for each in notices])
    try:
        running = clocks_of(matter, given)
    except ClockError as error:
        return [], error.label(language())
    return [clock_row(each) for each in running if each.state != "not_started"], ""


def clock_row(each: Running) -> dict[str, Any]:
    """One clock in words."""
    names = {
        "running": gettext("计时中"),
        "paused": gettext("已中止"),
        "ended": gettext("已了结"),
        "overdue": gettext("已过期"),
    }
    left = ""
    if each.left is not None and each.state in ("running", "overdue"):
        unit = gettext("个工作日") if each.unit == "working_days" else gettext("天")
        left = (gettext("还有 %(n)s %(unit)s") if each.left >= 0 else gettext("已过 %(n)s %(unit)s")) % {
            "n": abs(each.left),
            "unit": unit,
        }
    missing = {"no_due_date": gettext("通知里指定的日期没有登记"), "pause_open": gettext("中止还没有结束")}.get(
        each.missing, ""
    )
    return {
        "id": each.clock, "label": each.label(language()), "due": each.due, "left": left, "state": names[each.state],
        "tone": CLOCK_TONES[each.state], "article": each.article(language()), "provisional": each.provisional,
        "missing": missing, "paused": each.state == "paused", "warn_on": [day for day in each.warn_on if day >= date.min],
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


def event_choices(procedure: Any) -> list[tuple[str, str]]:
    """Days an officer may record for the clocks, by what they mean for a clock."""
    made: dict[str, str] = {}
    states = {state.id for state in procedure.states}
    for clock in procedure.clocks:
        for name, word in ((clock.starts, gettext("起算")), *((end, gettext("了结")) for end in clock.ends)):
            if name not in states and name not in ("notice",):
                made.setdefault(name, f"{clock.label(language())}：{word}（{name}）")
    return list(made.items())


@require_POST
def move(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Move one matter."""
    matter = _matter(request, matter_id)
    post = request.POST
    on = day_of(post.get("on", ""))
    try:
        if on is None:
            messages.error(request, gettext("没有保存：日期看不懂。"))
        else:
            move_matters(
                request.user,
                [matter.pk],
                post.get("move", ""),
                on,
                proofs=post.getlist("proof"),
                note=post.get("note", ""),
            )
            messages.success(request, gettext("已办理。"))
    except NotAllowed as refused:
        procedure = read(matter.procedure)
        told = "；".join(refusal_text(each, procedure) for each in refused.refusals[matter.key])
        messages.error(request, gettext("没有保存：") + told)
    except KeyError:
        messages.error(request, gettext("没有保存：没有这种办理。"))
    return redirect("notified-item", matter_id)


@require_POST
def group(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Let a matter follow a lead, or go its own way again."""
    matter = _matter(request, matter_id)
    text = request.POST.get("lead", "").strip().upper().removeprefix("CN").removeprefix("ZL")
    lead = Matter.objects.visible_to(request.user).filter(kind=PROCEDURE, key=text).first() if text else None
    words = {"itself": gettext("没有保存：不能随自己办。"), "led": gettext("没有保存：那一件自己也随别的办。"),
             "leads": gettext("没有保存：有别的申请随这一件办。"), "other": gettext("没有保存：不是同一种程序。")}  # fmt: skip
    if text and lead is None:
        messages.error(request, gettext("没有保存：没有这件通报的申请。"))
        return redirect("notified-item", matter_id)
    try:
        join_group(request.user, matter.pk, lead.pk if lead else None)
        messages.success(request, gettext("已保存。"))
    except NotInGroup as refused:
        messages.error(request, words[refused.code])
    return redirect("notified-item", matter_id)


@require_POST
def event(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Record a day a clock looks at, or stop, resume or extend a clock."""
    matter = _matter(request, matter_id)
    post = request.POST
    on, what = day_of(post.get("on", "")), post.get("what", "event")
    clock, code = post.get("clock", ""), post.get("code", "")
    try:
        if on is None:
            raise EventRefused("date")
        if what == "pause":
            pause_clock(request.user, matter.pk, clock, code, on, post.get("note", ""))
        elif what == "resume":
            resume_clock(request.user, matter.pk, clock, on)
        elif what == "extend":
            count = post.get("count", "")
            extend_clock(request.user, matter.pk, clock, code, on, count=int(count) if count.isdecimal() else None,
                         unit=post.get("unit", ""), note=post.get("note", ""))  # fmt: skip
        else:
            record_event(request.user, matter.pk, post.get("name", ""), on, post.get("note", ""))
        messages.success(request, gettext("已登记，期限已重新计算。"))
    except EventRefused as refused:
        words = {
            "future": gettext("日期在今天以后。"),
            "date": gettext("日期看不懂。"),
            "not_paused": gettext("这个期限没有中止。"),
        }
        messages.error(request, gettext("没有保存：") + words.get(refused.code, gettext("没有这种事件。")))
    except ClockError as error:
        messages.error(request, gettext("没有保存：") + error.label(language()))
    return redirect("notified-item", matter_id)
