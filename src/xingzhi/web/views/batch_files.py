"""The files of intake: rejected rows, the file as received, the empty template."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.intake.models import Batch
from xingzhi.packs import load
from xingzhi.registers.template import write_template
from xingzhi.web.downloads import XLSX, attachment
from xingzhi.web.reading import language, register_or_404


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


def example_place(request: HttpRequest) -> str:
    """A place of the reader's region for the examples of a template."""
    regions, own = load().regions, request.user.region or ""
    return next((place.name for place in regions.children(own)), regions.name(own) if own else "")


@require_GET
def template(request: HttpRequest, name: str) -> HttpResponse:
    """An empty workbook with a register's headings."""
    register = register_or_404(name)
    label = register.en if language().startswith("en") else register.zh
    return attachment(
        write_template(register, language(), example_place(request)),
        gettext("%(register)s-模板") % {"register": label} + ".xlsx",
        XLSX,
    )
