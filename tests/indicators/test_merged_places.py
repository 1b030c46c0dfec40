"""Places merged since: Binhai of Tianjin, one district from 2009 on, was Tanggu, Hangu and Dagang (numbers invented)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.builders import patent, write_rows
from tests.conftest import person
from xingzhi.core.models import Office
from xingzhi.indicators.cautions import cautions
from xingzhi.indicators.full_set.run import full_set
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest

pytestmark = pytest.mark.django_db
TIANJIN, BINHAI = "12", "120116"
MARCH = Span(date(2009, 3, 31), date(2009, 3, 31))


@pytest.fixture
def officer(db):
    Office.objects.create(region=TIANJIN, name="测试局")
    return person("tianjin", "league_officer", TIANJIN)


@pytest.fixture
def residents(officer, take_in, tmp_path):
    """Takes populations in: (place, year, 10,000 persons, document)."""

    def residents(*figures):
        names = ("地区", "年份", "年末常住人口（万人）", "出处")
        rows = [dict(zip(names, each, strict=True)) for each in figures]
        batch = take_in(officer, write_rows(tmp_path / f"{len(figures)}.csv", rows))
        assert batch.accepted == len(figures)

    return residents


def rate(at=MARCH, name="valid_inventions_per_10000"):
    return Measure(load().indicators[name], load(), latest()).value(Cell(BINHAI, at))


def test_old_places_are_added_once_all_are_there_and_patents_count_once(residents, officer, take_in, tmp_path, client):
    towns = ("天津市塘沽区一街1号", "天津市汉沽区二街1号", "天津市大港区三街1号", "天津市滨海新区四街1号")
    rows = [patent(2006, at, 地址=town, 授权公告日="2008-05-06", 法律状态="授权", 法律状态公告日="2008-05-06")
            for at, town in enumerate(towns, 1)]  # fmt: skip
    take_in(officer, write_rows(tmp_path / "a.csv", rows))
    residents(("天津市塘沽区", "2008", "50", "旧年鉴"), ("120108", "2008", "17", "旧年鉴"))
    assert MODELS["population"].objects.count() == 2, "neither overwrites the other"
    again = {"地区": "滨海新区", "年份": "2008", "年末常住人口（万人）": "50", "出处": "旧年鉴", "原区划代码": "120107"}
    take_in(officer, write_rows(tmp_path / "exported.csv", [again]))
    assert MODELS["population"].objects.count() == 2, "nor does what was exported and comes back"
    found = rate()
    assert (found.value, found.lacks, found.numerator) == (None, "population", 4)
    assert "缺原区划：大港区" in found.missing
    client.force_login(officer)
    page = client.get(f"/indicators/valid_inventions_per_10000/?region={BINHAI}&at=2009-03-31").content.decode()
    assert "2008 年末常住人口缺原区划：大港区" in page
    residents(
        ("大港区", "2008", "33", "旧年鉴"), ("滨海新区", "2009", "120", "新年鉴"), ("塘沽区", "2007", "49", "旧年鉴")
    )
    found = rate()
    assert (found.value, found.denominator, found.denominator_source) == (Decimal("0.04"), 100, "旧年鉴")
    assert rate(Span(date(2010, 3, 31), date(2010, 3, 31))).denominator == 120
    measure = Measure(load().indicators["valid_inventions_per_10000"], load(), latest())
    assert "塘沽区、汉沽区、大港区" in "".join(each.text for each in cautions(measure, BINHAI, MARCH))
    whole = full_set(load(), latest(), [MARCH], [BINHAI], indicators=[measure.indicator])
    assert whole["value"].to_pylist() == [found.value], "the complete set divides by the same"


def test_a_figure_stated_for_the_place_of_today_counts_alone(residents):
    residents(("塘沽区", "2008", "50", "旧年鉴"), ("汉沽区", "2008", "17", "旧年鉴"), ("大港区", "2008", "33", "旧年鉴"),
              ("滨海新区", "2008", "110", "新年鉴，按现行区划"))  # fmt: skip
    measure = Measure(load().indicators["valid_inventions_per_10000"], load(), latest())
    published = measure.published(Cell(BINHAI, MARCH))
    assert (published.value, published.added) == (110, ())


def test_a_place_that_took_another_in_needs_both_from_one_document(residents):
    """Pudong stood when Nanhui came to it in 2009."""

    def published():
        found = Measure(load().indicators["valid_inventions_per_10000"], load(), latest())
        return found.published(Cell("310115", MARCH))

    residents(("南汇区", "2008", "100", "南汇年鉴"))
    assert (published().value, published().missing) == (None, ("浦东新区",))
    residents(("浦东新区", "2008", "300", "上海年鉴"), ("浦东新区", "2009", "410", "上海年鉴"))
    assert (published().value, published().unclear) == (None, True)
    residents(("浦东新区", "2008", "300", "南汇年鉴"), ("徐汇区", "2008", "1", ""), ("徐汇区", "2009", "1", ""))
    assert (published().value, published().added) == (400, ("南汇区", "浦东新区"))
