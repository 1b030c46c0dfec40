"""How far a text is covered by pieces of earlier texts, and by whose: the source that gives most first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from xingzhi.packs import Screening

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Given:
    """What a source gives a text: stretches [start, end) of it that no source before gave, and what counts of them."""

    source: int
    stretches: tuple[tuple[int, int], ...]
    length: int  # characters but stock phrases


def cover(own: Array, piece: int, sources: Array, places: Array, settings: Screening) -> list[Given]:
    """The sources of a text, each giving at least `least_given` characters that count; by what they give.

    `own` says of each character of the text whether it counts (is no stock phrase); `sources` and `places` which source
    holds the `piece` characters from which place on. Of two that give equally much the one with the smaller number comes
    first. A source that gives little that others did not give already (`own`) is their sibling and no further source.
    """
    held = {int(source): covered(len(own), piece, places[sources == source]) for source in np.unique(sources)}
    taken = np.zeros(len(own), np.bool_)
    found: list[Given] = []
    while held:
        gains = ((at, int((mark & own & ~taken).sum())) for at, mark in held.items())
        source, gain = min(gains, key=lambda each: (-each[1], each[0]))
        if gain < settings.integer("least_given"):
            break
        mark = held.pop(source)
        if gain >= float(settings["own"]) * int((mark & own).sum()):
            found.append(Given(source, tuple(stretches(mark & ~taken)), gain))
            taken |= mark
    return found


def covered(length: int, piece: int, places: Array) -> Array:
    """Which of `length` characters stand in a piece that begins at one of the places."""
    edges = np.zeros(length + 1, np.int32)
    np.add.at(edges, places, 1)
    np.add.at(edges, places + piece, -1)
    return np.asarray(np.cumsum(edges[:-1]) > 0)


def stretches(mark: Array) -> Iterator[tuple[int, int]]:
    """The runs of true places."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mark.astype(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
