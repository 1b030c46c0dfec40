"""Read the ledger as it came back from a meeting: what differs from the ledger now, and what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from xingzhi.intake.readers import Cell
from xingzhi.intake.signed.reading import SheetProblem, Table, find_table, read_day, text_of
from xingzhi.intake.signed.writing import CODE_LABEL
from xingzhi.plans.ledger.ledger_aims import aimed_anew
from xingzhi.plans.ledger.ledger_book import MONTH_LABEL, PLAN_LABEL, fixed_code, row_id
from xingzhi.plans.ledger.ledger_columns import (
    ASSIST,
    BASE,
    DUE,
    EDITED,
    FIXED,
    ID,
    LEAD,
    MONTH,
    NOTE,
    PERSON,
    REMARKS,
    SHEET,
    TARGET,
    TASK,
    digest,
    values,
)  # fmt: skip
from xingzhi.plans.ledger.ledger_said import said_anew
from xingzhi.plans.ledger.models import Plan
from xingzhi.plans.ledger.rows import LedgerRow
from xingzhi.plans.ledger.unit_names import names_of
from xingzhi.text.problems import ValueProblem

LISTED = 20  # numbers of tasks that are not in the sheet any more
LONGEST = {TASK: 4000, NOTE: 500, PERSON: 60, TARGET: 400, MONTH: 8000}


@dataclass
class Differing:
    """What a workbook would change: `changes` by task, `added` rows, and cells that are not taken."""

    changes: list[dict[str, Any]] = field(default_factory=list)
    added: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, row: int, column: str, value: str, code: str, **params: str) -> None:
        """A cell that is not taken: where it stands, what it says, why."""
        told = {"sheet": SHEET, "row": row, "column": column, "value": value[:200], "code": code, "params": params}
        self.problems.append(told)


@dataclass(frozen=True)
class Known:
    """What a cell may name: units by every name they go by; the day, and the month the workbook is of."""

    units: Mapping[str, int]
    today: date
    month: str


def table_of(path: Path, plan: Plan) -> tuple[Table, str]:
    """The table of a workbook of this plan, and its month. Raise `SheetProblem`: unreadable, no_table, other_code."""
    table = find_table(path, frozenset({ID, TASK}))
    if fixed_code(plan) not in {cell for cells in table.above for cell in cells}:
        raise SheetProblem("other_code", found=CODE_LABEL + PLAN_LABEL)
    heads = [pair for cells in table.above for pair in pairwise(filter(None, cells))]
    return table, next((value for label, value in heads if label == MONTH_LABEL), "")


def read_ledger(table: Table, rows: Sequence[LedgerRow], known: Known) -> Differing:
    """What the workbook would change; `rows` are of its month. Raise `SheetProblem` column_gone."""
    # a workbook that went out before it had the remarks apart mixes them into the progress, which is not read then
    edited = EDITED if REMARKS in table.index else tuple(name for name in EDITED if name not in (TARGET, MONTH))
    if missing := [name for name in (*edited, BASE) if name not in table.index]:
        raise SheetProblem("column_gone", missing=missing)
    found, held, seen = Differing(), {row_id(row.task.pk): row for row in rows}, set()
    for number, cells in table.rows:
        said = {name: _at(cells, table.index[name]) for name in (ID, *edited, BASE, *FIXED) if name in table.index}
        if not any(said[name] for name in (ID, *edited, BASE)):
            continue
        if not said[ID]:
            _added(found, number, said, known)
        elif said[ID] not in held:
            found.refuse(number, ID, said[ID], "unknown_row")
        elif said[ID] in seen:
            found.refuse(number, ID, said[ID], "row_twice")
        else:
            seen.add(said[ID])
            found.changes.extend(
                {"row": number, **each} for each in _changes(found, number, said, held[said[ID]], known)
            )
    if gone := [row.number for each, row in held.items() if each not in seen]:
        found.refuse(0, ID, "、".join(gone[:LISTED]), "rows_gone", n=str(len(gone)))
    return found


def _at(cells: list[Cell], place: int) -> str:
    return text_of(cells[place]) if place < len(cells) else ""


def _changes(
    found: Differing, number: int, said: Mapping[str, str], row: LedgerRow, known: Known
) -> Iterator[dict[str, Any]]:
    """The cells somebody changed; `since` says that the ledger was changed here as well since it went out."""
    now = values(row)
    columns = (*EDITED, *FIXED)
    *digests, words = said[BASE].split(".") if said[BASE].count(".") == len(columns) else (*said[BASE].split("."), "")
    base = dict(zip(columns, digests, strict=False))
    for name in FIXED:
        if name in base and name in said and digest(said[name]) not in (digest(now[name]), base[name]):
            found.refuse(number, name, said[name], "fixed")
    for name in EDITED:
        if name not in said or digest(said[name]) in (digest(now[name]), base.get(name)):
            continue
        since = {"since": base.get(name) != digest(now[name])}
        value = _read(found, number, name, said[name], known)
        if name == MONTH and value is not None:
            change, problems = said_anew(value, row, known.month, words, known.units)
            for each in problems:
                found.refuse(number, name, each.value, each.code, **each.params)
            yield from [change] if change else []
        elif name == TARGET and value is not None:
            aimed = aimed_anew(value, row)
            if aimed is None:
                found.refuse(number, name, value, "aim", now=now[name])
            yield from [{**aimed, **since}] if aimed else []
        elif value is not None:
            yield {"task": row.task.pk, "column": name, "was": now[name], "now": value, **since}


def _added(found: Differing, number: int, said: Mapping[str, str], known: Known) -> None:
    if not said[TASK]:
        found.refuse(number, TASK, "", "no_task")
        return
    read = {name: _read(found, number, name, said[name], known) for name in EDITED if said.get(name)}
    found.added.append({"row": number, **{name: value for name, value in read.items() if value is not None}})


def _read(found: Differing, number: int, name: str, text: str, known: Known) -> str | None:
    """A cell as it would be taken; None where it cannot be, which is told."""
    if name == DUE and text:
        try:
            day = read_day(text)
        except ValueProblem as problem:
            found.refuse(number, name, text, problem.code)
            return None
        if day < known.today:
            found.refuse(number, name, text, "past")
            return None
        return day.isoformat()
    if name == DUE:
        found.refuse(number, name, text, "no_day")
        return None
    if name in (LEAD, ASSIST):
        names = names_of(text)
        if strange := [each for each in names if each not in known.units]:
            found.refuse(number, name, text, "unknown_unit", units="、".join(strange))
            return None
        return "、".join(names)
    if name == TASK and not text:
        found.refuse(number, name, text, "no_task")
        return None
    if len(text) > LONGEST[name]:
        found.refuse(number, name, text, "too_long", limit=str(LONGEST[name]))
        return None
    return text
