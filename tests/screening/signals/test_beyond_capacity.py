"""Filings of a year against the insured staff of annual reports; where that is unknown, against inventors and fields."""

from __future__ import annotations

from tests.screening.signals.made import filed, run
from xingzhi.packs import load
from xingzhi.screening.signals.contract import explained

CLASSES = [f"{letter}{number:02}B" for letter in "ABCDEFGH" for number in (1, 21)]


def year(name: str, count: int, people: int, fields: int) -> list[dict]:
    return [
        filed(
            f"{name}{at:02}",
            f"{name}科技有限公司",
            at,
            inventors=f"{name}甲{at % people}",
            ipc_main=f"{CLASSES[at % fields]}1/00",
        )
        for at in range(count)
    ]


def ordinary(count: int = 24) -> list[dict]:
    return [row for at in range(count) for row in year(f"平常{chr(0x4E00 + at)}", 12 + at % 5, 8, 3)]


def report(name: str, staff: int | None = None, year: int = 2024, **values: object) -> dict:
    return {"name": f"{name}科技有限公司", "year": year, "insured_staff": staff} | values


def told(rows: list[dict], *reports: dict, **others: list[dict]) -> list:
    return run("beyond_capacity", rows, annual_reports=list(reports), **others)


def sentence(signal, language: str = "zh") -> str:
    return explained(signal.facts, load().screening("beyond_capacity"), language)


def test_more_filings_than_insured_people_are_told_with_the_year_the_figure_is_of():
    signals = told(year("壳", 20, 5, 2), report("壳", 4))
    assert len(signals) == 20
    assert signals[0].score == 0.8
    assert signals[0].missing == ("registered_capital", "business_scope")
    assert "2024年度企业年报：社保人数4，注册资本（万元）—，经营范围：—" in sentence(signals[0])
    assert "Annual report of 2024: insured staff 4" in sentence(signals[0], "en")


def test_who_has_the_people_is_not_told():
    assert told(year("厂", 20, 1, 12) + ordinary(), report("厂", 50)) == []


def test_no_insured_people_at_all_is_a_figure():
    signals = told(year("空", 12, 3, 2), report("空", 0))
    assert len(signals) == 12
    assert "社保人数0，" in sentence(signals[0])


def test_an_earlier_report_counts_where_the_year_has_none_and_a_later_one_never():
    rows = year("壳", 20, 5, 2)
    signals = told(rows, report("壳", 4, 2019), report("壳", 90, 2015), report("壳", 1, 2025))
    assert {signal.facts["report_year"] for signal in signals} == {2019}
    assert "2019年度企业年报：社保人数4" in sentence(signals[0])
    assert told(rows, report("壳", 1, 2025)) == []


def test_the_report_of_the_year_counts_and_its_gaps_are_not_filled_from_earlier_ones():
    rows = year("壳", 20, 5, 2)
    assert told(rows, report("壳", 4, 2019), report("壳", 90, 2024)) == []
    assert told(rows, report("壳", 4, 2019), report("壳", None, 2024)) == []


def test_what_is_not_disclosed_is_no_flag_and_shown_as_written():
    undisclosed = {"insured_text": "企业选择不公示", "capital_text": "100万美元"}
    assert told(ordinary(), report("平常一", None, **undisclosed)) == []
    signals = told(year("杂", 16, 1, 14) + ordinary(), report("杂", None, **undisclosed))
    assert set(signals[0].missing) == {"insured_staff", "registered_capital", "business_scope"}
    assert signals[0].facts["insured_staff"] is None
    assert "社保人数企业选择不公示，注册资本（万元）100万美元，" in sentence(signals[0])
    dollars = report("杂", None, capital_text="100万元", currency="美元")
    assert "注册资本（万元）100万元（美元），" in sentence(told(year("杂", 16, 1, 14) + ordinary(), dollars)[0])


def test_fields_stand_beside_the_business_scope_and_raise_nothing_alone():
    scope = "农业机械销售；农业机械维修。"
    rows = year("壳", 20, 5, 2)
    signals = told(rows, report("壳", 4, business_scope=scope, registered_capital=500, capital_text="500万元人民币"))
    assert signals[0].missing == ()
    assert (
        "：A01B×10、A21B×10\n2024年度企业年报：社保人数4，注册资本（万元）500，经营范围：农业机械销售；农业机械维修\n"
        in sentence(signals[0])
    )
    assert told(year("杂", 20, 10, 14), report("杂", 40, business_scope="饲料销售")) == []


def test_a_report_is_met_by_spelling_by_code_and_through_merges():
    rows = year("壳", 20, 5, 2)
    links = [{"key": row["key"], "position": 0, "party": "org:本家", "name": "壳科技有限公司"} for row in rows]
    renamed = report("曾用", 4) | {"credit_code": "91"}
    assert len(told(rows, report("壳", 4), patent_parties=links)) == 20
    assert told(rows, renamed, patent_parties=links) == []
    coded = [{"key": "org:本家", "credit_code": "91"}]
    assert len(told(rows, renamed, patent_parties=links, parties=coded)) == 20
    merged = [{"party": "org:曾用科技", "counts_as": "org:本家"}]
    assert len(told(rows, report("曾用", 4), patent_parties=links, merged_parties=merged)) == 20


def test_of_several_reports_of_one_party_and_year_the_one_with_the_most_people_counts():
    links = [
        {"key": row["key"], "position": 0, "party": "org:本家", "name": "壳科技有限公司"}
        for row in year("壳", 20, 5, 2)
    ]
    merged = [{"party": "org:曾用科技", "counts_as": "org:本家"}]
    found = told(year("壳", 20, 5, 2), report("壳", 4), report("曾用", 60), patent_parties=links, merged_parties=merged)
    assert found == []


def test_a_report_held_by_another_banner_counts_for_nobody_who_cannot_see_it():
    rows = [row | {"region": "152221"} for row in year("壳", 20, 5, 2)]
    assert len(told(rows, report("壳", 4, region="152221"))) == 20
    assert told(rows, report("壳", 4, region="152223")) == []
    assert told(rows, report("壳", 4, region="1522")) == []  # held by the league, its banner not known
    unplaced = [row | {"region": "1522"} for row in rows]
    assert len(told(unplaced, report("壳", 4, region="152221"))) == 20


def test_one_inventor_in_many_fields_is_told_with_staff_missing():
    signals = run("beyond_capacity", year("杂", 16, 1, 14) + ordinary())
    assert {signal.facts["name"] for signal in signals} == {"杂科技有限公司"}
    assert set(signals[0].missing) == {"insured_staff", "registered_capital", "business_scope"}
    assert "—年度企业年报：社保人数—，注册资本（万元）—，" in sentence(signals[0])


def test_one_inventor_in_one_field_and_many_people_in_many_fields_are_not_told():
    assert run("beyond_capacity", year("专", 16, 1, 1) + year("综", 16, 16, 14) + ordinary()) == []


def test_few_filings_and_too_few_peers_tell_nothing():
    assert run("beyond_capacity", year("少", 9, 1, 9) + ordinary()) == []
    assert run("beyond_capacity", year("杂", 16, 1, 14) + ordinary(5)) == []


def test_without_inventors_or_classes_nothing_is_told():
    rows = year("杂", 16, 1, 14) + ordinary()
    for column in ("inventors", "ipc_main"):
        assert (
            run("beyond_capacity", [{name: value for name, value in row.items() if name != column} for row in rows])
            == []
        )
