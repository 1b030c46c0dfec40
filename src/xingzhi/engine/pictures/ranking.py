"""Known pictures ranked by how like they are to one asked for, with the change that explains the likeness.

Three quick comparisons with all pictures (whole shape, cut-out, points) each name the most like ones and guess where the
picture asked for lies in them; these guesses are then looked at closely, and what is seen there counts most.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.pictures.changes import Limits, changes_of
from xingzhi.engine.pictures.describing import Described
from xingzhi.engine.pictures.index import Index
from xingzhi.engine.pictures.laying import CLOSE, ROUGH, VALUES, Laid, laid, own_fields
from xingzhi.engine.pictures.shape import Turned, turned
from xingzhi.engine.pictures.votes import Votes, votes_for
from xingzhi.engine.pictures.windows import Placed, placed

# How many are looked at, and how much a plainer explanation may agree less: more find a little more and take longer
# (bench/pictures). They bound the work and judge nothing.
BY_SHAPE, BY_CUTOUT, BY_POINTS, CLOSELY = 30, 90, 80, 40
PLAINER = 0.02


class Found(NamedTuple):
    """A known picture: distance 0 (the same) to 1; the changes that explain it (none: other reasons or chance); the turn
    in degrees where it was turned; the likeness by each of the three comparisons, 0 to 1."""

    name: str
    distance: float
    changes: tuple[str, ...]
    degrees: int
    shape: float
    overlay: float
    points: float


class Compared(NamedTuple):
    """Per known picture: how like its whole shape is; how well it agrees where the picture asked for lies best on it (0
    where that was not looked at), and that place; the number of points in one arrangement."""

    shape: Array
    overlay: Array
    guesses: Array
    points: Array


def rank(asked: Described, index: Index, limit: int, limits: Limits) -> list[Found]:
    """The most like pictures, nearest first; equal ones in the order of their names."""
    if not any(index.rows):
        return []
    compared = compare(asked, index)
    arranged = np.maximum(compared.points - limits.points_by_chance, 0)
    by = np.stack(
        [
            _stretched(compared.shape, limits.shape_by_chance, limits.shape_same),
            _stretched(compared.overlay, limits.overlay_by_chance, limits.overlay_same),
            arranged / (arranged + limits.half_points),
        ]
    )
    beside = np.array([limits.beside, 1.0, limits.beside])[:, None]
    likeness = 1 - (1 - beside * by).prod(axis=0)
    rows = [at for at, name in enumerate(index.rows) if name]
    rows.sort(key=lambda at: (-likeness[at], index.rows[at]))
    return [_found(at, 1 - float(likeness[at]), by[:, at], asked, index, compared, limits) for at in rows[:limit]]


def compare(asked: Described, index: Index) -> Compared:
    """Compare a picture with all known ones."""
    parts = index.parts
    there = np.array([bool(name) for name in index.rows], bool)
    shape = turned(asked.shape, [each.shapes for each in parts])
    middles = np.concatenate([each.middles for each in parts])
    places = placed(asked.edges, [each.coarse for each in parts])
    votes = votes_for(asked.points, index.samples, [each.points for each in parts])
    guesses = np.concatenate(
        [
            _by_shape(shape, asked.middle, middles, _most(shape.likeness, there, BY_SHAPE)),
            _by_cutout(places, _most(places.likeness, there, BY_CUTOUT)),
            _by_points(votes, _most(votes.weight, there, BY_POINTS)),
        ]
    )
    rows, guesses[:, 0] = np.unique(guesses[:, 0].astype(np.int64), return_inverse=True)
    fields = _gathered(index, rows)
    rough = laid(own_fields(asked.edges, ROUGH, asked.at_edge), fields, guesses, step=1.0, halvings=1)
    best = _best_of_each(rough)[:CLOSELY]
    close = laid(own_fields(asked.edges, CLOSE, asked.at_edge), fields, rough.guesses[best], step=0.5, halvings=2)
    overlay, places_of = np.zeros(len(there)), np.zeros((len(there), VALUES))
    seen = rows[close.guesses[:, 0].astype(np.int64)]
    overlay[seen], places_of[seen] = close.likeness, close.guesses
    return Compared(shape.likeness, overlay, places_of, votes.number)


def _stretched(values: Array, low: float, high: float) -> Array:
    return np.clip((values - low) / (high - low), 0, 1)


def _found(
    at: int, distance: float, by: Array, asked: Described, index: Index, compared: Compared, limits: Limits
) -> Found:
    changes: tuple[str, ...] = ()
    degrees = 0
    if distance < limits.explained and compared.overlay[at] > 0:
        part, row = index.place(at)
        changes, degrees = changes_of(asked, compared.guesses[at], part.fields[row], part.traits[row], limits)
    return Found(index.rows[at], round(distance, 4), changes, degrees, *(round(float(each), 3) for each in by))


def _most(values: Array, there: Array, number: int) -> Array:
    """The rows of the greatest values, more than nothing, whose pictures are still there."""
    kept = np.where(there, values, 0)
    order = np.argsort(-kept, kind="stable")[:number]
    return np.asarray(order[kept[order] > 0])


def _by_shape(shape: Turned, own: Array, known: Array, rows: Array) -> Array:
    """Middle upon middle, the reach of one made that of the other."""
    size, flip = known[rows, 2] / own[2], np.where(shape.mirrored[rows], -1.0, 1.0)
    turn = np.radians(shape.degrees[rows]) + np.where(flip < 0, np.pi, 0)
    cosine, sine = np.cos(turn) * size, np.sin(turn) * size
    x, y = own[0] * flip, own[1]
    left, top = known[rows, 0] - (x * cosine - y * sine), known[rows, 1] - (x * sine + y * cosine)
    return np.column_stack([rows, size, turn, left, top, flip < 0])


def _by_cutout(places: Placed, rows: Array) -> Array:
    still = np.zeros(len(rows))
    return np.column_stack([rows, places.size[rows], still, places.left[rows], places.top[rows], still])


def _by_points(votes: Votes, rows: Array) -> Array:
    turn, left, top = votes.turn[rows], votes.left[rows], votes.top[rows]
    return np.column_stack([rows, votes.size[rows], turn, left, top, votes.mirrored[rows]])


def _gathered(index: Index, rows: Array) -> Array:
    """The fields of these rows (in order), from whatever part holds them."""
    found, first = [], 0
    for part in index.parts:
        found.append(part.fields[rows[(rows >= first) & (rows < first + len(part.fields))] - first])
        first += len(part.fields)
    return np.concatenate(found)


def _best_of_each(rough: Laid) -> Array:
    """For each picture the guess that agrees best, a plainer one if it agrees nearly as well; the best pictures first."""
    plain = rough.likeness - PLAINER * (rough.guesses[:, 5] + (np.cos(rough.guesses[:, 2]) < np.cos(np.radians(10))))
    order = np.argsort(-plain, kind="stable")
    _, first = np.unique(rough.guesses[order, 0].astype(np.int64), return_index=True)
    return np.asarray(order[np.sort(first)])
