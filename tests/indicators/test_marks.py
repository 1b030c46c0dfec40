"""Marks, indications and users of signs counted over their registers; what is not known stays apart."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import write_rows
from xingzhi.indicators.full_set.run import full_set
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.snapshots.jobs import latest

pytestmark = pytest.mark.django_db
AT = Span(date(2024, 1, 1), date(2024, 6, 30))
COUNTED = ("valid_marks", "mark_filings", "mark_registrations", "gi_products", "gi_marks", "gi_users")


def mark(number, status, registered="2014-05-14", until="2024-05-13", classes="30", filed="2013-02-01"):
    return {"注册号": number, "商标名称": f"示例牌{number}", "国际分类": classes, "商标状态": status, "申请日期": filed,
            "注册公告日期": registered, "专用期止": until, "所属旗县市": "科尔沁右翼前旗"}  # fmt: skip


def indication(name, kind, begin, status=""):
    return {"地理标志名称": name, "地理标志类型": kind, "登记/注册号": name, "保护起始日": begin, "保护状态": status,
            "所属旗县市": "科尔沁右翼前旗"}  # fmt: skip


def user(sign, who, approved, until=""):
    return {"使用的地理标志或标志": sign, "使用人": who, "核准使用日期": approved, "准用期止": until,
            "所属旗县市": "科尔沁右翼前旗"}  # fmt: skip


@pytest.fixture
def loaded(take_in, league, tmp_path):
    marks = [
        mark("90000001", "已注册", until="2034-05-13", classes="30; 31"),  # one a class
        mark("90000002", "已注册"),  # its term has run out: renewed or not is not known
        mark("90000003", "失效", until="2034-05-13"),  # ended, nobody knows when
        mark("90000004", "失效"),  # its term had run out anyhow
        mark("90000005", "申请中", "", "", filed="2024-03-01"),
        mark("90000006", "已注册", "2024-07-14", "2034-07-13", filed="2024-01-01"),
    ]
    indications = [
        indication("甲米", "地理标志产品", "2019-01-01"), indication("乙米", "地理标志产品", "2019-01-01", "已撤销"),
        indication("丙米", "地理标志产品", ""), indication("丁羊", "证明商标", "2019-01-01", "已注册"),
        indication("戊羊", "集体商标", "2024-07-01"),
    ]  # fmt: skip
    users = [user("甲米", "示例一", "2023-01-01"), user("甲米", "示例二", "2020-01-01", "2023-12-31"),
             user("丁羊", "示例一", "2023-01-01", "2024-06-30")]  # fmt: skip
    for name, rows in (("marks", marks), ("indications", indications), ("users", users)):
        assert take_in(league, write_rows(tmp_path / f"{name}.csv", rows)).rejected == 0


def counted(name, region="1522"):
    value = Measure(load().indicators[name], load(), latest()).value(Cell(region, AT))
    return value.value, value.unknown


def test_marks_and_indications_are_counted_and_what_is_not_known_stands_apart(loaded):
    assert {name: counted(name) for name in COUNTED} == {
        "valid_marks": (2, 2), "mark_filings": (2, 0), "mark_registrations": (0, 0),
        "gi_products": (1, 1), "gi_marks": (1, 0), "gi_users": (2, 0),
    }  # fmt: skip
    assert counted("valid_marks", "152223") == (0, 0)
    by_class = Measure(load().indicators["valid_marks"], load(), latest()).query.breakdown(
        Cell("1522", AT), ("nice_classes",)
    )
    assert {row["nice_classes"]: row["known"] for row in by_class.to_pylist()} == {"30": 1, "31": 1}
    asked = [load().indicators[name] for name in COUNTED]
    at_once = full_set(load(), latest(), [AT], ["1522"], indicators=asked).to_pylist()
    assert {row["indicator"]: (row["value"], row["unknown"]) for row in at_once} == {
        name: counted(name) for name in COUNTED
    }


def test_indications_without_a_day_are_not_told_by_words_of_patents(take_in, league, tmp_path, client):
    take_in(league, write_rows(tmp_path / "a.csv", [indication("丙米", "地理标志产品", "")]))
    client.force_login(league)
    said = client.get("/indicators/gi_products/").content.decode()
    assert "1 件没有“保护起始日”或状态不明" in said
    assert "授权公告日" not in said
