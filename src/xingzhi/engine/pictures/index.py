"""The described pictures of a folder, kept in one file, so that only new and changed ones are described again."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import in_threads, parts, thread_count
from xingzhi.engine.pictures.describing import Described, describe
from xingzhi.engine.pictures.opening import Unreadable, picture_files
from xingzhi.engine.pictures.shape import RINGS, WAVES
from xingzhi.engine.pictures.votes import WORDS, bits_of
from xingzhi.engine.pictures.windows import CHANNELS, COARSE, FINE

NAME = "pictures.xingzhi.npz"
EDITION = 1  # of what is kept; an index of another edition is built anew
PART = 50


class Index(NamedTuple):
    """Names of the pictures in their folder and the arrays of all; `unreadable` gives the reason for each left out."""

    names: list[str]
    stamps: list[tuple[int, int]]  # bytes and time of change, nanoseconds
    unreadable: dict[str, str]
    shapes: Array
    bits: Array
    frames: Array
    ends: Array
    coarse: Array
    fine: Array
    sizes: Array
    traits: Array  # share drawn, bright (0 or 1)


class Built(NamedTuple):
    """An index, how many pictures were described for it now, and whether it was kept on disk."""

    held: Index
    described: int
    kept: bool


def build(folder: Path, cache: Path, tell: Callable[[int, int], None] = lambda done, total: None) -> Built:
    """The index of a folder, from `cache` (a folder) as far as its pictures are unchanged. `tell` hears of progress."""
    known = _load(cache / NAME)
    rows = {name: at for at, name in enumerate(known.names)} if known else {}
    paths = picture_files(folder)
    names = [path.relative_to(folder).as_posix() for path in paths]
    stamps = [(path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
    fresh = [
        at
        for at, name in enumerate(names)
        if known is None or name not in rows or tuple(known.stamps[rows[name]]) != stamps[at]
    ]
    made: dict[int, Described | str] = {}

    def work(first: int, last: int) -> list[Described | str]:
        return [_described(paths[at]) for at in fresh[first:last]]

    for number, some in enumerate(in_threads(work, parts(len(fresh), PART), thread_count())):
        made |= dict(zip(fresh[number * PART :], some, strict=False))
        tell(len(made), len(fresh))
    if known is not None and not fresh and names == [*known.names]:
        return Built(known, 0, True)
    index = _joined(names, stamps, made, known, rows)
    return Built(index, len(fresh), _keep(index, cache))


def _described(path: Path) -> Described | str:
    try:
        return describe(path)
    except Unreadable as error:
        return str(error)


def _joined(
    names: list[str],
    stamps: list[tuple[int, int]],
    made: dict[int, Described | str],
    known: Index | None,
    rows: dict[str, int],
) -> Index:
    """What was described now and what was known, in the order of the names; the unreadable hold empty rows."""
    parts_of_each: list[tuple[Array, ...]] = []
    unreadable: dict[str, str] = {}
    for at, name in enumerate(names):
        if at not in made and known is not None:
            parts_of_each.append(_row(known, rows[name]))
            reason = known.unreadable.get(name)
        else:
            each = made[at]
            reason = each if isinstance(each, str) else None
            parts_of_each.append(_empty() if isinstance(each, str) else _parts(each))
        if reason:
            unreadable[name] = reason
    columns: list[tuple[Array, ...]] = [*zip(*parts_of_each, strict=True)] or [() for _ in _empty()]
    shapes, bits, frames, coarse, fine, sizes, traits = (
        (np.concatenate if many else np.stack)([*column]) if column else np.stack([none])[:0]
        for column, none, many in zip(columns, _empty(), (0, 1, 1, 0, 0, 0, 0), strict=True)
    )
    ends = np.cumsum([0, *(len(each) for each in columns[1])], dtype=np.int64)
    return Index(
        names,
        stamps,
        unreadable,
        shapes,
        bits.reshape(-1, WORDS),
        frames.reshape(-1, 4),
        ends,
        coarse,
        fine,
        sizes,
        traits,
    )


def _parts(each: Described) -> tuple[Array, ...]:
    coarse, fine, size = each.fields()
    traits = np.array([each.share, each.bright], np.float32)
    return each.shape, bits_of(each.points.around), each.points.frames, coarse, fine, np.array(size, np.int64), traits


def _empty() -> tuple[Array, ...]:
    return (
        np.zeros((RINGS, WAVES), np.complex64),
        np.zeros((0, WORDS), np.uint64),
        np.zeros((0, 4), np.float32),
        np.zeros((COARSE, COARSE, CHANNELS), np.int8),
        np.zeros((FINE, FINE, CHANNELS), np.int8),
        np.zeros(2, np.int64),
        np.zeros(2, np.float32),
    )


def _row(known: Index, at: int) -> tuple[Array, ...]:
    own = slice(known.ends[at], known.ends[at + 1])
    return (
        known.shapes[at], known.bits[own], known.frames[own],
        known.coarse[at], known.fine[at], known.sizes[at], known.traits[at],
    )  # fmt: skip


def _load(path: Path) -> Index | None:
    try:
        with np.load(path, allow_pickle=False) as held:
            words = json.loads(bytes(held["words"]).decode())
            if words.pop("edition") != EDITION:
                return None
            stamps = [(size, changed) for size, changed in words.pop("stamps")]
            return Index(stamps=stamps, **words, **{name: held[name] for name in _arrays()})
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        EOFError,
        zipfile.BadZipFile,
    ):  # none yet, or not ours: built anew
        return None


def _keep(index: Index, cache: Path) -> bool:
    """Write it at once or not at all; False where the folder cannot be written."""
    words: dict[str, Any] = {name: getattr(index, name) for name in ("names", "stamps", "unreadable")} | {
        "edition": EDITION
    }
    part = cache / f"{NAME}.{os.getpid()}.part"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            arrays = {name: getattr(index, name) for name in _arrays()}
            np.savez(stream, words=np.frombuffer(json.dumps(words).encode(), np.uint8), **arrays)
        part.replace(cache / NAME)
    except OSError:
        return False
    return True


def _arrays() -> list[str]:
    return [name for name in Index._fields if name not in ("names", "stamps", "unreadable")]
