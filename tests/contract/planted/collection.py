"""A round in which each place wrote its secrets, one sent a workbook back, and one contradicts itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World


def plant(world: World) -> None:
    """Open a monthly table for both banners and a unit of the office's own, and fill it in."""
    from django.utils import timezone

    from tests.collection.conftest import MONTH, fill
    from tests.contract.world import PLACES
    from xingzhi.collection.accepting import accept_report
    from xingzhi.collection.filling import save_report
    from xingzhi.collection.models import UnitReport
    from xingzhi.collection.moves import check_report, submit_report
    from xingzhi.collection.opening import open_round
    from xingzhi.collection.returning import merge_form
    from xingzhi.core import jobs
    from xingzhi.text.reporting_periods import Period

    league = world.people["league"]
    keys = [f"banner:{PLACES[mark]}" for mark in "甲乙"]
    deadline = timezone.localdate() + timedelta(days=3)
    found = open_round(league, "monthly_ip_work", Period("month", 2026, 9), deadline, "联系人", keys)
    UnitReport.objects.create(round=found, region=PLACES["丙"], kind="unit", unit="秘密丙科", name="秘密丙科")
    for mark, place in PLACES.items():
        report = UnitReport.objects.get(round=found, region=place)
        values = {**MONTH, "done": f"秘密{mark}做法"}
        save_report(league, report.pk, 0, values, {"visits": f"秘密{mark}说明"})
        submit_report(league, report.pk, f"秘密{mark}填")
        check_report(league, report.pk, f"秘密{mark}审")
        report.refresh_from_db()
        path = fill(
            report,
            world.folder / f"秘密{mark}采集.xlsx",
            {"done": f"秘密{mark}另说"},
            ("甲某", "乙某", "2026-11-21", ""),
        )
        merge_form(league, path, path.name)
    for report in UnitReport.objects.filter(round=found):
        report.conflicts.first().delete() if report.region == PLACES["丙"] else None
        if not report.conflicts.exists():
            accept_report(league, report.pk)
    jobs.run_waiting()
