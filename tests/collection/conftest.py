"""A round of the monthly table, and workbooks filled in as a person fills them in."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from xingzhi.intake.signed.writing import HEAD_ROW
from xingzhi.text.reporting_periods import Period

FORM = "monthly_ip_work"
OCTOBER = Period("month", 2026, 10)
MONTH = {
    "events": "2", "attended": "60", "visits": "5", "first_visits": "2", "pledge_talks": "1", "pledge_meetings": "0", "pledges": "0",
    "cases": "3", "cases_patent": "1", "cases_mark": "2", "cases_other": "0", "cases_closed": "2", "complaints": "4",
    "complaints_closed": "4",
}  # fmt: skip


@pytest.fixture
def opened(league: Any) -> Callable[..., Any]:
    """Open a round for banners by path; gives it."""
    from xingzhi.collection.models import Round
    from xingzhi.collection.opening import open_round

    def make(*paths: str, period: Period = OCTOBER, form: str = FORM, days: int = 3, **options: Any) -> Any:
        keys = [f"banner:{path}" for path in paths]
        today = timezone.localdate()
        found = open_round(league, form, period, today + timedelta(days=max(days, 0)), "张联系", keys, **options)
        Round.objects.filter(pk=found.pk).update(deadline=today + timedelta(days=days))
        found.refresh_from_db()
        return found

    return make


def report_of(found: Any, region: str) -> Any:
    """The report of a banner in a round, as it stands now."""
    from xingzhi.collection.models import UnitReport

    return UnitReport.objects.select_related("round").get(round=found, region=region)


def reported(user: Any, report: Any, values: Mapping[str, str] = MONTH, notes: Mapping[str, str] | None = None) -> Any:
    """Fill in, submit and check a report."""
    from xingzhi.collection.filling import save_report
    from xingzhi.collection.moves import check_report, submit_report

    save_report(user, report.pk, report.version, dict(values), dict(notes or {}))
    submit_report(user, report.pk, "李某")
    return check_report(user, report.pk, "赵某")


def fill(
    report: Any, path: Path, values: Mapping[str, Any], signed: tuple[str, ...] = ("李某", "赵某", "2026-11-21", ""),
    notes: Mapping[str, str] | None = None, change: Callable[[Any], None] | None = None,
) -> Path:  # fmt: skip
    """The report's workbook, downloaded now and filled in."""
    from xingzhi.collection import workbook

    book = load_workbook(io.BytesIO(workbook.write(report)))
    page = book.active
    for at, text in enumerate(signed):
        page.cell(4, 2 * at + 2).value = text or None
    rows = {str(page.cell(row, 1).value).split("-")[1]: row for row in range(HEAD_ROW + 2, page.max_row + 1)}
    for cell, value in values.items():
        page.cell(rows[cell], 6).value = value
    for cell, text in (notes or {}).items():
        page.cell(rows[cell], 7).value = text
    if change:
        change(page)
    book.save(path)
    return path
