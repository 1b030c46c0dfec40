"""The list back in its shape, and the month's table."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cases.notified.lists import DAY, HEADS, item, matter, notified, results, state
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.cases.matters.moves import move_matters
from xingzhi.cases.notified import tally
from xingzhi.cases.notified.filled import filled
from xingzhi.packs import load

pytestmark = pytest.mark.django_db


def test_the_list_goes_back_in_its_shape_filled(listed, banner, league):
    move_matters(banner, [matter(1).pk], "promise", DAY, proofs=["withdrawal_promise"], note="已签")
    book = load_workbook(io.BytesIO(filled(listed, league)))
    sheet = book["科尔沁右翼前旗"]
    head = [cell.value for cell in sheet[1]]
    assert head[: len(HEADS)] == HEADS
    row = {name: cell.value for name, cell in zip(head, sheet[2], strict=True)}
    assert (row["办理状态"], row["状态日期"], row["凭据"], row["情况说明"]) == (
        "承诺撤回",
        "2026-11-20",
        "撤回承诺书",
        "已签",
    )
    assert sheet[3][head.index("办理状态")].value == "待核实"


def table(user: Any, **asked: Any) -> tuple[dict[tuple[str, str], Any], Any]:
    question = tally.Asked(**({"year": 2026, "month": 11} | asked))
    rows, total = tally.table(
        tally.applications(user), question, load().tally("abnormal_monthly"), [BANNER, OTHER_BANNER]
    )
    return {(row.region, row.batch): row for row in rows}, total


def test_the_month_counts_each_application_once_across_batches(listed, take_in, banner, league, tmp_path):
    take_in(league, notified(tmp_path, "二.xlsx", 科尔沁右翼前旗=[item(1, batch="2026-04", noticed="2026.11.18")]))
    move_matters(banner, [matter(1).pk], "promise", DAY, proofs=["withdrawal_promise"])
    take_in(league, results(tmp_path, (2, "视为撤回", "2026-11-25"), (3, "申诉成立", "2026-11-25")))
    rows, total = table(league)
    assert [rows[BANNER, batch].count("notified") for batch in ("2026-03", "2026-04")] == [4, 1]
    assert total.count("notified") == 7
    assert {name: total.count(name) for name in ("promised", "withdrawn", "upheld", "open")} == {
        "promised": 1, "withdrawn": 1, "upheld": 1, "open": 5
    }  # fmt: skip
    pack = load().tally("abnormal_monthly")
    assert tally.rate(total, pack, "all") == (1, 7)
    assert tally.rate(total, pack, "without_upheld") == (1, 6)


def test_a_month_looks_at_its_own_days_and_years_do_not_mix(listed, banner, league):
    move_matters(banner, [matter(1).pk], "promise", DAY, proofs=["withdrawal_promise"])
    assert table(league, month=10)[1].count("notified") == 0
    assert table(league, month=12)[1].count("promised") == 1
    assert table(league, month=12, cumulative=False)[1].count("promised") == 0
    assert table(league, month=12, cumulative=False)[1].count("open") == 7
    assert table(league, year=2025)[1].count("notified") == 0
    assert table(league, basis="filing")[1].count("notified") == 7  # the list gives no filing dates: their numbers do
    assert table(league, year=2025, basis="filing")[1].count("notified") == 0


def test_a_banner_counts_its_own_only(listed, banner):
    _, total = table(banner)
    assert total.count("notified") == 4


def test_the_month_says_what_the_matter_says_when_a_national_result_is_dated_before_an_officers_step(
    listed, take_in, banner, league, tmp_path
):
    move_matters(banner, [matter(1).pk], "promise", date(2026, 11, 26), proofs=["withdrawal_promise"])
    take_in(league, results(tmp_path, (1, "视为撤回", "2026-11-25")))
    assert state(1) == "deemed_withdrawn"
    total = table(league)[1]
    assert (total.count("promised"), total.count("withdrawn"), total.count("open")) == (0, 1, 6)
    sheet = load_workbook(io.BytesIO(filled(listed, league)))["科尔沁右翼前旗"]
    row = {head.value: cell.value for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (row["办理状态"], row["结论来源"], row["凭据"]) == ("视为撤回", "国家局", "国家局下发的结果清单")
