"""Lists of published marks: give one, see how far its comparison is, and what came of it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.gazette.comparing import compare_gazette
from xingzhi.cases.gazette.models import GazetteList, Lead
from xingzhi.core.actions import may
from xingzhi.core.office import is_staff
from xingzhi.intake.messages import message
from xingzhi.packs import load
from xingzhi.web.reading import english
from xingzhi.web.views.gazettes.leads import lead_table
from xingzhi.web.views.gazettes.words import UNREAD, remark, tabs

RECENT = 20


@require_GET
def gazettes(request: HttpRequest) -> HttpResponse:
    """The form, and the lists compared before."""
    recent = GazetteList.objects.visible_to(request.user).select_related("officer", "job").order_by("-id")[:RECENT]
    context = {
        "page_title": gettext("公告比对"),
        "tabs": tabs("gazettes", request.user),
        "remark": remark(),
        "may_compare": may(request.user, "compare_gazette"),
        "table": {"columns": _columns(), "rows": [_row(each) for each in recent]},
        "empty": {
            "title": gettext("还没有比对过公告"),
            "hint": gettext("粘贴公告名单，或上传公告列表文件，几秒后看到线索。"),
        },
    }
    return render(request, "gazettes/gazettes.html", context)


def _columns() -> list[dict[str, str]]:
    return [
        {"label": gettext("公告名单"), "css": "c-title"}, {"label": gettext("比对"), "css": "c-number"},
        {"label": gettext("新线索"), "css": "c-number"}, {"label": gettext("未能比对"), "css": "c-number"},
        {"label": gettext("经办"), "css": "c-nowrap"}, {"label": gettext("时间"), "css": "c-date c-nowrap"},
    ]  # fmt: skip


def _row(each: GazetteList) -> dict[str, Any]:
    state = each.job.get_state_display() if each.job else ""
    done = each.names is not None
    return {"cells": [
        {"text": each.name, "url": reverse("gazette", args=[each.pk])}, each.names if done else state,
        each.leads.count() if done else "", each.unread_count if done else "", each.officer.display_name,
        f"{timezone.localtime(each.at):%Y-%m-%d %H:%M}",
    ]}  # fmt: skip


@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """Take a pasted list or a file, and queue its comparison."""
    if not may(request.user, "compare_gazette"):
        raise PermissionDenied
    upload, pasted = request.FILES.get("file"), request.POST.get("names", "").strip()
    if upload is None and not pasted:
        messages.error(request, gettext("没有比对：请粘贴名单，或选择文件。"))
        return redirect("gazettes")
    now = timezone.localtime()
    name = (
        Path((upload.name or "").replace("\\", "/")).name
        if upload
        else gettext("粘贴名单") + f"-{now:%Y%m%d-%H%M%S}.txt"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(name).suffix.lower() or '.txt'}"
        if upload:
            with path.open("wb") as stream:
                stream.writelines(upload.chunks())
        else:
            path.write_text(pasted, encoding="utf-8")
        made = compare_gazette(request.user, path, name)
    return redirect("gazette", made.pk)


@require_GET
def gazette(request: HttpRequest, gazette_id: int) -> HttpResponse:
    """One list: its progress while it runs, then its leads, what was left out and what could not be read."""
    seen = GazetteList.objects.visible_to(request.user).select_related("officer", "job")
    found: GazetteList = get_object_or_404(seen, pk=gazette_id)
    leads = Lead.objects.visible_to(request.user).filter(gazette=found).select_related("matter__procedure")
    later = leads.filter(shown=False)
    everything = request.GET.get("all") == "1"
    chosen = leads if everything else leads.filter(shown=True)
    budget = load().gazette_watch.budget
    context = {
        "page_title": found.name,
        "tabs": tabs("gazettes", request.user),
        "remark": remark(),
        "gazette": found,
        "job": found.job,
        "poll_url": reverse("job-progress", args=[found.job_id]) if found.job_id else "",
        "done": found.names is not None,
        "cancel_url": reverse("job-cancel", args=[found.job_id]) if found.job and not found.job.finished else "",
        "table": lead_table(chosen.order_by("-score", "id")),
        "counts": {"leads": leads.count(), "later": later.count(), "budget": int(budget.value)},
        "budget_why": budget.reason("en" if english() else "zh"),
        "everything": everything,
        "unread": [_unread(each) for each in found.unread],
        "may_act": may(request.user, "follow_leads"),
        "staff": is_staff(request.user),
        "empty": {"title": gettext("没有公告商标碰到盯防名单")},
    }
    return render(request, "gazettes/gazette.html", context)


def _unread(each: dict[str, Any]) -> str:
    """What could not be read: where, what, and what to do."""
    said = UNREAD.get(each["code"]) or message(each["code"], {"value": each["value"]}, "en" if english() else "zh")
    where = gettext("%(sheet)s 第 %(row)s 行 %(column)s “%(value)s”：") % each
    kept = "" if each["whole"] else gettext("（商标仍已比对）")
    return f"{where}{said}{kept}"
