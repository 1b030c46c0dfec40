"""Leads of all lists: the best of the month first, those left out counted; letters for many at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.gazette import PAPER, PROCEDURE
from xingzhi.cases.gazette.acting import follow_leads, letter_facts, print_owner_letters
from xingzhi.cases.gazette.models import Lead
from xingzhi.cases.matters.moves import NotAllowed, move_matters
from xingzhi.cases.papers.render import render as render_paper
from xingzhi.cases.papers.templates import TemplateLost
from xingzhi.core.actions import may
from xingzhi.core.office import office
from xingzhi.packs import load
from xingzhi.web.filters import Condition
from xingzhi.web.reading import language
from xingzhi.web.views.gazettes.words import days_cell, kind_label, remark, state_cell, tabs, why, window
from xingzhi.web.views.notified.overview import PAGE, pager
from xingzhi.web.views.notified.papers import DOCX, attachment


@require_GET
def lead_list(request: HttpRequest) -> HttpResponse:
    """All leads the reader sees, narrowed by kind, state and text."""
    query = {name: request.GET.get(name, "").strip() for name in ("q", "kind", "state", "show")}
    seen = Lead.objects.visible_to(request.user)
    found = _narrowed(seen, query)
    page = Paginator(found.order_by("-shown", "-score", "id").select_related("matter__procedure"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page_title": gettext("商标公告线索"),
        "tabs": tabs("gazette-leads", request.user),
        "remark": remark(),
        "conditions": _conditions(query),
        "clear_url": reverse("gazette-leads") if any(query.values()) else "",
        "left_out": seen.filter(shown=False).count(),
        "table": lead_table(page.object_list),
        "pager": pager(page, query),
        "may_act": may(request.user, "follow_leads"),
        "empty": {"title": gettext("没有符合条件的线索"), "hint": gettext("在“公告比对”粘贴或上传一份公告名单。")},
    }
    return render(request, "gazettes/leads.html", context)


def _narrowed(found: Any, query: dict[str, str]) -> Any:
    if query["q"]:
        text = query["q"]
        found = found.filter(Q(mark_text__icontains=text) | Q(watch_name__icontains=text) | Q(mark_no__startswith=text))
    if query["kind"]:
        found = found.filter(watch_kind=query["kind"])
    if query["state"]:
        found = found.filter(matter=None) if query["state"] == "none" else found.filter(matter__state=query["state"])
    match query["show"]:
        case "first":
            return found.filter(shown=True)
        case "out":
            return found.filter(shown=False)
        case "soon":
            return found.filter(until__gte=timezone.localdate()).exclude(matter__settled=True)
    return found


def _conditions(query: dict[str, str]) -> list[Condition]:
    states = load().procedure(PROCEDURE, timezone.localdate()).states
    kinds = [(kind.id, kind.label(language())) for kind in load().gazette_watch.kinds]
    where = [("none", gettext("未立事项")), *((state.id, state.label(language())) for state in states)]
    shown = [
        ("first", gettext("只看限量以内")),
        ("out", gettext("只看本月限量以外的")),
        ("soon", gettext("异议期未届满、未办结")),
    ]
    return [
        Condition("q", gettext("商标、盯防对象、申请号"), "text", query["q"]),
        Condition("kind", gettext("盯防类别"), "choice", query["kind"], choices=kinds),
        Condition("state", gettext("办理状态"), "choice", query["state"], choices=where),
        Condition("show", gettext("范围"), "choice", query["show"], choices=shown),
    ]


def lead_table(leads: Iterable[Lead]) -> dict[str, Any]:
    """Leads as a list with boxes."""
    columns = [
        {"label": gettext("公告商标"), "css": "c-title"}, {"label": gettext("类别"), "css": "c-nowrap"},
        {"label": gettext("碰到"), "css": "c-names"}, {"label": gettext("理由"), "css": "c-names"},
        {"label": gettext("相近程度"), "css": "c-number"}, {"label": gettext("异议期"), "css": "c-nowrap"},
        {"label": gettext("状态"), "css": "c-names"}, {"label": gettext("属地"), "css": "c-nowrap"},
    ]  # fmt: skip
    return {"columns": columns, "rows": [_row(lead) for lead in leads], "check_name": "lead"}


def _row(lead: Lead) -> dict[str, Any]:
    return {"check": lead.pk, "cells": [
        {"text": lead.mark_text, "url": reverse("gazette-lead", args=[lead.pk]), "sub": lead.mark_no},
        lead.nice_classes, {"text": lead.watch_name, "sub": kind_label(lead.watch_kind)}, why(lead), f"{lead.score:.2f}",
        days_cell(lead), state_cell(lead), load().regions.name(lead.region),
    ]}  # fmt: skip


@require_POST
def letters(request: HttpRequest) -> HttpResponse:
    """Print a letter to each owner of the ticked leads and open their matters; or record that the owners were told."""
    if not may(request.user, "follow_leads"):
        raise PermissionDenied
    chosen = [int(text) for text in request.POST.getlist("lead") if text.isdecimal()]
    seen = Lead.objects.visible_to(request.user).filter(pk__in=chosen)
    if not seen.exists():
        messages.error(request, gettext("没有办理：请先勾选线索。"))
        return _back(request)
    if request.POST.get("do") == "informed":
        return _informed(request, chosen)
    if not seen.exclude(owner="").exists():
        messages.error(request, gettext("没有打印：勾选的都没有登记权利人（地名等），请逐条办理。"))
        return _back(request)
    leads = [lead for lead in follow_leads(request.user, chosen) if lead.owner]
    try:
        with translation.override("zh-hans"):  # letters are Chinese, whatever language their printer reads
            content = render_paper(PAPER, [_context(request, owner, held) for owner, held in _by_owner(leads).items()])
    except TemplateLost:
        messages.error(request, gettext("没有打印：本局的模板文件不在了，请到 系统 → 文书模板 重新上传或恢复默认。"))
        return _back(request)
    print_owner_letters(request.user, leads)
    _tell(request, leads, seen.filter(owner="").count())
    return attachment(content, f"{load().papers[PAPER].title.zh}-{timezone.localdate():%Y%m%d}.docx", DOCX)


def _informed(request: HttpRequest, chosen: list[int]) -> HttpResponse:
    """Record the letters sent: all ticked leads whose letter was printed."""
    printed = Lead.objects.visible_to(request.user).filter(pk__in=chosen).exclude(printed_at=None)
    matters = list(printed.filter(matter__state="pending").values_list("matter_id", flat=True))
    try:
        moved = move_matters(request.user, matters, "inform", timezone.localdate(), proofs=["letter"]) if matters else 0
    except NotAllowed:
        messages.error(request, gettext("没有保存：有的事项不能这样办，请逐条办理。"))
        return _back(request)
    said = gettext("%(n)s 条已登记告知权利人；没有打印告知函的不登记。") % {"n": moved}
    (messages.success if moved else messages.error)(request, said)
    return _back(request)


def _tell(request: HttpRequest, leads: list[Lead], ownerless: int) -> None:
    """Say on the next page what was printed: the answer itself is the file."""
    said = gettext("已打印 %(letters)s 份告知函，涉及 %(leads)s 条线索，事项已建立（待核）；寄出后登记已告知权利人。")
    messages.success(request, said % {"letters": len(_by_owner(leads)), "leads": len(leads)})
    if ownerless:
        text = gettext("另有 %(n)s 条没有登记权利人（地名等），没有函，事项已建立，请逐条办理。")
        messages.info(request, text % {"n": ownerless})


def _back(request: HttpRequest) -> HttpResponse:
    """To the list the leads were ticked on: of one gazette, or of all."""
    number = request.POST.get("gazette", "")
    return redirect("gazette", int(number)) if number.isdecimal() else redirect("gazette-leads")


def _by_owner(leads: Iterable[Lead]) -> dict[str, list[Lead]]:
    found: dict[str, list[Lead]] = {}
    for lead in sorted(leads, key=lambda each: (each.owner, each.until is None, each.until)):
        found.setdefault(lead.owner, []).append(lead)
    return found


def _context(request: HttpRequest, owner: str, leads: list[Lead]) -> dict[str, Any]:
    watch, here = load().gazette_watch, office()
    items, missing = [], []
    for lead in leads:
        term = window(lead)
        ground = watch.ground(lead.watch_kind, lead.filed_on)
        items.append(letter_facts(lead, (ground.article or ground.missing or watch.undated)("zh")))
        if term["until"] is None:
            missing.append(term["missing"])
    return {
        "office": here.name if here else "", "officer": request.user.display_name, "today": timezone.localdate(),
        "caveat": remark(), "owner": owner.split("; "), "count": len({(lead.mark_no, lead.mark_text) for lead in leads}), "items": items,
        "deadline": min((lead.until for lead in leads if lead.until), default=None), "unknown": list(dict.fromkeys(missing)),
    }  # fmt: skip
