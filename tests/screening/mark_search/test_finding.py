"""Earlier marks of the register and of a loaded list: who finds what, narrowed how, new ones without a rebuild."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import write_rows
from tests.registers.test_trademarks import ROW
from xingzhi.registers.models import MODELS
from xingzhi.screening.mark_search import store
from xingzhi.screening.mark_search.asked import cleaned, read
from xingzhi.screening.mark_search.finding import find
from xingzhi.screening.mark_search.saving import look_through, save_search
from xingzhi.screening.models import SavedSearch
from xingzhi.screening.similar_marks.command import index

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)


def mark(number, text, place="突泉县", **more):
    return ROW | {"申请号/注册号": number, "商标名称": text, "申请人地址": f"内蒙古自治区兴安盟{place}示例路1号"} | more


def texts(user, **query):
    return [hit.mark.text for hit in find(user, read(query, TODAY)).hits]


@pytest.fixture
def marks(take_in, league, tmp_path):
    rows = [
        mark("990000010", "示例牧歌", 类别="30", 类似群="3008", 申请日期="2020-01-05", 商标状态="已注册"),
        mark("990000011", "示例牧歌", 类别="9", 申请日期="2024-01-05"),
        mark(
            "990000012", "示例木歌", place="科尔沁右翼前旗", 类别="30", 申请日期="2022-01-05", 申请人="另一米业有限公司"
        ),
        mark("990000013", "毫不相干"),
    ]
    take_in(league, write_rows(tmp_path / "商标.csv", rows))


def test_what_is_near_is_found_best_first_and_narrowed(marks, league):
    assert texts(league, q="示例牧歌") == ["示例牧歌", "示例牧歌", "示例木歌"]
    found = find(league, read({"q": "示例牧歌", "goods": "30"}, TODAY))
    assert [hit.mark.number for hit in found.hits] == ["990000010", "990000012", "990000011"], "other goods come last"
    assert found.hits[0].compared.verdict.value == "identical"
    same = find(league, read({"q": "示例牧歌", "goods": "30", "relation": "same"}, TODAY))
    assert (len(same.hits), same.other_goods) == (2, 1), "what is left out for its goods is counted"
    for query, numbers in (
        ({"relation": "other", "goods": "30"}, ["990000011"]),
        ({"status": "registered"}, ["990000010"]),
        ({"applicant": "另一米业"}, ["990000012"]),
        ({"filed_to": "2021-12-31"}, ["990000010"]),
        ({"filed_from": "2023-01-01"}, ["990000011"]),
        ({"classes": "9"}, ["990000011"]),
        ({"group": "3008"}, ["990000010"]),
        ({"verdict": "similar"}, ["990000012"]),
        ({"region": "152221"}, ["990000012"]),
        ({"without": "990000010", "goods": "30"}, ["990000012", "990000011"]),
    ):
        found = find(league, read({"q": "示例牧歌"} | query, TODAY))
        assert [hit.mark.number for hit in found.hits] == numbers, query


def test_a_banner_officer_finds_the_own_marks_only(marks, banner, outsider):
    assert texts(banner, q="示例牧歌") == ["示例木歌"]
    assert texts(outsider, q="示例牧歌") == []


def test_new_and_changed_marks_are_found_without_a_rebuild(marks, take_in, league, tmp_path):
    before = store.state()
    take_in(league, write_rows(tmp_path / "新.csv", [mark("990000020", "示例牧哥", 类别="31")]))
    take_in(
        league, write_rows(tmp_path / "改.csv", [mark("990000010", "全新名字", 类别="30", 初审公告日期="2026-09-06")])
    )
    assert store.state().folder == before.folder
    assert texts(league, q="示例牧哥")[0] == "示例牧哥"
    assert texts(league, q="全新名字") == ["全新名字"]
    assert "990000010" not in [hit.mark.number for hit in find(league, read({"q": "示例牧歌"}, TODAY)).hits]
    MODELS["trademarks"].objects.filter(mark_no="990000020").delete()
    assert "示例牧哥" not in texts(league, q="示例牧哥"), "what is shown comes from the register"


def test_a_list_the_office_loaded_is_searched_too(marks, league, banner, outsider, settings, tmp_path):
    row = {
        "number": "88",
        "text": "示例牧哥",
        "classes": "30",
        "applicant": "外地公司",
        "filed_on": "2019/3/1",
        "status": "已注册",
    }
    index(write_rows(tmp_path / "全国.csv", [row]), settings.HOME / "mark_lists" / "全国")
    [hit] = find(banner, read({"q": "示例牧哥", "status": "registered"}, TODAY)).hits
    assert (hit.mark.place, hit.mark.number, hit.mark.applicants) == ("全国", "88", "外地公司")
    assert "示例牧哥" in texts(league, q="示例牧哥")
    assert texts(outsider, q="示例牧哥") == []
    (settings.HOME / "mark_lists" / "全国" / "marks.json").write_text("{", encoding="utf-8")
    assert find(league, read({"q": "示例牧哥"}, TODAY)).lost == ["全国"]


def test_a_saved_search_tells_what_is_new_and_is_its_owners(marks, take_in, league, banner, tmp_path):
    saved = save_search(league, "", {"q": "示例牧歌"})
    assert (saved.name, len(saved.seen)) == ("示例牧歌", 3)
    take_in(league, write_rows(tmp_path / "新.csv", [mark("990000021", "示例牧歌", 类别="5")]))
    again = look_through(league, saved.pk)
    assert len(set(again.seen) - set(saved.seen)) == 1
    assert not SavedSearch.objects.visible_to(banner).exists()


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({}, {"q": "nothing"}),
        ({"q": " \u3000"}, {"q": "nothing"}),
        ({"q": "华" * 201}, {"q": "too_long"}),
        ({"q": "😀😀"}, {"q": "no_text"}),
        ({"q": "牧歌", "goods": "没有的商品"}, {"goods": "goods_unknown"}),
        ({"q": "牧歌", "classes": "食品"}, {"classes": "not_codes"}),
        ({"q": "牧歌", "filed_from": "昨天"}, {"filed_from": "not_a_day"}),
        ({"q": "牧歌", "filed_from": "2026-02-01", "filed_to": "2026-01-01"}, {"filed_to": "days_swapped"}),
        ({"q": "华" * 200}, {}),
        ({"q": "مرحبا"}, {}),
        ({"picture": "../../etc/passwd"}, {"q": "nothing"}),
    ],
)
def test_what_cannot_be_searched_for_is_named(query, problem, settings):
    assert read(query, TODAY).problems == problem


def test_what_cannot_be_seen_is_left_out_of_a_name():
    assert cleaned("牧\u202e歌\x00\u200b  A") == "牧歌 A"
