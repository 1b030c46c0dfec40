"""Receive a file: keep it under its digest, guess what its columns are, and start the import once that is confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act, action
from xingzhi.core.declare import Column, Register, register_named
from xingzhi.core.jobs import enqueue
from xingzhi.core.models import Job, User
from xingzhi.files import digest_of, keep_file
from xingzhi.intake.cells import cell_reader
from xingzhi.intake.models import Batch, BatchState
from xingzhi.intake.readers import Note, ReaderProblem
from xingzhi.registers.context import reading_context
from xingzhi.registers.looking import look_at
from xingzhi.text.problems import ValueProblem

DEFAULT_SOURCE = "official_search"


class SameFile(Exception):
    """The very same file was received before; `batch` is what came of it."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(batch.pk)
        self.batch = batch


class MappingIncomplete(ValueError):
    """A column the register needs is matched to none of the file's columns."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(missing)
        self.missing = missing


@dataclass(frozen=True)
class Package:
    """What a file came in: its name and digest, and what was done to get at the file."""

    name: str
    digest: str
    notes: Sequence[Note] = ()


@action("receive_file", zh="接收文件", en="Receive a file")
def receive_file(
    act: Act,
    path: Path,
    name: str,
    source: str = DEFAULT_SOURCE,
    again: bool = False,
    package: Package | None = None,
    waiting: int | None = None,
    among_others: bool = False,
) -> Batch:
    """Keep a received file and look at it; raise `SameFile` where it came before, `ReaderProblem` where it is no table.

    `again` imports the same file once more, for instance with other columns. `package`: what it came in; `waiting`: the
    batch that waited for the package's password; `among_others`: a file without any heading known is no table.
    """
    region = region_of(act.user)
    digest = digest_of(path)
    earlier = Batch.objects.filter(digest=digest, region=region).exclude(
        state__in=(BatchState.FAILED, BatchState.CANCELLED)
    )
    if not again and (found := earlier.order_by("-id").first()):
        raise SameFile(found)
    batch = Batch(source=source, owner=act.user, region=region)
    if waiting:
        batch = Batch.objects.visible_to(act.user).select_for_update().get(pk=waiting, state=BatchState.LOCKED)
    batch.file_name, batch.digest, batch.size = Path(name).name[-200:], digest, path.stat().st_size
    batch.state = BatchState.RECEIVED
    if package:
        batch.package_name, batch.package_digest = package.name[-200:], package.digest
        batch.notes = [[note.code, note.params] for note in package.notes]
    kept = keep_file(path, batch.file)
    try:
        look_at(batch)
        if among_others and not any(sheet["taken"] for sheet in batch.sheets):
            raise ReaderProblem("no_heading_known")
    except ReaderProblem:
        if kept:
            batch.file.unlink(missing_ok=True)
        raise
    batch.save()
    came_in = {"package": package.name, "package_digest": package.digest} if package else {}
    act.on("batch", batch.pk, batch.region, file=batch.file_name, digest=digest, **came_in)
    return batch


def region_of(user: User) -> str:
    """The region a person brings files into; raise `PermissionDenied` where they have none."""
    if user.region is None:
        raise PermissionDenied
    return user.region


@action("start_import", zh="开始入库", en="Start an import")
def start_import(
    act: Act,
    batch_id: int,
    register: str = "",
    source: str = "",
    mappings: Mapping[int, Mapping[str, str]] | None = None,
    taken: set[int] | None = None,
    given: Mapping[str, str] | None = None,
) -> Batch:
    """Confirm what the columns are (sheet position -> column index -> register column) and queue the import.

    `given` says what holds for every row of a file that lacks a column, such as the batch a list belongs to.
    """
    batch: Batch = get_object_or_404(Batch.objects.visible_to(act.user).select_for_update(), pk=batch_id)
    if batch.state != BatchState.RECEIVED:
        return batch
    if register and register != batch.register:
        look_at(batch, batch.encoding or None, register)
    if source:
        batch.source = source
    for at, sheet in enumerate(batch.sheets):
        if mappings is not None and at in mappings:
            sheet["mapping"] = {index: column for index, column in mappings[at].items() if column}
        if taken is not None:
            sheet["taken"] = at in taken
        sheet["given"] = _readable(register_named(batch.register), given or {})
    check_mapping(batch)
    batch.state = BatchState.QUEUED
    batch.job = enqueue("import_batch", act.user, batch.region, batch=batch.pk)
    batch.save()
    act.on("batch", batch.pk, batch.region, register=batch.register, source=batch.source)
    return batch


def _readable(register: Register, given: Mapping[str, str]) -> dict[str, str]:
    """What was given for whole columns, without what is blank or cannot be read."""
    context = reading_context(register)
    found = {}
    for name, text in given.items():
        with suppress(ValueProblem):
            if cell_reader(register[name], context)(text) not in (None, ""):
                found[name] = " ".join(text.split())
    return found


def check_mapping(batch: Batch) -> None:
    """Raise `MappingIncomplete` where a taken sheet lacks a column its register needs, or no sheet is taken."""
    register = register_named(batch.register)
    needed = [column for column in register.importable if column.required]
    sheets = [sheet for sheet in batch.sheets if sheet["taken"]]

    def lacks(column: Column, sheet: dict[str, Any]) -> bool:
        given = {*sheet["mapping"].values(), *sheet.get("given", {})}
        return column.name not in given and column.name not in register.spared(given)

    missing = [column.zh for column in needed if any(lacks(column, sheet) for sheet in sheets)]
    if missing or not sheets:
        raise MappingIncomplete(missing or [column.zh for column in needed])


@action("cancel_job", zh="取消工作", en="Cancel a job")
def cancel_job(act: Act, job_id: int) -> Job:
    """Ask a job to stop; what it applied already stays and is counted."""
    job: Job = get_object_or_404(Job.objects.visible_to(act.user), pk=job_id)
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    act.on("job", job.pk, job.region, kind=job.kind)
    return job
