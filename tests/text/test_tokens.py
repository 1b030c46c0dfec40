from hypothesis import given
from hypothesis import strategies as st

from xingzhi.text.tokens import index_text, query_phrases

chinese = st.text(st.sampled_from("专利商标质押融资地理标志知识产权"), min_size=2, max_size=12)


def found(query: str, text: str) -> bool:
    tokens = index_text(text).split()
    return all(
        any(tokens[i : i + len(phrase)] == phrase for i in range(len(tokens) - len(phrase) + 1))
        for phrase in query_phrases(query)
    )


@given(chinese, st.data())
def test_any_part_of_a_chinese_run_is_found(run, data):
    start = data.draw(st.integers(0, len(run) - 2))
    end = data.draw(st.integers(start + 2, len(run)))
    assert found(run[start:end], f"前文 abc，{run}。后文")


@given(chinese)
def test_each_single_character_is_found(run):
    assert all(found(character, run) for character in run)


def test_two_characters_apart_are_not_a_word():
    assert not found("专标", "专利商标")


def test_width_case_and_traditional_characters_make_no_difference():
    assert index_text("專利Ａ１") == index_text("专利a1")
    assert found("專利 5g", "一种５Ｇ通信专利")


def test_mixed_words_keep_their_order():
    assert query_phrases("5G通信") == [["5g", "通信"]]
    assert found("A型", "一种A型装置")
    assert not found("5G装置", "装置5G")


def test_singles_can_be_left_out():
    assert index_text("专利权", singles=False) == "专利 利权"
    assert index_text("专利权") == "专利 利权 专 利 权"


def test_signs_are_no_words():
    assert index_text("，。_-（）") == ""
    assert query_phrases("()") == []
