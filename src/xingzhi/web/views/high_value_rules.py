"""What no published text decides: the details the office decides, and the lists it states to be complete."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xingzhi.core.actions import may
from xingzhi.core.declare import register_named
from xingzhi.indicators.high_value.actions import DecisionRefused, decide
from xingzhi.indicators.high_value.reading import COMPLETE, decisions
from xingzhi.indicators.high_value.states import statement_registers
from xingzhi.indicators.models import Decision
from xingzhi.packs import load
from xingzhi.packs.high_value import HighValueSetting
from xingzhi.web.reading import language
from xingzhi.web.views import figures
from xingzhi.web.views.high_value import tabs
from xingzhi.web.views.high_value_words import CERTAINTY, said


def refusals() -> dict[str, str]:
    """Why something was not kept."""
    return {
        "name": gettext("没有保存：没有这一项。"),
        "value": gettext("没有保存：取值不在可选范围内。"),
        "document": gettext("没有保存：请写明依据的文件或来源。"),
        "future": gettext("没有保存：不能声明到今天以后。"),
    }


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """The details of the rule with what is decided of each; POST decides one."""
    if request.method == "POST":
        given = (request.POST.get(name, "") for name in ("name", "value", "document", "reason"))
        try:
            decide(request.user, *given)
        except DecisionRefused as refused:
            messages.error(request, refusals()[refused.code])
        else:
            messages.success(request, gettext("已记录，五类随后重新判定。"))
        return redirect("high-value-rules")
    held = decisions()
    context = {
        "page_title": gettext("高价值口径与声明"),
        "tabs": tabs("high-value-rules"),
        "settings": [setting_of(name, each, held.get(name)) for name, each in load().high_value.settings.items()],
        "statements": [statement_of(name, held.get(COMPLETE + name)) for name in statement_registers()],
        "may_decide": may(request.user, "decide_high_value"),
        "today": timezone.localdate(),
        "history": history(request),
    }
    return render(request, "high_value/rules.html", context)


def setting_of(name: str, setting: HighValueSetting, decision: Decision | None) -> dict[str, Any]:
    """One detail: what it is about, what is decided, by whom and on what."""
    value = decision.value if decision else "" if setting.value is None else str(setting.value)
    labels = {option.code: said(option.label) for option in setting.options}
    shown = labels.get(value, value)
    return {
        "name": name,
        "label": said(setting.label),
        "value": value,
        "shown": f"{shown} {said(setting.unit)}" if shown and setting.unit else shown,
        "decided": decision,
        "certainty": str(CERTAINTY[setting.certainty]),
        "reason": said(setting.reason),
        "options": list(labels.items()),
        "unit": said(setting.unit) if setting.unit else "",
        "open": not value,
    }


def statement_of(register: str, decision: Decision | None) -> dict[str, Any]:
    """Up to when the list of a register is stated to be complete."""
    return {
        "name": COMPLETE + register,
        "label": register_named(register).label(language()),
        "day": date.fromisoformat(decision.value) if decision else None,
        "decided": decision,
    }


def history(request: HttpRequest) -> dict[str, Any]:
    """All decisions, newest first."""
    rows = [
        {"cells": [
            timezone.localtime(each.decided_at).strftime("%Y-%m-%d %H:%M"), name_of(each.name),
            each.value or gettext("（收回）"), each.document, each.reason, each.decided_by.display_name,
        ]}
        for each in Decision.objects.visible_to(request.user).select_related("decided_by").order_by("-id")[:100]
    ]  # fmt: skip
    labels = [(gettext("时间"), "c-date c-nowrap"), (gettext("事项"), "c-title"), (gettext("取值"), ""),
              (gettext("依据"), ""), (gettext("说明"), ""), (gettext("谁定的"), "c-nowrap")]  # fmt: skip
    return figures.table(gettext("记录"), labels, rows) | {"scroll": False}


def name_of(name: str) -> str:
    """What a decision is about."""
    if name.startswith(COMPLETE):
        label = register_named(name.removeprefix(COMPLETE)).label(language())
        return gettext("%(register)s完整到") % {"register": label}
    setting = load().high_value.settings.get(name)
    return said(setting.label) if setting else name
