"""Confirm which column of a file is which of the register, and start the import."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.core.declare import Kind, register_named, registers
from xingzhi.intake.models import Batch, BatchState
from xingzhi.registers.looking import look_at
from xingzhi.registers.receive import MappingIncomplete, start_import
from xingzhi.web.reading import file_sources, language, listed, register_or_404


def stages(found: Batch) -> list[dict[str, str]]:
    """Received, confirmed, checked, applied."""
    order = [BatchState.RECEIVED, BatchState.QUEUED, BatchState.STAGING, BatchState.APPLYING, BatchState.APPLIED]
    labels = [gettext("确认列对应"), gettext("排队"), gettext("逐行核对"), gettext("入库"), gettext("完成")]
    at = order.index(found.state) if found.state in order else -1
    return [
        {"label": label, "state": "done" if i < at or at == len(order) - 1 else "here" if i == at else ""}
        for i, label in enumerate(labels)
    ]


def confirm_context(found: Batch) -> dict[str, Any]:
    """The guessed mapping with the first rows, to correct."""
    register = register_named(found.register)
    needed = {column.name: column.label(language()) for column in register.importable if column.required}
    choices = [(column.name, column.label(language()), column.required) for column in register.importable]
    sheets = [
        {
            "at": at,
            "name": sheet["name"],
            "taken": sheet["taken"],
            "head_row": sheet["head_row"],
            "missing": listed(label for name, label in needed.items() if name not in sheet["mapping"].values()),
            "columns": [
                {
                    "index": index,
                    "heading": heading,
                    "chosen": sheet["mapping"].get(str(index), ""),
                    "examples": [row[index] for row in sheet["preview"][:3] if index < len(row) and row[index]],
                }
                for index, heading in enumerate(sheet["headings"])
            ],
        }
        for at, sheet in enumerate(found.sheets)
    ]
    return {
        "register": register.name,
        "registers": [(each.name, each.label(language())) for each in registers()],
        "needed": listed(needed.values()),
        "choices": choices,
        "givable": givable(found),
        "sheets": sheets,
        "sources": file_sources(),
    }


def givable(found: Batch) -> list[dict[str, str]]:
    """Columns a taken sheet lacks and that one value may fill for the whole file, such as a batch or a year."""
    register = register_named(found.register)
    taken = [sheet for sheet in found.sheets if sheet["taken"]]
    lacking = [
        column
        for column in register.importable
        if column.required and column.kind in (Kind.TEXT, Kind.INTEGER) and column.name != register.title_column
        if any(column.name not in sheet["mapping"].values() for sheet in taken)
    ]
    held = taken[0].get("given", {}) if taken else {}
    return [{"name": c.name, "label": c.label(language()), "value": held.get(c.name, "")} for c in lacking]


@require_POST
def start(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Confirm the columns and start the import; where a needed one is missing, show the choices made so far again."""
    found = get_object_or_404(Batch.objects.visible_to(request.user), pk=batch_id)
    register = register_or_404(request.POST.get("register", found.register))
    if register.name != found.register:
        look_at(found, found.encoding or None, register.name)
    for at, sheet in enumerate(found.sheets):
        chosen = {str(index): request.POST.get(f"column-{at}-{index}", "") for index in range(len(sheet["headings"]))}
        sheet["mapping"] = {index: column for index, column in chosen.items() if column}
        sheet["taken"] = f"taken-{at}" in request.POST
    mappings = {at: sheet["mapping"] for at, sheet in enumerate(found.sheets)}
    taken = {at for at, sheet in enumerate(found.sheets) if sheet["taken"]}
    given = {each["name"]: request.POST.get(f"given-{each['name']}", "")[:300] for each in givable(found)}
    try:
        start_import(request.user, batch_id, register.name, request.POST.get("source", ""), mappings, taken, given)
    except MappingIncomplete as incomplete:
        return incomplete_page(request, found, incomplete.missing if taken else [])
    return redirect("batch", batch_id)


def incomplete_page(request: HttpRequest, found: Batch, missing: list[str]) -> HttpResponse:
    """The columns again, with what is missing."""
    register = register_named(found.register)
    names = {column.zh: column.label(language()) for column in register.columns}
    if missing:
        text = gettext("还不能入库：没有任何一列对应到 %(columns)s。请在下面选定，或不勾选这张表。")
        title = text % {"columns": listed(names.get(each, each) for each in missing)}
    else:
        title = gettext("还不能入库：一张表也没有勾选。")
    found.source = request.POST.get("source", found.source)
    context = {
        "page_title": found.shown_name,
        "batch": found,
        "stages": stages(found),
        "problem": {"title": title},
        **confirm_context(found),
    }
    return render(request, "intake/confirm.html", context, status=422)
