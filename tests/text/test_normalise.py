from hypothesis import given
from hypothesis import strategies as st

from xingzhi.text.normalise import clean, fold, is_empty, simplify


def test_clean_narrows_letters_and_keeps_chinese_punctuation():
    assert clean("  ＡＢＣ　１２３\n（甲），乙：\u200b丙 ") == "ABC 123 （甲），乙：丙"


def test_fold_is_the_similarity_form():
    assert fold(" Ａ b\n，c ") == "ab,c"


def test_simplify():
    assert simplify("專利權質押") == "专利权质押"
    assert simplify("x" * 100 + "專利") == "x" * 100 + "专利"


def test_what_says_there_is_nothing():
    assert all(map(is_empty, ["", " ", "-", "——", "／", "无", "N/A", "null", "　"]))
    assert not any(map(is_empty, ["0", "无锡", "一", "-1", "无一种较长的名称可言之物"]))


@given(st.text())
def test_clean_is_stable(text):
    assert clean(clean(text)) == clean(text)
