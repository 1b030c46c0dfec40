"""Near-identical texts of files that memory does not hold, and of new ones beside stored ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from xingzhi.screening.similar_applications.files import Refused, read_in_parts
from xingzhi.screening.similar_applications.pairs import PAIRS, as_array, texts_to_compare

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
    if is_taken(folder):
        open_store(folder)  # it is ours, of a run that was ended
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield store(folder, path, wanted, say)[0]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Taken:
    """What became of the rows of a file."""

    rows: int = 0
    unnamed: int = 0
    known: int = 0  # left out, for their id is stored already
    empty: int = 0


def store(
    folder: Path, path: Path, wanted: Mapping[str, str], say: Say, by_name: bool = False
) -> tuple[StoredTexts, Taken]:
    """Add a file's texts to a folder, made where there is none; `say` gets the rows read so far.

    `wanted` gives the headings of `id` and `text`. `by_name`, each id is stored once and rows without one are not: so a run
    that was ended can be repeated. Raises Refused where the folder holds something else, or the file no text.
    """
    from xingzhi.engine.stored.texts import TEXTS_A_BLOCK, StoredTexts

    stored: StoredTexts | None = open_store(folder) if is_taken(folder) else None
    held, taken = (
        pc.unique(stored.ids()) if stored is not None and by_name else pa.array([], pa.large_string()),
        Taken(),
    )
    for part in read_in_parts(path, wanted, TEXTS_A_BLOCK):
        texts, ids = texts_to_compare(part["text"]), as_array(pc.fill_null(part["id"], ""))
        taken.rows += len(ids)
        taken.empty += texts.null_count
        unnamed = pc.equal(ids, "")
        taken.unnamed += pc.sum(unnamed).as_py() or 0
        if by_name:
            again = pc.and_(pc.or_(pc.is_in(ids, value_set=held), _repeated(ids)), pc.invert(unnamed))
            taken.known += pc.sum(again).as_py() or 0
            fresh = pc.invert(pc.or_(again, unnamed))
            texts, ids = texts.filter(fresh), ids.filter(fresh)
            held = pa.concat_arrays([held, ids])
        if stored is None and texts.null_count < len(texts):
            stored = StoredTexts.create(folder, pc.mean(pc.utf8_length(texts)).as_py())
        if stored is not None and len(texts):
            stored.add(ids, texts)
        say(taken.rows)
    if stored is None:
        raise Refused(f"{path}: 没有一行有文本 / no row has a text")
    return stored, taken


def _repeated(ids: pa.Array) -> pa.Array:
    """Whether each id stands in an earlier row already."""
    codes = ids.dictionary_encode().indices.to_numpy()
    first = np.unique(codes, return_index=True)[1]
    repeated = np.ones(len(ids), np.bool_)
    repeated[first] = False
    return pa.array(repeated)


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

    names = names_of(stored)
    known = pc.index_in(ids, value_set=names.cast(ids.type))
    itself = pc.if_else(pc.equal(ids, ""), -1, pc.fill_null(known, -1)).to_numpy(zero_copy_only=False)
    found = pairs_with_stored(stored, texts, threshold, itself=itself, best=best, progress=progress)
    yield from as_tables(*found, ids, names)
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
