"""A folder of texts in similarity form, with the sketches they are found by.

Texts lie in blocks, a folder each, written whole or not at all; what is added later is a further block. A block holds
its texts' characters, marks by place, bits and digests as flat arrays, and their ids as Parquet. So a search reads what
it needs in long runs, and nothing has to be in memory at once.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from xingzhi.engine.kernels.arrow import Array, buffers
from xingzhi.engine.kernels.bands import transposed, untransposed
from xingzhi.engine.kernels.compiling import in_threads, parts, thread_count
from xingzhi.engine.kernels.digests import digests_of
from xingzhi.engine.kernels.letters import Letters, as_letters, copied
from xingzhi.engine.kernels.sketches import PLACES, WORDS, Sketches, bins_for, make_sketches
from xingzhi.files import write_json

FORM = 2  # of the files; other forms are not read
GRAM = 3
TEXTS_A_BLOCK = 1 << 19
PART = 8192
DESCRIPTION = "texts.json"


class OtherForm(ValueError):
    """The folder holds no texts, or such as another version of the program wrote."""


@dataclass(frozen=True)
class Block:
    """Some of the texts, side by side; `first` is the number of its first one."""

    folder: Path
    first: int

    @cached_property
    def starts(self) -> Array:
        """Where each text's characters begin (int64, one more than there are texts)."""
        starts: Array = np.load(self.folder / "starts.npy", allow_pickle=False)
        return starts

    def whole(self) -> bool:
        """Whether its files are as long as they must be; a copy that was cut off, or a disk that failed, shows here."""
        try:
            sizes = {
                name: (self.folder / f"{name}.bin").stat().st_size for name in ("letters", "places", "bits", "digests")
            }
            characters = int(self.starts[-1])
        except (OSError, ValueError, EOFError):
            return False
        expected = {"places": PLACES * self.texts, "bits": 8 * WORDS * self.texts, "digests": 16 * self.texts}
        return all(sizes[name] == size for name, size in expected.items()) and sizes["letters"] in (
            2 * characters,
            4 * characters,
        )

    @cached_property
    def texts(self) -> int:
        """How many there are."""
        return len(self.starts) - 1

    @property
    def bits(self) -> Array:
        """Of each text (uint64, texts x WORDS)."""
        return np.fromfile(self.folder / "bits.bin", np.uint64).reshape(-1, WORDS)

    @property
    def digests(self) -> Array:
        """Of each text (uint64, texts x 2)."""
        return np.fromfile(self.folder / "digests.bin", np.uint64).reshape(-1, 2)

    @property
    def letters(self) -> Letters:
        """The characters, read from disk where they are looked at."""
        width = (self.folder / "letters.bin").stat().st_size // max(1, int(self.starts[-1]))
        kind = np.uint32 if width == 4 else np.uint16
        if not self.starts[-1]:
            return Letters(np.empty(0, kind), self.starts)
        return Letters(np.asarray(np.memmap(self.folder / "letters.bin", kind, "r")), self.starts)

    def marks(self, places: Array) -> Array:
        """The marks of all texts in some places (uint8, places x texts)."""
        found = np.empty((len(places), self.texts), np.uint8)
        with (self.folder / "places.bin").open("rb", buffering=0) as file:
            for row, place in enumerate(places):
                file.seek(int(place) * self.texts)
                file.readinto(found[row])
        return found

    def sketches(self, threads: int) -> Sketches:
        """The marks and bits, text by text."""
        places, marks = self.marks(np.arange(PLACES)), np.empty((self.texts, PLACES), np.uint8)
        for _ in in_threads(lambda a, b: untransposed(places, a, b, marks), parts(self.texts, PART), threads):
            pass
        return Sketches(marks, self.bits)

    def ids(self) -> pa.ChunkedArray:
        """The name of each text; null or empty where it has none."""
        return pq.read_table(self.folder / "ids.parquet")["id"]


