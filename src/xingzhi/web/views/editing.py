"""Changing a record by hand, with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xingzhi.core.actions import may
from xingzhi.core.declare import Column, Kind
from xingzhi.intake.wording import sentence
from xingzhi.packs import load
from xingzhi.registers.edit import BadValues, NothingChanged, edit_record, editable
from xingzhi.registers.models import MODELS
from xingzhi.web import places
from xingzhi.web.reading import language, register_or_404, title_of


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, name: str, record_id: int) -> HttpResponse:
    """Change a record by hand, with a reason."""
    register = register_or_404(name)
    row = get_object_or_404(MODELS[name].objects.visible_to(request.user), pk=record_id)
    if not may(request.user, "edit_record"):
        raise PermissionDenied
    problems: dict[str, str] = {}
    columns = editable(register)
    entered = {column.name: request.POST[column.name] for column in columns if column.name in request.POST}
    reason = request.POST.get("reason", "").strip()
    if request.method == "POST":
        problems = save(request, name, record_id, entered, reason)
        if not problems:
            return redirect("record", name, record_id)
    fields: list[dict[str, Any]] = [
        {
            "column": column,
            "label": column.label(language()),
            "value": entered.get(column.name, edit_text(column, getattr(row, column.name))),
            "choices": choices(column, request.user.region, getattr(row, column.name)),
            "problem": problems.get(column.name, ""),
        }
        for column in columns
    ]
    context = {
        "page_title": gettext("修改") + " " + title_of(row),
        "register": register.name,
        "row": row,
        "fields": sorted(fields, key=lambda field: field["column"].kind is Kind.LONG_TEXT),
        "reason": reason,
        "reason_problem": problems.get("reason", ""),
        "problem": {"title": gettext("没有保存：请改正标红的内容。")} if problems else None,
    }
    return render(request, "registers/edit.html", context, status=422 if problems else 200)


def save(request: HttpRequest, name: str, record_id: int, entered: dict[str, str], reason: str) -> dict[str, str]:
    """Make the change; what is wrong by column, nothing where it was made."""
    if not reason:
        return {"reason": gettext("请写明修改理由，它会留在历史里。")}
    try:
        edit_record(request.user, name, record_id, entered, reason)
    except NothingChanged:
        messages.info(request, gettext("内容没有变化，没有修改。"))
    except BadValues as bad:
        return {column: sentence(problem, language()) for column, problem in bad.problems.items()}
    else:
        messages.success(request, gettext("已修改，原值保存在历史里。"))
    return {}


def choices(column: Column, scope: str | None, held: Any) -> list[tuple[str, str]]:
    """What a column may be set to, where that is a closed list."""
    if column.kind is Kind.CHOICE:
        english = language().startswith("en")
        return [(choice.code, choice.en if english else choice.zh) for choice in column.choices]
    if column.kind is Kind.REGION:
        found = places.to_look_at(scope or "", held or "")
        if held and held not in dict(found):
            found.append((held, load().regions.full_name(held)))
        return [(path.ljust(6, "0"), label) for path, label in found if path]
    return []


def edit_text(column: Column, value: Any) -> str:
    """A value as an officer types it."""
    if value is None or value == "":
        return ""
    return str(value).ljust(6, "0") if column.kind is Kind.REGION else str(value)
