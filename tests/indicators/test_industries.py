"""Patents split by strategic industry: one stands in each industry it lies in, and what is not known stays apart."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest

from tests.builders import patent, write_rows
from xingzhi.indicators.high_value.actions import Origin, decide, load_crosswalk
from xingzhi.indicators.industries import NONE
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.sample.crosswalk_file import write_crosswalk
from xingzhi.snapshots.jobs import latest

pytestmark = pytest.mark.django_db
YEAR = Span(date(2024, 1, 1), date(2024, 12, 31))
MADE = (
    ("invention", "G06K9/00", "G06K9/00", "一种装置"),  # industry 1
    ("invention", "G06K9/00", "G06K9/00; F03D1/00", "一种装置"),  # industries 1 and 2
    ("invention", "G06K9/00", "G06K9/00; H02J3/38", "一种光伏装置"),  # the second by a keyword
    ("invention", "A01B1/00", "A01B1/00", "一种装置"),  # in none
    ("design", "", "", "装置"),  # a design has no symbol
)


@pytest.fixture
def granted(take_in, league, tmp_path):
    """Five grants of 2024, each of another place in the sample's table."""
    rows = [patent(2020, at, kind, 授权公告日="2024-02-06", 法律状态="授权", 法律状态公告日="2024-02-06", 主分类号=main,
                   分类号=symbols, 摘要=title, 首项权利要求=title)
            for at, (kind, main, symbols, title) in enumerate(MADE, 1)]  # fmt: skip
    take_in(league, write_rows(tmp_path / "granted.csv", rows))


def split() -> dict[str, int]:
    query = Measure(load().indicators["grants"], load(), latest()).query
    rows = query.breakdown(Cell("1522", YEAR), ("strategic_industry",)).to_pylist()
    counts = {row["strategic_industry"]: row["known"] for row in rows}
    for value, count in counts.items():
        assert len(query.keys(Cell("1522", YEAR, {"strategic_industry": value}))) == count, "each opens to its records"
    return counts


def test_nothing_is_known_without_a_table_and_a_patent_stands_in_each_of_its_industries(
    granted, league, tmp_path, client
):
    client.force_login(league)
    page = "/indicators/grants/?at=2024-12-31"
    assert split() == {"": 5}
    assert "不能按产业分；请先载入" in client.get(page).content.decode()
    (tmp_path / "table").mkdir()
    path = write_crosswalk(tmp_path / "table")
    load_crosswalk(league, path, path.name, Origin("示例"))
    first, second = "1", "2"
    assert split() == {first: 3, NONE: 2}, "until it is decided, what symbols beside the main one lie in is not sure"
    decide(league, "ipc_used", "any", "示例会议纪要")
    found = split()
    assert (found.get(first), found.get(second), found.get(NONE)) == (3, 2, 2), found
    said = client.get(page).content.decode()
    assert "示例产业二（虚构）" in said
    assert "各产业之和可能大于总数" in said
    opened = client.get(f"/indicators/grants/records/?from=2024-01-01&at=2024-12-31&strategic_industry={second}")
    assert "示例产业二（虚构）" in opened.content.decode()
    assert all(title in opened.content.decode() for title in ("一种装置2", "一种装置3"))
    assert "一种装置1" not in opened.content.decode()


def test_a_patent_of_no_known_place_opens_and_an_amount_is_headed_by_its_unit(take_in, league, tmp_path, client):
    placed, nowhere = (
        patent(2020, at, 授权公告日="2024-02-06", 法律状态="授权", 法律状态公告日="2024-02-06") for at in (1, 2)
    )
    take_in(league, write_rows(tmp_path / "some.csv", [placed, nowhere | {"地址": "内蒙古自治区兴安盟"}]))
    client.force_login(league)
    said = client.get("/indicators/grants/?at=2024-12-31").content.decode()
    link = re.search(r'href="(/indicators/grants/records/[^"]*unplaced=1522[^"]*)"', said)
    assert link
    opened = client.get(html.unescape(link[1])).content.decode()
    assert "一种装置2" in opened
    assert "一种装置1" not in opened
    assert "数值（万元）" in client.get("/indicators/pledge_amount/?at=2024-12-31").content.decode()
    assert "件数" in said
