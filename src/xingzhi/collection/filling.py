"""Fill a report in: what was changed by somebody else since is never overwritten, both stand until a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.collection.checks import ZERO
from xingzhi.collection.forms import form_of
from xingzhi.collection.known import known_values
from xingzhi.collection.models import OPEN, CellConflict, ReportStep, ReturnedForm, State, UnitReport
from xingzhi.collection.reading import read_cell
from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.intake.readers import Cell
from xingzhi.text.problems import ValueProblem

NOTE = 500  # letters of a reason that are kept


class NotOpen(ValueError):
    """The report is submitted, accepted or its round closed: it must be sent back first. `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Read:
    """What was given, read: values of cells, and what could not be read."""

    values: dict[str, str] = field(default_factory=dict)
    problems: dict[str, ValueProblem] = field(default_factory=dict)


@dataclass
class Filled:
    """What became of values: taken, the same as before, in conflict (cell, ours, theirs)."""

    taken: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)


def locked_report(user: User, report_id: int) -> UnitReport:
    """A report to be changed, held until the change is done."""
    found: UnitReport = get_object_or_404(
        UnitReport.objects.visible_to(user).select_for_update(of=("self",)).select_related("round"), pk=report_id
    )
    return found


def to_fill(report: UnitReport) -> None:
    """Raise `NotOpen` where nothing may be filled in now."""
    if report.round.closed_at:
        raise NotOpen("closed")
    if report.state not in OPEN:
        raise NotOpen(report.state)


def read_values(report: UnitReport, given: Mapping[str, Cell]) -> Read:
    """Read what was given for the cells that are asked; what is known already is left out."""
    form, known, read = form_of(report.round), known_values(report, form_of(report.round)), Read()
    for cell in form.cells:
        if cell.id in given and cell.id not in known:
            try:
                read.values[cell.id] = read_cell(cell, given[cell.id])
            except ValueProblem as problem:
                read.problems[cell.id] = problem
    return read


def held_at(report: UnitReport, version: int) -> dict[str, str]:
    """What a report held at a version; nothing at the beginning or where the version is not known."""
    step = ReportStep.objects.filter(report=report, version=version).first()
    return dict(step.values) if step else {}


def merge_values(report: UnitReport, base: Mapping[str, str], theirs: Mapping[str, str]) -> Filled:
    """Hold values against what the report holds and what they were written upon; nothing is changed yet."""
    found = Filled()
    for cell, value in theirs.items():
        ours, was = report.values.get(cell, ""), base.get(cell, "")
        if value == ours:
            found.unchanged += bool(value)
        elif value == was:
            continue  # not touched by them, changed here since
        elif ours == was:
            found.taken[cell] = value
        else:
            found.conflicts.append((cell, ours, value))
    return found


def take_in(report: UnitReport, filled: Filled, user: User, returned: ReturnedForm | None = None) -> None:
    """Write what was taken into the report (not saved yet), and keep what contradicts."""
    report.values = {**report.values, **filled.taken}
    for cell, ours, theirs in filled.conflicts:
        known = CellConflict.objects.filter(report=report, cell=cell, theirs=theirs, decided="")
        if returned is not None or not known.exists():
            CellConflict.objects.create(
                report=report, returned=returned, cell=cell, ours=ours, theirs=theirs, officer=user
            )


def write_step(report: UnitReport, what: str, user: User, note: str = "") -> None:
    """Save a report as its next version and add what happened to its history."""
    report.version += 1
    report.save()
    ReportStep.objects.create(
        report=report, version=report.version, what=what, values=report.values, notes=report.notes,
        note=note[:NOTE], officer=user,
    )  # fmt: skip


@action("save_report", zh="填报采集表", en="Fill in a report")
def save_report(
    act: Act, report_id: int, version: int, given: Mapping[str, Cell], notes: Mapping[str, str]
) -> tuple[UnitReport, Read, Filled]:
    """Keep what was filled in upon a version; what cannot be read is left as it was and told. Raises `NotOpen`."""
    report = locked_report(act.user, report_id)
    to_fill(report)
    read = read_values(report, given)
    filled = merge_values(report, held_at(report, version), read.values)
    kept = _notes(report, notes)
    if filled.taken or filled.conflicts or kept != report.notes:
        take_in(report, filled, act.user)
        report.notes = kept
        report.state = State.FILLING if report.state == State.EMPTY else report.state
        write_step(report, "saved", act.user)
    act.on("report", report.pk, report.region, cells=sorted(filled.taken), conflicts=len(filled.conflicts),
           version=report.version)  # fmt: skip
    return report, read, filled


def _notes(report: UnitReport, given: Mapping[str, str]) -> dict[str, str]:
    cells = {cell.id for cell in form_of(report.round).cells} | {ZERO}
    kept = {**report.notes, **{cell: text.strip()[:NOTE] for cell, text in given.items() if cell in cells}}
    return {cell: text for cell, text in kept.items() if text}


@action("decide_cell", zh="处理采集冲突", en="Decide between two values")
def decide_cell(act: Act, conflict_id: int, take: str) -> CellConflict:
    """Keep what the report holds ("ours"), or take the other ("theirs"); once decided it stays. Raises `NotOpen`."""
    if take not in ("ours", "theirs"):
        raise ValueError(take)
    conflict: CellConflict = get_object_or_404(CellConflict.objects.visible_to(act.user), pk=conflict_id, decided="")
    report = locked_report(act.user, conflict.report_id)
    conflict = get_object_or_404(CellConflict.objects.select_for_update(), pk=conflict_id, decided="")
    if take == "theirs":
        to_fill(report)
        report.values = {**report.values, conflict.cell: conflict.theirs}
        report.state = State.FILLING if report.state == State.EMPTY else report.state
        write_step(report, "decided", act.user)
    conflict.decided, conflict.decided_by, conflict.decided_at = take, act.user, timezone.now()
    conflict.save(update_fields=["decided", "decided_by", "decided_at"])
    detail: dict[str, Any] = {"conflict": conflict.pk, "cell": conflict.cell, "take": take}
    act.on("report", report.pk, report.region, **detail)
    return conflict
