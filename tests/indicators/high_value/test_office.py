"""What an office does about high-value inventions, from the file to the figure: table, decisions, statements, cards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client, override_settings

from tests.builders import body, number, patent, write_rows
from tests.conftest import BANNER, OFFICE, person
from xingzhi.core import jobs
from xingzhi.core.models import LogEntry, Office, User
from xingzhi.indicators.high_value.actions import DecisionRefused, Origin, decide, load_crosswalk, withdraw_table
from xingzhi.indicators.high_value.card import card
from xingzhi.indicators.high_value.figures import Figures, warnings
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.registers.models import Patent
from xingzhi.registers.receive import receive_file, start_import
from xingzhi.sample.crosswalk_file import write_crosswalk
from xingzhi.snapshots.jobs import latest

pytestmark = pytest.mark.django_db
AT = date(2026, 6, 30)
OLD, YOUNG, PLAIN, UTILITY = number(2012, 1), number(2020, 2), number(2021, 3), number(2012, 4, "utility_model")


def granted(year: int, serial: int, kind: str = "invention", **cells: str) -> dict[str, str]:
    return patent(year, serial, kind, 授权公告日=f"{year + 2}-05-06", 法律状态="授权", 法律状态公告日=f"{year + 2}-05-06",
                  摘要=f"一种示例装置{serial}", 主权项="一种装置", **cells)  # fmt: skip


@pytest.fixture(scope="module")
def home(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Path]:
    """The office's files, and in its database what `fill` takes in; made once, each test works in a savepoint of it."""
    folder = tmp_path_factory.mktemp("high_value")
    with django_db_blocker.unblock(), override_settings(HOME=folder / "home"), transaction.atomic():
        Office.objects.create(region=OFFICE, name="测试局")
        fill(person("league", "league_officer", OFFICE), folder)
        yield folder / "home"
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def own_home(settings: Any, home: Path) -> Path:
    settings.HOME = home
    return home


@pytest.fixture
def world(home: Path, db: None) -> Any:
    """The league officer of the filled office."""
    return User.objects.get(username="league")


@pytest.fixture
def banner(home: Path, db: None) -> Any:
    """An officer of one banner of it."""
    return person("banner", "banner_officer", BANNER)


def take_in(user: Any, path: Path) -> None:
    """Take a file in and do all that follows."""
    batch = receive_file(user, path, path.name)
    start_import(user, batch.pk)
    jobs.run_waiting()
    batch.refresh_from_db()
    assert batch.accepted
    assert not batch.rejected


def fill(league: Any, tmp_path: Path) -> None:
    """Four patents in two banners, one with a member abroad, one pledged, one with an award; population of 2025."""
    rows = [
        granted(2012, 1, 主分类号="F03D1/06", 分类号="F03D1/06;H02G1/02"),
        granted(2020, 2, 主分类号="G06V20/10", 分类号="G06V20/10"),
        granted(2021, 3, 主分类号="A01B1/00", 分类号="A01B1/00", region="152223"),
        granted(2012, 4, "utility_model", 主分类号="F03D1/06", 分类号="F03D1/06"),
        patent(2021, 5, 主分类号="F03D1/06", 分类号="F03D1/06", 法律状态="公布", 法律状态公告日="2022-01-01"),
    ]
    take_in(league, write_rows(tmp_path / "专利.csv", rows))
    member = {"申请号": OLD, "同族号": "US100", "国别/局": "US", "同族状态": "已授权", "同族授权日": "2016-02-03"}
    take_in(league, write_rows(tmp_path / "同族.csv", [member]))
    pledge = {"质押登记号": "Y1", "申请号": YOUNG, "出质人": "甲", "质权人": "示例银行", "质押登记日": "2024-01-02",
              "担保金额（万元）": "500", "质押状态原文": "质押中"}  # fmt: skip
    take_in(league, write_rows(tmp_path / "质押.csv", [pledge]))
    award = {"申请号": OLD, "奖项": "中国专利优秀奖", "届次": "第二十四届", "授奖日": "2023-07-01"}
    take_in(league, write_rows(tmp_path / "获奖.csv", [award]))
    people = {"地区": "兴安盟", "年份": "2025", "年末常住人口（万人）": "10", "出处": "示例公报"}
    take_in(league, write_rows(tmp_path / "人口.csv", [people]))


