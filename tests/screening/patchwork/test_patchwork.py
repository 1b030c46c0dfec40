"""Texts pieced together of earlier ones are found with the pieces; improvements, quotations and twins are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bench.abnormal_texts.office import Case, inputs, outcome
from bench.abnormal_texts.planted import patchwork
from xingzhi.screening.patchwork.run import SCREENING
from xingzhi.screening.signals.contract import to_table

PUMP = "泵体内腔通过柔性隔膜分隔成干湿两室，湿室底部斜置三片鸭嘴式止回瓣，瓣叶根部嵌有弧形弹片"
LAMP = "灯罩外缘环绕布设蜂窝状散热鳍片，鳍片之间穿过真空热管，热管冷端伸入顶盖的迷宫风道"
CART = "车架尾端铰接可翻折的脚踏滑板，滑板下方藏有棘轮式驻车爪，松开手柄时爪尖自动落入齿圈"
OWN = "操作人员站立即可完成全部动作"


def case(key, text, day, applicant):
    return Case("一种装置", text, applicant, date(2024, 1, day), key=key)


SOURCES = [
    case("a", f"本发明涉及水泵。{PUMP}，出口处另设压力表，读数清楚，检修方便，寿命延长。", 1, "甲公司"),
    case("b", f"本发明涉及照明。{LAMP}，光线柔和，拆装快捷，适合井下长时间连续使用。", 2, "乙公司"),
    case("c", f"本发明涉及推车。{CART}，转运省力，制动可靠，适合狭窄通道内单人推行。", 3, "丙公司"),
]


def found(cases, without=()):
    return {signal.key: signal for signal in SCREENING.run(inputs(cases, "patchwork", without))}


@pytest.mark.parametrize(("seed", "precision", "recall"), [(12, 0.97, 0.86), (101, 0.99, 0.93), (102, 0.99, 0.92)])
def test_precision_and_recall_on_planted_patchworks(seed, precision, recall):
    cases = patchwork(seed=seed)
    got = outcome(cases, found(cases).values())
    assert got.precision >= precision
    assert got.recall >= recall
    assert got.found["-series of improvements"][0] == got.found["-lawful twins"][0] == 0


def test_a_patchwork_shows_each_piece_with_its_source():
    text = f"{PUMP}。{OWN}。{LAMP}。{CART}。"
    signal = found([*SOURCES, case("d", text, 20, "丁公司")])["d"]
    assert set(signal.partners) == {"a", "b", "c"}
    pieces = {key: text[start:end] for start, end, key in signal.facts["spans"]}
    assert pieces["a"].strip("。") == PUMP
    assert pieces["b"].strip("。") == LAMP
    assert pieces["c"].strip("。") == CART
    assert signal.score > 0.8
    assert (signal.facts["sources"], signal.facts["of_own_applicant"]) == (3, 0)


def test_places_hold_in_the_text_as_given():
    text = f"{PUMP.replace('，', '（1）， ')}。{LAMP}。{OWN}"
    signal = found([*SOURCES, case("d", text, 20, "丁公司")])["d"]
    start, end, key = signal.facts["spans"][0]
    assert key == "a"
    assert text[start:end].startswith("泵体内腔")
    assert text[start:end].rstrip("。").endswith("弧形弹片")


def test_only_what_was_filed_earlier_is_a_source():
    early = case("d", f"{PUMP}。{OWN}。{LAMP}。", 1, "丁公司")
    assert found([replace(each, filed=date(2024, 2, 1)) for each in SOURCES] + [early]) == {}
    assert found([replace(each, filed=early.filed) for each in SOURCES] + [early]) == {}  # one day: no order


def test_a_text_of_one_source_is_no_patchwork():
    assert found([*SOURCES, case("d", SOURCES[0].abstract + OWN, 20, "丁公司")]) == {}


def test_a_source_the_law_allows_does_not_count():
    patched = case("d", f"{PUMP}。{OWN}。{LAMP}。", 20, "甲公司")
    assert "d" in found([*SOURCES, patched])
    assert found([*SOURCES, replace(patched, parent_application_no="a")]) == {}


def test_pieces_that_many_texts_hold_do_not_count():
    many = [case(f"m{at}", f"{PUMP}。{LAMP}。第{chr(0x4E00 + at)}种变化，{OWN}", 5, f"第{at}公司") for at in range(30)]
    assert found([*SOURCES, *many, case("d", f"{PUMP}。{OWN}。{LAMP}。", 20, "丁公司")]) == {}


def test_without_dates_nothing_is_earlier():
    assert found([*SOURCES, case("d", f"{PUMP}。{LAMP}。", 20, "丁公司")], without=("filed",)) == {}


def test_own_earlier_applications_are_told_apart_and_unknown_applicants_are_not_guessed():
    patched = case("d", f"{PUMP}。{OWN}。{LAMP}。", 20, "甲公司")
    assert found([*SOURCES, patched])["d"].facts["of_own_applicant"] == 1
    signal = found([*SOURCES, patched], without=("applicants",))["d"]
    assert signal.facts["of_own_applicant"] is None
    assert "applicants" in signal.missing


def test_it_is_the_same_whenever_it_is_run():
    asked = inputs(patchwork(seed=5, background=100), "patchwork")
    assert to_table(SCREENING.run(asked)).equals(to_table(SCREENING.run(asked)))
