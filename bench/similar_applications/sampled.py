"""The exact partners of a few texts among any number, by counting shared grams: nothing of the kernels' code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numba import njit

Partner = tuple[int, int, float]  # place in the sample, row, similarity


def exact_partners(sample: list[str], parts: Iterable[list[str]], threshold: float = 0.5) -> list[Partner]:
    """All rows at the threshold, for folded texts of 3 characters and more that come in parts."""
    grams = [sorted({text[at : at + 3] for at in range(len(text) - 2)}) for text in sample]
    keys = {gram: place for place, gram in enumerate(sorted({gram for each in grams for gram in each}))}
    holders: list[list[int]] = [[] for _ in keys]
    for place, each in enumerate(grams):
        for gram in each:
            holders[keys[gram]].append(place)
    starts = np.cumsum([0, *map(len, holders)])
    flat = np.array([place for each in holders for place in each], np.int32)
    table, numbers = _table(np.array([_key(gram) for gram in keys], np.uint64))
    sizes, found, row = np.array([len(each) for each in grams], np.int64), [], 0
    for part in parts:
        points = np.frombuffer("".join(part).encode("utf-32-le"), np.uint32)
        ends = np.cumsum([0, *map(len, part)])
        for a, b, similarity in _scan(points, ends, table, numbers, starts, flat, sizes, threshold):
            found.append((int(a), row + int(b), float(similarity)))
        row += len(part)
    return found


def _key(gram: str) -> int:
    a, b, c = map(ord, gram)
    return (a << 42) | (b << 21) | c


def _table(keys: Any) -> tuple[Any, Any]:
    size = 1 << (4 * len(keys)).bit_length()
    table, numbers = np.zeros(size, np.uint64), np.zeros(size, np.int64)
    for number, key in enumerate(keys.tolist()):
        slot = (key * 0x9E3779B97F4A7C15 % 2**64 >> 20) & (size - 1)
        while table[slot]:
            slot = (slot + 1) & (size - 1)
        table[slot], numbers[slot] = key, number
    return table, numbers


@njit(cache=True)  # type: ignore[untyped-decorator]
def _scan(
    points: Any, ends: Any, table: Any, numbers: Any, starts: Any, flat: Any, sizes: Any, threshold: float
) -> list[tuple[int, int, float]]:
    mask, found = np.uint64(len(table) - 1), []
    seen, counts = np.full(len(starts), -1), np.zeros(len(sizes), np.int64)
    grams = np.zeros(1 << 16, np.uint64)
    for text in range(len(ends) - 1):
        first, last = ends[text], ends[text + 1]
        if last - first < 3 or last - first > len(grams):
            continue
        counts[:] = 0
        for at in range(first, last - 2):
            key = (np.uint64(points[at]) << np.uint64(42)) | (np.uint64(points[at + 1]) << np.uint64(21))
            key |= np.uint64(points[at + 2])
            grams[at - first] = key
            slot = (key * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(20)) & mask
            while table[slot] != 0 and table[slot] != key:
                slot = (slot + np.uint64(1)) & mask
            if table[slot] == 0 or seen[numbers[slot]] == text:
                continue
            seen[numbers[slot]] = text
            for holder in range(starts[numbers[slot]], starts[numbers[slot] + 1]):
                counts[flat[holder]] += 1
        if 3 * counts.max() < last - first - 2:
            continue  # far below: its own grams need not be counted
        own = len(np.unique(grams[: last - first - 2]))
        for place in range(len(sizes)):
            union = own + sizes[place] - counts[place]
            if counts[place] >= threshold * union:
                found.append((place, text, counts[place] / union))
    return found
