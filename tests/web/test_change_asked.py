"""The page of a change: an end whose records are not all here, months compared, figures made of others, official ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.builders import body, patent, unpacked, write_rows

pytestmark = pytest.mark.django_db


def granted(serial: int, on: str, kind: str = "invention", **cells: str) -> dict[str, str]:
    return patent(2019, serial, kind, 授权公告日=on, 法律状态="授权", 法律状态公告日=on, **cells)


@pytest.fixture
def officer(take_in: Any, league: Any, client: Any, tmp_path: Any) -> Any:
    """Grants of two years up to 30 October 2026: those of September are all here, those of October are not."""
    days = [
        ("2025-08-05", 3),
        ("2025-09-05", 12),
        ("2025-11-05", 9),
        ("2026-08-05", 14),
        ("2026-09-05", 2),
        ("2026-10-30", 1),
    ]
    each = [day for day, n in days for _ in range(n)]
    made = [granted(at, day, IPC主分类=("A01B 1/00", "H04L 9/00")[at % 2]) for at, day in enumerate(each)]
    take_in(league, write_rows(tmp_path / "a.csv", made))
    client.force_login(league)
    return client


def test_where_records_are_not_all_here_the_text_says_so_and_tells_no_fall(officer: Any) -> None:
    page = officer.get("/indicators/grants/change/", {"to": "2026-11-28"})
    text = page.context["text"]
    assert "2026-11-28 的记录未到齐（最新一条为 2026-10-30，只到 2026-10-15 视为到齐）" in text
    assert "减少" not in text
    assert "同向变动" not in text
    assert "拉动" not in body(page)
    assert text.endswith("。（内部测算，不对外发布）"), "what is copied keeps the mark of the page"
    assert page.context["short"]["label"] == "看 2026-09-30"
    stock = officer.get("/indicators/valid_inventions/change/", {"to": "2026-11-28"}).context["text"]
    assert "2026-11-28 的记录未到齐" in stock
    usual = officer.get("/indicators/grants/change/")
    assert (usual.context["last"].isoformat(), usual.context["short"]) == ("2026-09-30", None)
    assert "to=2026-09-30" in body(officer.get("/indicators/grants/?at=2026-11-28")), (
        "the page of the figure leads there"
    )


def test_months_are_compared_with_months(officer: Any) -> None:
    quick = {each["label"]: each["url"] for each in officer.get("/indicators/grants/change/").context["quick"]}
    page = officer.get(quick["本月比上月"])
    assert [tile["value"] for tile in page.context["figures"]] == [14, 2, "-12"]
    assert "2026-09-01 至 2026-09-30 为 2 件，2026-08-01 至 2026-08-31 为 14 件，减少 12" in page.context["text"]
    last, first = (officer.get(link["url"]) for link in page.context["clauses"][0]["links"])
    assert (last.context["pager"]["about"], first.context["pager"]["about"]) == (2, 14), "the months alone open"
    year = officer.get(quick["本月比上年同月"])
    assert [tile["value"] for tile in year.context["figures"]] == [12, 2, "-10"]
    assert "比上月末" not in quick


def test_parts_sum_to_the_growth_and_sections_open(officer: Any) -> None:
    page = officer.get("/indicators/grants/change/")
    table = next(table for table in page.context["tables"] if table["caption"] == "主分类号的部")
    pulls = {row["cells"][0]: row["cells"][-1] for row in table["rows"]}
    assert sum(float(each) for each in pulls.values()) == pytest.approx(100 * (16 - 15) / 15, abs=0.1)
    assert not any("占变化" in column["label"] for column in table["columns"])
    cell = next(row for row in table["rows"] if row["cells"][0] == "A")["cells"][2]
    assert f"{officer.get(cell['url']).context['pager']['about']}" == cell["text"]


def test_a_sum_of_figures_leads_to_why_each_of_them_changed(officer: Any) -> None:
    page = officer.get("/indicators/valid_patents/change/")
    said = body(page)
    assert "不是记录的件数" not in said
    rows = page.context["made_of"]["rows"]
    assert len(rows) == 4
    assert "为什么变了：发明专利有效量" in body(officer.get(rows[0]["cells"][0]["url"]))


def test_an_official_figure_is_named_beside_ours(officer: Any, league: Any, take_in: Any, tmp_path: Any) -> None:
    figure = {
        "指标": "发明专利有效量",
        "地区": "兴安盟",
        "统计期": "2026年9月",
        "数值": "40",
        "单位": "件",
        "发布机关": "示例省局",
    }
    take_in(league, write_rows(tmp_path / "official.csv", [figure]))
    page = officer.get("/indicators/valid_inventions/change/")
    assert "2026-09-30 的官方数据为 40 件（示例省局），对外以它为准" in page.context["text"]
    clause = next(each for each in page.context["clauses"] if "官方数据" in each["text"])
    assert "示例省局" in body(officer.get(clause["links"][0]["url"]))


def test_the_list_of_figures_shows_what_rose_and_fell(officer: Any) -> None:
    growth = {tile["label"]: tile["growth"] for tile in officer.get("/indicators/?at=2026-11-28").context["tiles"]}
    assert growth["专利授权量"] == "同比 +6.7%（至 2026-09）"
    growth = {tile["label"]: tile["growth"] for tile in officer.get("/indicators/?at=2025-09-30").context["tiles"]}
    assert growth["专利授权量"] == "", "of days before the oldest record nothing is known"


def test_the_leaders_page_is_of_the_last_month_that_is_all_here_and_of_one_period(
    officer: Any, league: Any, take_in: Any, tmp_path: Any
) -> None:
    told = unpacked(officer.get("/indicators/grants/brief/?at=2026-11-28").content).decode("utf-8", "replace")
    for words in (
        "专利授权量简报（2026年9月30日）",
        "专利授权量本年累计：16件（本局测算，2026-01-01至2026-09-30）",
        "当月：2件（本局测算，2026-09-01至2026-09-30）",
        "2026年11月28日的记录未到齐（最新一条为2026年10月30日）",
        "本年累计16，与2025-01-01至2025-09-30比：上年同期15，同比增长6.7%",
        "当月2，与2025-09-01至2025-09-30比：上年同期12，同比下降83.3%",
        "（本年累计，2026-01-01至2026-09-30）变化的构成：与上年同期比，",
    ):
        assert words in told
    assert "100.0%" not in told
    take_in(league, write_rows(tmp_path / "official.csv", [{
        "指标": "专利授权量", "地区": "兴安盟", "统计期": "2026年11月", "数值": "5", "单位": "件", "发布机关": "示例省局",
    }]))  # fmt: skip
    alone = unpacked(officer.get("/indicators/grants/brief/?at=2026-11-30").content).decode("utf-8", "replace")
    assert "当月5，上年同期没有官方数据，本期的记录未到齐，不作同比。" in alone
    assert "本年累计没有官方数据，不列。" in alone
    assert "100.0%" not in alone
    assert told.index("本年累计16") < told.index("当月2")


def test_today_names_fees_due_as_the_page_of_drop_outs_counts_them(
    officer: Any, league: Any, take_in: Any, tmp_path: Any
) -> None:
    assert "可能退出高价值" not in body(officer.get("/"))
    soon = (timezone.localdate() + timedelta(days=9)).isoformat()
    fees = [
        {"申请号": patent(2019, at)["申请号"], "年费年度": "8", "应缴日": soon, "缴费状态": "待缴"} for at in (1, 2)
    ]
    take_in(league, write_rows(tmp_path / "年费.csv", fees))
    waiting = next(each for each in officer.get("/").context["waiting"] if "可能退出高价值" in each["text"])
    assert waiting["count"] == 2
    assert "将退出（2 项）" in body(officer.get(waiting["url"]))