class StoredTexts:
    """The blocks of a folder. One process may add at a time; readers see the blocks that were whole when they opened it."""

    def __init__(self, folder: Path) -> None:
        """Open a folder made by `create`; raises OtherForm."""
        self.folder = folder
        try:
            description = json.loads((folder / DESCRIPTION).read_text("utf-8"))
        except (OSError, ValueError) as problem:
            raise OtherForm(f"{folder}") from problem
        if description.get("form") != FORM or description.get("gram") != GRAM:
            raise OtherForm(f"{folder}: {description}")
        self.bins: int = description["bins"]
        self.blocks: list[Block] = []
        for at in sorted(path for path in folder.glob("[0-9]*") if path.name.isdigit()):
            block = Block(at, len(self))
            if not block.whole():
                raise OtherForm(f"{at}")
            self.blocks.append(block)

    @classmethod
    def create(cls, folder: Path, mean_length: float) -> StoredTexts:
        """An empty folder for texts of about so many characters; what must be the same for all is settled here."""
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.part"):  # of runs that were ended
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        write_json({"form": FORM, "gram": GRAM, "bins": bins_for(mean_length)}, folder / DESCRIPTION)
        return cls(folder)

    def __len__(self) -> int:
        return self.blocks[-1].first + self.blocks[-1].texts if self.blocks else 0

    def add(self, ids: pa.ChunkedArray | pa.Array, folded: pa.LargeStringArray, threads: int | None = None) -> None:
        """Append texts as one block; null counts as empty."""
        workers = threads or thread_count()
        letters = as_letters(*buffers(folded.fill_null("")), np.arange(len(folded)), workers)
        sketches = make_sketches(letters, GRAM, self.bins, workers)
        places = np.empty((PLACES, len(folded)), np.uint8)
        for _ in in_threads(lambda a, b: transposed(sketches.marks, a, b, places), parts(len(folded), PART), workers):
            pass
        # A name of this process's own: two that add at once cannot write into one block; the later one fails.
        part, whole = self.folder / f"{len(self.blocks):06d}.{os.getpid()}.part", f"{len(self.blocks):06d}"
        part.mkdir()
        _write(part / "letters.bin", letters.numbers)
        np.save(part / "starts.npy", letters.starts)
        _write(part / "bits.bin", sketches.bits)
        _write(part / "places.bin", places)
        _write(part / "digests.bin", digests_of(letters, workers))
        pq.write_table(pa.table({"id": ids}), part / "ids.parquet", compression="zstd")
        part.rename(self.folder / whole)
        self.blocks.append(Block(self.folder / whole, len(self)))

    def columns(self, places: Array) -> Array:
        """The marks of all texts in some places (uint8, places x texts)."""
        return np.concatenate([np.empty((len(places), 0), np.uint8), *(b.marks(places) for b in self.blocks)], axis=1)

    def ids(self) -> pa.ChunkedArray:
        """The names of all texts in their order."""
        chunks: list[Any] = [chunk for block in self.blocks for chunk in block.ids().chunks]
        return pa.chunked_array(chunks, pa.large_string())

    def by_block(self, texts: Array) -> Iterator[tuple[Block, Array]]:
        """Of ascending numbers of texts those of each block, counted from its first one."""
        for block in self.blocks:
            low, high = np.searchsorted(texts, (block.first, block.first + block.texts))
            if high > low:
                yield block, texts[low:high] - block.first

    def letters_of(self, texts: Array) -> Letters:
        """The characters of some texts, in ascending order of their numbers, copied side by side."""
        lengths = [block.starts[own + 1] - block.starts[own] for block, own in self.by_block(texts)]
        starts = np.zeros(len(texts) + 1, np.int64)
        np.cumsum(np.concatenate([np.empty(0, np.int64), *lengths]), out=starts[1:])
        pieces = [copied(block.letters, own) for block, own in self.by_block(texts)]
        return Letters(np.concatenate([np.empty(0, np.uint16), *pieces]), starts)


def _write(path: Path, array: Array) -> None:
    """Write an array as it lies in memory; where the disk is full, the error says so."""
    with path.open("wb") as file:
        if array.size:
            file.write(np.ascontiguousarray(array).data)
