"""One lead: reason and evidence, rules for and against, the law of its filing day, days left, and what may be done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.gazette.acting import follow_leads
from xingzhi.cases.gazette.models import Lead
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.web.finding_words import finding_said
from xingzhi.web.reading import language
from xingzhi.web.views.gazettes.words import (
    GOODS,
    VERDICTS,
    WAYS,
    kind_label,
    remark,
    state_cell,
    tabs,
    why,
    window,
)
from xingzhi.web.views.marks.address import search_for
from xingzhi.web.views.matter_moves import course, moved
from xingzhi.web.views.word_hits import word_hits


@require_GET
def lead_page(request: HttpRequest, lead_id: int) -> HttpResponse:
    """The page of a lead."""
    lead = _lead(request, lead_id)
    packs = load()
    kind = packs.gazette_watch.by_id.get(lead.watch_kind)
    ground = packs.gazette_watch.ground(lead.watch_kind, lead.filed_on)
    context = {
        "page_title": gettext("%(mark)s 与 %(guarded)s") % {"mark": lead.mark_text, "guarded": lead.watch_name},
        "tabs": tabs("gazette-leads", request.user),
        "remark": remark(),
        "lead": lead,
        "state": state_cell(lead),
        "why": why(lead),
        "published": _published(request, lead),
        "guarded": _guarded(request, lead),
        "speaking": [_finding(each) for each in lead.findings if not each["against"]],
        "against": [_finding(each) for each in lead.findings if each["against"]],
        "verify": [text(language()) for text in kind.against] if kind else [],
        "law": (ground.law or ground.missing or packs.gazette_watch.undated)(language()),
        "article": ground.article(language()) if ground.article else "",
        "window": window(lead),
        "word_hits": word_hits(request, [lead.mark_text]).get(lead.mark_text, []),
        "move_url": reverse("gazette-lead-move", args=[lead.pk]),
        "earlier_url": search_for(lead.mark_text, lead.nice_classes, lead.filed_on, lead.mark_no),
        **course(request, lead.matter),
    }
    return render(request, "gazettes/lead.html", context)


def _lead(request: HttpRequest, lead_id: int) -> Lead:
    seen = Lead.objects.visible_to(request.user).select_related("matter__procedure", "gazette")
    found: Lead = get_object_or_404(seen, pk=lead_id)
    return found


def _published(request: HttpRequest, lead: Lead) -> list[dict[str, Any]]:
    """The published mark, as the list gives it."""
    opens = lead.gazette.region.startswith(request.user.region) if request.user.region is not None else False
    return [
        {"label": gettext("公告商标"), "value": lead.mark_text},
        {"label": gettext("申请号"), "value": lead.mark_no},
        {"label": gettext("类别"), "value": lead.nice_classes},
        {"label": gettext("商品/服务"), "value": lead.goods, "wide": True},
        {"label": gettext("申请人"), "value": lead.applicants},
        {"label": gettext("申请日期"), "value": str(lead.filed_on or "")},
        {"label": gettext("初审公告日期"), "value": str(lead.published_on or "")},
        {"label": gettext("出自"), "value": lead.gazette.name, "note": gettext("第 %(n)s 行") % {"n": lead.row},
         "url": reverse("gazette", args=[lead.gazette_id]) if opens else ""},
    ]  # fmt: skip


def _guarded(request: HttpRequest, lead: Lead) -> list[dict[str, Any]]:
    """What it touches, opened to its record."""
    url = ""
    if lead.source and MODELS[lead.source[0]].objects.visible_to(request.user).filter(pk=lead.source[1]).exists():
        url = reverse("record", args=lead.source)
    return [
        {"label": gettext("盯防对象"), "value": lead.watch_name, "url": url},
        {"label": gettext("盯防类别"), "value": kind_label(lead.watch_kind)},
        {"label": gettext("权利人"), "value": lead.owner},
        {"label": gettext("关注类别"), "value": lead.watch_classes, "note": str(GOODS.get(lead.goods_relation, ""))},
        {"label": gettext("属地"), "value": load().regions.name(lead.region)},
        {"label": gettext("怎样碰到"), "value": str(WAYS.get(lead.way, lead.way)),
         "note": str(VERDICTS.get(lead.verdict, ""))},
        {"label": gettext("相近程度"), "value": f"{lead.score:.2f}", "note": gettext("只用来排先后")},
    ]  # fmt: skip


def _finding(each: dict[str, Any]) -> dict[str, str]:
    rule = load().mark_similarity.rules.get(each["rule"])
    return {"rule": each["rule"], "why": finding_said(each["why"]), "label": rule.label(language()) if rule else ""}


@require_POST
def move(request: HttpRequest, lead_id: int) -> HttpResponse:
    """Open the lead's matter, or move it."""
    lead = _lead(request, lead_id)
    if lead.matter is None:
        follow_leads(request.user, [lead.pk])
        messages.success(request, gettext("已建立事项，状态为待核。"))
    else:
        moved(request, lead.matter)
    return redirect("gazette-lead", lead_id)
