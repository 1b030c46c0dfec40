"""Each record's most alike: what a sorted list of all pairs gives, and nothing else."""

import random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.kernels.test_jaccard import pairs, variants
from xingzhi.engine.kernels.best import sifted
from xingzhi.engine.kernels.jaccard import similar_pairs


def among_the_best(every, best):
    """Of pairs (a, b, similarity) those of which one is among the best of the other, ties by number."""
    partners = {}
    for a, b, similarity in every:
        partners.setdefault(a, []).append((-similarity, b))
        partners.setdefault(b, []).append((-similarity, a))
    kept = {row: {other for _, other in sorted(found)[:best]} for row, found in partners.items()}
    return [pair for pair in every if pair[1] in kept[pair[0]] or pair[0] in kept[pair[1]]]


@settings(max_examples=150)
@given(
    st.lists(st.one_of(st.none(), st.text("ab专\U0001f600", max_size=7)), max_size=30),
    st.sampled_from([0.1, 0.3, 0.5, 1]),
    st.integers(1, 5),
)
def test_the_best_are_those_of_all_pairs(texts, threshold, best):
    assert pairs(texts, threshold, best=best) == among_the_best(pairs(texts, threshold), best)


@pytest.mark.parametrize("best", [1, 3, 20])
def test_with_many_of_one_text(best):
    chance = random.Random(best)
    base = variants(60, 5)
    texts = [chance.choice(base) for _ in range(500)]
    assert pairs(texts, 0.3, best=best) == among_the_best(pairs(texts, 0.3), best)


def test_a_text_that_a_hundred_thousand_rows_hold_costs_no_square():
    texts = pa.array(["一种用于固定的装置，包括底座"] * 100_000 + ["一种用于固定的装置，包括底板"] * 100_000)
    left, right, similarity = similar_pairs(texts, 0.5, best=3)
    assert 200_000 * 3 / 2 < len(left) <= 200_000 * 3
    assert set(similarity.tolist()) == {1.0}
    assert (left < right).all()


def test_what_no_further_pair_must_reach():
    left, right = np.array([0, 0, 0, 1]), np.array([1, 2, 3, 2])
    kept, enough = sifted(left, right, np.array([0.9, 0.8, 0.7, 0.6]), 4, 2)
    assert sorted(zip(*(part.tolist() for part in kept), strict=True)) == [
        (0, 1, 0.9), (0, 2, 0.8), (0, 3, 0.7), (1, 2, 0.6)
    ]  # fmt: skip
    assert enough.tolist() == [0.8, -1, -1, -1]
