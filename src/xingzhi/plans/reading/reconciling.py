"""One task that stands in the table and in the text is one task: the table is taken, the text fills what it lacks."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from xingzhi.packs import load
from xingzhi.plans.reading.deadlines import deadlines
from xingzhi.plans.reading.marks import marker_of
from xingzhi.plans.reading.problems import Problem
from xingzhi.plans.reading.task import Task

_SHORTEST = 8  # characters from which a text inside another says they are one
_MOST_LONGER = 1.6


def reconcile(rows: list[Task], body: list[Task]) -> tuple[list[Task], list[Problem]]:
    """All tasks, each once, and where table and text differ. Rows named as a heading give its sentences their units."""
    problems: list[Problem] = []
    left = list(body)
    for row in rows:
        for task in [each for each in left if _same(row.text, each.text)]:
            problems += _merged(row, task)
            left.remove(task)
        for task in left:
            if not _under(row, task):
                continue
            row.measures.append(task.start)
            if task.units is None and row.units:
                task.units, task.units_from = row.units, "table"
            if not task.dates and row.dates:
                task.dates, task.due_text = row.dates, row.due_text
    return sorted([*rows, *left], key=lambda task: task.start), problems


def _merged(row: Task, task: Task) -> list[Problem]:
    problems = []
    row.also.append((task.start, task.end))
    if row.units is None:
        row.units, row.units_from = task.units, task.units_from
    elif task.units and {each.name for each in row.units.named} != {each.name for each in task.units.named}:
        names = ["、".join(each.name for each in units.named) for units in (row.units, task.units)]
        problems.append(
            Problem("table_units_differ", {"text": row.text[:40], "table": names[0], "body": names[1]}, row.start)
        )
    elif task.units and not row.units.worded and task.units.worded:
        row.units = task.units  # the table names them, the text says who leads
    if row.due is None and not row.due_text:
        row.dates = task.dates
    elif row.due and task.due and row.due.day != task.due.day:
        params = {"text": row.text[:40], "table": str(row.due.day), "body": str(task.due.day)}
        problems.append(Problem("table_due_differs", params, row.start))
    row.targets = row.targets or task.targets
    row.cited = row.cited or task.cited
    row.heading, row.path = row.heading or task.heading, row.path or task.path
    return problems


def _same(row: str, sentence: str) -> bool:
    one, other = _plain(row), _plain(sentence)
    if not one or not other:
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST and shorter in longer and len(longer) <= len(shorter) * _MOST_LONGER:
        return True
    return fuzz.ratio(one, other) >= load().notice_reading.same_task.value


def _under(row: Task, task: Task) -> bool:
    """Whether a sentence stands under the heading a row repeats, or says more than the row does."""
    short = _plain(row.text)
    return bool(task.heading and _plain(task.heading) == short) or (
        len(short) >= _SHORTEST and short in _plain(task.text)
    )


def _plain(text: str) -> str:
    """The words alone: without the number before them, and without the deadline, which a table has in a column of its own."""
    marker = marker_of(text)
    text = text[len(marker.text) :] if marker else text
    for found in reversed(deadlines(text, None, None)):
        if text[: found.start].strip():
            text = text[: found.start] + re.sub("^(?:全部|基本)?(?:完成|办结)(?=[，。；]|$)", "", text[found.end :])
    return re.sub(r"[^\w%]", "", text)