def states(key: str, at: date = AT) -> dict[str, str]:
    found = card(latest(), key, at)
    assert found is not None
    return {line.code: line.state for line in found.lines} | {"counts": found.counts}


def value(name: str, region: str = "1522", at: date = AT) -> Any:
    return Measure(load().indicators[name], load(), latest()).value(Cell(region, Span(at, at)))


def use_sample_table(user: Any, tmp_path: Any, verified: bool = True) -> Any:
    path = write_crosswalk(tmp_path)
    table = load_crosswalk(user, path, path.name, Origin("示例", verified=verified))
    jobs.run_waiting()
    return table


def test_before_anything_is_decided(world):
    assert states(OLD) == {"sei": "unknown", "family": "yes", "ten_years": "yes", "pledge": "unknown", "award": "yes",
                           "counts": "yes"}  # fmt: skip
    assert states(YOUNG) == {"sei": "unknown", "family": "unknown", "ten_years": "no", "pledge": "unknown",
                             "award": "unknown", "counts": "unknown"}  # fmt: skip
    found = value("high_value_per_10000")
    assert (found.value, found.upper, found.numerator, found.unknown) == (Decimal("0.10"), Decimal("0.30"), 1, 2)
    assert found.internal
    assert "high_value@" in found.pack
    assert value("high_value_sei").value is None, "not loaded is no zero"
    assert value("high_value_sei").unknown == 3
    assert value("high_value_ten_years").value == 1
    assert card(latest(), UTILITY, AT) is None


def test_the_table_settles_its_class_and_the_union_counts_once(world, tmp_path):
    use_sample_table(world, tmp_path)
    decide(world, "ipc_used", "main", "示例文件")
    for name in ("family_members", "pledges", "awards"):
        decide(world, f"complete:{name}", "2026-06-30", "示例声明")
    decide(world, "min_pledge_amount", "300", "示例文件")
    decide(world, "pledge_in_force", "yes", "示例文件")
    jobs.run_waiting()
    assert states(OLD) == {
        "sei": "yes",
        "family": "yes",
        "ten_years": "yes",
        "pledge": "no",
        "award": "yes",
        "counts": "yes",
    }
    assert states(YOUNG)["sei"] == states(YOUNG)["pledge"] == "yes"
    assert states(PLAIN) == dict.fromkeys(("sei", "family", "ten_years", "pledge", "award", "counts"), "no")
    found = value("high_value_per_10000")
    assert (found.value, found.upper, found.unknown) == (Decimal("0.20"), Decimal("0.20"), 0)
    made = Figures(latest(), load()).make_up("1522", AT)
    assert made.valid == (3, 0)
    assert made.union == (2, 0)
    assert made.classes == {"sei": (2, 0), "family": (1, 0), "ten_years": (1, 0), "pledge": (1, 0), "award": (1, 0)}
    assert made.overlap["sei", "family"] == (1, 0)
    assert made.overlap["family", "pledge"] == (0, 0)
    both = Cell("1522", Span(AT, AT), {"sei": "yes", "family": "yes"})
    opened = Measure(load().indicators["high_value_inventions"], load(), latest())
    assert opened.query.keys(both) == [OLD], "what the overlap opens to"
    assert {"sei", "zone", "applicant_kind"} <= set(opened.dimensions)
    assert warnings(made, load()) == ["sei", "ten_years"], "shares of two patents are far from the nation's"
    assert Figures(latest(), load()).make_up("152223", AT).union == (0, 0)


def test_the_card_says_since_when_until_when_and_by_which_record(world, tmp_path):
    use_sample_table(world, tmp_path)
    found = card(latest(), OLD, AT)
    assert found is not None
    assert found.line("family").since == date(2016, 2, 3)
    assert found.line("ten_years").since == date(2022, 3, 5)
    assert found.line("award").since == date(2023, 7, 1)
    assert found.line("sei").since == date(2021, 2, 7)
    assert [each.register for each in found.line("family").evidence] == ["family_members"]
    moved = card(latest(), YOUNG, AT)
    assert moved is not None
    assert moved.line("sei").reasons == ("moved",)
    assert moved.line("sei").evidence[0].symbol == "G06V20/10"
    assert "G06K9*" in moved.line("sei").evidence[0].patterns
    before = card(latest(), OLD, date(2022, 3, 4))
    assert before is not None
    assert before.line("ten_years").state == "no"
    assert before.line("ten_years").next == date(2022, 3, 5)


