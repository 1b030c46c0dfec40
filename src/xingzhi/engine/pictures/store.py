"""The described pictures of a folder on disk, in parts that are opened by memory map; new pictures make a new part."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.pictures.describing import Described
from xingzhi.engine.pictures.laying import KNOWN
from xingzhi.engine.pictures.lists import WORDS, Known, bits_of, listed
from xingzhi.engine.pictures.windows import COARSE, fields_of, squared

NAME = "pictures.xingzhi"
LIST = "list.json"
EDITION = 2  # of what is kept; an index of another edition is built anew
ARRAYS = ("shapes", "middles", "coarse", "fields", "traits", "bits", "frames", "picture", "starts")


class Part(NamedTuple):
    """Some described pictures, one a row; their points are in lists (see `lists`)."""

    shapes: Array
    middles: Array
    coarse: Array
    fields: Array
    traits: Array  # share drawn, bright (0 or 1)
    points: Known


class Listed(NamedTuple):
    """What the list of an index says: its parts by name, the picture of each row ("" where it is gone), bytes and time of
    change of every file that was read, and why some could not be compared."""

    parts: list[str]
    rows: list[str]
    stamps: dict[str, tuple[int, int]]
    unreadable: dict[str, str]


def part_of(some: Sequence[Described], samples: Array) -> Part:
    """Described pictures as a part."""
    rows = [
        np.stack([each.shape for each in some]),
        np.stack([each.middle for each in some]),
        np.stack([squared(fields_of(each.edges, COARSE), COARSE) for each in some]),
        np.stack([squared(fields_of(each.edges, KNOWN), KNOWN) for each in some]),
        np.array([(each.share, each.bright) for each in some], np.float32),
    ]
    bits = np.concatenate([bits_of(each.points.around) for each in some]).reshape(-1, WORDS)
    frames = np.concatenate([each.points.frames for each in some])
    picture = np.repeat(np.arange(len(some)), [len(each.points.frames) for each in some])
    return _part([*rows, *listed(samples, bits, frames, picture)])


def merged(some: Sequence[Part], alive: Array, samples: Array) -> Part:
    """Parts in one, without the rows that are gone."""
    rows = [np.concatenate([each[at] for each in some])[alive] for at in range(5)]
    firsts = np.cumsum([0, *(len(each.shapes) for each in some)])
    picture = np.concatenate([each.points.picture + first for each, first in zip(some, firsts[:-1], strict=True)])
    there, number = alive[picture], np.cumsum(alive) - 1
    bits, frames = (np.concatenate([each.points[at] for each in some])[there] for at in range(2))
    return _part([*rows, *listed(samples, bits, frames, number[picture[there]])])


def _part(arrays: Sequence[Array]) -> Part:
    """A part of its arrays in the order of ARRAYS."""
    shapes, middles, coarse, fields, traits, bits, frames, picture, starts = (_fixed(each) for each in arrays)
    return Part(shapes, middles, coarse, fields, traits, Known(bits, frames, picture, starts, len(shapes)))


def _fixed(values: Array) -> Array:
    """Unchangeable, as what is opened by memory map: functions are compiled for one kind of array only."""
    if values.flags.writeable:
        values = np.ascontiguousarray(values)
        values.flags.writeable = False
    return values


def opened(folder: Path) -> tuple[Listed, list[Part], Array] | None:
    """The list, the parts and the samples of an index; None where there is none, or not ours: it is built anew."""
    try:
        held = json.loads((folder / LIST).read_text(encoding="utf-8"))
        if held.pop("edition") != EDITION:
            return None
        stamps = {name: (size, changed) for name, (size, changed) in held.pop("stamps").items()}
        listing = Listed(stamps=stamps, **held)
        some = [_opened(folder / name) for name in listing.parts]
        samples = _map(folder / f"{listing.parts[0]}.samples.npy") if some else np.zeros((1, WORDS), np.uint64)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError):
        return None
    if len(listing.rows) != sum(len(each.shapes) for each in some):
        return None
    return listing, some, samples


def _opened(folder: Path) -> Part:
    return _part([_map(folder / f"{name}.npy") for name in ARRAYS])


def _map(path: Path) -> Array:
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def keep(folder: Path, listing: Listed, fresh: dict[str, Part], samples: Array) -> bool:
    """Write new parts and then the list, at once or not at all; False where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, part in fresh.items():
            _write(folder / name, part)
            if name == listing.parts[0]:
                np.save(folder / f"{name}.samples.npy", samples)
        words: dict[str, Any] = {"edition": EDITION} | listing._asdict()
        whole = folder / f"{LIST}.{os.getpid()}.part"
        whole.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        whole.replace(folder / LIST)
    except OSError:
        return False
    for path in folder.iterdir():
        name = path.name.removesuffix(".samples.npy")
        if (
            not path.name.startswith(LIST) and name not in listing.parts
        ):  # still open in another process: gone with the next one
            _removed(path)
    return True


def _removed(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        path.unlink()


def _write(folder: Path, part: Part) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, values in zip(ARRAYS, (*part[:5], *part.points[:4]), strict=True):
        np.save(folder / f"{name}.npy", values)
