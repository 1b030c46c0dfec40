"""Turn rows of a sheet into accepted values, rejected rows with their reasons, or skipped rows: every row is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xingzhi.core.declare import Kind, Register, Values
from xingzhi.intake.cell_values import Parser, to_text
from xingzhi.intake.cells import Context, parser_for
from xingzhi.intake.headings import Header
from xingzhi.intake.matching import is_ours
from xingzhi.intake.readers import Cell
from xingzhi.intake.skipping import may_be_skipped, why_skipped
from xingzhi.text.normalise import clean
from xingzhi.text.problems import ValueProblem

_NO_TEXT = (Kind.DATE, Kind.DECIMAL, Kind.INTEGER)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with one cell. `index` is its column in the file, -1 for the row as a whole."""

    index: int
    column: str
    heading: str
    value: str
    code: str
    params: dict[str, object]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that can go into the register: values of the mapped columns; notes as (column, code)."""

    values: Values
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row someone has to mend."""

    problems: list[CellProblem]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record; `reason` is a code."""

    reason: str


class RowReader:
    """Reads the rows of one sheet for one register. Columns the heading does not map are left as they stand.

    A value that cannot be read rejects its row, also where the column is optional: nothing is dropped unseen.
    `spared` names required columns the file may lack; the caller asks for them where a record is new. `given` is what a
    cell would say in every row that says nothing itself; it raises `ValueProblem` where that cannot be read.
    """

    def __init__(
        self,
        register: Register,
        header: Header,
        context: Context,
        spared: frozenset[str] = frozenset(),
        given: Mapping[str, str] | None = None,
    ) -> None:
        self.register, self.header = register, header
        self._width = len(header.headings)
        self._plan: list[tuple[int, str, Parser, Any]] = []
        for index, name in sorted(header.mapping.items()):
            column = register[name]
            empty = None if column.kind in _NO_TEXT else ""
            self._plan.append((index, name, parser_for(column, context), empty))
        self._given = {name: parser_for(register[name], context)(text, []) for name, text in (given or {}).items()}
        self._formers = [(index, name) for index, name in header.mapping.items() if register[name].former]
        self._former_of = context.former
        self._index_of = {name: index for index, name in header.mapping.items()}
        mapped_regions = {n for n in self._index_of if register[n].kind is Kind.REGION}
        # A blank region is refused by its own parser, since "" is the path of the nation.
        left = mapped_regions | spared
        self._required = [c.name for c in register.importable if c.required and c.name not in left]
        self._blank_regions = [n for n in mapped_regions if register[n].required]
        self._dropped = [column.name for column in register.columns if not column.stored]
        self._own = [index for index, heading in enumerate(header.headings) if is_ours(heading)]

    def read(self, number: int, cells: list[Cell]) -> Accepted | Rejected | Skipped:
        """Judge one row by its number and cells."""
        if number <= self.header.last_row:
            return Skipped("heading" if number >= self.header.row_number else "above_heading")
        first = next((cell for cell in cells if cell is not None), None)
        if first is None:
            return Skipped("empty")
        likely = type(first) is str and may_be_skipped(first, self.header)
        if likely and (reason := why_skipped(cells, self.header, self._own)):
            return Skipped(reason)
        if len(cells) < self._width:
            cells = cells + [None] * (self._width - len(cells))
        values: Values = {}
        problems: list[CellProblem] = []
        notes: list[tuple[str, str]] = []
        added: list[str] = []
        for index, name, parse, empty in self._plan:
            cell = cells[index]
            if cell is None:
                values[name] = empty
                continue
            try:
                values[name] = parse(cell, added)
            except ValueProblem as problem:
                problems.append(self._problem(problem, name, cell))
            if added:
                notes += [(name, code) for code in added]
                added.clear()
        for index, name in self._formers:
            former = self.register[name].former
            if values.get(name) and not values.get(former):
                values[former] = self._former_of(clean(to_text(cells[index])))
        for name in self._blank_regions:
            if cells[self._index_of[name]] is None:
                problems.append(self._problem(ValueProblem("required_missing"), name, None))
        if len(cells) > self._width and any(cell is not None for cell in cells[self._width :]):
            problems.append(CellProblem(-1, "", "", "", "extra_cells", {"width": self._width, "found": len(cells)}))
        values |= {name: value for name, value in self._given.items() if values.get(name) in (None, "")}
        return self._finish(cells, values, problems, notes)

    def _finish(
        self, cells: list[Cell], values: Values, problems: list[CellProblem], notes: list[tuple[str, str]]
    ) -> Accepted | Rejected | Skipped:
        if not problems:
            try:
                values = self.register.derive(values)
            except ValueProblem as problem:
                problems.append(self._problem(problem, problem.column, None))
        failed = {problem.column for problem in problems}
        for name in self._required:
            if values.get(name) in (None, "") and name not in failed:
                problems.append(self._problem(ValueProblem("required_missing"), name, None))
        if problems:
            if reason := why_skipped(cells, self.header, self._own):
                return Skipped(reason)
            return Rejected(problems)
        for name in self._dropped:
            values.pop(name, None)
        return Accepted(values, notes + [("", code) for code in self.register.noted(values)])

    def _problem(self, problem: ValueProblem, name: str, cell: Cell) -> CellProblem:
        index = self._index_of.get(name, -1)
        heading = self.header.headings[index] if index >= 0 else ""
        shown = "" if cell is None else str(cell)[:200]
        params = dict(problem.params)
        if index < 0 and name:
            params["column"] = self.register[name].zh
            return CellProblem(index, name, heading, shown, "required_not_in_file", params)
        return CellProblem(index, name, heading, shown, problem.code, params)
