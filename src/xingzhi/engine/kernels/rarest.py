"""Texts by their rarest grams: the grams put in front, and an index of the texts by them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import compiled
from xingzhi.engine.kernels.grams import SPREAD


class Texts(NamedTuple):
    """Gram sets in order of size; a text's partners are looked for among the texts before it."""

    keys: Array  # grams of all texts; each text's rarest come first
    starts: Array  # where a text's keys begin
    kept: Array  # how many it has
    sizes: Array  # its grams, those that occur nowhere else included
    indexed: Array  # length of the prefix under which it is found
    probed: Array  # length of the prefix by which it looks for others
    lowest: Array  # first text that is long enough to be its partner


class Index(NamedTuple):
    """Texts by bucket of their indexed grams, ascending: bucket b holds entries[heads[b]:heads[b + 1]]."""

    heads: Array
    entries: Array


@compiled
def _put_smallest_first(keys: Array, first: int, last: int, number: int) -> None:
    """Move the `number` smallest of the distinct keys[first:last] to the front (quickselect, in place)."""
    goal = first + number
    while first < goal < last:
        if last - first == 2:
            if keys[first] > keys[first + 1]:
                keys[first], keys[first + 1] = keys[first + 1], keys[first]
            return
        # The median of three distinct keys is not the largest, so both sides of the cut hold something.
        a, b, c = keys[first], keys[(first + last) >> 1], keys[last - 1]
        pivot = max(min(a, b), min(max(a, b), c))
        i, j = first - 1, last
        while True:
            i += 1
            while keys[i] < pivot:
                i += 1
            j -= 1
            while keys[j] > pivot:
                j -= 1
            if i >= j:
                break
            keys[i], keys[j] = keys[j], keys[i]
        if goal <= j + 1:
            last = j + 1
        else:
            first = j + 1


@compiled
def put_rarest_first(texts: Texts, first: int, last: int) -> None:
    """Put each text's `indexed` rarest keys first, then the rest of its `probed` rarest."""
    for text in range(first, last):
        start = texts.starts[text]
        _put_smallest_first(texts.keys, start, start + texts.kept[text], texts.probed[text])
        _put_smallest_first(texts.keys, start, start + texts.probed[text], texts.indexed[text])


@compiled
def index_rarest(texts: Texts, buckets: int) -> Index:
    """Where each text's `indexed` rarest grams stand."""
    shift = np.uint64(64) - np.uint64(np.log2(buckets))
    heads = np.zeros(buckets + 2, np.int64)
    for text in range(len(texts.starts)):
        for i in range(texts.starts[text], texts.starts[text] + texts.indexed[text]):
            heads[np.int64(texts.keys[i] * SPREAD >> shift) + 2] += 1
    for i in range(2, buckets + 2):
        heads[i] += heads[i - 1]
    entries = np.empty(heads[buckets + 1], np.uint32)
    for text in range(len(texts.starts)):
        for i in range(texts.starts[text], texts.starts[text] + texts.indexed[text]):
            bucket = np.int64(texts.keys[i] * SPREAD >> shift) + np.int64(1)
            entries[heads[bucket]] = text
            heads[bucket] += 1
    return Index(heads[:-1], entries)
