"""Facts out of sentences: values, periods, places, scopes, growth, ranks, lists, tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from xingzhi.plans.facts.fact import Fact
from xingzhi.plans.facts.reading import facts_of

LEAGUE = "1522"
DAY = date(2025, 12, 5)


def facts(text: str, title: str = "") -> list[Fact]:
    return facts_of(text, DAY, LEAGUE, title)


def one(text: str, title: str = "") -> Fact:
    found = facts(text, title)
    assert len(found) == 1, [fact.value.text for fact in found]
    return found[0]


@pytest.mark.parametrize(
    ("written", "low", "high", "unit"),
    [
        ("1,234件", 1234, 1234, "件"),
        ("1.2万件", 11500, 12500, "件"),
        ("1.2万余件", 12000, 13000, "件"),
        ("1200余件", 1200, 1300, "件"),
        ("近1200件", 1100, 1200, "件"),
        ("约1200件", 1150, 1250, "件"),
        ("突破1200件", 1200, 1320, "件"),
        ("一千二百三十四件", 1234, 1234, "件"),
        ("１２３４件", 1234, 1234, "件"),
    ],
)
def test_values(written: str, low: int, high: int, unit: str) -> None:
    value = one(f"2025年9月，全盟专利授权{written}。").value

    assert (value.low, value.high, value.unit, value.text) == (low, high, unit, value.text)


def test_money_is_in_one_unit() -> None:
    found = [one(f"2025年9月，全盟专利质押融资{text}。").value for text in ("3.2亿元", "32,000万元", "3.2万元")]

    assert [value.number for value in found] == [Decimal(32000), Decimal(32000), Decimal("3.2")]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2025年9月", "2025-09-01", "2025-09-30"),
        ("9月份", "2025-09-01", "2025-09-30"),
        ("2025年1—9月", "2025-01-01", "2025-09-30"),
        ("1至9月", "2025-01-01", "2025-09-30"),
        ("前三季度", "2025-01-01", "2025-09-30"),
        ("三季度", "2025-07-01", "2025-09-30"),
        ("上半年", "2025-01-01", "2025-06-30"),
        ("前11个月", "2025-01-01", "2025-11-30"),
        ("去年", "2024-01-01", "2024-12-31"),
        ("今年以来", "2025-01-01", "2025-12-05"),
        ("截至2025年9月底", "2025-01-01", "2025-09-30"),
        ("截至10月28日", "2025-01-01", "2025-10-28"),
    ],
)
def test_periods(written: str, start: str, end: str) -> None:
    span = one(f"{written}，全盟专利授权量1,234件。").span

    assert (span.start, span.end) == (date.fromisoformat(start), date.fromisoformat(end))


def test_a_stock_is_of_its_last_day() -> None:
    assert one("2025年前三季度末，全盟有效发明专利812件。").span.start is None


def test_the_title_gives_the_period_a_sentence_leaves_out() -> None:
    span = one("全盟专利授权量412件。", "2025年第三季度知识产权统计季报").span

    assert (span.start, span.end, span.how) == (date(2025, 7, 1), date(2025, 9, 30), "title")


def test_places() -> None:
    found = facts("2025年9月，全盟授权专利150件，科右前旗31件，突泉12件，乌兰浩特经济技术开发区9件；全区授权2,900件。")

    assert [fact.place for fact in found] == ["1522", "152221", "152224", "zone:乌兰浩特经济技术开发区", "15"]


def test_scope_growth_and_rank() -> None:
    found = facts(
        "2025年1—9月，全盟专利授权量1,234件，同比下降1.5%，居全区第八位，其中发明专利120件（不含个人），企业90件。"
    )

    told = [(fact.kind, str(fact.value.number), dict(fact.scope), fact.basis) for fact in found]
    assert told == [
        ("value", "1234", {}, ""),
        ("growth", "-1.5", {}, "yoy"),
        ("rank", "8", {}, "province"),
        ("value", "120", {"type": "invention", "counted": "no_persons"}, ""),
        ("value", "90", {"holder": "firm"}, ""),
    ]


def test_the_unit_tells_what_a_word_means() -> None:
    found = facts("2025年，全盟办理专利质押登记45项，涉及专利120件，金额3.2亿元，上年同期为2.8亿元。")

    assert [fact.subject for fact in found] == [
        "pledges_registered",
        "pledged_patents",
        "pledge_amount",
        "pledge_amount",
    ]
    assert found[3].span.end == date(2024, 12, 31)


def test_lists_with_respectively() -> None:
    found = facts("2025年9月，乌兰浩特市、科右前旗、突泉县专利授权量分别为80件、31件和12件。")

    assert [(fact.place, int(fact.value.number)) for fact in found] == [("152201", 80), ("152221", 31), ("152224", 12)]


def test_a_number_before_its_noun() -> None:
    found = facts("2025年，全盟查处45起商标侵权案件，41家企业通过知识产权贯标认证，召开3次会议。")

    assert [(fact.subject, int(fact.value.number)) for fact in found] == [("cases", 45), ("standard_firms", 41)]


def test_words_not_read_are_told() -> None:
    assert one("2025年9月，全盟涉农专利授权量31件。").unread == ("涉农",)


def test_places_in_the_text() -> None:
    text = "一、专利\n2025年9月，全盟专利授权量150件。"
    fact = one(text)

    assert text[fact.start : fact.end] == "150件"
    assert fact.sentence == "2025年9月，全盟专利授权量150件。"


TABLE = """2025年9月各旗县市专利授权情况（单位：件）
地区\t合计\t发明\t同比（%）
全盟\t150\t20\t12.3
突泉县\t30\t2\t-5.0"""


def test_tables() -> None:
    told: list[Any] = [
        (fact.place, fact.kind, str(fact.value.number), dict(fact.scope), TABLE[fact.start : fact.end])
        for fact in facts(TABLE)
    ]

    assert told == [
        ("1522", "value", "150", {}, "150"),
        ("1522", "value", "20", {"type": "invention"}, "20"),
        ("1522", "growth", "12.3", {}, "12.3"),
        ("152224", "value", "30", {}, "30"),
        ("152224", "value", "2", {"type": "invention"}, "2"),
        ("152224", "growth", "-5.0", {}, "-5.0"),
    ]
    assert all(fact.span.end == date(2025, 9, 30) for fact in facts(TABLE))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "（（（", "2025年13月，全盟专利授权量5件。", "\t\t\n\t\t", "件件件%%%第第第位位位"]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    assert isinstance(facts(text), list)


def test_a_sentence_without_end_is_read_in_parts() -> None:
    text = "2025年9月，" + "全盟专利授权量150件，" * 300

    found = facts(text)

    assert len(found) == 300
    assert {text[fact.start : fact.end] for fact in found} == {"150件"}
    assert {fact.span.end for fact in found} == {date(2025, 9, 30)}
