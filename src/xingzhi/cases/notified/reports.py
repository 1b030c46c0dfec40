"""Report leads upward (order 77 art. 11): an officer's judgement first, then the report, its day and its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.cases.models import Clue, ClueRecord, Verdict
from xingzhi.cases.notified.models import Report
from xingzhi.core.actions import Act, action


class NothingToReport(ValueError):
    """None of the clues was judged suspected by a named officer; a machine's proposal alone is not reported."""


class ReportIncomplete(ValueError):
    """`code`: sent_to, future, not_sent."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@action("make_report", zh="起草上报", en="Draft a report upward")
def make_report(act: Act, clues: Sequence[int], text: str) -> Report:
    """Draft a report on clues an officer judged suspected. Raises `NothingToReport`."""
    chosen = Clue.objects.visible_to(act.user).filter(pk__in=clues, verdict=Verdict.SUSPECTED)
    numbers = sorted(chosen.values_list("pk", flat=True))
    if not numbers:
        raise NothingToReport
    keys = (
        ClueRecord.objects.visible_to(act.user)
        .filter(clue__in=numbers, register="patents")
        .values_list("key", flat=True)
    )
    report = Report.objects.create(
        region=act.user.region or "", keys=sorted(set(keys)), clues=numbers, text=text.strip()[:8000], made_by=act.user
    )
    act.on("report", report.pk, report.region, clues=numbers, keys=report.keys)
    return report


@action("send_report", zh="登记上报与回执", en="Record a report's sending and receipt")
def send_report(
    act: Act, report_id: int, sent_to: str, sent_on: date, receipt_no: str = "", receipt_on: date | None = None
) -> Report:
    """Write down to whom and when it went, and its receipt. Raises `ReportIncomplete`."""
    report: Report = get_object_or_404(
        Report.objects.visible_to(act.user).select_for_update(of=("self",)), pk=report_id
    )
    today = timezone.localdate()
    if not sent_to.strip():
        raise ReportIncomplete("sent_to")
    if sent_on > today or (receipt_on and receipt_on > today):
        raise ReportIncomplete("future")
    if receipt_on and receipt_on < sent_on:
        raise ReportIncomplete("receipt_before_sent")
    report.sent_to, report.sent_on = sent_to.strip()[:200], sent_on
    report.receipt_no, report.receipt_on = receipt_no.strip()[:100], receipt_on
    report.save()
    act.on("report", report.pk, report.region, sent_to=report.sent_to, sent_on=sent_on, receipt=report.receipt_no)
    return report


def clues_of(user: Any, report: Report) -> list[Clue]:
    """The clues a report rests on that the person may see."""
    return list(Clue.objects.visible_to(user).filter(pk__in=report.clues).order_by("pk"))
