"""Families of one template are found with their skeleton and slots; improvements, twins and stock phrases are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bench.abnormal_texts.office import Case, inputs, outcome
from bench.abnormal_texts.planted import masked_templates
from xingzhi.screening.masked_templates.run import SCREENING
from xingzhi.screening.signals.contract import explained, to_table

RECIPE = (
    "本发明公开了一种治疗{0}的药物，以解决{0}的治疗问题。其特征在于由多种中药加工而成，其原料配方和重量配比为："
    "{1}10～20份，{2}8～15份，{3}6～10份。临床实验证明本发明治疗{0}具有疗效好和安全性较高的特点，值得临床应用。"
)
SLOTS = [
    ("创伤后肺炎", "穿破石", "果上叶", "松萝"),
    ("小儿手术后肺炎", "穿破石", "夜交藤", "金荞麦"),
    ("鼻出血", "牛舌草", "马勃", "地榆"),
]


def recipes(*applicants):
    return [
        Case(f"一种治疗{slots[0]}的药物", RECIPE.format(*slots), applicant, date(2024, 5, 1), key=f"20241000000{at}")
        for at, (slots, applicant) in enumerate(zip(SLOTS, applicants, strict=False))
    ]


def found(cases, without=()):
    return {signal.key: signal for signal in SCREENING.run(inputs(cases, "masked_templates", without))}


@pytest.mark.parametrize(("seed", "precision", "recall"), [(11, 0.95, 0.85), (101, 0.99, 0.86), (102, 0.95, 0.85)])
def test_precision_and_recall_on_planted_families(seed, precision, recall):
    cases = masked_templates(seed=seed)
    got = outcome(cases, found(cases).values())
    assert got.precision >= precision
    assert got.recall >= recall
    assert got.found["-series of improvements"][0] == got.found["-lawful twins"][0] == got.found[""][0] == 0


def test_two_of_different_applicants_are_shown_with_skeleton_and_slots():
    one, other = found(recipes("李某", "张某")).values()
    assert one.group == other.group == "202410000000"
    assert one.partners == ("202410000001",)
    assert one.facts["skeleton"].startswith("本发明公开了一种治疗〔1〕后肺炎的药物,以解决〔2〕后肺炎的治疗问题。")
    assert one.facts["slots"] == ["创伤", "创伤", "果上叶", "松萝", "创伤"]
    assert other.facts["slots"] == ["小儿手术", "小儿手术", "夜交藤", "金荞麦", "小儿手术"]
    assert (one.facts["texts"], one.facts["applicants"], one.facts["basis"]) == (2, 2, "abstract")


def test_two_of_one_applicant_are_left_to_the_near_identical_ones_and_three_are_a_template():
    assert found(recipes("李某", "李某")) == {}
    assert len(found(recipes("李某", "李某", "李某"))) == 3


def test_only_other_figures_make_a_template_too():
    first = recipes("李某")[0]
    other = replace(
        first, abstract=first.abstract.replace("10～20", "12～25").replace("8～15", "5～9"), applicants="张某", key="x"
    )
    assert len(found([first, other])) == 2
    assert found([first, replace(first, applicants="张某", key="x")]) == {}  # the same text is no template


def test_divisionals_are_lawful():
    first, second = recipes("李某", "张某")
    assert found([first, replace(second, parent_application_no=first.key)]) == {}


def test_what_is_not_known_is_told_and_asks_for_more():
    three = recipes("李某", "张某", "王某")
    signals = found([replace(case, applicants=None) for case in three])
    assert all("applicants" in signal.missing and signal.facts["applicants"] is None for signal in signals.values())
    assert found([replace(case, applicants=None) for case in three[:2]]) == {}


HOOKS = ["超声刀头", "电凝钩", "阑尾抓钳", "推结器", "吸引器", "分离钳"]


def titles(hook_days):
    """Titles of one frame on these days of 2024, among others of three years."""
    others = [f"{chr(0x4E00 + at)}{chr(0x4F00 + at)}装置及其控制方法" for at in range(300)]
    days = [*hook_days, *(at * 4 for at in range(300))]
    return [
        Case(title, None, "某公司", date(2024, 1, 1) + timedelta(days=day), key=f"2024{at:08d}")
        for at, (title, day) in enumerate(zip([f"腹腔镜针式单曲{hook}" for hook in HOOKS] + others, days, strict=True))
    ]


def test_with_titles_alone_a_frame_filled_on_few_days_is_found():
    signals = found(titles([300, 300, 301, 301, 302, 302]))
    assert {signal.facts["skeleton"] for signal in signals.values()} == {"腹腔镜针式单曲〔1〕"}
    assert {signal.facts["slots"][0] for signal in signals.values()} == set(HOOKS)
    assert all("abstract" in signal.missing and signal.facts["basis"] == "title" for signal in signals.values())
    assert all(signal.facts["expected"] < 1 for signal in signals.values())


def test_titles_over_years_are_a_firms_trade():
    assert found(titles([0, 100, 200, 300, 400, 500])) == {}


def test_it_is_the_same_in_any_order_and_explains_itself_without_a_verdict():
    cases = masked_templates(seed=7, background=60)
    asked = inputs(cases, "masked_templates")
    assert to_table(SCREENING.run(asked)).equals(to_table(SCREENING.run(asked)))
    signal = SCREENING.run(asked)[0]
    text = explained(signal.facts, asked.settings, "zh")
    assert signal.facts["skeleton"] in text
    assert "认定" not in text
    assert "疑似" in asked.settings.signal.label.zh
