"""Names in Mongolian, Cyrillic and Latin letters meet the Chinese by tables of letters, and are left to a reader of the script."""

from __future__ import annotations

import itertools

import pytest

from xingzhi.packs import load
from xingzhi.screening.similar_marks.compare import Verdict, compare

HILLS = ("ᠬᠢᠩᠭᠠᠨ", "Хянган", "Hinggan", "兴安")


def told(one, other):
    return compare(one, other, load().mark_similarity)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *itertools.combinations(HILLS, 2),
        ("ᠬᠥᠬᠡᠬᠣᠲᠠ", "呼和浩特"),
        ("Ордос", "鄂尔多斯"),
        ("Хөлөнбуйр", "呼伦贝尔"),
        ("Xilingol", "锡林郭勒"),
    ],
)
def test_names_of_one_sound_meet_whatever_they_are_written_in(one, other):
    for found in (told(one, other), told(other, one)):
        assert found.verdict in (Verdict.NEEDS_PERSON, Verdict.SIMILAR)
        assert any("不是官方译名" in each.why for each in found.findings if each.rule == "5.1.4")


def test_only_the_same_spelling_is_called_similar():
    assert told("ᠬᠢᠩᠭᠠᠨ", "HINGGAN").verdict is Verdict.SIMILAR
    assert told("ᠬᠢᠩᠭᠠᠨ", "兴安").verdict is Verdict.NEEDS_PERSON


@pytest.mark.parametrize("unread", ["ᠮᠣᠩᠭᠣᠯ", "Улаан", "مرحبا", "한라산"])
def test_what_a_script_means_cannot_be_known_and_is_said(unread):
    found = told(unread, "青禾")
    assert found.verdict is Verdict.NEEDS_PERSON
    assert "无从得知" in found.findings[0].why


@pytest.mark.parametrize(("one", "other"), [("TONGLIO", "兴安"), ("BRAND", "宝兰德"), ("LUNO", "兰")])
def test_latin_words_that_sound_otherwise_or_mean_something_do_not_meet(one, other):
    assert told(one, other).verdict is Verdict.NOT_SIMILAR
