"""What is exchanged first is masked: figures, units, ranges, the numbers of parts."""

import pytest

from xingzhi.screening.texts.masking import figures, masked, masked_with_places
from xingzhi.text.normalise import fold


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("黄芪10~20份，当归8-15份", "黄芪#份,当归#份"),
        ("加热至120℃，保温2.5h", "加热至#,保温#"),
        ("钳柄（1）与铰接点(2a)、钳颈（3-5）相连", "钳柄与铰接点、钳颈相连"),
        ("含量为5%～8%", "含量为#"),
        ("基因CYP3A88", "基因cyp#a#"),
        ("", ""),
    ],
)
def test_figures_become_one_sign_and_part_numbers_go(text, form):
    assert masked(fold(text)) == form


def test_each_masked_character_knows_the_stretch_it_came_from():
    text = "黄芪 １０～20 份，钳柄（1）"
    form, places = masked_with_places(text)
    assert form == masked(fold(text)) == "黄芪#份,钳柄"
    assert [text[start:end] for start, end in places] == ["黄", "芪", "１０～20", "份", "，", "钳", "柄"]


def test_figures_are_told_without_part_numbers():
    assert figures(fold("钳柄（1）长10mm，宽2-3cm")) == ["10mm", "2-3cm"]
