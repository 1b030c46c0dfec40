"""Units in brackets of every kind, whole or broken, behind labels and in words."""

from __future__ import annotations

import pytest

from tests.plans.reading.samples import read
from xingzhi.plans.reading.groups import groups
from xingzhi.plans.reading.roles import read_units
from xingzhi.plans.reading.wording import units_in_words


@pytest.mark.parametrize("pair", ["﹝﹞", "〔〕", "（）", "()", "[]", "【】", "［］"])
def test_every_bracket(pair: str) -> None:
    found = groups(f"开展检查。{pair[0]}促进科、稽查局，各旗县市局（知识产权局）{pair[1]}")

    assert [each.name for each in found[0].units.named] == ["促进科", "稽查局", "各旗县市局（知识产权局）"]
    assert found[0].balanced


@pytest.mark.parametrize(
    "text",
    [
        "开展检查。﹝（促进科、稽查局，各旗县市局（知识产权局）﹞",
        "开展检查。（促进科、稽查局，各旗县市局（知识产权局）",
        "开展检查。〔促进科、稽查局，各旗县市局（知识产权局〕",
        "开展检查。促进科、稽查局，各旗县市局（知识产权局）】",
    ],
)
def test_brackets_that_do_not_match(text: str) -> None:
    found = groups(text)

    assert [each.name for each in found[0].units.named] == ["促进科", "稽查局", "各旗县市局（知识产权局）"]
    assert not found[0].balanced


@pytest.mark.parametrize(
    "text",
    [
        "推进公共（运营）服务平台建设。",
        "建成示范集团（联盟）。",
        "落实实施方案（示发〔2022〕36号）。",
        "报送总结（含电子件）。",
        "由市场监管局（知识产权局）。",
    ],
)
def test_other_brackets_name_no_units(text: str) -> None:
    assert groups(text) == []


@pytest.mark.parametrize(
    ("text", "lead", "assist", "suggested"),
    [
        ("甲科、乙局", ["甲科"], ["乙局"], True),
        ("甲科", ["甲科"], [], True),
        ("甲科负责", ["甲科"], [], False),
        ("甲科、乙局按职责分工负责", ["甲科"], ["乙局"], True),
        ("甲科牵头，乙局、丙中心配合", ["甲科"], ["乙局", "丙中心"], False),
        ("甲科会同乙局、丙中心负责", ["甲科"], ["乙局", "丙中心"], False),
        ("牵头单位：甲科；配合单位：乙局、丙中心", ["甲科"], ["乙局", "丙中心"], False),
        ("责任单位：甲科、乙局", ["甲科"], ["乙局"], True),
        ("甲科（牵头）、乙局", ["甲科"], ["乙局"], False),
        ("甲科指导，乙局负责落实", ["乙局"], ["甲科"], False),
        ("商务部、全国工商联等和各有关省级人民政府负责", ["商务部"], ["全国工商联", "各有关省级人民政府"], True),
        ("工业和信息化部、文化和旅游部", ["工业和信息化部"], ["文化和旅游部"], True),
        ("市教育局和市科技局", ["市教育局"], ["市科技局"], True),
    ],
)
def test_roles(text: str, lead: list[str], assist: list[str], suggested: bool) -> None:
    units = read_units(text)

    assert units is not None
    assert units.split == (lead, assist, suggested)


def test_open_lists_and_division_by_duty_are_kept() -> None:
    units = read_units("甲科、乙局等部门按职责分工负责")

    assert units is not None
    assert (units.open_list, units.by_duty) == (True, True)
    assert [each.name for each in units.named] == ["甲科", "乙局"]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("由甲科牵头制定方案，乙局配合。", ["甲科", "乙局"]),
        ("市财政局会同有关部门开展评估。", ["市财政局", "有关部门"]),
        ("法规处负责制定标准。", ["法规处"]),
        ("各旗县市局、各有关单位要高度重视。", ["各旗县市局", "各有关单位"]),
        ("各区县局于6月底前报送。", ["各区县局"]),
        ("直属事业单位负责人要高度重视。", ["直属事业单位"]),
        ("企业参与的积极性明显提升。", []),
        ("加强重要商标保护。", []),
        ("按照规定加大对学校参加竞赛的奖励力度。", []),
    ],
)
def test_units_in_words(sentence: str, named: list[str]) -> None:
    units = units_in_words(sentence)

    assert [each.name for each in units.named] if units else named == []


def test_a_bracket_governs_the_sentences_since_the_one_before() -> None:
    text = "一、任务\n（一）保护。开展检查。（甲科）开展宣传。开展培训。（乙科）（丙科配合）\n"
    tasks = read(text).data()["tasks"]

    assert [task["lead"] for task in tasks] == [["甲科"], ["乙科"], ["乙科"]]
    assert tasks[2]["assist"] == ["丙科"]


def test_units_of_a_heading_hold_for_what_stands_under_it() -> None:
    text = "一、任务\n（一）加强保护（甲科牵头，乙科配合）\n开展检查。\n开展宣传。\n"

    assert [(task["lead"], task["units_from"]) for task in read(text).data()["tasks"]] == [(["甲科"], "heading")] * 2


def test_a_label_on_a_line_of_its_own() -> None:
    text = "一、任务\n1.开展检查至少3次。\n责任单位：甲科、乙科\n完成时限：2025年6月\n2.开展宣传。（丙科，2025年5月底前）\n"
    first, second = read(text).data()["tasks"][:2]

    assert (first["lead"], first["assist"]) == (["甲科"], ["乙科"])
    assert (second["lead"], second["due"]) == (["丙科"], "2025-05-31")


def test_units_on_a_line_of_their_own_hold_for_the_whole_list() -> None:
    text = (
        "一、任务\n（一）整治\n1.打击注册。检查机构不少于50家次。\n2.打击侵权。组织检查4次。\n"
        "（牵头科室：商标科；配合单位：执法支队）\n（二）宣传\n1.开展宣传。各单位主要负责人要参加。\n"
    )
    tasks = read(text).data()["tasks"]

    assert [task["lead"] for task in tasks[:2]] == [["商标科"], ["商标科"]]
    assert tasks[0]["targets"] == ["不少于50家次"]
    assert tasks[2]["lead"] == ["各单位"]
