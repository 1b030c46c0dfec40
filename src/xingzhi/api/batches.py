"""Batches: files received, and what became of their rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from ninja import Field, Query, Router, Schema

from xingzhi.api.paging import NEWEST_FIRST, Paging, listing, page_of
from xingzhi.api.saying import both, operation
from xingzhi.core.actions import may
from xingzhi.intake.models import Batch, BatchState
from xingzhi.intake.wording import reason_label

router = Router(tags=["batches"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOK = {"responses": {200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}}}


class Reason(Schema):
    """Why rows were rejected or skipped."""

    code: str
    text: str
    rows: int


class Sheet(Schema):
    """One sheet of a received file, and what its columns are taken for."""

    name: str
    taken: bool = Field(description=both("是否入库", "Whether it is imported"))
    head_row: int = Field(description=both("表头所在行", "The row of the headings"))
    headings: list[str]
    mapping: dict[str, str] = Field(
        description=both("列号（从 0 起）到台账的列", "Position, from 0, to the register's column")
    )


class BatchOut(Schema):
    """A change of a register: a file received, or an edit by hand."""

    id: int
    file_name: str
    register_name: str = Field(alias="register", description=both("入哪一本台账", "Which register"))
    source: str = Field(description=both("从哪里来", "Where it comes from"))
    by_hand: bool = Field(description=both("是否手工修改", "Whether it is an edit by hand"))
    region: str = Field(description=both("收文人的地区", "Region of who brought it"))
    state: BatchState = Field(description=both("做到哪一步", "How far it is"))
    digest: str = Field(description=both("文件的 SHA-256", "SHA-256 of the file"))
    size: int = Field(description=both("字节数", "Bytes"))
    rows_read: int = Field(description=both("读入＝接受＋退回＋跳过", "Read = accepted + rejected + skipped"))
    accepted: int
    rejected: int
    skipped: int
    inserted: int
    updated: int
    unchanged: int
    withheld: int = Field(description=both("属于别人的记录，没有动", "Rows of records held by others, left alone"))
    unassigned: int = Field(description=both("未定属地", "Of no known place"))
    reasons: list[Reason]
    sheets: list[Sheet]
    revision: int | None = None
    job: int | None = Field(None, description=both("入库的工作", "The job that imports it"))
    received_at: datetime
    applied_at: datetime | None = None

    @staticmethod
    def resolve_job(batch: Batch) -> int | None:
        """The number of its job."""
        return batch.job_id

    @staticmethod
    def resolve_reasons(batch: Batch) -> list[dict[str, Any]]:
        """The reasons, most frequent first, in the caller's language."""
        ordered = sorted(batch.reasons.items(), key=lambda item: (-item[1], item[0]))
        language = get_language() or ""
        return [{"code": code, "text": reason_label(code, language), "rows": rows} for code, rows in ordered]


class BatchConditions(Paging):
    """Which batches."""

    state: BatchState | None = Field(None, description=both("做到哪一步", "How far they are"))
    by_hand: bool = Field(False, description=both("手工修改而不是文件", "Edits by hand instead of files"))


Batches = listing("batch_list", BatchOut)


@router.get(
    "",
    response=Batches,
    by_alias=True,
    **operation("list_batches", "收文的清单，新的在前", "Files received, newest first"),
)
def list_batches(request: HttpRequest, asked: Query[BatchConditions]) -> dict[str, Any]:
    """Batches of the caller's region."""
    rows = Batch.objects.visible_to(request.user).filter(by_hand=asked.by_hand)
    if asked.state is not None:
        rows = rows.filter(state=asked.state)
    made = page_of(rows, NEWEST_FIRST, asked)
    return {"rows": made.rows, "next": made.following}


@router.get("/{int:batch_id}", response=BatchOut, by_alias=True, **operation("get_batch", "一批收文", "One batch"))
def get_batch(request: HttpRequest, batch_id: int) -> Batch:
    """One batch: the columns guessed, or what became of the rows."""
    found: Batch = get_object_or_404(Batch.objects.visible_to(request.user), pk=batch_id)
    return found


@router.get(
    "/{int:batch_id}/rejects",
    **operation(
        "get_rejects", "退回的行，改好再传", "The rejected rows, to mend and send again", openapi_extra=WORKBOOK
    ),
)
def rejects(request: HttpRequest, batch_id: int) -> FileResponse:
    """The workbook of rejected rows, for those who may hand in files."""
    found = get_batch(request, batch_id)
    if not may(request.user, "receive_file"):
        raise PermissionDenied
    if not found.rejects_file.exists():
        raise Http404
    return FileResponse(found.rejects_file.open("rb"), as_attachment=True, filename=f"rejected-{found.pk}.xlsx")
