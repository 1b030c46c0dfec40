"""Pairs of texts that meet in a band of their sketches, each once, in portions that memory holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.bands import (
    FIRST_WORDS,
    Least,
    agreement,
    equal_bits,
    least_agreement,
    packed_keys,
    words_of,
)
from xingzhi.engine.kernels.compiling import compiled, in_threads
from xingzhi.engine.kernels.sketches import WORDS, Sketches

LANES = 4  # bands looked at side by side
AT_ONCE = 30_000_000  # pairs of a portion
Columns = Callable[[Array], Array]  # the marks of all texts in the given places, one row a place


def meetings(
    sketches: Sketches,
    texts: Array,
    columns: Columns,
    bands: Array,
    threshold: float,
    threads: int,
    asked: Array,
    progress: Callable[[float], None] | None,
    at_once: int = AT_ONCE,
) -> Iterator[Array]:
    """Pairs left * 2**32 + right (uint64), left < right, of the texts numbered `texts`: portions of about `at_once`.

    No pair comes twice. `columns` gives the marks of all texts in some places. `asked` says of each text in how many
    marks a partner must agree (`marks_asked`, int16); between portions it may be raised, for texts that have partners
    enough: a pair is left out where it falls short for both.
    """
    least = least_agreement(threshold)
    waiting, done = [_Lane(band) for band in range(len(bands))], 0
    found: list[Array] = []

    def meet(at: int, _: int) -> tuple[_Lane, Array]:
        return waiting[at].met(columns, texts, bands, sketches, least, asked, at_once // LANES)

    while waiting:
        # As many lanes whatever the threads, so that the portions, and what is asked after them, are always the same.
        now = min(LANES, len(waiting))
        results = [*in_threads(meet, [(at, at) for at in range(now)], threads)]
        found += [pairs for _, pairs in results]
        left = [lane for lane, _ in results if lane.ordered is not None]
        done += now - len(left)
        waiting = left + waiting[now:]
        if not waiting or sum(map(len, found)) >= at_once:
            portion = np.concatenate(found)
            found.clear()
            portion.sort()
            yield portion
        if progress:
            progress(done / len(bands))


@dataclass
class _Lane:
    """A band on its way: its texts in order of their keys, once it has begun, and the place it has come to."""

    band: int
    ordered: Array | None = None
    start: int = 0
    member: int = 0

    def met(
        self,
        columns: Columns,
        texts: Array,
        bands: Array,
        sketches: Sketches,
        least: Least,
        asked: Array,
        most: int,
    ) -> tuple[_Lane, Array]:
        """The next pairs, at most about so many, and the lane as it stands then; without `ordered` when it is done."""
        ordered = self.ordered
        if ordered is None:
            ordered = packed_keys(columns(bands[self.band]), self.band, texts)
            ordered.sort()
        pairs, start, member = _meet(
            ordered,
            self.start,
            self.member,
            self.band,
            bands,
            words_of(sketches.marks),
            sketches.bits,
            least,
            asked,
            most,
        )
        return _Lane(self.band, None if start == len(ordered) else ordered, start, member), pairs


@compiled
def _is_first(same: Array, bands: Array, band: int) -> bool:
    """Whether a band is the first one in all places of which two texts agree."""
    for earlier in range(band + 1):
        row = 0
        while row < bands.shape[1] and same[bands[earlier, row] >> 3] >> (bands[earlier, row] & 7) & 1:
            row += 1
        if row == bands.shape[1]:
            return bool(earlier == band)
    return False  # the same key by chance


@compiled
def _meet(
    ordered: Array,
    start: int,
    member: int,
    band: int,
    bands: Array,
    marks: Array,
    bits: Array,
    least: Least,
    asked: Array,
    most: int,
) -> tuple[Array, int, int]:
    """Pairs that meet first in this band, from a place on; `ordered` holds key and number of every text, by key.

    `marks` are those of every text in words of eight. After about `most` pairs it stops and says where to go on; at the
    end that is the length of `ordered`.
    """
    shift, lower = np.uint64(32), np.uint64(0xFFFFFFFF)
    found, count = np.empty(1024, np.uint64), 0
    near, same = np.empty((64, WORDS), np.uint64), np.empty(marks.shape[1], np.uint8)
    while start < len(ordered):
        stop = start + 1
        while stop < len(ordered) and ordered[stop] >> shift == ordered[start] >> shift:
            stop += 1
        size = stop - start
        if size > len(near):
            near = np.empty((2 * size, WORDS), np.uint64)
        if size > 1:
            for i in range(size):
                near[i] = bits[ordered[start + i] & lower]
        for i in range(member, size):
            if count >= most:
                return found[:count].copy(), start, i
            right = ordered[start + i] & lower
            for j in range(i):
                if equal_bits(near[i], near[j], FIRST_WORDS) < least.first_bits:
                    continue
                if equal_bits(near[i], near[j], WORDS) < least.bits:
                    continue
                left = ordered[start + j] & lower
                if agreement(marks[left], marks[right], same) < min(asked[left], asked[right]):
                    continue
                if not _is_first(same, bands, band):
                    continue
                if count == len(found):
                    found = np.concatenate((found, np.empty_like(found)))
                found[count] = (left << shift) | right  # numbers of one key ascend
                count += 1
        start, member = stop, 0
    return found[:count].copy(), start, 0
