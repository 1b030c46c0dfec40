"""The page of a figure: what stands beside it, what a reader is warned of, and where each number opens."""

from __future__ import annotations

import pytest

from tests.builders import patent, write_rows
from xingzhi.indicators.models import OfficeTable

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, take_in, league, tmp_path):
    """Grants of one month taken in; gives the words of a page as the league officer reads it."""
    rows = [patent(2020, at, 授权公告日="2024-02-06", 法律状态="授权", 法律状态公告日="2024-02-06") for at in (1, 2)]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    client.force_login(league)

    def page(path):
        response = client.get(path)
        assert response.status_code == 200
        return response.content.decode()

    return page


def test_it_says_where_the_records_come_from_who_loaded_them_and_which_months_are_not_complete(page):
    said = page("/indicators/grants/?at=2024-03-31")
    for words in (
        "a.csv",
        "league",
        "数据来源与新旧",
        "2024-02-06 — 2024-02-06",
        "2024-02*",
        "项目设定",
        "版本",
        "引用本数的文件：还没有",
    ):
        assert words in said
    assert "duty=service" in said
    records = "/indicators/grants/records/?from=2024-01-01&at=2024-03-31&duty="
    assert all(title in page(records + "service") for title in ("一种装置1", "一种装置2"))
    assert "一种装置" not in page(records + "non_service")
    assert "职务与非职务 = 非职务" in page(records + "non_service")
    for address in ("/indicators/?at=2024-03-31", "/indicators/grants/?at=2024-03-31"):
        assert "记录到齐至 2024-01-22" in page(address), "the newest record less the lag"


def test_before_the_oldest_record_there_is_no_zero(page):
    said = page("/indicators/grants/?at=2023-12-31")
    assert "最早的记录是 2024-02-06 的" in said
    assert said.count('<span class="quiet">未知</span>') == 12, "no month of the twelve is known"
    assert "最早的记录" in page("/indicators/?at=2023-12-31")


def test_the_page_is_narrowed_to_values_of_dimensions_and_what_opens_keeps_them(page):
    whole = page("/indicators/grants/?at=2024-03-31")
    assert 'name="patent_type"' in whole
    assert "只看：" not in whole
    said = page("/indicators/grants/?at=2024-03-31&patent_type=invention&duty=service&agency=&applicants=x")
    assert "只看：" in said
    assert "按地区和类型" not in said, "a dimension narrowed to one value is not split again"
    assert "patent_type=invention&amp;duty=service" in said
    assert "applicants=x" not in said.split("<main")[1]
    none = page("/indicators/grants/?at=2024-03-31&patent_type=design&agency=没有这一家")
    assert "没有这一家" in none
    assert "一种装置1" not in page("/indicators/grants/records/?from=2024-01-01&at=2024-03-31&patent_type=design")


def test_places_and_what_has_none_add_up_to_the_tile(page, client, take_in, league, tmp_path):
    lost = patent(
        2020, 3, 授权公告日="2024-02-06", 法律状态="授权", 法律状态公告日="2024-02-06", 地址="内蒙古自治区兴安盟"
    )
    take_in(league, write_rows(tmp_path / "b.csv", [lost]))
    matrix = client.get("/indicators/?at=2024-03-31").context["matrix"]
    at = next(n for n, column in enumerate(matrix["columns"]) if column["label"].startswith("专利授权量"))
    cells = {str(row["cells"][0]): row["cells"][at]["text"] for row in matrix["rows"]}
    assert cells["未定属地"] == "1"
    assert sum(int(text) for text in cells.values()) == 3


def test_contradicting_figures_are_shown_and_none_is_chosen(page, take_in, league, tmp_path):
    rows = [{"指标": "专利授权量", "地区": "兴安盟", "统计期": "2024年2月", "数值": value, "单位": "件", "发布机关": "自治区局", "文件": document}
            for value, document in (("9", "一号文"), ("8", "二号文"))]  # fmt: skip
    rows.append(rows[0] | {"统计期": "去年", "文件": "三号文"})
    take_in(league, write_rows(tmp_path / "official.csv", rows))
    said = page("/indicators/grants/?at=2024-03-31")
    for words in ("自治区局 一号文", "自治区局 二号文", "未选用任何一份", "统计期读不懂"):
        assert words in said


def test_what_nothing_feeds_says_what_it_needs_and_a_derived_figure_what_it_is_made_of(page):
    assert "地理标志产值采集表" in page("/indicators/gi_output/")
    assert "地理标志产品产值" in page("/indicators/")
    assert "/indicators/grants_inventions/" in page("/indicators/grants_invention_share/?at=2024-03-31")


def test_a_change_of_the_table_and_the_documents_that_quote_are_told(page, league, monkeypatch):
    for name in ("旧表.docx", "新表.docx"):
        OfficeTable.objects.create(
            kind="crosswalk", digest=name, file_name=name, file_digest="", source="", loaded_by=league, region="1522",
            withdrawn=True,
        )  # fmt: skip
    monkeypatch.setattr(
        "xingzhi.indicators.quoted.QUOTING", [lambda name, region: [(f"公报 {name} {region}", "/公报/")]]
    )
    said = page("/indicators/high_value_inventions/")
    assert "换表前后的数不可比" in said
    assert "公报 high_value_inventions 1522" in said
