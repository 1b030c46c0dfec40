import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xingzhi.screening.similar_applications.folding import fold_column
from xingzhi.screening.similar_applications.pairs import clusters, find_pairs
from xingzhi.text.normalise import fold

TEXT = "本实用新型公开了一种果树修剪用高枝剪，包括剪头、伸缩杆和手柄"


def found(ids, texts, threshold=0.5):
    return [(row["id_a"], row["id_b"], row["similarity"]) for row in find_pairs(ids, texts, threshold).to_pylist()]


def test_width_case_and_white_space_make_no_difference():
    texts = ["一种ＬＥＤ灯，包括 灯罩", "另一种完全不同的东西", "一种led灯,包括\n灯\u3000罩"]
    assert found(["a", "b", "c"], texts) == [("a", "c", 1.0)]


def test_the_order_of_the_input_decides_a_and_b():
    assert found(["9", "1"], [TEXT, TEXT + "。"])[0][:2] == ("9", "1")


def test_ids_stay_as_they_are():
    assert found(["007", "2.0"], [TEXT, TEXT]) == [("007", "2.0", 1.0)]


@pytest.mark.parametrize("nothing", [None, "", "  \u3000", "无", "/", "—", "N/A"])
def test_what_is_no_text_pairs_with_nothing(nothing):
    assert found(["a", "b"], [nothing, nothing]) == []


def test_short_texts_are_found_only_when_the_same():
    texts = ["灯", "泵", "灯", "水泵", "水阀", "一种新型的水泵装置", "一种新型的水阀装置"]
    assert found(list("abcdefg"), texts) == [("a", "c", 1.0)]


def test_the_result_has_its_columns_even_when_empty():
    assert find_pairs([], [], 0.5).schema.names == ["id_a", "id_b", "similarity"]
    assert find_pairs(pa.chunked_array([], pa.string()), pa.chunked_array([], pa.string()), 0.5).num_rows == 0


@settings(max_examples=300)
@given(st.lists(st.one_of(st.none(), st.text(max_size=8)), max_size=8))
def test_a_column_folds_as_its_texts_do(texts):
    assert fold_column(pa.array(texts, pa.string())).to_pylist() == [fold(text or "") for text in texts]


def test_a_column_folds_as_its_texts_do_for_awkward_characters():
    awkward = "eé\u0301\u0327ÅＡａİıΣσςϹ㎏㍿ﾊﾟﾞ가각\u1100\u1161\u11a8\u0915\u093c\u09c7\u09be\u200b \u3000\x85，。（）①ßŀ\U0001d6ba한"
    chance = random.Random(1)
    texts = ["".join(chance.choices(awkward, k=chance.randrange(7))) for _ in range(20_000)]
    assert fold_column(pa.chunked_array([texts[:7], texts[7:]])).to_pylist() == [fold(text) for text in texts]


def test_clusters_are_named_by_their_smallest_member():
    assert clusters([5, 1, 2], [4, 3, 5], 7).tolist() == [0, 1, 2, 1, 2, 2, 6]
    assert clusters([], [], 2).tolist() == [0, 1]
