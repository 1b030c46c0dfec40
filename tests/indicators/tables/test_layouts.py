"""The regional layouts filled with the published figures of the league (sources: packs/tables, S1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.builders import patent, write_rows
from xingzhi.indicators.measure import Measure, rate
from xingzhi.indicators.official import received_as
from xingzhi.indicators.query import Cell, Span
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


def rows_of(month, counts, private, of_inventions=0):
    """Patents of a month by type; the last `private` of them of individuals, less those of the first `of_inventions`."""
    rows, whole = [], sum(counts)
    for kind, count in zip(KINDS, counts, strict=True):
        for _ in range(count):
            at = len(rows)
            serial = int(month[5:7]) * 1000 + at
            rows.append(
                granted(
                    serial,
                    f"{month}-15",
                    kind,
                    PLACES[at % 3],
                    at < of_inventions or at >= whole - private + of_inventions,
                )
            )
    return rows


def filled(name, period, region="1522", ranked=False, **changed):
    packs, snapshot = load(), latest()
    figures = Figures(packs, snapshot, region)
    asked = Asked(name, packs.table(name).model_copy(update=changed), period, region, ranked)
    return fill(asked, figures, targets(snapshot))


def texts(grid, id=""):
    return [cell.text for cell in next(line for line in grid.lines if line.id == id).cells]


PUBLISHED = {
    "2023-01": ((2, 27, 4), 21), "2023-09": ((1, 22, 8), 11), "2024-01": ((1, 23, 0), 5), "2025-02": ((6, 20, 3), 6),
}  # fmt: skip


# What the months of 2024 add to January so that the quarter (13/75/6) and the nine months (28/277/30; 217/118) come out.
REST_OF_2024 = {"2024-02": ((12, 52, 6), 0), "2024-09": ((15, 202, 24), 113)}


def test_the_monthly_as_published(take_in, league, tmp_path):
    """By type, and 职务 beside 非职务: 12/21, 20/11, 19/5, 23/6."""
    months = {**PUBLISHED, **REST_OF_2024}
    rows = [
        row
        for month, (counts, private) in months.items()
        for row in rows_of(month, counts, private, month == "2025-02")
    ]
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
    february = Cell("1522", Span(date(2025, 2, 1), date(2025, 2, 28)), {"patent_type": "invention"})
    by_duty = Measure(load().indicators["grants"], load(), latest()).query.breakdown(february, ("duty",)).to_pylist()
    assert {row["duty"]: row["known"] for row in by_duty if row["known"]} == {"service": 5, "non_service": 1}
    the_nine_months_and_the_quarter()
    were_it_a_survey()


def were_it_a_survey():
    """What is small is shown in no column, row, comparison or data file, nor as what has no place."""
    grid = filled("monthly_grants", Period.parse("2023-01"), survey=True, suppress_below=3)
    by_place = [line.cells[0].text for line in grid.lines if not line.total]
    assert by_place.count("×") == 2, "two places have 1 invention each"
    assert texts(grid)[0] == "×", "of 2 inventions in all"
    assert "-" not in {line.id for line in grid.lines}
    assert any("1522|2023-01" in key and "invention" in key for key in grid.hidden)
    summary = filled("monthly_summary", Period.parse("2024-01"), survey=True, suppress_below=3)
    line = next(line for line in summary.lines if line.id == "inventions")
    assert [cell.text for cell in line.cells[:3]] == ["×", "×", "×"], "1, the 2 of the year before, and their change"


def the_nine_months_and_the_quarter():
    """January to September 2024: 28 inventions, 277 utility models, 30 designs, 335; 217 of them 职务, 118 非职务."""
    summary = filled("monthly_summary", Period.parse("2024-09"))
    lines = {line.id: [cell.text for cell in line.cells] for line in summary.lines}
    to_date = [column.label.zh for column in summary.columns].index("1—本月累计")
    share = [column.label.zh for column in summary.columns].index("占比")
    assert {id: cells[to_date] for id, cells in lines.items()} == {
        "grants": "335", "inventions": "28", "utility_models": "277", "designs": "30",
    }  # fmt: skip
    assert [lines[id][share] for id in ("inventions", "utility_models", "designs")] == ["8.4%", "82.7%", "9.0%"]
    figures = Figures(load(), latest(), "1522")
    start, end = date(2024, 1, 1), date(2024, 9, 30)
    split = [figures.of(name, "1522", start, end, {}).value for name in ("grants_service", "grants_non_service")]
    assert split == [217, 118]
    quarter = filled("quarterly_patents", Period.parse("2024-03", "quarter"))
    assert texts(quarter)[:4] == ["13", "75", "6", "94"]


def test_the_region_as_published(take_in, league, tmp_path):
    """What the region published is received and stands as it was said: 5,495 = 967 + 4,208 + 320; 13,398 are 5.59 per 10,000."""
    told = {"专利授权量": "5495", "发明专利授权量": "967", "实用新型专利授权量": "4208", "外观设计专利授权量": "320"}
    common = {"地区": "内蒙古自治区", "单位": "件", "发布机关": "自治区局"}
    rows = [{"指标": name, "统计期": "2024年第一季度", "数值": value, **common} for name, value in told.items()]
    rows.append({"指标": "发明专利有效量", "统计期": "2024-03-31", "数值": "13398", **common})
    rows.append({"指标": "专利授权量", "统计期": "2025年2月", "数值": "1594", **common})
    rows.append({"指标": "专利授权量", "统计期": "2024年1月", "数值": "1866", **common})
    rows.append({"指标": "PCT国际专利申请量", "统计期": "2024年第一季度", "数值": "17", **common})
    rows.append({"指标": "历年累计授权总量", "统计期": "截至2025年2月底", "数值": "185476", **common})
    batch = take_in(league, write_rows(tmp_path / "o.csv", rows))
    assert (batch.register, batch.accepted) == ("official_figures", len(rows))
    figures = Figures(load(), latest(), "15")

    def official(name, start, end):
        found = figures.of(name, "15", date.fromisoformat(start), date.fromisoformat(end), {})
        assert found.kind == "official"
        return found.value

    types = [
        official(f"grants{kind}", "2024-01-01", "2024-03-31") for kind in ("_inventions", "_utility_models", "_designs")
    ]
    assert types == [967, 4_208, 320]
    assert sum(types) == official("grants", "2024-01-01", "2024-03-31") == 5_495
    stock = official("valid_inventions", "2024-03-31", "2024-03-31")
    assert rate(int(stock), Decimal("2396.0"), 2) == Decimal("5.59")
    assert official("grants", "2025-02-01", "2025-02-28") == 1_594
    assert official("grants", "2024-01-01", "2024-01-31") == 1_866
    assert official("pct_filings", "2024-01-01", "2024-03-31") == 17, "used, though no register holds any"
    kept = received_as("历年累计授权总量", "15", latest())
    assert [each.value for each in kept] == [185_476], "no indicator of ours, and kept as it was said"


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
    assert "记录只到齐至2024年5月31日，本期数值以后可能变动。" in summary.notes, (
        "the newest grant, 15 June, less the lag"
    )
    assert not any("到齐" in note for note in filled("monthly_summary", Period.parse("2024-05")).notes)
    stock = filled("valid_inventions_by_place", Period.parse("2024-06"))
    assert "rank" not in [column.what for column in stock.columns], "no ranking unless asked for"
    ranked = filled("valid_inventions_by_place", Period.parse("2024-06"), ranked=True)
    at = [column.what for column in ranked.columns].index("rank")
    assert sorted(line.cells[at].text for line in ranked.lines if line.id in PLACES) == ["1", "2", "2"]
