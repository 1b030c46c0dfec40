"""Known pictures ranked by how like they are to one asked for, with the change that explains the likeness."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.pictures.describing import WHOLE_SIDE, Described
from xingzhi.engine.pictures.index import Index
from xingzhi.engine.pictures.shape import Turned, turned
from xingzhi.engine.pictures.votes import Votes, votes_for
from xingzhi.engine.pictures.windows import Laid, laid

# Measured on logos drawn for the bench: what unlike pictures often reach, and what a copy reaches.
SHAPE_BY_CHANCE, SHAPE_SAME = 0.82, 0.98
WINDOW_BY_CHANCE, WINDOW_SAME = 0.45, 0.92
POINTS_BY_CHANCE, HALF_POINTS = 3.0, 15.0  # points in one arrangement; so many more make half a likeness
AGREEING = 0.3  # what a second comparison that agrees adds
WHOLE = 0.8  # a cut-out that covers so much of a picture is the whole of it
UPRIGHT = 10  # degrees that are no turn
AS_GOOD = 0.04  # the plainer change explains as much if it loses no more likeness
OUTLINED = 0.6  # an outline draws less than this share of what its filled picture draws
EXPLAINED = 0.45  # at a larger distance no change explains the likeness


class Found(NamedTuple):
    """A known picture: distance 0 (the same) to 1; the changes that explain it (none: other reasons or chance); the turn
    in degrees where it was turned; the likeness by each of the three comparisons, 0 to 1."""

    name: str
    distance: float
    changes: tuple[str, ...]
    degrees: int
    shape: float
    window: float
    points: float


def rank(asked: Described, index: Index, limit: int) -> list[Found]:
    """The most like pictures, nearest first; equal ones in the order of their names."""
    if not index.names:
        return []
    shape = turned(asked.shape, index.shapes)
    window = laid(asked.edges, index.coarse, index.fine, index.sizes)
    votes = votes_for(asked.points, WHOLE_SIDE, index.bits, index.frames, index.ends)
    arranged = np.maximum(votes.number - POINTS_BY_CHANCE, 0)
    by = np.stack(
        [
            _stretched(shape.likeness, SHAPE_BY_CHANCE, SHAPE_SAME),
            _stretched(window.likeness, WINDOW_BY_CHANCE, WINDOW_SAME),
            arranged / (arranged + HALF_POINTS),
        ]
    )
    strongest = np.sort(by, axis=0)
    likeness = strongest[2] + (1 - strongest[2]) * AGREEING * strongest[1]
    readable = np.array([name not in index.unreadable for name in index.names])
    order = [at for at in np.argsort(-likeness, kind="stable") if readable[at]][:limit]
    return [_found(int(at), float(1 - likeness[at]), by[:, at], asked, index, shape, window, votes) for at in order]


def _stretched(values: Array, low: float, high: float) -> Array:
    return np.clip((values - low) / (high - low), 0, 1)


def _found(
    at: int, distance: float, by: Array, asked: Described, index: Index, shape: Turned, window: Laid, votes: Votes
) -> Found:
    changes, degrees = _changes(at, by, asked, index, shape, window, votes) if distance < EXPLAINED else ((), 0)
    return Found(index.names[at], round(distance, 4), changes, degrees, *(round(float(each), 3) for each in by))


def _changes(
    at: int, by: Array, asked: Described, index: Index, shape: Turned, window: Laid, votes: Votes
) -> tuple[tuple[str, ...], int]:
    """What was done to the picture, the plainest explanation first; and its turn."""
    whole, best = max(by[0], by[1] if window.size[at] >= WHOLE else 0.0), float(by.max())
    if whole < best - AS_GOOD:
        mirrored, degrees = by[2] == best and bool(votes.mirrored[at]), 0
        if by[2] == best:
            degrees = _turn(float(votes.degrees[at]))
        return ("cropped", *(("mirrored",) if mirrored else ()), *(("rotated",) if degrees else ())), degrees
    found = []
    mirrored, degrees = False, 0
    upright = by[1] if window.size[at] >= WHOLE else 0.0
    if max(upright, _stretched(shape.upright[at], SHAPE_BY_CHANCE, SHAPE_SAME)) < by[0] - AS_GOOD:
        mirrored = bool(shape.mirrored[at])
        degrees = _turn(float(shape.degrees[at]) - (180 if mirrored else 0))
        if mirrored and abs(degrees) >= 180 - UPRIGHT:  # upside down in a mirror: mirrored the other way
            degrees = 0
        found += ["mirrored"] if mirrored else []
        found += ["rotated"] if degrees else []
    share, bright = index.traits[at]
    least, most = sorted((float(share), asked.share))
    if least < OUTLINED * most:
        found.append("outline")
    elif bool(bright) != asked.bright:
        found.append("inverted")
    return tuple(found) or ("same",), degrees


def _turn(degrees: float) -> int:
    """The turn from -180 to 180 degrees, 0 where it is none."""
    turn = round((degrees + 180) % 360 - 180)
    return turn if abs(turn) > UPRIGHT else 0
