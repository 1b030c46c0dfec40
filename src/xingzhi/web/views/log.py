"""The action log inside the reader's region, and whether its chain holds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from xingzhi.core import log
from xingzhi.core.actions import verbs
from xingzhi.core.declare import register_named
from xingzhi.core.models import LogEntry, Role
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import english, language, listed, source_names
from xingzhi.web.views.parts import clock, columns, tabs

LISTED = 100
TARGETS = {"batch": _("批次"), "run": _("筛查"), "snapshot": _("快照"), "user": _("人员"), "office": _("本局"),
           "clue": _("线索"), "export": _("导出"), "job": _("后台工作"),
           "paper_template": _("文书模板"), "paper": _("文书"), "matter": _("核查事项"), "card": _("申请人"),
           "dispatch": _("派发单"), "enquiry": _("代查答复"), "report": _("上报")}  # fmt: skip
DETAILS = {
    "file": _("文件"), "register": pgettext_lazy("one", "台账"), "source": _("来源"), "rows_read": _("读入"), "accepted": _("接受"),
    "rejected": _("退回"), "skipped": _("跳过"), "inserted": _("新增"), "updated": _("更新"), "unchanged": _("未变"),
    "withheld": _("未动"), "texts": _("文本"), "pairs": _("对"), "groups": _("组"), "username": _("用户名"),
    "role": _("角色"), "name": _("名称"), "reason": _("理由"), "columns": _("栏目"), "key": _("号码"),
    "verdict": _("研判"), "purpose": _("用途"), "query": _("筛选条件"), "unmasked": _("未脱敏"), "kind": _("种类"),
}  # fmt: skip


@require_GET
def log_list(request: HttpRequest) -> HttpResponse:
    """The action log inside the reader's region, and whether its chain holds."""
    entries = LogEntry.objects.visible_to(request.user).order_by("-seq")
    query = {key: request.GET[key] for key in ("actor", "verb") if request.GET.get(key)}
    entries = entries.filter(**query)
    if before := request.GET.get("before", ""):
        entries = entries.filter(seq__lt=int(before)) if before.isdigit() else entries.none()
    shown = list(entries[:LISTED])
    heads = columns((gettext("序号"), "c-number"), (gettext("时间"), "c-code"), (gettext("人员"), "c-nowrap"),
                    (gettext("操作"), "c-nowrap"), (gettext("对象"), "c-nowrap"), (gettext("内容"), "c-title"))  # fmt: skip
    administrator = request.user.role == Role.ADMINISTRATOR
    context = {
        "page_title": gettext("操作日志"),
        "tabs": tabs("log-list", request.user),
        "table": {"columns": heads, "rows": [log_row(entry) for entry in shown]},
        "empty": {"title": gettext("没有符合条件的操作") if query or before else gettext("还没有操作")},
        "actor": query.get("actor", ""),
        "verb": query.get("verb", ""),
        "verbs": [(verb.name, verb.en if english() else verb.zh) for verb in verbs.values()],
        "next_url": "?" + urlencode({**query, "before": shown[-1].seq}) if len(shown) == LISTED else "",
        "verdict": log.verify() if administrator and "verify" in request.GET else None,
        "may_verify": administrator,
    }
    return render(request, "system/log.html", context)


def log_row(entry: LogEntry) -> dict[str, Any]:
    """An entry of the log as a row."""
    verb = verbs.get(entry.verb)
    role = Role(entry.role).label if entry.role in Role.values else entry.role
    return {
        "cells": [
            entry.seq,
            clock(entry.at),
            f"{entry.actor} · {role}",
            (verb.en if english() else verb.zh) if verb else entry.verb,
            {"text": target_label(entry), "url": target_url(entry)},
            {"text": detail_text(entry.detail), "title": ", ".join(f"{k}={v}" for k, v in entry.detail.items())},
        ]
    }


def target_label(entry: LogEntry) -> str:
    """What an action was done to."""
    if entry.target in MODELS:
        return f"{register_named(entry.target).label(language())} {entry.target_id}"
    return f"{TARGETS.get(entry.target, entry.target)} {entry.target_id}"


def target_url(entry: LogEntry) -> str:
    """The page of what an action was done to; "" where it has none."""
    try:
        if entry.target in MODELS:
            return reverse("record", args=[entry.target, int(entry.target_id)])
        if entry.target == "snapshot":
            return reverse("snapshot", args=[int(entry.detail["revision"])])
        if entry.target in ("batch", "clue", "job", "export", "dispatch", "enquiry", "report"):
            return reverse(entry.target, args=[int(entry.target_id)])
        if entry.target in ("matter", "card"):
            page = {"matter": "notified-item", "card": "notified-card"}[entry.target]
            return reverse(page, args=[int(entry.target_id)])
    except (NoReverseMatch, KeyError, ValueError):
        return ""
    return ""


def detail_text(detail: dict[str, Any]) -> str:
    """What an entry says besides, in words; digests and paths are left to the tooltip."""
    said = []
    names = source_names()
    for name, value in detail.items():
        if name not in DETAILS or value in ("", None, {}, [], False, 0):
            continue
        if name == "register" and value in MODELS:
            value = register_named(value).label(language())
        elif name == "source":
            value = names.get(value, value)
        elif name == "role" and value in Role.values:
            value = Role(value).label
        elif isinstance(value, list):
            value = listed(value)
        elif isinstance(value, dict):
            value = listed(f"{k}={v}" for k, v in value.items())
        said.append(f"{DETAILS[name]} {value}")
    return (", " if english() else "，").join(said)
