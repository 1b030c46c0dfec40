import random
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.kernels import twin
from xingzhi.engine.kernels import join, probe
from xingzhi.engine.kernels.jaccard import similar_pairs
from xingzhi.engine.kernels.join import TooManyPairs


def pairs(texts, threshold=0.5, **more):
    left, right, similarity = similar_pairs(pa.array(texts, pa.string()), threshold, **more)
    return list(zip(left.tolist(), right.tolist(), similarity.tolist(), strict=True))


def variants(number, seed, alphabet="专利申请abc😀", length=40):
    """Texts of which many are near-copies of others, of all lengths, so that all steps of the search are taken."""
    chance = random.Random(seed)
    texts = []
    for _ in range(number):
        if texts and chance.random() < 0.6:
            text = list(chance.choice(texts))
            for _ in range(chance.randrange(4)):
                text.insert(chance.randrange(len(text) + 1), chance.choice(alphabet))
            if text and chance.random() < 0.5:
                del text[chance.randrange(len(text)) :: 7]
            texts.append("".join(text))
        else:
            texts.append("".join(chance.choices(alphabet, k=chance.randrange(length))))
    return texts


@settings(max_examples=200)
@given(
    st.lists(st.one_of(st.none(), st.text("ab专利\U0001f600", max_size=12)), max_size=25),
    st.sampled_from([0.01, 0.1, 0.25, "0.3", 0.5, "2/3", 0.75, 0.9, 1]),
    st.sampled_from([1, 2, 3]),
)
def test_it_equals_its_twin(texts, threshold, gram):
    assert pairs(texts, threshold, gram=gram) == twin.similar_pairs(texts, threshold, gram)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.8])
def test_it_equals_its_twin_on_near_copies(seed, threshold):
    alphabet = ("ab", "专利申请abc😀", "".join(map(chr, range(0x4E00, 0x4F00))))[seed % 3]
    texts = variants(300, seed, alphabet, length=10 + 40 * seed)
    assert pairs(texts, threshold) == twin.similar_pairs(texts, threshold)


@pytest.mark.filterwarnings("ignore:overflow encountered")  # multiplication wraps, as it does when compiled
@pytest.mark.parametrize(("way", "often", "scan"), [("_meet", 1e9, 1e9), ("_meet_often", -1, 1e9), ("_scan", -1, -1)])
def test_all_ways_of_searching_are_exact(monkeypatch, way, often, scan):
    texts = variants(400, 7, "专利申请", length=80)  # few grams, long lists
    taken = []
    for name in ("_meet", "_meet_often", "_scan"):
        function = getattr(probe, name)
        monkeypatch.setattr(probe, name, lambda *a, name=name, function=function: taken.append(name) or function(*a))
    monkeypatch.setattr(probe, "OFTEN", often)
    monkeypatch.setattr(probe, "SCAN", scan)
    monkeypatch.setattr(join, "probe", probe.probe.py_func)
    assert pairs(texts, 0.5, threads=1) == twin.similar_pairs(texts, 0.5)
    assert {way} <= set(taken) <= {way, "_meet"}  # the first text of a length has no list to count


def test_a_pair_exactly_at_the_threshold_counts():
    assert pairs(["abcd", "abce"], Fraction(1, 3)) == [(0, 1, 1 / 3)]
    assert pairs(["abcd", "abce"], "0.3333333333333333334") == []
    assert pairs(["abcde", "abcd"], 2 / 3) == [(0, 1, 2 / 3)]
    assert pairs(["ab", "abcd", "abcdef"], 0.5) == [(1, 2, 0.5)]


def test_short_texts_are_clones_or_different():
    assert pairs(["甲", "乙", "甲", "甲乙", "乙甲", "甲乙", "甲乙丙", "甲乙丙"]) == [
        (0, 2, 1.0),
        (3, 5, 1.0),
        (6, 7, 1.0),
    ]


def test_a_short_text_does_not_meet_a_longer_one_that_begins_with_a_zero_character():
    assert pairs(["\0a", "\0\0a", "a"]) == []


def test_empty_and_null_are_no_texts():
    assert pairs(["", "", None, None]) == []
    assert pairs([]) == []
    assert pairs(["", None, "专利申请", "", "专利申请"]) == [(2, 4, 1.0)]


def test_any_arrow_shape_gives_the_same():
    texts = variants(200, 3)
    expected = pairs(texts)
    plain = pa.array(texts)
    sliced = pa.array(["x", *texts]).slice(1)
    chunked = pa.chunked_array([plain.slice(0, 90), plain.slice(90, 0), plain.slice(90)])
    for column in (
        plain.cast(pa.large_string()),
        sliced,
        chunked,
        plain.dictionary_encode(),
        chunked.dictionary_encode(),
    ):
        found = similar_pairs(column, 0.5)
        assert list(zip(*(part.tolist() for part in found), strict=True)) == expected
    assert similar_pairs(pa.chunked_array([], pa.string()), 0.5)[0].tolist() == []


def test_the_number_of_threads_changes_nothing():
    texts = variants(3000, 5, length=60)
    assert pairs(texts, threads=1) == pairs(texts, threads=2) == pairs(texts, threads=5)


def test_characters_of_all_planes_stay_exact():
    texts = ["".join(map(chr, range(0x10000 + i, 0x10000 + i + 50))) for i in range(0, 4000, 9)]
    assert pairs(texts) == twin.similar_pairs(texts, 0.5)


def test_many_equal_texts_pair_with_each_other_and_no_more_than_asked():
    texts = ["相同的摘要文本"] * 300 + ["相同的摘要文本。"] * 2
    assert len(pairs(texts)) == 302 * 301 // 2
    with pytest.raises(TooManyPairs) as refused:
        pairs(texts, most=1000)
    assert refused.value.found >= 1000
    with pytest.raises(TooManyPairs):
        pairs([f"相同的摘要文本很长很长很长很长很长{i}" for i in range(300)], most=1000)


@pytest.mark.parametrize("threshold", [0, -1, 1.01, "x", float("nan"), None])
def test_it_refuses_a_threshold_outside_its_range(threshold):
    with pytest.raises(ValueError, match="threshold"):
        pairs(["a"], threshold)


def test_it_refuses_grams_that_do_not_fit():
    with pytest.raises(ValueError, match="gram"):
        pairs(["a"], gram=4)


def test_progress_ends_at_one():
    told = []
    pairs(variants(3000, 1), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
