"""Documents compared: data beside text, what is explained, what is told once, what cannot be compared."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from xingzhi.plans.facts.comparing import compare
from xingzhi.plans.facts.fact import Document, Figure
from xingzhi.plans.facts.figures import figures_of

LEAGUE = "1522"
DAY = date(2025, 12, 10)


def document(id: str, text: str, title: str = "专报", on: date = DAY) -> Document:
    return Document(id, title, on, text)


def test_a_figure_of_a_release_beside_a_sentence() -> None:
    figures = (
        Figure("grants", "grants", LEAGUE, date(2025, 9, 30), Decimal(1234), "件", date(2025, 1, 1)),
        Figure(
            "f2",
            "grants",
            LEAGUE,
            date(2025, 9, 30),
            Decimal(156),
            "件",
            date(2025, 1, 1),
            {"patent_type": ("invention",)},
        ),
        Figure("f3", "valid_inventions_per_10000", LEAGUE, date(2025, 9, 30), Decimal("5.87"), "件/万人"),
    )
    release = Document("季报", "季报", DAY, figures=figures)
    said = document("总结", "1—9月，全盟专利授权量1,243件，其中发明156件。截至9月底，每万人口发明专利拥有量5.9件。")

    found = compare([release, said], LEAGUE)

    assert [(pair.first.value.text, pair.second.value.text, pair.cause) for pair in found.contradictions] == [
        ("1234件", "1,243件", "typing")
    ]


def test_two_versions_of_a_definition_are_explained() -> None:
    first, second = (
        Document(id, id, DAY, figures=(Figure("k", "grants", LEAGUE, date(2025, 9, 30), Decimal(value), "件",
                                              date(2025, 1, 1), definition=version),))
        for id, value, version in (("甲", 10, "2024-01-01"), ("乙", 20, "2025-01-01"))
    )  # fmt: skip

    found = compare([first, second], LEAGUE)

    assert not found.alarms
    assert [pair.cause for pair in found.explained] == ["definition"]


def test_scope_is_explained_where_a_document_states_one_of_both() -> None:
    whole = document("甲", "2025年上半年，全盟专利授权量800件。")
    part = document("乙", "2025年上半年，全盟发明专利授权量96件。")
    both = document("丙", "2025年上半年，全盟专利授权量800件，其中发明专利授权量96件。")

    found = compare([whole, part], LEAGUE)

    assert not found.alarms
    assert [(pair.cause, pair.zh) for pair in found.explained] == [("scope", "范围不同（未限定；限于“发明专利”）")]
    assert not compare([whole, both], LEAGUE).explained


@pytest.mark.parametrize(("other", "alarms"), [("1.2万件", 0), ("1.3万件", 1), ("超过1.2万件", 0), ("近1.2万件", 1)])
def test_rounding_explains_what_it_can(other: str, alarms: int) -> None:
    first = document("甲", "截至2025年11月底，全盟有效注册商标12,034件。")
    second = document("乙", f"截至2025年11月底，全盟有效注册商标{other}。")

    assert compare([first, second], LEAGUE).alarms == alarms


def test_one_pair_is_told_once_however_often_it_is_said() -> None:
    first = document("甲", "2025年9月，全盟专利授权量150件。\n2025年9月，我盟授权专利150件。")
    second = document("乙", "2025年9月，全盟专利授权量105件。")

    assert len(compare([first, second], LEAGUE).contradictions) == 1


def test_two_places_of_one_document() -> None:
    found = compare([document("甲", "2025年9月，全盟专利授权量150件。\n2025年9月，全盟专利授权510件。")], LEAGUE)

    assert [pair.first.document == pair.second.document for pair in found.contradictions] == [True]


def test_things_no_subject_is_declared_for_meet_by_their_words() -> None:
    first = document("甲", "2025年，全盟建成国家级知识产权服务出口基地12个，召开会议3次。")
    second = document("乙", "2025年，全盟建成国家级知识产权服务出口基地21个，召开党组会5次。")

    found = compare([first, second], LEAGUE)

    assert [(pair.first.value.text, pair.second.value.text) for pair in found.contradictions] == [("12个", "21个")]


def test_what_cannot_be_compared_is_said() -> None:
    found = compare([document("甲", "专利授权量150件。"), document("乙", "专利代理机构5家。")])

    assert [(each.fact.value.text, each.zh) for each in found.not_compared] == [
        ("150件", "没有写明地区，未比较"), ("5家", "没有写明地区，未比较")
    ]  # fmt: skip


def test_numbers_without_meaning_are_listed() -> None:
    assert ("甲", "300条") in compare([document("甲", "整理意见300条。")], LEAGUE).unread


def test_the_answer_is_json() -> None:
    first = document("甲", "2025年9月，全盟专利授权量150件，其中发明20件、实用新型100件、外观设计40件。")
    second = document("乙", "2025年9月，全盟专利授权量105件。")

    data = json.loads(json.dumps(compare([first, second], LEAGUE).data()))

    assert data["alarms"] == 2
    assert data["contradictions"][0]["first"]["period"] == {
        "start": "2025-09-01", "end": "2025-09-30", "how": "stated", "text": "2025年9月"
    }  # fmt: skip
    assert data["mismatches"][0]["expected"] == "160件"


def test_the_figures_of_a_release() -> None:
    held = {"indicator": "grants", "region": LEAGUE, "start": "2025-09-01", "end": "2025-09-30", "value": "21",
            "unit": "件", "where": {"patent_type": ["invention"]}}  # fmt: skip
    content = {
        "figures": {"甲": held, "乙": held | {"value": None}},
        "definitions": [{"id": "grants", "version": "2026-11-23"}],
    }

    assert figures_of(content) == (
        Figure("甲", "grants", LEAGUE, date(2025, 9, 30), Decimal(21), "件", date(2025, 9, 1),
               {"patent_type": ("invention",)}, "2026-11-23"),
    )  # fmt: skip


def test_banners_given_as_data_need_not_make_the_league() -> None:
    figures = tuple(
        Figure(place, "grants", place, date(2025, 9, 30), Decimal(value), "件", date(2025, 9, 1))
        for place, value in (
            (LEAGUE, 9),
            ("152201", 1),
            ("152202", 1),
            ("152221", 1),
            ("152222", 1),
            ("152223", 1),
            ("152224", 1),
        )
    )

    assert not compare([Document("季报", "季报", DAY, figures=figures)], LEAGUE).alarms


def test_growth_that_follows_from_the_number_takes_its_cause() -> None:
    first = document("甲", "2026年9月，全盟专利授权量21件，同比下降8.7%。")
    second = document("乙", "2026年9月，全盟专利授权量22件，同比下降4.3%。")

    found = compare([first, second], LEAGUE)

    assert [pair.cause for pair in found.contradictions] == ["typing", "typing"]


@pytest.mark.parametrize(
    ("said", "differs"),
    [("占比33.5%", False), ("占比34%", False), ("占比40%", True), ("占比三成", False), ("占比五成", True)],
)
def test_a_share_in_words_is_compared_as_per_cent(said: str, differs: bool) -> None:
    one = document("a", "2025年1—9月，全盟发明专利授权量占比三分之一。")
    other = document("b", f"2025年1—9月，全盟发明专利授权量{said}。")

    assert bool(compare([one, other], LEAGUE).contradictions) == differs
