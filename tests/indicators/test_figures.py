"""Figures: the published examples, what is unknown, what is missing, and what each rests on.

Sources of the examples: published monthly and quarterly figures named in packs/indicators/patents.yaml (S2 to S4).
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from tests.builders import ADDRESSES, patent, write_rows
from xingzhi.indicators.measure import Measure, rate, rounded
from xingzhi.indicators.query import Cell, Span
from xingzhi.indicators.tables.arithmetic import percent
from xingzhi.packs import load
from xingzhi.snapshots.jobs import latest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("numerator", "denominator", "published"),
    [
        (13_398, "2396.0", "5.59"),  # Inner Mongolia, March 2024; residents at the end of 2023
        (13_398, "2401.0", "5.58"),  # what the end of 2022 would wrongly give
        (7_672, "2402.8", "3.19"),  # July 2021; end of 2020
        (7_672, "2400.0", "3.20"),  # what the end of the same year would wrongly give
        (7_672, "2404.9", "3.19"),  # and the census of 2020
        (2_155_000, "140828", "15.30"),  # the nation, June 2025: high-value inventions; residents at the end of 2024
        (2_292_000, "140828", "16.28"),  # end of 2025, published as 16
        (1, "800", "0.00"),
        (1, "200", "0.01"),  # half up, as official figures are
        (3, "200", "0.02"),
        (0, "10", "0.00"),
    ],
)
def test_rates_as_published(numerator, denominator, published):
    assert rate(numerator, Decimal(denominator), 2) == Decimal(published)


# End of 2022, June 2025, end of 2025, in 10,000: all high-value inventions, those of firms, and what was said of them.
NATION = [("132.4", "96.8", "73.1"), ("215.5", "165.1", "76.6"), ("229.2", "176.4", "77.0"), ("531.8", "229.2", "43.1")]
CLASSES = [("sei", "132.4", "95.2"), ("sei", "215.5", "147.2"), ("sei", "229.2", "153.4"),
           ("ten_years", "132.4", "44.4"), ("ten_years", "215.5", "79.3")]  # fmt: skip


def test_the_shares_of_the_nation_as_published():
    assert rounded(rate(2_292_000, Decimal("140828"), 2), 0) == 16
    for whole, part, published in NATION:
        assert percent(Decimal(part), Decimal(whole)) == Decimal(published)
    bounds = {code: bound for bound in load().high_value.warnings for code in bound.classes}
    for code, whole, part in CLASSES:
        share = percent(Decimal(part), Decimal(whole))
        assert share is not None
        assert bounds[code].low <= share <= bounds[code].high, "no warning where the nation itself stands"


def measure(name):
    return Measure(load().indicators[name], load(), latest())


def day(at):
    return Span(date.fromisoformat(at), date.fromisoformat(at))


def span(start, end):
    return Span(date.fromisoformat(start), date.fromisoformat(end))


@pytest.fixture
def population(take_in, league, tmp_path):
    """Takes population figures in: (place, year, 10,000 persons)."""

    def population(*figures):
        rows = [dict(zip(("地区", "年份", "年末常住人口（万人）"), map(str, each), strict=True)) for each in figures]
        take_in(league, write_rows(tmp_path / "population.csv", [each | {"出处": "示例公报"} for each in rows]))

    return population


@pytest.mark.parametrize(
    ("at", "count", "published", "year"), [("2024-03-31", 13_398, "5.59", 2023), ("2021-07-31", 7_672, "3.19", 2020)]
)
def test_the_denominator_is_the_year_end_before(population, at, count, published, year):
    population(
        ("兴安盟", 2019, "2415.3"), ("兴安盟", 2020, "2402.8"), ("兴安盟", 2021, "2400.0"), ("兴安盟", 2022, "2401.2"),
        ("兴安盟", 2023, "2396.0"), ("兴安盟", 2024, "2388.0"),
    )  # fmt: skip
    value = measure("valid_inventions_per_10000").of_count(Cell("1522", day(at)), count, 0)
    assert value.value == Decimal(published)
    assert value.denominator == {2020: Decimal("2402.8"), 2023: Decimal(2396)}[year]
    assert value.denominator_source == "示例公报"
    assert value.internal


def test_a_missing_population_gives_no_figure_and_says_which(population):
    population(("兴安盟", 2022, "141"), ("扎赉特旗", 2023, "33"))
    value = measure("valid_inventions_per_10000").of_count(Cell("1522", day("2024-03-31")), 7, 0)
    assert value.value is None
    assert value.numerator == 7
    assert value.denominator is None
    assert "兴安盟 2023 年末常住人口未录入" in value.missing
    assert measure("valid_inventions_per_10000").of_count(Cell("152223", day("2024-03-31")), 7, 0).value == Decimal(
        "0.21"
    )


def granted(serial, on, kind="invention", region="152221", **cells):
    year = int(on[:4]) - 1
    return patent(year, serial, kind, region=region, 授权公告日=on, 法律状态="授权", 法律状态公告日=on, **cells)


def test_the_grants_of_the_first_quarter_of_2024(take_in, league, tmp_path):
    """13 inventions, 75 utility models and 6 designs, 94 in all, as published for the league; nothing else counts."""
    days = ["2024-01-02", "2024-02-29", "2024-03-31"]
    places = ["152221", "152223", "152201"]
    rows = [
        granted(at, days[at % 3], kind, places[at % 3])
        for kind, count in (("invention", 13), ("utility_model", 75), ("design", 6))
        for at in range(1, count + 1)
    ]
    rows += [granted(500, "2023-12-31"), granted(501, "2024-04-01", "design"), patent(2023, 502)]
    rows.append(patent(2023, 503, 授权公告日="2024-02-01", 地址="内蒙古自治区通辽市科尔沁区某街"))
    take_in(league, write_rows(tmp_path / "q1.csv", rows))
    grants, quarter = measure("grants"), span("2024-01-01", "2024-03-31")
    by_type = grants.query.breakdown(Cell("1522", quarter), ("patent_type",)).to_pylist()
    outside = 0  # the office keeps the record, and does not count it
    assert {row["patent_type"]: row["known"] for row in by_type if row["known"]} == {
        "invention": 13 + outside, "utility_model": 75, "design": 6,
    }  # fmt: skip
    in_banners = [grants.value(Cell(place, quarter)).value for place in places]
    assert sum(in_banners) == 94
    months = grants.query.breakdown(Cell("1522", quarter), ("month",)).to_pylist()
    assert sum(row["known"] for row in months) == 94 + outside
    assert {row["month"] for row in months if row["known"]} == {"2024-01", "2024-02", "2024-03"}


def test_what_cannot_be_decided_is_counted_apart(take_in, league, tmp_path):
    rows = [
        granted(1, "2020-05-06"),
        granted(2, "2020-05-06") | {"法律状态": "专利权的终止", "法律状态公告日": "2023-01-01"},
        granted(3, "2020-05-06") | {"法律状态": "", "法律状态公告日": ""},
        granted(4, "2020-05-06") | {"法律状态": "失效", "法律状态公告日": ""},
        granted(5, "2020-05-06") | {"法律状态": "一种没有听过的状态", "法律状态公告日": "2023-01-01"},
        patent(2019, 6, 法律状态="有效", 法律状态公告日="2023-01-01"),
        patent(2019, 7, 法律状态="驳回", 法律状态公告日="2021-01-01"),
        granted(8, "2020-05-06", "utility_model"),
    ]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    stock = measure("valid_inventions")
    at = {
        day_: stock.value(Cell("1522", day(day_))) for day_ in ("2020-01-01", "2022-12-31", "2023-01-01", "2024-01-01")
    }
    known = {day_: value.value for day_, value in at.items()}
    assert known == {"2020-01-01": None, "2022-12-31": 2, "2023-01-01": 1, "2024-01-01": 1}, "valid until it lapsed"
    assert at["2020-01-01"].lacks == "status", "none known and one undecided is no zero"
    assert at["2024-01-01"].unknown == 4, "no status, lapsed without a day, unknown words, in force without a grant"
    keys = stock.query.keys(Cell("1522", day("2024-01-01")), undecided=True)
    assert len(keys) == 4
    assert len(stock.query.keys(Cell("1522", day("2022-12-31")))) == 2


def test_a_file_without_grants_and_statuses_gives_no_zero(take_in, league, tmp_path):
    take_in(league, write_rows(tmp_path / "a.csv", [patent(2019, serial) for serial in range(1, 6)]))
    for name in ("valid_inventions", "grants"):
        value = measure(name).value(Cell("1522", day("2024-01-01")))
        assert (value.value, value.numerator, value.unknown) == (None, 0, 5)
        assert "法律状态" in value.missing


def test_every_figure_opens_to_exactly_its_records(take_in, league, tmp_path):
    rows = [granted(at, f"2024-0{1 + at % 6}-15", region=list(ADDRESSES)[at % 4]) for at in range(1, 130)]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    grants = measure("grants")
    for place in ("1522", "152221", "152223"):
        for where in (
            {},
            {"patent_type": "invention"},
            {"applicant_kind": "enterprise"},
            {"applicant_kind": "individual"},
        ):
            cell = Cell(place, span("2024-01-01", "2024-06-30"), where)
            known, _ = grants.query.count(cell)
            keys, after = [], ""
            while page := grants.query.keys(cell, after=after, limit=20):
                keys += page
                after = page[-1]
            assert len(keys) == len(set(keys)) == known
    parts = grants.query.breakdown(Cell("1522", span("2024-01-01", "2024-06-30")), ("region", "month")).to_pylist()
    assert sum(row["known"] for row in parts) == 129


def test_a_dimension_nobody_declared_is_no_way_into_the_query(take_in, league, tmp_path):
    take_in(league, write_rows(tmp_path / "a.csv", [granted(1, "2024-01-15")]))
    grants = measure("grants")
    with pytest.raises(KeyError):
        grants.query.count(Cell("1522", span("2024-01-01", "2024-06-30"), {"1=1 OR title": "x"}))
    for value in ("' OR 1=1 --", '"', "$region"):
        cell = Cell("1522", span("2024-01-01", "2024-06-30"), {"patent_type": value})
        assert grants.query.count(cell) == (0, 0)


# --- The command ---


@pytest.fixture
def told(capsys):
    """Runs `xingzhi indicators …`; gives the exit code and what it said."""
    from xingzhi.cli import main

    def told(*arguments):
        code = main(["indicators", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return told


def test_the_command_tells_the_figure_and_what_it_rests_on(take_in, league, tmp_path, population, told):
    rows = [granted(at, "2022-05-06") for at in range(1, 8)]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    population(("兴安盟", 2023, "141.5"), ("科尔沁右翼前旗", 2023, "28"))
    code, out, _ = told("value", "valid_inventions_per_10000", "--region", "152200", "--at", "2024-03-31", "--json")
    said = json.loads(out)
    assert code == 0
    assert (said["value"], said["numerator"], said["denominator"]) == ("0.05", 7, "141.5")
    assert said["indicator"] == "valid_inventions_per_10000"
    assert (said["region"], said["at"], said["unknown"], said["missing"]) == ("1522", "2024-03-31", 0, "")
    assert said["pack"] == load().ref("indicators")
    assert said["snapshot"] == latest().label
    assert said["denominator_source"] == "示例公报"
    assert said["internal"] is True
    assert said["unit"] == "件/万人"
    code, out, _ = told("value", "valid_inventions_per_10000", "--region", "152221", "--at", "2024-03-31")
    assert code == 0
    assert "0.25" in out
    code, out, _ = told("value", "grants", "--region", "152200", "--at", "2022-05-31", "--json")
    assert (json.loads(out)["value"], json.loads(out)["start"]) == ("7", "2022-05-01")
    code, out, _ = told("value", "grants", "--region", "152200", "--at", "2022-12-31", "--from", "2022-01-01",
                        "--where", "patent_type=design", "--json")  # fmt: skip
    assert json.loads(out)["value"] == "0"
    code, out, _ = told("value", "valid_inventions_per_10000", "--region", "152200", "--at", "2025-03-31", "--json")
    said = json.loads(out)
    assert (code, said["value"], said["numerator"]) == (0, None, 7)
    assert "2024" in said["missing"]


def test_the_command_says_what_it_cannot_do(office, told, take_in, league, tmp_path):
    code, _, err = told("value", "grants", "--region", "152200", "--at", "2024-03-31")
    assert code == 2
    assert "快照" in err
    take_in(league, write_rows(tmp_path / "a.csv", [granted(1, "2022-05-06")]))
    for name, region in (("no_such", "152200"), ("grants", "999999")):
        code, _, err = told("value", name, "--region", region, "--at", "2024-03-31")
        assert code == 2
        assert err.strip()
    code, out, _ = told("list")
    assert code == 0
    assert set(load().indicators) <= set(out.split())
