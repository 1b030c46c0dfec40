"""Pairs by rare pieces: as a plain twin adds them up, inside blocks, no more than asked, whatever the threads."""

import math
import random
from collections import Counter, defaultdict

import numpy as np
import pyarrow as pa
import pytest

from xingzhi.engine.kernels.arrow import buffers
from xingzhi.engine.kernels.letters import as_letters
from xingzhi.engine.kernels.weighted import Blocks, Weights, no_blocks, weighted_pairs

WORDS = ["".join(map(chr, (0x4E00 + 7 * i, 0x4E01 + 11 * i, 0x4E02 + 13 * i))) for i in range(60)]


def texts(number, seed=1):
    chance = random.Random(seed)
    made = []
    for _ in range(number):
        if made and chance.random() < 0.4:
            words = chance.choice(made).split("，")
            chance.shuffle(words)
            made.append("，".join(words[: max(2, len(words) - 2)]))
        else:
            made.append("，".join(chance.choices(WORDS, k=chance.randrange(2, 9))))
    return made


def found(
    made, *, blocks=None, exponent=2.0, floor=0.2, characters=0.5, threshold=0.5, best=1000, most_common=1000, threads=2
):
    letters = as_letters(*buffers(pa.array(made, pa.large_string())), np.arange(len(made)), threads)
    blocks = blocks or no_blocks(len(made))
    weights = Weights(exponent, floor, characters)
    left, right, likeness = weighted_pairs(letters, blocks, weights, threshold, best, most_common, threads)
    return list(zip(left.tolist(), right.tolist(), likeness.tolist(), strict=True))


def overlaps(made, size, exponent):
    """Of every two texts the summed squared weights of the pieces they share, and of all the pieces of each."""
    sets = [{text[at : at + size] for at in range(len(text) - size + 1)} for text in made]
    counts = Counter(piece for pieces in sets for piece in pieces)
    square = {piece: math.log(len(made) / count) ** (2 * exponent) for piece, count in counts.items()}
    whole = [sum(square[piece] for piece in pieces) for pieces in sets]
    return counts, {
        (a, b): (sets[a] & sets[b], sum(square[piece] for piece in sets[a] & sets[b]), whole[a], whole[b])
        for b in range(len(made))
        for a in range(b)
        if whole[a] and whole[b]
    }


def twin(made, exponent, floor, characters, threshold, most_common):
    counts, pieces = overlaps(made, 2, exponent)
    _, single = overlaps(made, 1, 1)
    likeness = {}
    for pair, (both, shared, a, b) in pieces.items():
        cosine = shared / math.sqrt(a * b)
        if any(counts[piece] <= most_common for piece in both) and cosine >= floor:
            _, common, one, other = single[pair]
            likeness[pair] = (1 - characters) * cosine + characters * common / min(one, other)
    return {pair: found for pair, found in likeness.items() if found >= threshold}


@pytest.mark.parametrize(
    ("exponent", "floor", "characters", "threshold", "most_common"),
    [(1, 0.3, 0, 0.3, 1000), (3, 0.25, 0.5, 0.5, 1000), (2, 0.4, 0.7, 0.4, 9)],
)
def test_it_equals_its_twin(exponent, floor, characters, threshold, most_common):
    made, how = texts(160), {"exponent": exponent, "floor": floor, "characters": characters}
    expected = twin(made, threshold=threshold, most_common=most_common, **how)
    got = {(a, b): likeness for a, b, likeness in found(made, threshold=threshold, most_common=most_common, **how)}
    assert got.keys() == expected.keys()
    assert len(got) > 20
    assert all(abs(got[pair] - likeness) < 1e-4 for pair, likeness in expected.items())


def test_the_number_of_threads_changes_nothing():
    made = texts(1500, seed=4)
    assert found(made, threads=1) == found(made, threads=2) == found(made, threads=4)


def test_only_the_best_of_a_record_are_kept():
    made = texts(300, seed=2)
    every = found(made)
    few = found(made, best=2)
    assert set(few) < set(every)
    beaten = defaultdict(int)
    for a, b, likeness in every:
        beaten[a] += sum(1 for x, y, other in every if a in (x, y) and other > likeness)
        if (a, b, likeness) not in few:
            for text in (a, b):
                assert sum(1 for x, y, other in every if text in (x, y) and other >= likeness) > 2


def test_texts_without_anything_in_common_to_their_blocks_are_not_compared():
    made = texts(200, seed=3)
    label = [number % 3 for number in range(200)]
    blocks = Blocks(np.arange(201), np.array(label), np.full(200, -1), 0)
    inside = found(made, blocks=blocks)
    assert inside == [pair for pair in found(made) if label[pair[0]] == label[pair[1]]]
    days = [number // 10 if number % 5 else -1 for number in range(200)]
    dated = found(made, blocks=Blocks(np.zeros(201, np.int64), np.empty(0, np.int64), np.array(days), 1))
    near = [p for p in found(made) if min(days[p[0]], days[p[1]]) >= 0 and abs(days[p[0]] - days[p[1]]) <= 1]
    assert dated == near


def test_nothing_and_short_texts_are_no_trouble():
    assert found([]) == []
    assert found(["", "甲", "甲"]) == []


def test_what_all_hold_makes_no_two_alike():
    assert found(["甲乙丙丁戊己庚辛"] * 20, threshold=0.1) == []
