"""Derived and cumulative figures, amounts, records that count once, dimensions, zones, and what is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.builders import number, patent, write_rows
from xingzhi.cli import main
from xingzhi.indicators.cautions import region_changes
from xingzhi.indicators.dimensions import ZONE
from xingzhi.indicators.freshness import complete_until, month_complete, population_gaps
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.snapshots.jobs import latest

pytestmark = pytest.mark.django_db
QUARTER = Span(date(2024, 1, 1), date(2024, 3, 31))


def measure(name):
    return Measure(load().indicators[name], load(), latest())


def figure(name, span=QUARTER, region="1522", **where):
    return measure(name).value(Cell(region, span, where))


def granted(serial, on="2024-02-06", kind="invention", **cells):
    return patent(2020, serial, kind, 授权公告日=on, 法律状态="授权", 法律状态公告日=on, **cells)


@pytest.fixture
def quarter(take_in, league, tmp_path):
    """The grants of the first quarter of 2024 as published for the league: 13 inventions, 75 utility models, 6 designs."""
    rows = [granted(at, "2024-01-15" if at % 2 else "2024-03-31", kind, 主分类号="G06F17/30" if at == 1 else "H04N3/10",
                    申请人="张三" if at <= 4 else "示例甲科技有限公司")
            for kind, count in (("invention", 13), ("utility_model", 75), ("design", 6)) for at in range(1, count + 1)]  # fmt: skip
    take_in(league, write_rows(tmp_path / "quarter.csv", rows))


def test_the_published_quarter_by_type_added_up_and_as_shares(quarter):
    types = [figure(f"grants_{kind}").value for kind in ("inventions", "utility_models", "designs")]
    assert types == [13, 75, 6]
    assert figure("grants").value == figure("grants_cumulative").value == 94
    assert (
        figure("grants_cumulative", Span(date(2024, 1, 31), date(2024, 1, 31))).value
        == figure("grants", Span(date(2024, 1, 1), date(2024, 1, 31))).value
    ), "from 1 January whatever first day is asked for"
    share = figure("grants_invention_share")
    assert (share.value, share.numerator, share.denominator) == (Decimal("13.8"), 13, 94)
    assert figure("valid_patents", Span(QUARTER.end, QUARTER.end)).value == 94


def test_service_and_non_service_are_parts_of_the_whole(quarter):
    split = measure("grants").query.breakdown(Cell("1522", QUARTER), ("duty",)).to_pylist()
    counts = {row["duty"]: row["known"] for row in split}
    assert counts["service"] == figure("grants_service").value
    assert counts["non_service"] == figure("grants_non_service").value == 12
    assert sum(counts.values()) == 94
    assert figure("grants_service_share").value == Decimal("87.2")


def test_every_declared_dimension_can_be_asked_and_opens(quarter):
    for name, found in load().indicators.items():
        asked = measure(name)
        if not asked.opens:
            continue
        assert set(found.dimensions) <= set(asked.dimensions)
        for dimension in asked.dimensions:
            rows = asked.query.breakdown(Cell("1522", QUARTER), (dimension,)).to_pylist()
            if name == "grants" and dimension not in ("region", "month"):
                held = {row[dimension]: row["known"] for row in rows if row["known"]}
                assert sum(held.values()) == 94
                for value, count in held.items():
                    assert len(asked.query.keys(Cell("1522", QUARTER, {dimension: value}), limit=100)) == count
    fields = measure("grants_inventions").query.breakdown(Cell("1522", QUARTER), ("wipo_field",)).to_pylist()
    assert {row["wipo_field"]: row["known"] for row in fields if row["known"]} == {"02": 12, "06": 1}


def test_what_has_no_source_or_no_record_is_not_zero(quarter):
    for name, lacks in (("gi_output", "source"), ("gi_users", "register"), ("pledges_inclusive_share", "source"), ("transfers", "register"),
                        ("pledge_amount", "register")):  # fmt: skip
        value = figure(name)
        assert (value.value, value.lacks) == (None, lacks)
        assert value.missing
    nothing = figure("grants_invention_share", Span(date(2023, 1, 1), date(2023, 1, 31)))
    assert (nothing.value, nothing.lacks) == (None, "zero")


def test_a_pledge_of_two_patents_counts_once_and_a_foreign_amount_is_not_added(quarter, take_in, league, tmp_path):
    rows = [
        {"质押登记号": "甲1", "申请号": number(2020, 5), "金额": "100", "币种": ""},
        {"质押登记号": "甲1", "申请号": number(2020, 6), "金额": "100", "币种": "人民币"},
        {"质押登记号": "乙2", "申请号": number(2020, 7), "金额": "30.5", "币种": "人民币"},
        {"质押登记号": "丙3", "申请号": number(2020, 8), "金额": "", "币种": ""},
        {"质押登记号": "丁4", "申请号": number(2020, 9), "金额": "7", "币种": "美元"},
    ]
    renamed = [{"担保金额（万元）" if k == "金额" else k: v for k, v in row.items()} for row in rows]
    take_in(league, write_rows(tmp_path / "pledges.csv", [row | {"质押登记日": "2024-02-01"} for row in renamed]))
    assert figure("pledges_registered").value == 4
    assert figure("pledged_patents").value == 5
    amount = figure("pledge_amount")
    assert (amount.value, amount.unknown) == (Decimal("130.5"), 2)


def test_a_notified_application_counts_in_its_first_batch_and_the_years_stay_apart(take_in, league, tmp_path):
    rows = [
        {"通报批次": batch, "申请号": number(2022, serial), "发明名称": "一种装置", "通报日期": on, "申请日": "2022-05-01",
         "地址": "内蒙古自治区兴安盟扎赉特旗音德尔镇3号"}
        for batch, serial, on in (("一", 1, "2023-03-01"), ("二", 1, "2024-03-01"), ("二", 2, "2024-03-01"))
    ]  # fmt: skip
    take_in(league, write_rows(tmp_path / "items.csv", rows))
    years = [Span(date(year, 1, 1), date(year, 12, 31)) for year in (2022, 2023, 2024)]
    assert [figure("abnormal_notified", year).value for year in years] == [0, 1, 1]
    assert [figure("abnormal_notified_filed", year).value for year in years] == [2, 0, 0]


def test_a_zone_is_an_overlay_and_enters_no_sum(quarter, take_in, league, tmp_path, capsys):
    rows = [{"开发区名称": "甲开发区", "成员名称": "示例甲 科技有限公司", "地址字样": "", "所属旗县市": "科尔沁右翼前旗"},
            {"开发区名称": "甲开发区", "成员名称": "", "地址字样": "科尔沁镇2号", "所属旗县市": "科尔沁右翼前旗"},
            {"开发区名称": "乙开发区", "成员名称": "示例甲科技有限公司", "地址字样": "", "所属旗县市": "扎赉特旗"}]  # fmt: skip
    take_in(league, write_rows(tmp_path / "zones.csv", rows))
    assert figure("grants", **{ZONE: "甲开发区"}).value == 94, "by name or by address, each once"
    assert figure("grants", **{ZONE: "乙开发区"}).value == 0, "declared for another banner"
    assert figure("grants").value == 94
    asked = ["indicators", "value", "grants", "--region", "152200", "--at", "2024-03-31", "--from", "2024-01-01"]
    assert main([*asked, "--by", "zone,patent_type"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "甲开发区  外观设计  6",
        "甲开发区  发明  13",
        "甲开发区  实用新型  75",
    ]
    assert main([*asked, "--where", "zone=甲开发区", "--by", "region"]) == 0
    assert capsys.readouterr().out.splitlines() == ["内蒙古自治区兴安盟科尔沁右翼前旗  94"]
    for wrong in (["--by", "applicants"], ["--where", "zone"], ["--where", "address=一号"]):
        assert main([*asked, *wrong]) == 2
        assert "zone / no such dimension" in capsys.readouterr().err


def test_months_whose_records_are_not_all_here_are_told(quarter):
    until = complete_until(measure("grants"))
    assert until == date(2024, 3, 16), "the newest grant less the fifteen days of the pack"
    assert month_complete(date(2024, 2, 29), until)
    assert not month_complete(date(2024, 3, 31), until)
    assert not month_complete(date(2024, 2, 15), until)


def test_years_without_population_are_named(quarter, take_in, league, tmp_path):
    rows = [{"地区": "兴安盟", "年份": "2022", "年末常住人口（万人）": "140", "出处": "公报"}]
    take_in(league, write_rows(tmp_path / "population.csv", rows))
    assert population_gaps(measure("valid_inventions_per_10000"), "1522", range(2022, 2025)) == [2022, 2024]


def test_changes_of_a_place_are_known_by_its_old_and_new_codes():
    changes = load().regions.changes
    change = next(each for each in changes if each.old_path and each.new_path and each.old_path != each.new_path)
    assert change in region_changes(load(), change.new_path, change.year, change.year)
    assert change not in region_changes(load(), change.new_path, change.year + 1, change.year + 1)
    assert region_changes(load(), "152223", 2024, 2024) == []
