"""Accept a report: its values become rows of the register of reported figures, as one batch."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from xingzhi.collection.checks import ZERO
from xingzhi.collection.filling import locked_report, write_step
from xingzhi.collection.forms import form_of
from xingzhi.collection.models import State, UnitReport
from xingzhi.collection.moves import NotDone, leads
from xingzhi.collection.opening import LEADERS
from xingzhi.core.actions import Act, action
from xingzhi.core.models import Counter, User
from xingzhi.core.office import office_path
from xingzhi.intake.models import Batch, BatchState
from xingzhi.packs import load
from xingzhi.registers.apply import Applier
from xingzhi.registers.edit import BY_HAND
from xingzhi.registers.jobs import record_applied
from xingzhi.registers.reported_figures.register import REPORTED_FIGURES
from xingzhi.registers.settle import Settler

SET = frozenset(column.name for column in REPORTED_FIGURES.stored if column.name not in REPORTED_FIGURES.key_columns)


@action("accept_report", zh="验收采集表", en="Accept a report", roles=LEADERS)
def accept_report(act: Act, report_id: int) -> UnitReport:
    """Take a checked report into the register; a correction leaves what was accepted before as an earlier version."""
    report = locked_report(act.user, report_id)
    if not leads(act.user, report):
        raise PermissionDenied("accept_report")
    if report.state != State.CHECKED:
        raise NotDone("wrong_state")
    if report.conflicts.filter(decided="").exists():
        raise NotDone("conflicts")
    batch = _apply(report, act.user)
    report.state = State.ACCEPTED
    write_step(report, "accepted", act.user)
    act.on("report", report.pk, report.region, batch=batch.pk, revision=batch.revision, version=report.version)
    return report


def _apply(report: UnitReport, user: User) -> Batch:
    rows, revision = rows_of(report), Counter.next("revision")
    settler = Settler(load(), office_path())
    applier = Applier(REPORTED_FIGURES.name, BY_HAND, revision, load(), office_path(), user.region or "", SET)
    outcome = applier.apply([settler.settle(REPORTED_FIGURES, row) for row in rows])
    form = form_of(report.round)
    batch = Batch.objects.create(
        register=REPORTED_FIGURES.name, source=BY_HAND, owner=user, region=report.round.region, by_hand=True,
        state=BatchState.APPLYING, rows_read=len(rows), accepted=len(rows), inserted=outcome.inserted,
        updated=outcome.updated, unchanged=outcome.unchanged, revision=revision, packs=load().version,
        notes=[["reason", {"text": f"{form.title.zh} {form.period.label()} {report.name}"}]],
    )  # fmt: skip
    record_applied(user, batch)
    return batch


def rows_of(report: UnitReport) -> list[dict[str, Any]]:
    """One row for each cell that holds something or did; a zero report holds its zeros."""
    form = form_of(report.round)
    held = {cell for step in report.steps.filter(what="accepted") for cell in step.values if step.values[cell]}
    common = {
        "form": form.id, "assigned_region": report.region, "reporter": "" if report.kind == "banner" else report.name,
        "reporter_kind": report.kind, "period": form.period.code, "form_version": form.ref, "filler": report.filler,
        "reviewer": report.reviewer, "filled_on": report.filled_on or timezone.localdate(),
        "zero": "是" if report.zero else "",
    }  # fmt: skip
    rows = []
    for cell in form.cells:
        text = report.values.get(cell.id, "")
        if not text and cell.id not in held:
            continue
        label = f"{cell.group.zh}：{cell.label.zh}" if cell.group else cell.label.zh
        rows.append(common | {
            "cell": cell.id, "item": label, "value": Decimal(text) if cell.counted and text else None,
            "words": "" if cell.counted else text, "unit": cell.unit.zh if cell.unit else "",
            "remark": report.notes.get(cell.id) or (report.notes.get(ZERO, "") if report.zero else ""),
        })  # fmt: skip
    return rows
