"""Intake: what was received, and the place to hand in a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.core.declare import register_named, registers
from xingzhi.intake.models import Batch
from xingzhi.intake.readers.converting import converter
from xingzhi.registers.receive import DEFAULT_SOURCE
from xingzhi.web.reading import file_sources, language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import parts

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
        "table": {"columns": parts.columns(*columns), "rows": rows},
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
