"""Files handed in through the API, opened with their password, and imported once their columns are confirmed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Field, FileEx, Form, P, Schema, Status, UploadedFile

from xingzhi.api.batches import BatchOut, get_batch, router
from xingzhi.api.problems import Fault, Refused, fault
from xingzhi.api.saying import both, operation
from xingzhi.core.declare import register_named, registers
from xingzhi.intake.models import Batch, BatchState
from xingzhi.intake.wording import sentence
from xingzhi.packs import load
from xingzhi.registers.arrivals import Arrival, open_locked, receive
from xingzhi.registers.edit import BY_HAND
from xingzhi.registers.receive import DEFAULT_SOURCE, MappingIncomplete, start_import


class Upload(Schema):
    """What is said of a file handed in."""

    source: str = Field(DEFAULT_SOURCE, description=both("从哪里来", "Where it comes from"))
    again: bool = Field(False, description=both("相同的文件再入库一次", "Import the same file once more"))
    password: str = Field(
        "", max_length=200, description=both("文件的密码；不保存", "The file's password; kept nowhere")
    )


class Password(Schema):
    """What opens a file."""

    password: str = Field(min_length=1, max_length=200, description=both("文件的密码", "The file's password"))


class Unread(Schema):
    """A file of an archive that could not be read."""

    file: str
    message: str


class ArrivalOut(Schema):
    """What came of a file handed in."""

    batches: list[BatchOut] = Field(description=both("待确认的批次", "Batches to confirm"))
    same: list[int] = Field(description=both("早已收过的批次", "Batches that were there before"))
    locked: int | None = Field(None, description=both("等密码的批次", "The batch that waits for a password"))
    problems: list[Unread] = Field(description=both("没有读成的文件", "Files that could not be read"))


class Start(Schema):
    """What was confirmed; everything left out stays as it was guessed."""

    register_name: str = Field("", alias="register", description=both("入哪一本台账", "Which register"))
    source: str = Field("", description=both("从哪里来", "Where it comes from"))
    mappings: dict[int, dict[int, str]] | None = Field(
        None, description=both("表号到（列号到台账的列）", "Sheet to (position to the register's column)")
    )
    taken: list[int] | None = Field(None, description=both("入库哪几张表", "Which sheets are imported"))


@router.post(
    "",
    response={201: ArrivalOut},
    by_alias=True,
    **operation(
        "receive_file", "上传一个文件", "Hand in a file",
        both("与“收文入库”页的上传相同；列的对应先猜好，确认后才入库；压缩包里每张表各成一批",
             "As on the page: columns are guessed, then confirmed; each table of an archive is a batch"),
        openapi_extra={"x-problems": ["same-file", "too-large", "not-a-table", "read-only-token"]},
    ),
)  # fmt: skip
def upload(
    request: HttpRequest,
    file: FileEx[UploadedFile, P(description=both("表格、XML 或压缩包", "A table, XML or an archive"))],
    said: Form[Upload],
) -> Any:
    """Keep a file and guess its columns."""
    if (file.size or 0) > settings.API_UPLOAD_BYTES:
        raise Refused("too-large", f"{settings.API_UPLOAD_BYTES // 1024 // 1024} MB")
    _check_source(said.source, "form")
    name = file.name or ""
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        return arrived(receive(request.user, Path(kept.name), name, said.source, said.again, said.password or None))


@router.post(
    "/{int:batch_id}/unlock",
    response={201: ArrivalOut},
    by_alias=True,
    **operation(
        "unlock_batch", "用密码打开一个文件", "Open a locked file",
        both("密码只在打开时用一次，不保存", "The password is used once and kept nowhere"),
        openapi_extra={"x-problems": ["too-late", "same-file", "not-a-table", "read-only-token"]},
    ),
)  # fmt: skip
def unlock(request: HttpRequest, batch_id: int, given: Password) -> Any:
    """Open a file that waits for its password."""
    found = get_batch(request, batch_id)
    if found.state != BatchState.LOCKED:
        raise Refused("too-late", str(found.get_state_display()))
    return arrived(open_locked(request.user, batch_id, given.password))


def arrived(arrival: Arrival) -> Any:
    """What came of a file: created, or refused where nothing of it was taken in."""
    language = get_language() or ""
    problems = [{"file": name, "message": sentence(problem, language)} for name, problem in arrival.problems]
    if not arrival.batches and problems:
        raise Refused("not-a-table", " ".join(each["message"] for each in problems))
    if not arrival.batches and arrival.same:
        raise Refused("same-file", arrival.same[0].file_name, batch=arrival.same[0].pk)
    same = [batch.pk for batch in arrival.same]
    locked = arrival.locked.pk if arrival.locked else None
    return Status(201, {"batches": arrival.batches, "same": same, "locked": locked, "problems": problems})


@router.post(
    "/{int:batch_id}/start",
    response={202: BatchOut},
    by_alias=True,
    **operation(
        "start_import", "确认列对应并入库", "Confirm the columns and import",
        openapi_extra={"x-problems": ["too-late", "columns-missing", "read-only-token"]},
    ),
)  # fmt: skip
def start(request: HttpRequest, batch_id: int, confirmed: Start) -> Any:
    """Start the import; its job is in the answer."""
    found = get_batch(request, batch_id)
    if found.state != BatchState.RECEIVED:
        raise Refused("too-late", str(found.get_state_display()))
    register = confirmed.register_name or found.register
    if register not in {each.name for each in registers()}:
        raise fault("body", "register", register)
    _check_source(confirmed.source or DEFAULT_SOURCE, "body")
    mappings = _checked(found, register, confirmed)
    taken = None if confirmed.taken is None else set(confirmed.taken)
    try:
        return Status(202, start_import(request.user, batch_id, register, confirmed.source, mappings, taken))
    except MappingIncomplete as incomplete:
        raise Refused("columns-missing", ", ".join(incomplete.missing)) from incomplete


def _check_source(source: str, where: str) -> None:
    if source == BY_HAND or source not in {each.code for each in load().sources}:
        raise fault(where, "source", source)


def _checked(found: Batch, register: str, confirmed: Start) -> dict[int, dict[str, str]] | None:
    """The mappings as the action takes them; refused where they name a sheet, place or column that is not there."""
    names = {column.name for column in register_named(register).importable}
    sheets, faults = len(found.sheets), []
    for at, columns in (confirmed.mappings or {}).items():
        width = len(found.sheets[at]["headings"]) if 0 <= at < sheets else 0
        wrong = [f"{at}.{place}" for place, column in columns.items() if not 0 <= place < width or column not in names]
        faults += [
            Fault(where="body", name=f"mappings.{name}", message=name) for name in wrong or [str(at)] * (not width)
        ]
    faults += [
        Fault(where="body", name="taken", message=str(at)) for at in confirmed.taken or () if not 0 <= at < sheets
    ]
    if faults:
        raise Refused("invalid", "", faults)
    if confirmed.mappings is None:
        return None
    return {at: {str(place): column for place, column in columns.items()} for at, columns in confirmed.mappings.items()}
