"""Kept runs are the most characters two texts have in order, by brute force as well."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pyarrow as pa
import pytest

from xingzhi.engine.kernels.alignment import compare, runs_of
from xingzhi.engine.kernels.arrow import buffers
from xingzhi.engine.kernels.letters import as_letters

LEAST = 2


def letters(*texts):
    return as_letters(*buffers(pa.array(texts, pa.large_string())), np.arange(len(texts)), 1)


def most_kept(x, y):
    @cache
    def best(i, j):
        if i == len(x) or j == len(y):
            return 0
        found = max(best(i + 1, j), best(i, j + 1))
        length = 0
        while i + length < len(x) and j + length < len(y) and x[i + length] == y[j + length]:
            length += 1
            if length >= LEAST:
                found = max(found, length + best(i + length, j + length))
        return found

    return best(0, 0)


@pytest.mark.parametrize("seed", range(30))
def test_no_other_way_keeps_more(seed):
    chance = random.Random(seed)
    x, y = ("".join(chance.choice("甲乙丙") for _ in range(chance.randint(1, 16))) for _ in range(2))
    held = letters(x, y)
    runs = runs_of(held, 0, 1, LEAST, 100)
    assert sum(length for _, _, length in runs) == most_kept(x, y)
    at = (0, 0)
    for start, there, length in runs:
        assert length >= LEAST
        assert x[start : start + length] == y[there : there + length]
        assert start >= at[0]
        assert there >= at[1]
        at = (start + length, there + length)
    told = compare(held, np.ones(len(held.numbers), bool), np.array([0]), np.array([1]), LEAST, 100, 1)
    assert told[0, 0] == most_kept(x, y)


def told(x, y, stock=""):
    held = letters(x, y)
    own = np.array([sign not in stock for sign in x + y])
    return compare(held, own, np.array([0]), np.array([1]), LEAST, 100, 1)[0].tolist()


def test_slots_and_what_was_added_are_told_apart():
    assert told("治疗肺炎的药物", "治疗鼻出血的药物") == [5, 1, 1]  # two characters for three
    assert told("治疗的药物", "治疗肺炎的药物") == [5, 0, 2]  # one side only: no slot
    assert told("甲乙丙", "丁戊己") == [0, 1, 0]


def test_stock_phrases_do_not_count():
    assert told("治疗肺炎的药物", "治疗鼻出血的药物", stock="的药物") == [2, 1, 1]


def test_texts_are_cut_at_the_longest_and_threads_change_nothing():
    held = letters("甲乙丙丁" * 10, "甲乙丙丁" * 10)
    own = np.ones(len(held.numbers), bool)
    assert compare(held, own, np.array([0]), np.array([1]), LEAST, 8, 1)[0].tolist() == [8, 0, 0]
    pairs = np.zeros(1000, np.int64), np.ones(1000, np.int64)
    assert (compare(held, own, *pairs, LEAST, 40, 1) == compare(held, own, *pairs, LEAST, 40, 2)).all()
