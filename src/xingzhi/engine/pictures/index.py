"""The described pictures of a folder, so that only new and changed ones are described again."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import in_threads, parts, thread_count
from xingzhi.engine.pictures.describing import Described, describe
from xingzhi.engine.pictures.lists import WORDS, bits_of, samples_of
from xingzhi.engine.pictures.opening import Unreadable, picture_files
from xingzhi.engine.pictures.store import NAME, Listed, Part, keep, merged, opened, part_of

TOGETHER = 50  # pictures described between two words of progress
MOST_PARTS = 8  # more are made one
MOST_GONE = 0.3  # of the rows; then they are left out


class Index(NamedTuple):
    """The pictures of a folder that can be compared: the name of each row ("" where the picture is gone), the rows part by
    part, samples for sorting points; `unreadable` gives the reason for each picture left out."""

    rows: list[str]
    parts: list[Part]
    samples: Array
    unreadable: dict[str, str]

    @property
    def names(self) -> list[str]:
        """Of the pictures that can be compared, in order."""
        return sorted(name for name in self.rows if name)

    def place(self, row: int) -> tuple[Part, int]:
        """The part that holds a row, and its number there."""
        for part in self.parts:
            if row < len(part.shapes):
                return part, row
            row -= len(part.shapes)
        raise IndexError(row)


class Built(NamedTuple):
    """An index, how many pictures were described for it now, and whether it was kept on disk."""

    held: Index
    described: int
    kept: bool


def build(folder: Path, cache: Path, tell: Callable[[int, int], None] = lambda done, total: None) -> Built:
    """The index of a folder, from `cache` (a folder) as far as its pictures are unchanged. `tell` hears of progress."""
    place = cache / NAME
    listing, some, samples = opened(place) or (Listed([], [], {}, {}), [], np.zeros((0, WORDS), np.uint64))
    paths = {path.relative_to(folder).as_posix(): path for path in picture_files(folder)}
    stamps = {name: (path.stat().st_size, path.stat().st_mtime_ns) for name, path in paths.items()}
    fresh = [name for name in paths if listing.stamps.get(name) != stamps[name]]
    if not fresh and len(stamps) == len(listing.stamps) and some:
        return Built(Index(listing.rows, some, samples, listing.unreadable), 0, True)
    made = _described([paths[name] for name in fresh], tell)
    good = {name: each for name, each in zip(fresh, made, strict=True) if not isinstance(each, str)}
    reasons = {name: each for name, each in zip(fresh, made, strict=True) if isinstance(each, str)}
    changed = {*fresh}
    unreadable = {name: why for name, why in listing.unreadable.items() if name in paths and name not in changed}
    rows = [name if name in paths and name not in changed else "" for name in listing.rows]
    listing = Listed(listing.parts, [*rows, *good], stamps, unreadable | reasons)
    if not some and good:
        samples = samples_of(np.concatenate([bits_of(each.points.around) for each in good.values()]))
    added: dict[str, Part] = {}
    if good:
        added = {secrets.token_hex(4): part_of([*good.values()], samples)}
    listing, some, added, samples = _tidied(
        listing._replace(parts=[*listing.parts, *added]), [*some, *added.values()], added, samples
    )
    return Built(
        Index(listing.rows, some, samples, listing.unreadable), len(fresh), keep(place, listing, added, samples)
    )


def kept(cache: Path) -> Index | None:
    """The index as it was kept in `cache`, whatever became of the pictures since; None where there is none."""
    found = opened(cache / NAME)
    if found is None:
        return None
    listing, some, samples = found
    return Index(listing.rows, some, samples, listing.unreadable)


def _tidied(
    listing: Listed, some: list[Part], added: dict[str, Part], samples: Array
) -> tuple[Listed, list[Part], dict[str, Part], Array]:
    """All in one part, where there are too many, or too many rows are gone; points are then sorted by new samples."""
    alive = np.array([bool(name) for name in listing.rows], bool)
    if len(some) <= MOST_PARTS and (~alive).sum() <= MOST_GONE * len(alive):
        return listing, some, added, samples
    if not alive.any():
        return listing._replace(parts=[], rows=[]), [], {}, samples
    samples = samples_of(np.concatenate([each.points.bits for each in some]))
    whole = {secrets.token_hex(4): merged(some, alive, samples)}
    rows = [name for name in listing.rows if name]
    return listing._replace(parts=[*whole], rows=rows), [*whole.values()], whole, samples


def _described(paths: list[Path], tell: Callable[[int, int], None]) -> list[Described | str]:
    """Each picture described, or why it cannot be."""

    def work(first: int, last: int) -> list[Described | str]:
        return [_one(path) for path in paths[first:last]]

    found: list[Described | str] = []
    for some in in_threads(work, parts(len(paths), TOGETHER), thread_count()):
        found += some
        tell(len(found), len(paths))
    return found


def _one(path: Path) -> Described | str:
    try:
        return describe(path, asked=False)
    except Unreadable as error:
        return str(error)
