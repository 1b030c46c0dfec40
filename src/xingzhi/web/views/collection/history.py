"""What happened to a report: its steps with what changed, the workbooks that came back, what contradicts."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from xingzhi.collection.forms import form_of
from xingzhi.collection.models import CellConflict, UnitReport
from xingzhi.collection.wording import value_problem
from xingzhi.web.reading import language
from xingzhi.web.views.collection.words import STEPS

BLANK = gettext_noop("（空）")


def labels(report: UnitReport) -> dict[str, str]:
    """What the cells are called."""
    return {cell.id: cell.label(language()) for cell in form_of(report.round).cells}


def steps(report: UnitReport) -> list[dict[str, Any]]:
    """Every step, the newest first, with the cells it changed."""
    named, rows = labels(report), []
    before: dict[str, str] = {}
    for step in report.steps.select_related("officer").order_by("version"):
        changed = [
            {"label": named.get(cell, cell), "was": before.get(cell, "") or gettext(BLANK), "now": step.values.get(cell, "") or gettext(BLANK)}
            for cell in named
            if step.values.get(cell, "") != before.get(cell, "")
        ]  # fmt: skip
        rows.append(
            {
                "step": step,
                "what": STEPS.get(step.what, step.what),
                "at": timezone.localtime(step.at),
                "changed": changed,
            }
        )
        before = step.values
    return rows[::-1]


def returns(report: UnitReport) -> list[dict[str, Any]]:
    """The workbooks that came back, the newest first, with the rows that were not taken."""
    found = report.returns.select_related("officer").order_by("-id")
    return [
        {
            "returned": each,
            "at": timezone.localtime(each.at),
            "problems": [told | {"text": value_problem(told["code"], told["params"]), "value": told["value"] or gettext(BLANK)}
                         for told in each.problems],
        }
        for each in found
    ]  # fmt: skip


def conflicts(report: UnitReport) -> list[dict[str, Any]]:
    """Values that contradict, those undecided first."""
    named = labels(report)
    found = CellConflict.objects.filter(report=report).select_related("returned", "officer", "decided_by")
    return [
        {
            "conflict": each, "label": named.get(each.cell, each.cell), "ours": each.ours or gettext(BLANK),
            "theirs": each.theirs or gettext(BLANK), "at": timezone.localtime(each.at),
            "from": each.returned.file_name if each.returned else gettext("页面填报"),
        }
        for each in found.order_by("decided", "id")
    ]  # fmt: skip
