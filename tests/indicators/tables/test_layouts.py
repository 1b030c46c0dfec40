"""The regional layouts filled with the published figures of the league (sources: packs/tables, S1)."""

from __future__ import annotations

import pytest

from tests.builders import patent, write_rows
from xingzhi.indicators.tables.figures import Figures
from xingzhi.indicators.tables.fill import Asked, fill
from xingzhi.indicators.tables.periods import Period
from xingzhi.indicators.tables.targets import targets
from xingzhi.packs import load
from xingzhi.snapshots.jobs import latest

pytestmark = pytest.mark.django_db
KINDS = ("invention", "utility_model", "design")
PLACES = ("152201", "152221", "152223")


def granted(serial, on, kind, region, private):
    who = "王某某" if private else "示例甲科技有限公司"
    return patent(
        int(on[:4]) - 1, serial, kind, region=region, 授权公告日=on, 法律状态="授权", 法律状态公告日=on, 申请人=who
    )


def rows_of(month, counts, private):
    """Patents of a month by type; the last `private` of them of individuals."""
    rows, whole = [], sum(counts)
    for kind, count in zip(KINDS, counts, strict=True):
        for _ in range(count):
            at = len(rows)
            serial = int(month[5:7]) * 1000 + at
            rows.append(granted(serial, f"{month}-15", kind, PLACES[at % 3], at >= whole - private))
    return rows


def filled(name, period, region="1522", ranked=False):
    packs, snapshot = load(), latest()
    figures = Figures(packs, snapshot, region)
    asked = Asked(name, packs.table(name), period, region, ranked)
    return fill(asked, figures, targets(snapshot))


def texts(grid, id=""):
    return [cell.text for cell in next(line for line in grid.lines if line.id == id).cells]


PUBLISHED = {
    "2023-01": ((2, 27, 4), 21), "2023-09": ((1, 22, 8), 11), "2024-01": ((1, 23, 0), 5), "2025-02": ((6, 20, 3), 6),
}  # fmt: skip


def test_the_monthly_as_published(take_in, league, tmp_path):
    """By type, and 职务 beside 非职务: 12/21, 20/11, 19/5, 23/6."""
    rows = [row for month, (counts, private) in PUBLISHED.items() for row in rows_of(month, counts, private)]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    for month, (counts, private) in PUBLISHED.items():
        grid = filled("monthly_grants", Period.parse(month))
        whole = sum(counts)
        expected = [*counts, whole, whole - private, private, whole]
        assert texts(grid) == [str(each) for each in expected]
        assert grid.title == f"兴安盟{Period.parse(month).label}专利授权数据表"
        places = [line for line in grid.lines if not line.total]
        assert [sum(int(line.cells[at].text) for line in places) for at in range(7)] == expected, "the lines add up"
        older = filled("monthly_grants_by_kind", Period.parse(month))
        assert texts(older)[4:] == [str(whole - private), "0", "0", "0", str(private), str(whole)]
    assert [column.label.zh for column in grid.columns] == [
        "发明",
        "实用新型",
        "外观设计",
        "合计",
        "职务发明",
        "非职务发明",
        "合计",
    ]


def test_the_quarterly_as_published(take_in, league, tmp_path):
    """The first quarter of 2024: 13 inventions, 75 utility models, 6 designs, 94; PCT has no source and is no zero."""
    take_in(league, write_rows(tmp_path / "a.csv", rows_of("2024-02", (13, 75, 6), 0)))
    people = [{"地区": "兴安盟", "年份": "2023", "年末常住人口（万人）": "13", "出处": "示例公报"}]
    take_in(league, write_rows(tmp_path / "p.csv", people))
    grid = filled("quarterly_patents", Period.parse("2024-03", "quarter"))
    assert texts(grid) == ["13", "75", "6", "94", "13", "1.00", "暂缺"]
    assert grid.lines[0].label == "兴安盟", "the league stands first, as in the quarterly"
    assert texts(grid, "152221")[5] == "暂缺", "without population there is no rate"


def test_targets_pace_small_bases_and_ranks(take_in, league, tmp_path):
    take_in(
        league, write_rows(tmp_path / "a.csv", [*rows_of("2023-06", (4, 0, 0), 0), *rows_of("2024-06", (6, 20, 0), 0)])
    )
    goals = [
        {
            "指标": "专利授权量",
            "地区": "兴安盟",
            "目标年度": "2024",
            "年度目标值": "40",
            "单位": "件",
            "下达单位": "示例局",
        }
    ]
    take_in(league, write_rows(tmp_path / "g.csv", goals))
    summary = filled("monthly_summary", Period.parse("2024-06"))
    assert texts(summary, "grants") == [
        "26",
        "4",
        "550.0%*",
        "26",
        "4",
        "550.0%*",
        "100.0%",
        "40",
        "65.0%",
        "50.0%（快15.0个百分点）",
    ]
    assert texts(summary, "designs")[:3] == ["0", "0", "—"]
    assert any("同比仅供参考" in note for note in summary.notes)
    stock = filled("valid_inventions_by_place", Period.parse("2024-06"))
    assert "rank" not in [column.what for column in stock.columns], "no ranking unless asked for"
    ranked = filled("valid_inventions_by_place", Period.parse("2024-06"), ranked=True)
    at = [column.what for column in ranked.columns].index("rank")
    assert sorted(line.cells[at].text for line in ranked.lines if line.id in PLACES) == ["1", "2", "2"]
