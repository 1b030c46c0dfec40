"""Intake: confirm the columns, watch the import, see what became of the rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.core.declare import Kind, register_named, registers
from xingzhi.intake.models import Batch, BatchState
from xingzhi.intake.readers.converting import converter
from xingzhi.intake.wording import reason_label
from xingzhi.registers.receive import DEFAULT_SOURCE, MappingIncomplete, look_at, start_import
from xingzhi.registers.template import write_template
from xingzhi.web.reading import file_sources, language, listed, register_or_404
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.arriving import locked_page

TONES = {"applied": "good", "failed": "bad", "cancelled": "warn", "received": "warn", "locked": "warn"}
LISTED = 100
ACCEPTED = (".xlsx", ".xls", ".et", ".ods", ".csv", ".txt", ".html", ".htm", ".mht", ".mhtml", ".docx", ".xml", ".zip",
            ".doc", ".wps", ".rtf", ".odt")  # fmt: skip


@require_GET
def batch_list(request: HttpRequest) -> HttpResponse:
    """What was received, newest first, and the place to hand in a file."""
    batches = Batch.objects.visible_to(request.user).filter(by_hand=False).order_by("-id")[:LISTED]
    columns = [(gettext("文件"), "c-title"), (pgettext("one", "台账"), ""), (gettext("状态"), ""), (gettext("读"), "c-number"),
               (gettext("接受"), "c-number"), (gettext("退回"), "c-number"), (gettext("跳过"), "c-number"),
               (gettext("收到"), "c-code")]  # fmt: skip
    rows = [
        {
            "cells": [
                {"text": batch.shown_name, "url": reverse("batch", args=[batch.pk])},
                register_named(batch.register).label(language()) if batch.register else "",
                {"text": batch.get_state_display(), "tone": TONES.get(batch.state, "info")},
                number(batch.rows_read),
                number(batch.accepted),
                {"text": number(batch.rejected), "tone": "warn"} if batch.rejected else 0,
                number(batch.skipped),
                timezone.localtime(batch.received_at).strftime("%Y-%m-%d %H:%M"),
            ]
        }
        for batch in batches
    ]
    context = {
        "page_title": gettext("收文入库"),
        "table": {"columns": [{"label": label, "css": css} for label, css in columns], "rows": rows},
        "empty": {
            "title": gettext("还没有收过文件"),
            "hint": gettext("上传收到的表格、XML 或压缩包；列的对应会先给您看，确认后才入库。")
            if may(request.user, "receive_file")
            else "",
        },
        "may_receive": may(request.user, "receive_file"),
        "templates": [(register.name, register.label(language())) for register in registers()],
        "sources": file_sources(),
        "default_source": DEFAULT_SOURCE,
        "accepted": ",".join(ACCEPTED),
        "converts": bool(converter()),
    }
    return render(request, "intake/list.html", context)


@require_GET
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One batch: its columns to confirm, or its progress, or its result."""
    found = get_object_or_404(Batch.objects.visible_to(request.user), pk=batch_id)
    if not found.register:  # never opened
        return locked_page(request, found, [])
    context: dict[str, Any] = {
        "page_title": found.shown_name,
        "batch": found,
        "notes": [note_line(code, params) for code, params in found.notes],
        "stages": stages(found),
    }
    if found.state == BatchState.RECEIVED:
        other = request.GET.get("register", "")
        if other and other != found.register:
            look_at(found, found.encoding or None, register_or_404(other).name)
        return render(request, "intake/confirm.html", context | confirm_context(found))
    register = register_named(found.register)
    if found.job and not found.job.finished:
        # The stages say where it is; the bar says how far.
        return render(request, "intake/running.html", context | {"job": found.job} | job_urls(found))
    context |= {
        "register": register.name,
        "register_label": register.label(language()),
        "merged": max(0, found.accepted - found.inserted - found.updated - found.unchanged - found.withheld),
        "applied_rows": found.inserted + found.updated,
        "unassigned_url": reverse("register-list", args=[register.name]) + "?region=-",
        "reasons": reason_rows(found),
        "job": found.job,
        "has_rejects": bool(found.rejected and found.rejects_file.exists()),
        "source_label": dict(file_sources()).get(found.source, found.source),
    }
    return render(request, "intake/result.html", context)


def job_urls(found: Batch) -> dict[str, str]:
    """Where the progress of a batch is asked for, and where it may be stopped."""
    return {
        "poll_url": reverse("job-progress", args=[found.job_id]),
        "cancel_url": reverse("job-cancel", args=[found.job_id]),
        "result_url": reverse("batch", args=[found.pk]),
        "result_text": gettext("查看结果"),
    }


def stages(found: Batch) -> list[dict[str, str]]:
    """Received, confirmed, checked, applied."""
    order = [BatchState.RECEIVED, BatchState.QUEUED, BatchState.STAGING, BatchState.APPLYING, BatchState.APPLIED]
    labels = [gettext("确认列对应"), gettext("排队"), gettext("逐行核对"), gettext("入库"), gettext("完成")]
    at = order.index(found.state) if found.state in order else -1
    return [
        {"label": label, "state": "done" if i < at or at == len(order) - 1 else "here" if i == at else ""}
        for i, label in enumerate(labels)
    ]


def note_line(code: str, params: dict[str, Any]) -> str:
    """A note of reading as a sentence."""
    if code == "reason":
        return str(params["text"])
    if code == "stopped_early":
        return gettext("没有全部入库就停下了；停下以前入库的行保留，并已计数。")
    return reason_label(code, language(), params)


def reason_rows(found: Batch) -> list[dict[str, Any]]:
    """Why rows were rejected or skipped, most frequent first."""
    ordered = sorted(found.reasons.items(), key=lambda item: (-item[1], item[0]))
    return [{"label": reason_label(reason, language()), "value": count} for reason, count in ordered]


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


@require_GET
def rejects(request: HttpRequest, batch_id: int) -> FileResponse:
    """The rejected rows as a workbook, with the reason beside each cell."""
    found = get_object_or_404(Batch.objects.visible_to(request.user), pk=batch_id)
    if not may(request.user, "receive_file"):
        raise PermissionDenied
    if not found.rejects_file.exists():
        raise Http404
    name = rejects_name(Path(found.file_name).stem, f"-{found.pk}.xlsx")
    return FileResponse(found.rejects_file.open("rb"), as_attachment=True, filename=name)


def rejects_name(stem: str, end: str) -> str:
    """What the workbook of rejected rows is called; the page of today knows the mended one by it."""
    return f"退回-{stem}{end}"


@require_GET
def received_file(request: HttpRequest, batch_id: int) -> FileResponse:
    """The file as it was received; only for those who may hand in files."""
    found = get_object_or_404(Batch.objects.visible_to(request.user), pk=batch_id)
    if not may(request.user, "receive_file"):
        raise PermissionDenied
    if found.by_hand or not found.received.is_file():
        raise Http404
    return FileResponse(found.received.open("rb"), as_attachment=True, filename=found.received_name)


@require_GET
def template(request: HttpRequest, name: str) -> HttpResponse:
    """An empty workbook with a register's headings."""
    register = register_or_404(name)
    response = HttpResponse(
        write_template(register, language()),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
