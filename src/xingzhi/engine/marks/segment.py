"""Some marks made searchable: names as codes, their keys, and the rows of each name. A folder, mapped when opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from xingzhi.engine.kernels.arrow import Array, as_column, buffers
from xingzhi.engine.kernels.compiling import in_threads, parts
from xingzhi.engine.marks.asked import Asked
from xingzhi.engine.marks.encoding import encode, gathered, group
from xingzhi.engine.marks.postings import postings, shift_for
from xingzhi.engine.marks.searching import search
from xingzhi.engine.marks.tables import Tables, mapped

ARRAYS = ("codes", "starts", "leading", "begins", "held", "prints", "rows", "row_starts", "of_classes")
ROWS = "rows.arrow"
CHUNK = 1 << 20


@dataclass(frozen=True)
class Near:
    """A name like what was searched for: its number in the segment and the likeness that ranks it."""

    name: int
    likeness: float


class Segment:
    """Opened marks; safe for threads."""

    def __init__(self, folder: Path, tables: Tables) -> None:
        """Map the files of `write`."""
        self.tables = tables
        arrays = {name: mapped(folder / f"{name}.npy") for name in ARRAYS}
        self.codes, self.starts, self.leading = arrays["codes"], arrays["starts"], arrays["leading"]
        self.begins, self.held, self.prints = arrays["begins"], arrays["held"], arrays["prints"]
        self.rows, self.row_starts, self.of_classes = arrays["rows"], arrays["row_starts"], arrays["of_classes"]
        self._folder = folder
        self._free: list[tuple[Array, Array]] = []

    @property
    def names(self) -> int:
        """How many distinct names."""
        return len(self.starts) - 1

    @cached_property
    def table(self) -> pa.Table:
        """The rows as they came, mapped."""
        with pa.memory_map(str(self._folder / ROWS)) as source:
            return pa.ipc.open_file(source).read_all()

    def nearest(self, asked: Asked, most: int, wanted: int = 0, *, every: bool = False) -> tuple[list[Near], int]:
        """The names most like it and how many were scored. `wanted` are bits of classes; `every` scores all names."""
        tables = self.tables
        marks, touched = (
            self._free.pop() if self._free else (np.zeros(self.names, np.uint8), np.empty(self.names, np.uint32))
        )
        found, likeness, scored = search(
            most, wanted, self.of_classes, self.codes, self.starts, self.leading, self.begins, self.held, self.prints, shift_for(self.names), marks,
            touched, every, asked.han, asked.like, asked.stretches,
            asked.stretch_weights, asked.letters, asked.letter_starts, asked.letter_weights, asked.said, asked.said_starts,
            asked.exact, asked.exact_starts, asked.exact_weights, asked.exact_han, asked.mixed, tables.sounds, tables.near,
            tables.spelled, tables.spelled_starts, tables.looks, tables.looks_starts, tables.looks_like, tables.sounding, tables.sounding_starts,
            tables.usual,
        )  # fmt: skip
        self._free.append((marks, touched))
        return [Near(int(name), float(like)) for name, like in zip(found, likeness, strict=True)], scored

    def classes(self) -> Array:
        """The bits of classes of each row, those of its name: enough to make segments one."""
        classes = np.empty(len(self.rows), np.int64)
        classes[self.rows] = np.repeat(self.of_classes, np.diff(self.row_starts))
        return classes

    def rows_of(self, name: int) -> Array:
        """The places in `table` of the marks that bear a name."""
        return self.rows[self.row_starts[name] : self.row_starts[name + 1]]


def write(folder: Path, table: pa.Table, column: str, classes: Array, tables: Tables, threads: int) -> Iterator[str]:
    """Make a segment of a table of marks; `column` holds the names, `classes` the bits of each row. Yields what is done."""
    folder.mkdir(parents=True)
    with pa.OSFile(str(folder / ROWS), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=CHUNK)
    yield "rows"
    arrays: dict[str, Any] = {}
    codes, starts, leading, keys = _encoded(table[column], tables, threads)
    order = np.argsort(keys, kind="stable").astype(np.uint32)
    del keys
    text_of = np.empty(len(order), np.uint32)
    names = group(codes, starts, leading, order, text_of)
    out, out_starts, out_leading = np.empty_like(codes), np.zeros(names + 1, np.int64), np.empty(names, np.uint8)
    gathered(codes, starts, leading, order, text_of, out, out_starts, out_leading)
    codes, starts, leading = out[: out_starts[-1]].copy(), out_starts, out_leading
    arrays |= {"codes": codes, "starts": starts, "leading": leading, "rows": order}
    arrays["row_starts"] = np.searchsorted(text_of, np.arange(names + 1)).astype(np.int64)
    arrays["of_classes"] = (
        np.bitwise_or.reduceat(classes[order], arrays["row_starts"][:-1]) if names else np.empty(0, np.int64)
    )
    yield "names"
    arrays["begins"], arrays["held"], arrays["prints"] = postings(codes, starts, leading, tables, threads)
    yield "keys"
    for name in ARRAYS:
        np.save(folder / f"{name}.npy", arrays[name], allow_pickle=False)


def _encoded(column: pa.ChunkedArray, tables: Tables, threads: int) -> tuple[Array, Array, Array, Array]:
    """Codes, where each begins, characters and key of every row."""
    texts = column.cast(pa.large_string())
    spans = parts(len(texts), CHUNK)

    def one(first: int, last: int) -> tuple[Array, Array, Array, Array]:
        data, offsets = buffers(as_column(texts.slice(first, last - first)))
        codes, starts = np.empty(int(offsets[-1] - offsets[0]) + 1, np.uint16), np.empty(len(offsets), np.int64)
        leading, keys = np.empty(len(offsets) - 1, np.uint8), np.empty(len(offsets) - 1, np.uint64)
        encode(data, offsets, tables.fold, tables.han, codes, starts, leading, keys)
        return codes[: starts[-1]].copy(), starts, leading, keys

    done = list(in_threads(one, spans, threads))
    lengths = np.cumsum([0, *(len(each[0]) for each in done)])
    return (
        np.concatenate([each[0] for each in done] or [np.empty(0, np.uint16)]),
        np.concatenate([np.zeros(1, np.int64), *(each[1][1:] + at for each, at in zip(done, lengths, strict=False))]),
        np.concatenate([each[2] for each in done] or [np.empty(0, np.uint8)]),
        np.concatenate([each[3] for each in done] or [np.empty(0, np.uint64)]),
    )
