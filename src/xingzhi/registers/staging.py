"""Check a received file's rows into staging files: what goes on is Parquet, what must be mended is a workbook."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from xingzhi.core.declare import Values, register_named
from xingzhi.core.office import office_path
from xingzhi.core.scope import region_within
from xingzhi.intake.cells import parser_for
from xingzhi.intake.headings import confirmed_header
from xingzhi.intake.models import Batch
from xingzhi.intake.readers import Cell, Sheet, open_book
from xingzhi.intake.readers.fills import colour_name, row_fills
from xingzhi.intake.rejects import RejectsWriter
from xingzhi.intake.validate import Accepted, CellProblem, Rejected, RowReader, Skipped
from xingzhi.packs import load
from xingzhi.registers import bulk
from xingzhi.registers.context import reading_context
from xingzhi.registers.homes import homes
from xingzhi.registers.models import MODELS
from xingzhi.registers.record import blank
from xingzhi.registers.schema import staging_schema, to_batch
from xingzhi.registers.settle import UNASSIGNED, Settler
from xingzhi.registers.shelves import Shelves
from xingzhi.text.problems import ValueProblem

Chunk = list[tuple[int, list[Cell], Values]]  # row number, cells as they stood, values


@dataclass
class Counts:
    """accepted + rejected + skipped = read; `reasons` counts why rows were rejected or skipped."""

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)


def _marked(rgb: str) -> Values:
    """The colour of a row in a sheet that has coloured rows."""
    return {"mark_colour": colour_name(rgb) if rgb else "none", "mark_rgb": rgb}


class Staging:
    """Checks one batch. Done again after a kill, it starts over: nothing was applied before it ended."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.register = register_named(batch.register)
        self.schema = staging_schema(self.register)
        self.blank = blank(self.register)
        self.context = reading_context(self.register)
        self.settler = Settler(load(), office_path())
        self.title = self.register[self.register.title_column].zh
        self.counts = Counts()

    def rows(self) -> Iterator[Counts]:
        """Check all rows; yields the counts so far every few thousand rows."""
        folder = self.batch.staging
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        book = open_book(self.batch.file, self.batch.encoding or None)
        rejects = RejectsWriter(self.batch.rejects_file)
        shelves = Shelves(folder, self.schema, self.register.keyed_by, settings.APPLY_CHUNK_ROWS)
        for at, sheet in enumerate(book.sheets):
            if at < len(self.batch.sheets) and self.batch.sheets[at]["taken"]:
                for chunk in self._sheet(at, sheet, rejects):
                    if chunk:
                        shelves.add(to_batch(self.schema, chunk))
                    yield self.counts
        shelves.close()
        rejects.close()
        if not self.counts.rejected:
            self.batch.rejects_file.unlink(missing_ok=True)

    def _sheet(self, at: int, sheet: Sheet, rejects: RejectsWriter) -> Iterator[list[Values]]:
        plan = self.batch.sheets[at]
        mapping = {int(index): column for index, column in plan["mapping"].items()}
        header = confirmed_header(sheet, plan["head_row"], plan["depth"], plan["headings"], mapping)
        spared = self.register.spared(mapping.values())
        reader = RowReader(self.register, header, self.context, spared, plan.get("given"))
        told = self._told_by(sheet)
        fills = row_fills(self.batch.file, sheet.name) if "mark_colour" in self.blank else {}
        rejects.begin(sheet.name, header)
        only_known = bool(spared)
        chunk: Chunk = []
        for number, cells in sheet.rows():
            read = reader.read(number, cells)
            if isinstance(read, Skipped) and read.reason in ("heading", "above_heading"):
                continue
            self.counts.read += 1
            match read:
                case Accepted():
                    self.counts.notes.update(code for _, code in read.notes)
                    values = {**self.blank, **read.values, "sheet": at, "row": number}
                    values |= {name: value for name, value in told.items() if not values[name]}
                    if fills:
                        values |= _marked(fills.get(number, ""))
                    chunk.append((number, cells, values))
                case Rejected():
                    self._reject(rejects, number, cells, read.problems)
                case Skipped():
                    self.counts.skipped += 1
                    self.counts.reasons[f"skipped:{read.reason}"] += 1
            if len(chunk) >= settings.APPLY_CHUNK_ROWS:
                yield self._kept(chunk, rejects, only_known)
                chunk = []
        yield self._kept(chunk, rejects, only_known)

    def _told_by(self, sheet: Sheet) -> Values:
        """What a sheet's name says of its rows: whence they are, and, of a sheet per banner, where they lie."""
        told: Values = {"source_sheet": sheet.name[:300]} if "source_sheet" in self.blank else {}
        if "assigned_region" in self.blank:
            with suppress(ValueProblem):
                told["assigned_region"] = parser_for(self.register["assigned_region"], self.context)(sheet.name, [])
        return told

    def _kept(self, chunk: Chunk, rejects: RejectsWriter, only_known: bool) -> list[Values]:
        """The rows of a chunk that go on; without a title only records that are there already can be added to."""
        self._settle([values for _, _, values in chunk])
        if only_known:
            keys = {key for _, _, values in chunk for key in self._keys(values)}
            known = {key for (key,) in bulk.find(MODELS[self.register.name], "key", keys, ("key",))}
            for number, cells, values in chunk:
                if not self._keys(values) & known:
                    problem = CellProblem(-1, "", "", "", "record_unknown", {"column": self.title})
                    self._reject(rejects, number, cells, [problem])
            chunk = [row for row in chunk if self._keys(row[2]) & known]
        return self._inside_scope(chunk, rejects)

    def _settle(self, rows: list[Values]) -> None:
        self.settler.homes = homes(self.register, rows)
        for values in rows:
            self.settler.settle(self.register, values)

    def _reject(self, rejects: RejectsWriter, number: int, cells: list[Cell], problems: list[CellProblem]) -> None:
        self.counts.rejected += 1
        self.counts.reasons.update({f"rejected:{problem.code}" for problem in problems})
        rejects.add(number, cells, problems)

    def _inside_scope(self, chunk: Chunk, rejects: RejectsWriter) -> list[Values]:
        """Keep the rows the bringer may bring: nobody files or changes records of a region not the own."""
        scope = self.batch.region
        kept = chunk
        if scope != self.settler.office:
            elsewhere = self._held_elsewhere([values for _, _, values in chunk], scope)
            kept = []
            for number, cells, values in chunk:
                own = values["region"].startswith(scope) or values["region_how"] == UNASSIGNED
                if own and not self._keys(values) & elsewhere:
                    kept.append((number, cells, values))
                else:
                    self._reject(rejects, number, cells, [CellProblem(-1, "", "", "", "outside_region", {})])
        self.counts.accepted += len(kept)
        return [values for _, _, values in kept]

    def _keys(self, values: Values) -> set[Any]:
        """The keys of the records a row is, and of one that stands for all of it."""
        return {self.register.key(each) for each in (values, *self.register.spread(values))}

    def _held_elsewhere(self, rows: list[Values], scope: str) -> set[Any]:
        if self.register.name == "parties":
            return set()  # a party known elsewhere is withheld when it is applied
        rows_held = MODELS[self.register.name].objects.filter(key__in={key for row in rows for key in self._keys(row)})
        return set(rows_held.exclude(region_within(scope)).values_list("key", flat=True))