def test_what_lapsed_counts_no_longer_and_what_is_not_known_to_be_valid_is_unknown(world, tmp_path):
    gone = granted(2010, 7) | {"法律状态": "专利权的终止", "法律状态公告日": "2025-01-01"}
    unclear = granted(2010, 8) | {"法律状态": "", "法律状态公告日": ""}
    take_in(world, write_rows(tmp_path / "再来.csv", [gone, unclear]))
    assert states(number(2010, 7), date(2024, 12, 31))["counts"] == "yes"
    assert states(number(2010, 7))["counts"] == "no"
    assert states(number(2010, 8)) == states(number(2010, 8)) | {"ten_years": "yes", "counts": "unknown"}
    assert value("high_value_ten_years").unknown == 1


def test_an_unverified_table_is_said_so_wherever_it_is_used(world, tmp_path):
    table = use_sample_table(world, tmp_path, verified=False)
    assert "未核实" in value("high_value_per_10000").pack
    found = card(latest(), OLD, AT)
    assert found is not None
    assert not found.verified
    withdraw_table(world, table.pk, "试算完")
    jobs.run_waiting()
    assert states(OLD)["sei"] == "unknown"


def test_a_decision_taken_back_is_none(world):
    decide(world, "min_pledge_amount", "300", "示例文件")
    assert states(YOUNG)["pledge"] == "yes"
    decide(world, "min_pledge_amount", "", "文件废止")
    assert states(YOUNG)["pledge"] == "unknown"


@pytest.mark.parametrize(
    ("name", "given", "document", "code"),
    [
        ("nothing", "1", "文", "name"),
        ("complete:patents", "2026-01-01", "文", "name"),
        ("complete:pledges", "2099-01-01", "文", "future"),
        ("complete:pledges", "昨天", "文", "value"),
        ("ipc_used", "both", "文", "value"),
        ("min_pledge_amount", "很多", "文", "value"),
        ("min_pledge_amount", "NaN", "文", "value"),
        ("ipc_used", "any", " ", "document"),
    ],
)
def test_what_cannot_be_decided_is_refused(world, name, given, document, code):
    with pytest.raises(DecisionRefused) as refused:
        decide(world, name, given, document)
    assert refused.value.code == code


def test_a_banner_officer_decides_nothing_for_the_office(banner, tmp_path):
    before = LogEntry.objects.count()
    with pytest.raises(PermissionDenied):
        decide(banner, "ipc_used", "any", "文")
    with pytest.raises(PermissionDenied):
        load_crosswalk(banner, write_crosswalk(tmp_path), "x.docx", Origin("文"))
    assert LogEntry.objects.count() == before


# --- Pages ---


def client(user: Any) -> Client:
    made = Client()
    made.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return made


def test_the_pages_tell_the_bounds_and_the_state_of_the_table(world, tmp_path):
    officer = client(world)
    page = body(officer.get("/high-value/", {"at": "2026-06-30"}))
    assert "参照关系表未加载" in page
    assert "内部测算，不对外发布" in page
    assert "1—3" in page
    for name in ("/high-value/rules/", "/high-value/tables/", "/high-value/watch/"):
        assert officer.get(name).status_code == 200
    row = Patent.objects.get(key=OLD)
    page = body(officer.get(f"/high-value/patents/{row.pk}/", {"at": "2026-06-30"}))
    assert "2016-02-03" in page
    assert "缺：" in page
    records = body(officer.get("/indicators/high_value_ten_years/records/", {"at": "2026-06-30"}))
    assert OLD in records
    assert YOUNG not in records
    assert "不能判定" in body(officer.get("/indicators/high_value_inventions/", {"at": "2026-06-30"}))
    assert officer.get("/indicators/", {"at": "2026-06-30"}).status_code == 200


