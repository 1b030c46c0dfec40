"""Exports: a file made by a job, that keeps the filter and the number of rows it was made with."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import xlsxwriter
from django.db import transaction
from django.utils import timezone

from xingzhi.core.actions import EVERYONE, OFFICERS, Act, action
from xingzhi.core.declare import Column, Kind, Register, register_named
from xingzhi.core.jobs import JobFailed, JobRun, enqueue, job_kind
from xingzhi.files import digest_of
from xingzhi.packs import load
from xingzhi.registers.export_models import Export
from xingzhi.registers.filters import filtered
from xingzhi.registers.record import plain
from xingzhi.text.names import mask_name

XLSX_ROWS = 1_000_000  # what one sheet holds, the heading apart


class PurposeMissing(ValueError):
    """Personal data leave the office unmasked only for a stated purpose."""


@action("export_register", zh="导出台账", en="Export a register", roles=EVERYONE)
def export_register(
    act: Act, register: str, query: dict[str, str], format: str, unmasked: bool = False, purpose: str = ""
) -> Export:
    """Ask for an export of a list; persons' names and addresses are masked unless a purpose is given."""
    purpose = purpose.strip()
    if unmasked and (not purpose or act.user.role not in OFFICERS):
        raise PurposeMissing
    scope = act.user.region
    if scope is None or format not in WRITERS:
        raise ValueError(format)
    kept = {name: value for name, value in query.items() if value and name not in ("cursor", "sort")}
    export = Export.objects.create(
        register=register_named(register).name,
        owner=act.user,
        region=scope,
        format=format,
        query=kept,
        unmasked=unmasked,
        purpose=purpose[:300],
    )
    export.job = enqueue("export_register", act.user, scope, export=export.pk)
    export.save()
    act.on("export", export.pk, scope, register=register, query=kept, unmasked=unmasked, purpose=purpose)
    return export


class Writer(Protocol):
    """Writes rows of texts to a file."""

    def row(self, cells: list[str]) -> None:
        """Add a row."""


class _CsvWriter:
    def __init__(self, path: Path) -> None:
        self.stream = path.open("w", encoding="utf-8-sig", newline="")
        self.writer = csv.writer(self.stream)

    def row(self, cells: list[str]) -> None:
        # A spreadsheet would run these as formulas.
        self.writer.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in cells])

    def close(self, notes: list[tuple[str, str]]) -> None:
        self.stream.close()


class _XlsxWriter:
    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
        self.sheet = self.book.add_worksheet("数据")
        self.bold = self.book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1})
        self.at = 0

    def row(self, cells: list[str]) -> None:
        for column, cell in enumerate(cells):
            self.sheet.write_string(self.at, column, cell[:32_000], self.bold if self.at == 0 else None)
        if self.at == 0:
            self.sheet.freeze_panes(1, 0)
            self.sheet.set_column(0, len(cells) - 1, 18)
        self.at += 1

    def close(self, notes: list[tuple[str, str]]) -> None:
        sheet = self.book.add_worksheet("说明")
        for at, (name, value) in enumerate(notes):
            sheet.write_string(at, 0, name)
            sheet.write_string(at, 1, value)
        sheet.set_column(0, 1, 40)
        self.book.close()


WRITERS: dict[str, type[Any]] = {"csv": _CsvWriter, "xlsx": _XlsxWriter}


@contextmanager
def _writing(path: Path, format: str, notes: list[tuple[str, str]]) -> Iterator[Writer]:
    writer = WRITERS[format](path)
    yield writer
    writer.close(notes)


def shown(column: Column, value: Any, *, unmasked: bool, person: bool) -> str:
    """A cell of an export. Names of people and where they live are masked."""
    if value in (None, ""):
        return ""
    if column.kind is Kind.CHOICE:
        return next((choice.zh for choice in column.choices if choice.code == value), str(value))
    if column.kind is Kind.REGION:
        return load().regions.full_name(value)
    text = str(plain(value))
    if unmasked:
        return text
    if column.kind is Kind.NAMES:
        names = text.split("; ")
        return "; ".join(mask_name(name) if column.personal or is_name_of_person(name) else name for name in names)
    if person and column.name == "name":
        return mask_name(text)
    return "***" if person and column.personal else text


# A name no rule knows may be a person's: Mongolian names are longer than the rules for Chinese ones allow.
PERSONS = ("individual", "")


@lru_cache(maxsize=1 << 16)
def is_name_of_person(name: str) -> bool:
    """Whether a name is a private person's, or may be."""
    return load().applicant_kinds.classify(name)[0] in PERSONS


def is_person(row: Any) -> bool:
    """Whether the record is of a private person, or may be."""
    return getattr(row, "applicant_kind", None) in PERSONS or getattr(row, "party_kind", None) in PERSONS


@job_kind("export_register", zh="导出台账", en="Export a register")
def write_export(run: JobRun) -> dict[str, Any]:
    """Write the file. It holds what the owner may see when it is written, and says how many rows that were."""
    export = Export.objects.get(pk=run.params["export"])
    register: Register = register_named(export.register)
    rows = filtered(register, run.owner, export.query).qs.order_by("id")
    columns = [column for column in register.stored if column.name != "party_key"]
    export.path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = export.path.with_suffix(".unfinished")
    notes = [
        ("台账", register.zh),
        ("筛选", "；".join(f"{name}={value}" for name, value in export.query.items()) or "全部"),
        ("导出时间", timezone.localtime().strftime("%Y-%m-%d %H:%M")),
        ("导出人", run.owner.display_name),
        ("个人信息", f"未脱敏，用途：{export.purpose}" if export.unmasked else "已脱敏"),
    ]
    done = 0
    with _writing(unfinished, export.format, notes) as writer:
        writer.row([column.zh for column in columns] + ["属地"])
        names = load().regions
        for row in rows.iterator(chunk_size=2_000):
            person = is_person(row)
            cells = [shown(c, getattr(row, c.name), unmasked=export.unmasked, person=person) for c in columns]
            writer.row([*cells, names.full_name(row.region)])
            done += 1
            if done % 2_000 == 0:
                run.progress(done, 0, f"已写 {done} 行")
            if export.format == "xlsx" and done > XLSX_ROWS:
                raise JobFailed("超过一张工作表的行数，请改导出 CSV")
        notes.append(("行数", str(done)))
    return finished(run, export, unfinished, done)


def finished(run: JobRun, export: Export, unfinished: Path, rows: int) -> dict[str, Any]:
    """Put a file that is written where it is fetched, and say how many rows it holds."""
    unfinished.replace(export.path)
    digest = digest_of(export.path)
    with transaction.atomic():
        run.fence()
        Export.objects.filter(pk=export.pk).update(rows=rows, digest=digest)
    return {"rows": rows}
