"""All tables of a notice: those of tasks read row by row, others kept as context and told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from xingzhi.plans.reading.body import BodyRead
from xingzhi.plans.reading.parts import Part
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.sentences import STOPS
from xingzhi.plans.reading.task import Task
from xingzhi.plans.reading.task_table import read_table

_LONGEST_TITLE = 40  # characters of a line above a table that names it


def read_tables(parts: Sequence[Part], issued: date | None, year: int | None, read: BodyRead) -> list[Task]:
    """The rows of all task tables; what else they hold, and what is to be said of them, goes to `read`."""
    rows: list[Task] = []
    for part in parts:
        for above, table in part.tables:
            found = read_table(table, _named(above) or part.title, year, issued)
            if found is None:
                read.rest += [(cell, "table") for row in table.rows for cell in row if cell.text]
                if len(table.rows) > 1:
                    first = "、".join(cell.text for cell in table.rows[0] if cell.text)
                    read.problems.append(Problem("table_not_tasks", {"head": first[:60]}, table.start))
                continue
            rows += found.tasks
            read.rest += found.rest
            read.problems += found.problems
    return rows


def _named(above: str) -> str:
    """What the line above a table calls it; "" where that is a sentence."""
    if len(above) > _LONGEST_TITLE or above[-1:] in tuple(STOPS):
        return ""
    return re.sub(r"^附\s*(?:件|表)?\s*\d{0,2}\s*[：:]\s*", "", above)