def test_a_table_is_looked_at_before_it_is_used(world, tmp_path):
    officer = client(world)
    with write_crosswalk(tmp_path).open("rb") as file:
        answer = officer.post("/high-value/tables/crosswalk/upload/", {"file": file})
    page = body(officer.get(answer["Location"]))
    assert "公布为 311" in page
    assert latest() is not None
    assert value("high_value_sei").value is None, "looking changes nothing"
    assert officer.post(answer["Location"], {"source": "示例来源"}).status_code == 302
    jobs.run_waiting()
    assert "未核实" in body(officer.get("/high-value/tables/"))
    assert value("high_value_sei").value == 2
    assert officer.get(answer["Location"]).status_code == 404, "nothing is left waiting"
    beside = granted(2020, 66, 主分类号="A01B1/00", 分类号="A01B1/00;F03D1/06")
    take_in(world, write_rows(tmp_path / "又.csv", [beside]))
    candidates = body(officer.get("/high-value/watch/", {"at": "2026-06-30"}))
    assert "分类号在战略性新兴产业参照表内，尚不能判定" in candidates
    assert beside["申请号"].removeprefix("CN") in candidates


def test_a_file_that_is_no_table_is_told(world, tmp_path):
    officer = client(world)
    path = tmp_path / "x.docx"
    path.write_bytes(b"nothing")
    with path.open("rb") as file:
        answer = officer.post("/high-value/tables/crosswalk/upload/", {"file": file}, follow=False)
    assert "不是 DOCX" in body(officer.get(answer["Location"], follow=True))


def test_decisions_are_made_on_the_page_with_their_document(world):
    officer = client(world)
    officer.post("/high-value/rules/", {"name": "min_pledge_amount", "value": "300", "document": "示例文件第1号"})
    page = body(officer.get("/high-value/rules/"))
    assert "示例文件第1号" in page
    assert states(YOUNG)["pledge"] == "yes"
    refused = officer.post(
        "/high-value/rules/", {"name": "min_pledge_amount", "value": "x", "document": "文"}, follow=True
    )
    assert "没有保存" in body(refused)


def test_another_banners_patent_has_no_card_here(world, banner):
    officer = client(banner)
    assert officer.get(f"/high-value/patents/{Patent.objects.get(key=OLD).pk}/").status_code == 200
    assert officer.get(f"/high-value/patents/{Patent.objects.get(key=PLAIN).pk}/").status_code == 404
    assert officer.get("/high-value/", {"region": "1522"}).status_code == 404
    assert officer.post("/high-value/rules/", {"name": "ipc_used", "value": "any", "document": "文"}).status_code == 403


def test_lists_of_what_drops_out_and_comes_in(world, tmp_path):
    fee = {"申请号": OLD, "年费年度": "15", "应缴日": "2026-07-15", "缴费状态": "待缴"}
    take_in(world, write_rows(tmp_path / "年费.csv", [fee]))
    take_in(world, write_rows(tmp_path / "新.csv", [granted(2016, 9)]))
    page = body(client(world).get("/high-value/watch/", {"at": "2026-01-31"}))
    assert "第 15 年度" not in page, "more than 90 days away"
    assert "申请满十年" in page
    assert "2026-03-05" in page
    assert "第 15 年度" in body(client(world).get("/high-value/watch/", {"at": "2026-06-30"}))


# --- The command ---


def test_the_command_prints_a_card_and_loads_a_table(world, tmp_path, capsys):
    from xingzhi.cli import main

    assert main(["highvalue", "card", f"CN{OLD}", "--at", "2026-06-30", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {line["code"]: line["state"] for line in said["lines"]}["family"] == "yes"
    assert said["internal"] is True
    assert main(["highvalue", "card", "CN999", "--at", "2026-06-30"]) == 2
    path = str(write_crosswalk(tmp_path))
    assert main(["highvalue", "load-crosswalk", path, "--by", "league", "--source", "示例", "--look"]) == 0
    assert main(["highvalue", "load-crosswalk", path, "--by", "league", "--source", "示例"]) == 0
    capsys.readouterr()
    assert main(["highvalue", "card", OLD, "--at", "2026-06-30"]) == 0
    assert "战略性新兴产业: 是 自 2021-02-07" in capsys.readouterr().out
    assert main(["highvalue", "status"]) == 0
    assert "未核实" in capsys.readouterr().out
    assert (
        main(["indicators", "value", "high_value_per_10000", "--region", "152200", "--at", "2026-06-30", "--json"]) == 0
    )
    assert json.loads(capsys.readouterr().out)["upper"] == "0.3"
