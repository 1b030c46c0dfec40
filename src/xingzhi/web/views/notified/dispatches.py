"""What was handed out to banner offices: the list, and the files to send with one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.cases.notified import workbook
from xingzhi.cases.notified.dispatching import answered, places, unsettled
from xingzhi.cases.notified.models import Dispatch
from xingzhi.cases.papers.render import render as print_papers
from xingzhi.core.actions import may
from xingzhi.core.office import office
from xingzhi.packs import load
from xingzhi.web.downloads import DOCX, XLSX, attachment
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.notified.words import tabs

LISTED = 200


@require_GET
def dispatch_list(request: HttpRequest) -> HttpResponse:
    """What is out and what came back; on top what may be handed out now."""
    found = Dispatch.objects.visible_to(request.user).prefetch_related("items", "returns").order_by("-id")[:LISTED]
    waiting = places(request.user) if may(request.user, "dispatch_items") else []
    context = {
        "page_title": gettext("派发与回收"),
        "tabs": tabs("dispatches"),
        "waiting": [
            {"region": region, "name": load().regions.name(region), "n": n, "cards": cards}
            for region, n, cards in waiting
        ],
        "may_dispatch": may(request.user, "dispatch_items"),
        "may_return": may(request.user, "merge_return"),
        "contact": request.user.display_name,
        "today": timezone.localdate(),
        "table": {"columns": columns(), "rows": [row(each) for each in found], "caption": gettext("派发")},
        "empty": {"title": gettext("还没有派发过"), "hint": gettext("有待核实的申请时，上面列出各旗县，一次派发。")},
    }
    return render(request, "notified/dispatches.html", context)


def columns() -> list[dict[str, str]]:
    """Headings of the list."""
    return [
        {"label": gettext("单号"), "css": "c-title"}, {"label": gettext("属地"), "css": "c-nowrap"},
        {"label": gettext("件数"), "css": "c-number"}, {"label": gettext("未办结"), "css": "c-number"},
        {"label": gettext("截止"), "css": "c-date c-nowrap"}, {"label": gettext("反馈"), "css": "c-nowrap"},
        {"label": gettext("派发"), "css": "c-date c-nowrap"},
    ]  # fmt: skip


def row(dispatch: Dispatch) -> dict[str, Any]:
    """One dispatch; late where the day is over and nothing came back."""
    left, told, total = unsettled(dispatch).count(), answered(dispatch), len(dispatch.items.all())
    last = max(dispatch.returns.all(), key=lambda each: each.pk, default=None)
    late = dispatch.deadline < timezone.localdate()
    if dispatch.withdrawn_at:
        came = {"text": gettext("已撤回派发"), "tone": "plain"}
    elif not left:
        came = {"text": gettext("已办结"), "tone": "good"}
    elif last is not None and last.zero and not told:
        came = {"text": gettext("零报告"), "tone": "good"}
    elif told == total:
        came = {"text": gettext("全部反馈"), "tone": "good"}
    elif told:
        came = {"text": gettext("部分反馈 %(a)s/%(b)s") % {"a": told, "b": total}, "tone": "bad" if late else "warn"}
    else:
        came = {"text": gettext("逾期未反馈") if late else gettext("待反馈"), "tone": "bad" if late else "warn"}
    url = reverse("dispatch", args=[dispatch.pk])
    return {
        "cells": [
            {"text": gettext("第 %(n)s 号") % {"n": dispatch.pk}, "url": url}, load().regions.name(dispatch.region),
            number(total), number(left), str(dispatch.deadline), came, f"{timezone.localtime(dispatch.made_at):%Y-%m-%d}",
        ]
    }  # fmt: skip


def dispatch_or_404(request: HttpRequest, dispatch_id: int) -> Dispatch:
    """A dispatch the reader may see."""
    found: Dispatch = get_object_or_404(Dispatch.objects.visible_to(request.user), pk=dispatch_id)
    return found


@require_GET
def dispatch_workbook(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """The workbook to send by any channel."""
    found = dispatch_or_404(request, dispatch_id)
    place = load().regions.name(found.region)
    return attachment(workbook.write(found), f"核查反馈表-{place}-第{found.pk}号.xlsx", XLSX)


@require_GET
def supervision(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    """The printable reminder (督办单): counts, the day, whom to ask; no party's name."""
    found = dispatch_or_404(request, dispatch_id)
    here = office()
    total, left = found.items.count(), unsettled(found).count()
    counts = [
        {"label": "派发件数", "value": total},
        {"label": "已办结", "value": total - left},
        {"label": "未办结", "value": left},
    ]
    content = print_papers("supervision", [{
        "office": here.name if here else "", "office_phone": found.phone, "region": load().regions.name(found.region),
        "deadline": found.deadline, "officer": found.contact, "today": timezone.localdate(), "count": left, "counts": counts,
    }])  # fmt: skip
    return attachment(content, f"督办单-{load().regions.name(found.region)}-第{found.pk}号.docx", DOCX)
