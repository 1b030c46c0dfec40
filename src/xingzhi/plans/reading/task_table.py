"""Task tables (任务 | 责任单位 | 时限): one task a row, by the headings of the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xingzhi.packs import load
from xingzhi.plans.reading.deadlines import Deadline, deadlines
from xingzhi.plans.reading.duties import duties_of
from xingzhi.plans.reading.joined import Span, Table
from xingzhi.plans.reading.naming import split_names
from xingzhi.plans.reading.persons import Person
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.roles import Named, Units, read_units
from xingzhi.plans.reading.targets import cited, targets
from xingzhi.plans.reading.task import Task

_ROWS_OF_HEAD = 4
_ROLES = ("number", "lead", "assist", "units", "due", "target", "task")


@dataclass(frozen=True)
class TableRead:
    """What a table gave: tasks, problems, and the pieces of the text that are no task, each with its part."""

    tasks: list[Task]
    problems: list[Problem]
    rest: list[tuple[Span, str]]


def columns_of(cells: Sequence[str]) -> dict[int, str]:
    """Column -> what it holds, by the headings; empty where they are not those of a task table."""
    words = load().notice_reading.table
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        bare = "".join(cell.split()).strip("（）()：:")
        best = max(
            ((len(word) * (2 if word == bare else 1), role) for role in _ROLES for word in getattr(words, role)
             if word == bare or (len(word) > 1 and len(bare) <= len(word) + 6 and word in bare)),
            default=(0, ""), key=lambda pair: pair[0],
        )  # fmt: skip
        if best[0]:
            found[at] = best[1]
    roles = set(found.values())
    return found if "task" in roles and roles & {"units", "lead", "assist", "due"} else {}


def read_table(table: Table, heading: str, year: int | None, issued: date | None) -> TableRead | None:
    """The tasks of a table; None where it is no task table. `heading` is what stands above it."""
    for at, row in enumerate(table.rows[:_ROWS_OF_HEAD]):
        columns = columns_of([cell.text for cell in row])
        if columns:
            while at + 1 < len(table.rows) and (below := columns_of([cell.text for cell in table.rows[at + 1]])):
                columns, at = columns | below, at + 1  # 责任单位 over 牵头 | 配合
            read = TableRead([], [], [(cell, "table_head") for each in table.rows[: at + 1] for cell in each])
            _Rows(columns, heading, year, issued, read).all(table.rows[at + 1 :])
            return read
    return None


class _Rows:
    def __init__(
        self, columns: dict[int, str], heading: str, year: int | None, issued: date | None, read: TableRead
    ) -> None:
        self.columns, self.heading, self.year, self.issued, self.read = columns, heading, year, issued, read
        self.same = load().notice_reading.table.same
        self.texts = [at for at, role in columns.items() if role == "task"]

    def all(self, rows: Sequence[tuple[Span, ...]]) -> None:
        """Read all rows below the head; 同上 stands for what the row above says."""
        above: tuple[Span, ...] = ()
        for found in rows:
            row = tuple(
                Span(cell.start, cell.end, above[at].text)
                if cell.text in self.same and at < len(above) and at not in self.texts
                else cell
                for at, cell in enumerate(found)
            )
            above = row
            filled = [cell for cell in row if cell.text]
            if len({cell.text for cell in filled}) == 1:  # a row of one text parts the table
                self.heading = filled[0].text
                self.read.rest.extend((cell, "heading") for cell in filled)
            elif filled and columns_of([cell.text for cell in row]) != self.columns:
                self._row(row)
            else:
                self.read.rest.extend((cell, "table_head") for cell in filled)

    def _row(self, row: tuple[Span, ...]) -> None:
        texts = [row[at] for at in self.texts if at < len(row) and row[at].text]
        if not texts:
            self.read.rest.extend((cell, "table_note") for cell in row if cell.text)
            return
        cell = texts[-1]
        above = tuple(each.text for each in texts[:-1])
        path = tuple(dict.fromkeys((*((self.heading,) if self.heading else ()), *above)))
        units = self._units(row)
        goals = [row[at] for at, role in self.columns.items() if role == "target" and at < len(row)]
        duties, others = duties_of(cell)
        for duty in duties:
            task = Task(path[-1] if path else "", path[:-1], duty.text, duty.start, duty.end, "row", "table", units)
            task.cell = (cell.start, cell.end) if len(duties) > 1 else None
            task.units_from = "table" if units else None
            task.dates, task.due_text = self._due(row, task)
            task.targets = [
                each for part in (duty, *(goals if len(duties) == 1 else ())) for each in targets(part.text)
            ]
            task.cited = cited(duty)
            self.read.tasks.append(task)
        self.read.rest.extend(others)
        self.read.rest.extend((each, "of_task") for each in row if each.text and each is not cell)

    def _units(self, row: tuple[Span, ...]) -> Units | None:
        named: list[Named] = []
        persons: list[Person] = []
        is_open = by_duty = False
        for at, role in self.columns.items():
            if role not in ("units", "lead", "assist") or at >= len(row) or row[at].text in ("", "/", "—", "-", "无"):
                continue
            given = "" if role == "units" else role
            units = read_units(row[at].text, given)
            if units is None:
                names, is_open = split_names(row[at].text)
                units = Units(tuple(Named(name, given) for name in names))
                self.read.problems.append(Problem("unit_unusual", {"name": row[at].text}, row[at].start))
            named += units.named
            persons += units.persons
            is_open, by_duty = is_open or units.open_list, by_duty or units.by_duty
        return Units(tuple(named), is_open, by_duty, persons=tuple(persons)) if named else None

    def _due(self, row: tuple[Span, ...], task: Task) -> tuple[list[Deadline], str | None]:
        cells = [row[at] for at, role in self.columns.items() if role == "due" and at < len(row) and row[at].text]
        own = deadlines(task.text, self.year, self.issued)
        if not cells or (task.cell and any(each.day for each in own)):  # of several duties each may name its own day
            return own, None
        text = "；".join(cell.text for cell in cells)
        found = deadlines(text, self.year, self.issued, cell=True)
        if not found and any(word in text for word in load().notice_reading.deadlines.open_ended):
            found = [Deadline(text, 0, len(text), None, "open_ended")]
        return found, text
