"""What is refused says why where it was written, and what was typed is not lost."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.builders import body
from tests.collection.conftest import MONTH, OCTOBER, fill, report_of, reported
from tests.collection.test_pages import client_of
from tests.conftest import BANNER, OTHER_BANNER, person
from xingzhi.collection.completeness import records
from xingzhi.collection.filling import save_report
from xingzhi.collection.moves import submit_report
from xingzhi.collection.reminding import reminder
from xingzhi.collection.returning import merge_form
from xingzhi.collection.steering import close_round
from xingzhi.collection.workbook import KNOWN

pytestmark = pytest.mark.django_db


def test_a_form_not_sent_out_keeps_what_was_typed(league: Any) -> None:
    typed = {"form": "quarterly_ip_service", "period": "2026-13", "deadline": "2027-01-05", "contact": "王某",
             "phone": "0482-8220000", "note": "按季", "names": "服务站", "unit": [f"banner:{BANNER}"]}  # fmt: skip
    page = body(client_of(league).post(reverse("collection-open"), typed))
    assert "没有下发：统计期请写成" in page
    for name in ("period", "deadline", "contact", "phone", "note", "names"):
        assert f'value="{typed[name]}"' in page, name
    assert '<option value="quarterly_ip_service" selected>' in page
    assert f'value="banner:{BANNER}" checked' in page
    assert f'value="banner:{OTHER_BANNER}">' in page, "a unit taken off stays off"
    assert reverse("register-list", args=["zone_members"]) in page, "says how a zone is added"


def test_a_row_of_a_workbook_not_taken_says_so_at_its_cell(opened: Any, league: Any, tmp_path: Path) -> None:
    found = opened(BANNER)
    notes = {"visits": KNOWN, "cases": "两件结转"}
    merge_form(league, fill(report_of(found, BANNER), tmp_path / "1.xlsx", MONTH | {"visits": "-2"}, notes=notes), "1")
    report = report_of(found, BANNER)
    assert report.notes == {"cases": "两件结转"}, "what the sheet itself prints is no reason"
    page = body(client_of(league).get(reverse("collection-report", args=[found.pk, report.pk])))
    beside = page.split('id="said-visits"')[1].split("</td>")[0]
    assert "发回的表里写的是“-2”，没有采用：不能小于 0" in beside
    assert "必填" not in beside


def test_all_that_is_marked_is_counted(opened: Any, banner: Any) -> None:
    found = opened(BANNER)
    address = reverse("collection-report", args=[found.pk, report_of(found, BANNER).pk])
    typed = {f"v-{cell}": value for cell, value in MONTH.items()}
    said = body(client_of(banner).post(address, typed | {
        "version": "0", "do": "submit", "v-attended": "六十", "v-cases": "9", "v-first_visits": "7", "filler": "李某",
    }))  # fmt: skip
    assert "有 1 项看不懂；其他的已保存。另有 2 项要改正或说明" in said
    assert "首次走访不应多于走访企业（首次走访 7，走访企业 5）" in said


def test_the_reviewer_who_comes_to_mind_stands_in_the_field(opened: Any, banner: Any) -> None:
    reported(banner, report_of(opened(BANNER, period=OCTOBER.before()), BANNER))
    found = opened(BANNER)
    report = report_of(found, BANNER)
    save_report(banner, report.pk, 0, dict(MONTH), {})
    submit_report(banner, report.pk, "李某")
    address = reverse("collection-report", args=[found.pk, report.pk])
    assert 'name="reviewer" value="赵某"' in body(client_of(banner).get(address)), "who reviewed the month before"
    other = person("second", "reviewer", BANNER)
    assert f'name="reviewer" value="{other.display_name}"' in body(client_of(other).get(address))


def test_a_day_that_is_over_is_told_as_such_and_one_ahead_is_not_owed(opened: Any, league: Any, banner: Any) -> None:
    late = opened(BANNER, period=OCTOBER.before(), days=-1)
    said = reminder(late, list(late.reports.all()))
    day = timezone.localdate() - timedelta(days=1)
    assert f"报送截止 {day.year}年{day.month}月{day.day}日，已逾期 1 天，请即报送" in said
    assert "请于" not in said
    opened(BANNER)
    [one] = records(league, date(2026, 1, 1), date(2026, 12, 31))
    assert (one.due, one.ahead) == (1, 1)
    page = body(client_of(league).get(reverse("collection-units"), {"year": "2026"}))
    assert "未到期 1" in page


def test_ending_asks_first_and_what_came_still_waits_to_be_accepted(opened: Any, league: Any, banner: Any) -> None:
    found = opened(BANNER, OTHER_BANNER)
    reported(banner, report_of(found, BANNER))
    client = client_of(league)
    page = body(client.get(reverse("collection-round", args=[found.pk])))
    assert 'data-confirm="还有 1 个单位没有报。' in page
    close_round(league, found.pk)
    assert "张采集表待验收" in body(client.get(reverse("today"))), "a round that is closed is not forgotten"
