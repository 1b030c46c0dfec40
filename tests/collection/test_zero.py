"""A signed zero report beside figures that are not zero is asked about, once, on the page and in a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.builders import body, patent, write_rows
from tests.collection.conftest import MONTH, OCTOBER, fill, report_of, reported
from tests.collection.test_pages import client_of
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.collection.accepting import accept_report
from xingzhi.collection.returning import merge_form
from xingzhi.registers.models import MODELS

pytestmark = pytest.mark.django_db

BUSY = {"events": "20", "attended": "600", "visits": "50"}
REASON = "机构改革，本月停办"


@pytest.fixture
def busy(opened: Any, take_in: Any, league: Any, banner: Any, tmp_path: Path) -> Any:
    """October, after a busy September, with a patent granted in it."""
    day = "2026-10-09"
    row = patent(2020, 1, region=BANNER, 授权公告日=day, 法律状态="授权", 法律状态公告日=day)
    take_in(league, write_rows(tmp_path / "p.csv", [row]))
    before = opened(BANNER, OTHER_BANNER, period=OCTOBER.before())
    reported(banner, report_of(before, BANNER), {**MONTH, **BUSY})
    reported(league, report_of(before, OTHER_BANNER), {**MONTH, **BUSY})
    return report_of(opened(BANNER, OTHER_BANNER), BANNER)


def test_a_zero_report_after_a_busy_month_asks_once_for_one_reason(
    busy: Any, league: Any, banner: Any, tmp_path: Path
) -> None:
    client, address = client_of(banner), reverse("collection-report", args=[busy.round_id, busy.pk])
    asked = {"version": "0", "do": "submit", "filler": "李某", "zero": "1"}
    said = body(client.post(address, asked, follow=True))
    assert "系统里本期有专利授权 1" in said
    assert "上期报过走访企业 50" in said
    assert said.count("上期报过走访企业 50") == 2, "above, and where the reason is written"
    assert 'name="zero" value="1" checked' in said, "the officer need not tick it again"
    assert report_of(busy.round, BANNER).state == "empty"
    client.post(address, asked | {"n-_zero": REASON})
    client.post(address, {"do": "check", "reviewer": "赵某"})
    now = report_of(busy.round, BANNER)
    assert (now.state, now.zero, now.values["visits"], now.values["grants"]) == ("checked", True, "0", "1")
    assert f"零报告说明：{REASON}" in body(client.get(address))
    accept_report(league, now.pk)
    assert MODELS["reported_figures"].objects.get(cell="visits").remark == REASON
    a_workbook_says_it_in_any_row(busy, league, tmp_path)


def a_workbook_says_it_in_any_row(busy: Any, league: Any, tmp_path: Path) -> None:
    other, signed = report_of(busy.round, OTHER_BANNER), ("李某", "赵某", "2026-11-21", "是")
    merge_form(league, fill(other, tmp_path / "1.xlsx", {}, signed), "一.xlsx")
    assert report_of(busy.round, OTHER_BANNER).state == "filling", "it waits for the reason"
    page = body(client_of(league).get(reverse("collection-report", args=[other.round_id, other.pk])))
    assert "上期报过走访企业 50" in page, "and its page says which"
    merge_form(league, fill(other, tmp_path / "2.xlsx", {}, signed, {"visits": REASON}), "二.xlsx")
    now = report_of(busy.round, OTHER_BANNER)
    assert (now.state, now.zero) == ("checked", True)
