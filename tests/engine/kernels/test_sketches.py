"""The search by sketches: never a wrong pair, hardly one missed, the same for any number of threads."""

import random
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.kernels import twin
from tests.engine.kernels.test_jaccard import variants
from xingzhi.engine.kernels.arrow import buffers
from xingzhi.engine.kernels.bands import MISSED, bands_for
from xingzhi.engine.kernels.jaccard import similar_pairs
from xingzhi.engine.kernels.join import TooManyPairs
from xingzhi.engine.kernels.letters import as_letters
from xingzhi.engine.kernels.sketches import PLACES, make_sketches
from xingzhi.engine.kernels.verify import verified


def sketched(texts, threshold=0.5, **more):
    left, right, similarity = similar_pairs(pa.array(texts, pa.string()), threshold, exact_up_to=0, **more)
    return list(zip(left.tolist(), right.tolist(), similarity.tolist(), strict=True))


def abstracts(number, seed):
    """Texts of 60 to 400 characters, a third of them copies with up to a sixth of the characters changed."""
    chance = random.Random(seed)
    characters = "".join(map(chr, range(0x4E00, 0x4E00 + 900)))
    texts = []
    for _ in range(number):
        if texts and chance.random() < 0.35:
            text = list(chance.choice(texts))
            for _ in range(round(len(text) * chance.uniform(0, 0.16))):
                text[chance.randrange(len(text))] = chance.choice(characters)
            texts.append("".join(text))
        else:
            texts.append("".join(chance.choices(characters, k=chance.randrange(60, 400))))
    return texts


@pytest.fixture(scope="module")
def alike():
    """Texts and all their pairs at 0.3 and above."""
    texts = abstracts(700, 3)
    return texts, twin.similar_pairs(texts, 0.3)


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.8])
def test_no_pair_is_wrong_and_hardly_one_missed(alike, threshold):
    texts, pairs = alike
    expected = {pair for pair in pairs if pair[2] >= threshold}
    found = set(sketched(texts, threshold))
    assert found <= expected
    assert len(expected) > 50
    assert len(found) >= 0.99 * len(expected)


def test_short_texts_are_found_as_well():
    texts = variants(400, 11, "".join(map(chr, range(0x4E00, 0x4F00))), length=30)
    expected = set(twin.similar_pairs(texts, 0.5))
    found = set(sketched(texts))
    assert found <= expected
    assert len(found) >= 0.98 * len(expected)


def test_the_number_of_threads_changes_nothing():
    texts = abstracts(800, 5)
    assert sketched(texts, threads=1) == sketched(texts, threads=2) == sketched(texts, threads=5)


@settings(max_examples=100)
@given(
    st.lists(st.text("ab专利\U0001f600", min_size=3, max_size=14), min_size=2, max_size=8),
    st.sampled_from(
        [Fraction(1, 10), Fraction(1, 3), Fraction(1, 2), Fraction(9, 10), Fraction("0.3333333333333333334")]
    ),
)
def test_given_pairs_are_compared_exactly(texts, threshold):
    letters = as_letters(*buffers(pa.array(texts, pa.large_string())), np.arange(len(texts)), 2)
    every = [(a, b) for a in range(len(texts)) for b in range(a + 1, len(texts))]
    packed = np.array([a << 32 | b for a, b in every], np.uint64)
    found = verified(letters, packed, 3, threshold, threads=2)
    assert list(zip(*(part.tolist() for part in found), strict=True)) == [
        pair for pair in twin.similar_pairs(texts, threshold) if pair[:2] in every
    ]


@pytest.mark.parametrize("threshold", [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95])
def test_bands_miss_few_pairs_at_the_threshold(threshold):
    bands = bands_for(threshold)
    chance = np.random.default_rng(1)
    agree = chance.random((10_000, PLACES)) < threshold
    missed = 1 - agree[:, bands].all(axis=2).any(axis=1).mean()
    assert missed <= 3 * MISSED


def test_agreement_of_sketches_tells_similarity():
    texts = ["".join(map(chr, range(0x4E00 + shift, 0x4E00 + shift + 300))) for shift in (0, 100)]
    letters = as_letters(*buffers(pa.array(texts, pa.large_string())), np.arange(2), 1)
    sketches = make_sketches(letters, 3, 32, 1)
    similarity = 198 / 398
    equal = sum(64 - int(a ^ b).bit_count() for a, b in zip(*sketches.bits.tolist(), strict=True))
    assert abs(equal / (64 * sketches.bits.shape[1]) - (1 + similarity) / 2) < 0.11
    assert abs((sketches.marks[0] == sketches.marks[1]).mean() - similarity) < 0.08


def test_texts_without_grams_and_empty_input():
    assert sketched([]) == []
    assert sketched(["", None, "甲", "甲乙", "甲"]) == [(2, 4, 1.0)]


def test_too_many_pairs_are_refused():
    with pytest.raises(TooManyPairs):
        sketched([f"相同的摘要文本很长很长很长很长很长{i}" for i in range(300)], most=1000)


def test_progress_ends_at_one():
    told = []
    sketched(abstracts(300, 1), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
