"""Replace characters in a column of texts by a table, a character at a time, without a Python object per text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from xingzhi.engine.kernels.arrow import Array, buffers
from xingzhi.engine.kernels.compiling import compiled, in_threads, thread_count
from xingzhi.engine.kernels.grams import CODE_POINTS, even_parts, mark_characters, next_character

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
    replacements, growth = bytearray(), 1
    for character, replacement in table.items():
        encoded = b"" if replacement is None else replacement.encode()
        starts[ord(character)] = len(replacements)
        lengths[ord(character)] = LEAVE if replacement is None else len(encoded)
        replacements += encoded
        growth = max(growth, -(-len(encoded) // len(character.encode())))
    source = np.frombuffer(bytes(replacements) or b"\0", np.uint8)
    workers = threads or thread_count()
    sizes, left = np.zeros(n, np.int64), np.zeros(n, np.bool_)

    def part(first: int, last: int) -> Array:
        room = growth * int(offsets[last] - offsets[first])
        return _replace(data, offsets, first, last, starts, lengths, source, np.empty(room, np.uint8), sizes, left)

    written = [*in_threads(part, even_parts(offsets, workers), workers)]
    ends = np.zeros(n + 1, np.int64)
    np.cumsum(sizes, out=ends[1:])
    joined = pa.py_buffer(np.concatenate([np.empty(0, np.uint8), *written]))
    return pa.LargeStringArray.from_buffers(n, pa.py_buffer(ends), joined), np.flatnonzero(left)


@compiled
def _replace(
    data: Array,
    offsets: Array,
    first: int,
    last: int,
    starts: Array,
    lengths: Array,
    source: Array,
    out: Array,
    sizes: Array,
    left: Array,
) -> Array:
    """Write the texts of a part to `out`, one after the other; note their lengths, and which were left out."""
    end = 0
    for text in range(first, last):
        begin, at = end, offsets[text]
        while at < offsets[text + 1]:
            character, after = next_character(data, at)
            if starts[character] < 0:
                for i in range(at, after):
                    out[end] = data[i]
                    end += 1
            elif lengths[character] == LEAVE:
                left[text], end = True, begin
                break
            else:
                for i in range(starts[character], starts[character] + lengths[character]):
                    out[end] = source[i]
                    end += 1
            at = after
        sizes[text] = end - begin
    return out[:end].copy()
