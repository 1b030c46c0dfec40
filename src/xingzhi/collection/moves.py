"""A report's way: submitted by who filled it in, checked by a second person, sent back with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from xingzhi.collection.beside import findings
from xingzhi.collection.checks import ZERO, Found, of_zero
from xingzhi.collection.filling import locked_report, to_fill, write_step
from xingzhi.collection.forms import form_of
from xingzhi.collection.known import known_values
from xingzhi.collection.models import Round, State, UnitReport
from xingzhi.core.actions import Act, action
from xingzhi.core.models import User

SAME_ACCOUNT = "（提交的同一账号代录审核）"


class NotDone(ValueError):
    """A move that may not be made: `code` is checks or zero_reason (with `found`), conflicts, zero_filled, unsigned,
    same_person, wrong_state, no_reason."""

    def __init__(self, code: str, found: Sequence[Found] = ()) -> None:
        super().__init__(code)
        self.code, self.found = code, list(found)


def leads(user: User, report: UnitReport) -> bool:
    """Whether the person's office opened the round the report is of."""
    return Round.objects.led_by(user).filter(pk=report.round_id).exists()


@action("submit_report", zh="提交采集表", en="Submit a report")
def submit_report(act: Act, report_id: int, filler: str, zero: bool = False) -> UnitReport:
    """Sign a report as its filler. Raises `NotOpen`, `NotDone`."""
    report = locked_report(act.user, report_id)
    to_fill(report)
    submit(report, act.user, filler, timezone.localdate(), zero)
    act.on("report", report.pk, report.region, filler=filler, zero=zero, version=report.version)
    return report


def submit(report: UnitReport, user: User, filler: str, on: date, zero: bool) -> None:
    """Put what is known into the report, check it, and close it for filling in; a signed zero report says 0 of the rest."""
    if not filler.strip():
        raise NotDone("unsigned")
    if report.conflicts.filter(decided="").exists():
        raise NotDone("conflicts")
    known = known_values(report, form_of(report.round))
    values, asked = _asked(report, known, zero)
    if blocking := [found for found in asked if found.blocks]:
        only_asked = zero and all(found.level == "ask" for found in blocking)
        raise NotDone("zero_reason" if only_asked else "checks", blocking)
    report.values, report.known, report.zero = values, known, zero
    report.filler, report.filled_on, report.submitted_by = filler.strip()[:100], on, user
    report.reviewer, report.reason, report.state = "", "", State.SUBMITTED
    write_step(report, "submitted", user, report.filler)


def _asked(report: UnitReport, known: dict[str, dict[str, Any]], zero: bool) -> tuple[dict[str, str], list[Found]]:
    """What a report would hold once it is submitted, and every check that does not hold then."""
    form = form_of(report.round)
    values = {cell: value for cell, value in report.values.items() if cell not in known}
    if zero:
        if any(cell.counted and (values.get(cell.id) or "0") != "0" and not cell.stock for cell in form.cells):
            raise NotDone("zero_filled")
        values |= {c.id: "0" for c in form.cells if c.counted and not c.stock and c.id not in known}
    numbers = {cell: each["value"] for cell, each in known.items()}
    values |= numbers
    asked = findings(report, values, report.notes)
    return values, of_zero(form.body, asked, numbers, report.notes.get(ZERO, "")) if zero else asked


def against_zero(report: UnitReport) -> list[Found]:
    """What stands against a zero report as things are, and is not answered yet."""
    try:
        _, asked = _asked(report, known_values(report, form_of(report.round)), zero=True)
    except NotDone:
        return []
    return [found for found in asked if found.blocks and found.level == "ask"]


@action("check_report", zh="审核采集表", en="Check a report")
def check_report(act: Act, report_id: int, reviewer: str) -> UnitReport:
    """Sign a submitted report as its reviewer, another person than its filler; it has then reached the office."""
    report = locked_report(act.user, report_id)
    if report.round.closed_at or report.state != State.SUBMITTED:
        raise NotDone("wrong_state")
    same = report.submitted_by_id == act.user.pk  # a unit may have one account only: then it is said, not refused
    check(report, act.user, reviewer, SAME_ACCOUNT if same else "")
    act.on(
        "report",
        report.pk,
        report.region,
        reviewer=reviewer,
        version=report.version,
        by_the_account_that_submitted=same,
    )
    return report


def check(report: UnitReport, user: User, reviewer: str, note: str = "") -> None:
    """Sign as reviewer; the first time says whether the unit was on time. `note` stands in the history."""
    if not reviewer.strip():
        raise NotDone("unsigned")
    if "".join(reviewer.split()) == "".join(report.filler.split()):
        raise NotDone("same_person")
    report.reviewer, report.state = reviewer.strip()[:100], State.CHECKED
    report.sent_on = report.sent_on or timezone.localdate()
    write_step(report, "checked", user, report.reviewer + note)


@action("return_report", zh="退回采集表", en="Send a report back")
def return_report(act: Act, report_id: int, reason: str) -> UnitReport:
    """Open a report again, with the reason; what was reported stays in its history and, if accepted, in the register.

    The unit itself takes back only what it has not signed off; the rest is sent back by the office that asked.
    """
    report = locked_report(act.user, report_id)
    if report.state not in (State.SUBMITTED, State.CHECKED, State.ACCEPTED):
        raise NotDone("wrong_state")
    if report.state != State.SUBMITTED and not leads(act.user, report):
        raise PermissionDenied("return_report")
    if not reason.strip():
        raise NotDone("no_reason")
    report.state, report.reason = State.RETURNED, reason.strip()[:500]
    write_step(report, "returned", act.user, report.reason)
    act.on("report", report.pk, report.region, reason=report.reason, version=report.version)
    return report
