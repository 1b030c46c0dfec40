"""What is exchanged first is masked: figures, units, ranges, the numbers of parts."""

import pytest

from xingzhi.packs import load
from xingzhi.screening.texts.masking import Masking, masking
from xingzhi.text.normalise import fold


@pytest.fixture(scope="module")
def by() -> Masking:
    """With the units of the pack."""
    return masking(load())


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("黄芪10~20份，当归8-15份", "黄芪#份,当归#份"),
        ("加热至120℃，保温2.5h", "加热至#,保温#"),
        ("钳柄（1）与铰接点(2a)、钳颈（3-5）相连", "钳柄与铰接点、钳颈相连"),
        ("含量为5%～8%", "含量为#"),
        ("基因CYP3A88", "基因cyp#a#"),
        ("长30毫米，宽40厘米，高50cm", "长#长度,宽#长度,高#"),
        ("加入5毫克每升的碱液，保温2小时至3小时", "加入#重量的碱液,保温#时间至#时间"),
        ("厚2毫米~3毫米", "厚#长度"),
        ("过60目筛，以300转/分搅拌10分钟", "过#目数筛,以#转速搅拌#时间"),
        ("第2升降杆与第3米斗", "第#升降杆与第#米斗"),
        ("3个机架，2只滚筒", "#个机架,#只滚筒"),
        ("", ""),
    ],
)
def test_figures_become_one_sign_and_part_numbers_go(by, text, form):
    assert by.masked(fold(text)) == form


def test_each_masked_character_knows_the_stretch_it_came_from(by):
    text = "黄芪 １０～20 份，钳柄（1）"
    form, places = by.with_places(text)
    assert form == by.masked(fold(text)) == "黄芪#份,钳柄"
    assert [text[start:end] for start, end in places] == ["黄", "芪", "１０～20", "份", "，", "钳", "柄"]
    form, places = by.with_places(text := "长30 毫米的杆")
    assert form == "长#长度的杆"
    assert [text[start:end] for start, end in places[1:4]] == ["30 毫米"] * 3


def test_figures_are_told_without_part_numbers(by):
    assert by.figures(fold("钳柄（1）长10mm，宽2-3厘米")) == ["10mm", "2-3厘米"]


def test_without_units_a_unit_in_characters_stays():
    assert Masking({}).masked("长30毫米,宽40cm") == "长#毫米,宽#"
