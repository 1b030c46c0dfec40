"""The action log inside the reader's region, and whether its chain holds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from xingzhi.core import log
from xingzhi.core.actions import verbs
from xingzhi.core.declare import register_named
from xingzhi.core.models import LogEntry, Role
from xingzhi.core.office import is_staff
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import english, language, listed, source_names
from xingzhi.web.views.log_targets import target_label, target_urls
from xingzhi.web.views.parts import clock, columns, tabs

LISTED = 100
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
    known = [verb for verb in verbs.values() if is_staff(request.user) or not verb.staff_only]
    hidden = {verb.name for verb in verbs.values()} - {verb.name for verb in known}
    entries = LogEntry.objects.visible_to(request.user).exclude(verb__in=hidden).order_by("-seq")
    query = {key: request.GET[key] for key in ("actor", "verb") if request.GET.get(key)}
    entries = entries.filter(**query)
    if before := request.GET.get("before", ""):
        entries = entries.filter(seq__lt=int(before)) if before.isdigit() else entries.none()
    shown = list(entries[:LISTED])
    urls = target_urls(shown, request.user)
    heads = columns((gettext("序号"), "c-number"), (gettext("时间"), "c-code"), (gettext("人员"), "c-nowrap"),
                    (gettext("操作"), "c-nowrap"), (gettext("对象"), "c-nowrap"), (gettext("内容"), "c-title"))  # fmt: skip
    administrator = request.user.role == Role.ADMINISTRATOR
    context = {
        "page_title": gettext("操作日志"),
        "tabs": tabs("log-list", request.user),
        "table": {"columns": heads, "rows": [log_row(entry, urls.get(entry.seq, "")) for entry in shown]},
        "empty": {"title": gettext("没有符合条件的操作") if query or before else gettext("还没有操作")},
        "actor": query.get("actor", ""),
        "verb": query.get("verb", ""),
        "verbs": [(verb.name, verb.en if english() else verb.zh) for verb in known],
        "next_url": "?" + urlencode({**query, "before": shown[-1].seq}) if len(shown) == LISTED else "",
        "verdict": log.verify() if administrator and "verify" in request.GET else None,
        "may_verify": administrator,
    }
    return render(request, "system/log.html", context)


def log_row(entry: LogEntry, url: str) -> dict[str, Any]:
    """An entry of the log as a row; `url`: the page of what it was done to, if any."""
    verb = verbs.get(entry.verb)
    role = Role(entry.role).label if entry.role in Role.values else entry.role
    return {
        "cells": [
            entry.seq,
            clock(entry.at),
            f"{entry.actor} · {role}",
            (verb.en if english() else verb.zh) if verb else entry.verb,
            {"text": target_label(entry), "url": url},
            {"text": detail_text(entry.detail), "title": ", ".join(f"{k}={v}" for k, v in entry.detail.items())},
        ]
    }


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
