"""Two texts side by side: the runs of characters both have in the same order, and what stands between them.

Of all ways to lay runs of at least `least` equal characters of one text along the other, the one that keeps the most
characters; of equal ones always the same. Time and memory grow with the product of the lengths, so that texts are cut at
`longest` characters.
"""

from __future__ import annotations

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled, in_threads, parts
from xingzhi.engine.kernels.letters import Letters

PART = 256
FIGURES = 3  # kept, slots, added


def compare(letters: Letters, own: Array, left: Array, right: Array, least: int, longest: int, threads: int) -> Array:
    """For each pair of texts a row of counts (int32): characters kept that count, slots, characters added.

    `own` says of each of the letters whether it counts (is no stock phrase). A slot is a place where both texts have
    something of their own between kept runs; what one side has there beyond the other is added, as is what only one has.
    """

    def work(first: int, last: int) -> Array:
        return _compare(letters.numbers, letters.starts, own, left[first:last], right[first:last], least, longest)

    if len(left) <= PART:
        return work(0, len(left))
    found = [*in_threads(work, parts(len(left), PART), threads)]
    return np.concatenate([np.empty((0, FIGURES), np.int32), *found])


def runs_of(letters: Letters, a: int, b: int, least: int, longest: int) -> Array:
    """The kept runs of two texts, in order: rows of place in a, place in b, length."""
    x, y = (letters.numbers[letters.starts[at] : letters.starts[at + 1]][:longest] for at in (a, b))
    room = np.empty((3, len(x) + 1, len(y) + 1), np.int32)
    found = np.empty((min(len(x), len(y)) // least + 1, 3), np.int32)
    return np.asarray(found[: _align(x, y, least, room, found)])[::-1]


@compiled
def _compare(numbers: Array, starts: Array, own: Array, left: Array, right: Array, least: int, longest: int) -> Array:
    told = np.zeros((len(left), FIGURES), np.int32)
    widest = 0
    for pair in range(len(left)):
        for text in (left[pair], right[pair]):
            widest = max(widest, min(longest, starts[text + 1] - starts[text]))
    room, found = np.empty((3, widest + 1, widest + 1), np.int32), np.empty((widest // least + 1, 3), np.int32)
    for pair in range(len(left)):
        a, b = left[pair], right[pair]
        x = numbers[starts[a] : min(starts[a + 1], starts[a] + longest)]
        y = numbers[starts[b] : min(starts[b + 1], starts[b] + longest)]
        count = _align(x, y, least, room, found)
        at_x, at_y = 0, 0
        for place in range(count - 1, -2, -1):
            start_x, start_y, length = len(x), len(y), 0
            if place >= 0:
                start_x, start_y, length = found[place, 0], found[place, 1], found[place, 2]
            gap_x, gap_y = start_x - at_x, start_y - at_y
            for at in range(starts[a] + start_x, starts[a] + start_x + length):
                told[pair, 0] += own[at]
            told[pair, 1] += gap_x > 0 and gap_y > 0
            told[pair, 2] += abs(gap_x - gap_y)
            at_x, at_y = start_x + length, start_y + length
    return told


@compiled
def _align(x: Array, y: Array, least: int, room: Array, found: Array) -> int:
    """Write the kept runs to `found`, the last one first; return how many.

    `room` holds, for every two beginnings of the texts, the most characters kept, the most where a run ends right there,
    and how many last characters are equal.
    """
    best, ending, equal = room[0], room[1], room[2]
    best[0, : len(y) + 1] = 0
    ending[0, : len(y) + 1] = -1
    equal[0, : len(y) + 1] = 0
    for i in range(1, len(x) + 1):
        best[i, 0], ending[i, 0], equal[i, 0] = 0, -1, 0
        for j in range(1, len(y) + 1):
            most = max(best[i - 1, j], best[i, j - 1])
            ending[i, j], equal[i, j] = -1, 0
            if x[i - 1] == y[j - 1]:
                equal[i, j] = equal[i - 1, j - 1] + 1
                if equal[i, j] >= least:
                    kept = best[i - least, j - least] + least
                    if ending[i - 1, j - 1] > 0:
                        kept = max(kept, ending[i - 1, j - 1] + 1)
                    ending[i, j] = kept
                    most = max(most, kept)
            best[i, j] = most
    i, j, count = len(x), len(y), 0
    while best[i, j] > 0:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            end = i
            while ending[i, j] != best[i - least, j - least] + least:
                i, j = i - 1, j - 1
            i, j = i - least, j - least
            found[count, 0], found[count, 1], found[count, 2] = i, j, end - i
            count += 1
    return count
