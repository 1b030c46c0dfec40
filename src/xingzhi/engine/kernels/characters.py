"""Replace characters in a column of texts by a table, a character at a time, without a Python object per text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from xingzhi.engine.kernels.arrow import Array, buffers
from xingzhi.engine.kernels.compiling import compiled, in_threads, thread_count
from xingzhi.engine.kernels.grams import even_parts
from xingzhi.engine.kernels.utf8 import CODE_POINTS, mark_characters, next_character

LEAVE = 255  # a replacement of this length means: this text is left to the caller


def characters(texts: Any, threads: int | None = None) -> list[str]:
    """The distinct characters of a large_string array without nulls, in order of code point."""
    data, offsets = buffers(texts)
    seen = np.zeros(CODE_POINTS, np.uint8)
    workers = threads or thread_count()
    for _ in in_threads(
        lambda a, b: mark_characters(data, offsets[a], offsets[b], seen), even_parts(offsets, workers), workers
    ):
        pass
    return [chr(code) for code in np.flatnonzero(seen)]


def replace_characters(texts: Any, table: Mapping[str, str | None], threads: int | None = None) -> tuple[Any, Array]:
    """Replace each character found in `table`; others stay.

    `texts` is a large_string array without nulls. A replacement is at most 254 bytes of UTF-8, and None means that a text
    with this character cannot be treated a character at a time: it becomes empty.
    Returns the new array and the numbers of the texts so left out.
    """
    data, offsets = buffers(texts)
    n = len(offsets) - 1
    starts, lengths = np.full(CODE_POINTS, -1, np.int32), np.zeros(CODE_POINTS, np.uint8)
    replacements = bytearray()
    for character, replacement in table.items():
        encoded = b"" if replacement is None else replacement.encode()
        starts[ord(character)] = len(replacements)
        lengths[ord(character)] = LEAVE if replacement is None else len(encoded)
        replacements += encoded
    source = np.frombuffer(bytes(replacements) or b"\0", np.uint8)
    workers = threads or thread_count()
    cuts, ends = even_parts(offsets, workers), np.zeros(n + 1, np.int64)
    left = np.zeros(n, np.bool_)
    for _ in in_threads(lambda a, b: _measure(data, offsets, a, b, starts, lengths, ends, left), cuts, workers):
        pass
    np.cumsum(ends, out=ends)
    out = np.empty(ends[-1], np.uint8)
    for _ in in_threads(
        lambda a, b: _replace(data, offsets, a, b, starts, lengths, source, ends, left, out), cuts, workers
    ):
        pass
    return pa.LargeStringArray.from_buffers(n, pa.py_buffer(ends), pa.py_buffer(out)), np.flatnonzero(left)


@compiled
def _measure(
    data: Array, offsets: Array, first: int, last: int, starts: Array, lengths: Array, ends: Array, left: Array
) -> None:
    """Note how long each text of a part becomes, in the place after its own, and which are left out."""
    for text in range(first, last):
        at, length = offsets[text], offsets[text + 1] - offsets[text]
        while at < offsets[text + 1]:
            character, after = next_character(data, at)
            if starts[character] >= 0:
                left[text] |= lengths[character] == LEAVE
                length += lengths[character] - (after - at)
            at = after
        ends[text + 1] = 0 if left[text] else length


@compiled
def _replace(
    data: Array,
    offsets: Array,
    first: int,
    last: int,
    starts: Array,
    lengths: Array,
    source: Array,
    ends: Array,
    left: Array,
    out: Array,
) -> None:
    """Write the texts of a part to `out`, each where it belongs; what stays as it is goes over in runs."""
    for text in range(first, last):
        if left[text]:
            continue
        end, at, run = ends[text], offsets[text], offsets[text]
        while at < offsets[text + 1]:
            character, after = next_character(data, at)
            if starts[character] >= 0:
                end = _append(out, end, data, run, at)
                end = _append(out, end, source, starts[character], starts[character] + lengths[character])
                run = after
            at = after
        _append(out, end, data, run, offsets[text + 1])


@compiled
def _append(out: Array, end: int, data: Array, start: int, stop: int) -> int:
    """Copy bytes to the end of `out`; return its new end."""
    for i in range(stop - start):
        out[end + i] = data[start + i]
    return end + stop - start
