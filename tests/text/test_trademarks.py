"""Numbers, classes, terms and scripts of marks as files give them."""

from __future__ import annotations

from datetime import date

import pytest

from xingzhi.text.problems import ValueProblem
from xingzhi.text.trademarks import mark_number, nice_classes, script_of, similar_groups, split_term


@pytest.mark.parametrize(
    ("given", "number"),
    [("第12345678号", "12345678"), ("０００１２３４５", "12345"), ("G 1234567", "G1234567"), ("ZC12345678ZC", "12345678"),
     ("12345678A", "12345678A"), ("", "")],
)  # fmt: skip
def test_numbers_lose_their_wrapping(given, number):
    assert mark_number(given) == number


@pytest.mark.parametrize("given", ["待定", "12345678-9", "1234567890123"])
def test_what_is_no_number_is_told_with_its_value(given):
    with pytest.raises(ValueProblem, match="mark_number_unreadable") as problem:
        mark_number(given)
    assert problem.value.params["value"] == given


@pytest.mark.parametrize(("given", "classes"), [("第9类、35", "09; 35"), ("35,9,35", "09; 35"), ("5", "05"), ("", "")])
def test_classes_are_two_digits_in_order(given, classes):
    assert nice_classes(given) == classes


@pytest.mark.parametrize("given", ["46", "0", "第九类", "30米"])
def test_what_is_no_class_is_told_with_its_value(given):
    with pytest.raises(ValueProblem, match="nice_class_unknown") as problem:
        nice_classes(given)
    assert problem.value.params["value"] == given


def test_groups_terms_and_scripts():
    assert similar_groups("3009,3008；3008（一）") == "3008; 3009"
    assert split_term("2015-03-28 至 2025-03-27") == (date(2015, 3, 28), date(2025, 3, 27))
    assert split_term("2015年3月28日-2025年3月27日") == (date(2015, 3, 28), date(2025, 3, 27))
    with pytest.raises(ValueProblem, match="term_unreadable"):
        split_term("十年")
    scripts = {"牧歌": "han", "BRA-2": "latin", "牧歌MUGE": "mixed", "ᠮᠣᠩᠭᠣᠯ": "mongolian", "Монгол": "cyrillic",
               "360": "digits", "": "", "★": "", "한국": "other"}  # fmt: skip
    assert {text: script_of(text) for text in scripts} == scripts
