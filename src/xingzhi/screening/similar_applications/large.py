"""Near-identical texts of files that memory does not hold, and of new ones beside stored ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from xingzhi.screening.similar_applications.files import Refused, read_in_parts
from xingzhi.screening.similar_applications.pairs import PAIRS, texts_to_compare

if TYPE_CHECKING:
    from xingzhi.engine.kernels.arrow import Array
    from xingzhi.engine.stored.texts import StoredTexts

IN_MEMORY_UP_TO = 1_500_000  # rows; of more, texts and sketches go to disk
BEST_OF_LARGE = 20  # partners of each record that are kept where texts go to disk, unless said otherwise
PAIRS_A_TABLE = 1_000_000
Say = Callable[[int], None]


@contextmanager
def stored_for_now(out: Path, path: Path, wanted: Mapping[str, str], say: Say) -> Iterator[StoredTexts]:
    """The file's texts in a folder beside the result, for as long as they are needed; left-overs are replaced."""
    folder = out.with_name(out.name + ".work")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield store(folder, path, wanted, say)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def store(folder: Path, path: Path, wanted: Mapping[str, str], say: Say, skip_known: bool = False) -> StoredTexts:
    """Add a file's texts to a folder, made where there is none; `say` gets the rows read so far.

    `wanted` gives the headings of `id` and `text`.

    With `skip_known` rows whose id is stored already are left out: so a run that was ended can be repeated.
    Raises Refused where the folder holds something else.
    """
    from xingzhi.engine.stored.texts import TEXTS_A_BLOCK, StoredTexts

    stored: StoredTexts | None = open_store(folder) if is_taken(folder) else None
    held = pc.unique(stored.ids()) if stored is not None and skip_known else None
    rows = 0
    for part in read_in_parts(path, wanted, TEXTS_A_BLOCK):
        rows += len(part)
        texts, ids = texts_to_compare(part["text"]), part["id"].combine_chunks()
        if held is not None:
            fresh = pc.invert(pc.is_in(ids, value_set=held))
            texts, ids = texts.filter(fresh), ids.filter(fresh)
        if stored is None:
            length = pc.mean(pc.utf8_length(texts)).as_py()
            stored = StoredTexts.create(folder, length or 1)
        if len(texts):
            stored.add(ids, texts)
        say(rows)
    if stored is None:
        raise Refused(f"{path}: 没有数据行 / no rows")
    return stored


def is_taken(folder: Path) -> bool:
    """Whether something is in the folder already, more than the beginning of a run that was ended."""
    return folder.is_dir() and any(not path.name.endswith(".part") for path in folder.iterdir())


def open_store(folder: Path) -> StoredTexts:
    """A folder made by `store`; raises Refused."""
    from xingzhi.engine.stored.texts import OtherForm, StoredTexts

    try:
        return StoredTexts(folder)
    except OtherForm as problem:
        raise Refused(
            f"{folder}: 不是存放文本的文件夹，或由其他版本写成；请用 store-applications 重新生成 / "
            f"no folder of stored texts, or of another version: make it again with store-applications"
        ) from problem


def pairs_of_large(
    stored: StoredTexts, threshold: str, best: int | None, progress: Callable[[float], None]
) -> Iterator[pa.Table]:
    """All pairs of the stored texts as tables of `PAIRS`."""
    from xingzhi.engine.stored.pairs import all_pairs

    found = all_pairs(stored, threshold, best=best, progress=progress)
    names = names_of(stored)
    return as_tables(*found, names, names)


def pairs_with_old(
    ids: pa.Array,
    texts: pa.LargeStringArray,
    stored: StoredTexts,
    threshold: str,
    best: int | None,
    progress: Callable[[float], None],
) -> Iterator[pa.Table]:
    """Pairs of new texts (id_a) and stored ones (id_b), then those of two new texts, as tables of `PAIRS`."""
    from xingzhi.engine.kernels.jaccard import similar_pairs
    from xingzhi.engine.stored.newcomers import pairs_with_stored

    found = pairs_with_stored(stored, texts, threshold, progress=progress)
    if best is not None:
        found = best_of_new(*found, best)
    yield from as_tables(*found, ids, names_of(stored))
    yield from as_tables(*similar_pairs(texts, threshold, best=best), ids, ids)


class Counted:
    """Tables as they come, with the number of their rows once they are through."""

    def __init__(self, tables: Iterable[pa.Table]) -> None:
        self.tables, self.rows = tables, 0

    def __iter__(self) -> Iterator[pa.Table]:
        for table in self.tables:
            self.rows += len(table)
            yield table


def as_tables(left: Array, right: Array, similarity: Array, ids_a: pa.Array, ids_b: pa.Array) -> Iterator[pa.Table]:
    """The pairs under their ids, a million at a time."""
    for start in range(0, len(left), PAIRS_A_TABLE):
        part = slice(start, start + PAIRS_A_TABLE)
        columns = [ids_a.take(pa.array(left[part])), ids_b.take(pa.array(right[part])), pa.array(similarity[part])]
        yield pa.table([columns[0].cast(pa.string()), columns[1].cast(pa.string()), columns[2]], schema=PAIRS)


def names_of(stored: StoredTexts) -> pa.Array:
    """The ids of all stored texts as one array."""
    ids = stored.ids()
    return pc.fill_null(ids.combine_chunks() if ids.num_chunks else pa.array([], ids.type), "")


def best_of_new(left: Array, right: Array, similarity: Array, best: int) -> tuple[Array, Array, Array]:
    """Of each new text the so many most alike stored ones."""
    order = np.lexsort((right, -similarity, left))
    rank = np.arange(len(order)) - np.searchsorted(left[order], left[order])
    kept = np.sort(order[rank < best])
    return left[kept], right[kept], similarity[kept]
