"""The grid of a report: each cell beside the period before, what is known, and what its checks say."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from xingzhi.collection.beside import before, findings
from xingzhi.collection.checks import REQUIRED, Found
from xingzhi.collection.filling import Read
from xingzhi.collection.forms import Form
from xingzhi.collection.known import known_values
from xingzhi.collection.models import OPEN, State, UnitReport
from xingzhi.collection.wording import value_problem
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.collection.known import source
from xingzhi.web.views.collection.words import found_text


def grid(
    report: UnitReport, form: Form, editable: bool, read: Read | None = None, typed: dict[str, str] | None = None
) -> list[dict[str, Any]]:
    """The rows of a report's page."""
    known = known_values(report, form) if report.state in OPEN else report.known
    last_time = before(report, form)
    older = last_time.period if last_time.period != form.period.before() else None
    values = {**report.values, **{cell: each["value"] for cell, each in known.items()}}
    checks: dict[str, list[Found]] = {}
    for found in findings(report, values, report.notes):
        checks.setdefault(found.cell, []).append(found)
    rows, last, refused = [], "", refused_rows(report)
    for cell in form.cells:
        group = cell.group(language()) if cell.group else ""
        problem = read.problems.get(cell.id) if read else None
        was = last_time.words.get(cell.id, "")
        if cell.id in last_time.numbers:
            was = number(last_time.numbers[cell.id])
        rows.append({
            "cell": cell, "label": cell.label(language()), "unit": cell.unit(language()) if cell.unit else "",
            "hint": cell.hint(language()) if cell.hint else "",
            "group": group if group != last else "", "before": was, "before_of": older.label(language()) if older else "",
            "note": report.notes.get(cell.id, ""),
            "value": typed.get(cell.id, "") if typed and problem else values.get(cell.id, ""),
            "known": source(report, form, cell, known[cell.id]) if cell.id in known else None,
            "editable": editable and cell.id not in known,
            "offer": was if not cell.counted and not values.get(cell.id) else "",
            "options": [(each.zh, each(language())) for each in cell.options],
            "said": said(report, form, problem, checks.get(cell.id, []), refused.get(cell.id, "")),
        })  # fmt: skip
        last = group
    return rows


def refused_rows(report: UnitReport) -> dict[str, str]:
    """What the workbook that came last says of cells that were not taken from it, and why."""
    last = report.returns.order_by("-id").first() if report.state in OPEN else None
    return {told["cell"]: _refused(told) for told in (last.problems if last else []) if told.get("cell")}


def _refused(told: dict[str, Any]) -> str:
    said = gettext("发回的表里写的是“%(value)s”，没有采用：") % {"value": told["value"]}
    if not told["value"]:
        said = gettext("发回的表里这一项没有采用：")
    return said + value_problem(told["code"], told["params"])


def said(report: UnitReport, form: Form, problem: Any, checks: list[Found], refused: str) -> list[dict[str, str]]:
    """What is to be said beside a cell; that it is blank only once the report is on its way, and not where something was
    written that could not be taken."""
    lines = []
    if problem:
        lines.append({"tone": "bad", "text": value_problem(problem.code, problem.params)})
    for found in checks:
        if found.check == REQUIRED and (problem or report.state == State.EMPTY):
            continue
        text = refused if found.check == REQUIRED and refused else found_text(found, form)
        tone = "bad" if found.level == "error" else "plain" if found.answered else "warn"
        lines.append({"tone": tone, "text": text})
    return lines
