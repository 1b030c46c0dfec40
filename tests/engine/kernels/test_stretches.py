"""Pieces that earlier texts hold, as a search by hand finds them."""

from __future__ import annotations

import random

import numpy as np
import pyarrow as pa
import pytest

from xingzhi.engine.kernels.arrow import buffers
from xingzhi.engine.kernels.letters import as_letters
from xingzhi.engine.kernels.stretches import held_earlier, stock_marks


def letters(texts):
    return as_letters(*buffers(pa.array(texts, pa.large_string())), np.arange(len(texts)), 1)


def by_hand(texts, days, length, most):
    def pieces(text):
        return {text[at : at + length] for at in range(len(text) - length + 1)}

    dated = [at for at, day in enumerate(days) if day]
    found = []
    for text in dated:
        for source in dated:
            for at in range(len(texts[text]) - length + 1):
                piece = texts[text][at : at + length]
                holders = [one for one in dated if piece in pieces(texts[one])]
                if days[source] < days[text] and source in holders and len(holders) <= most:
                    found.append((text, source, at))
    return found


@pytest.mark.parametrize("seed", range(10))
def test_every_piece_of_an_earlier_text_is_found_and_no_other(seed):
    chance = random.Random(seed)
    texts = ["".join(chance.choice("甲乙丙丁") for _ in range(chance.randint(2, 40))) for _ in range(12)]
    days = [chance.randint(0, 4) for _ in texts]
    held = held_earlier(letters(texts), np.array(days), 4, 5, 2)
    assert list(zip(*(column.tolist() for column in held), strict=True)) == by_hand(texts, days, 4, 5)


def test_marks_stand_where_pieces_occur_often():
    marks = stock_marks(letters(["甲乙丙丁", "戊甲乙丙", "甲乙丙"]), 3, 2, 1)
    assert marks.tolist() == [True, True, True, False, False, True, True, True, True, True, True]


def test_no_text_is_no_piece():
    held = held_earlier(letters([]), np.empty(0, np.int64), 4, 5, 1)
    assert len(held.texts) == 0
