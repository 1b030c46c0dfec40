"""A protected sign found in a photograph: its points seen again in one perspective.

Points of the sign and of the photo are matched by their surroundings (the nearest, clearly nearer than the next), and the
perspective that brings most of them together is sought with random samples, always the same ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.pictures.opening import Unreadable, cut_to_drawing, fitted, open_picture
from xingzhi.engine.pictures.points import Points, points_of

PHOTO_SIDE = 1280
SIGN_SIDES = (320, 160)  # signs are described large and small: a photo shows them at any size
MARGIN = 20
PHOTO_POINTS = 4000
SIGN_POINTS = 200
CLEARLY = 0.85  # the nearest point is at most this share as far as the next
FEWEST = 8  # points in one perspective that make a finding
SHARE = 0.06  # of the points of the sign
CLOSE = 0.05  # of the sign's longer side in the photo
STARTS = 16  # single points whose move, turn and size bring most others nearby
SAMPLES = 6  # tries to fit a perspective to these


class Sign(NamedTuple):
    """A sign seen in the photo: how many points agree, of how many the sign has, and its corners in pixels of the photo
    (as opened: made smaller where it was larger), clockwise from the sign's upper left."""

    sign: str
    points: int
    of: int
    corners: list[list[int]]


class Checked(NamedTuple):
    """The signs found, how many were looked for, and why others could not be."""

    found: list[Sign]
    signs: int
    unreadable: dict[str, str]


class Sought(NamedTuple):
    """A sign as it is looked for: its points, and the columns and rows of the picture they were taken from, margin
    included; in two sizes."""

    sizes: list[tuple[Points, int, int]]


def sign_of(path: Path) -> Sought:
    """A sign from its picture. Raises Unreadable."""
    picture = cut_to_drawing(open_picture(path))
    found = []
    for side in SIGN_SIDES:
        values = fitted(picture.brightness, side, MARGIN, picture.background)
        points = points_of(values, SIGN_POINTS, doubled=side < max(SIGN_SIDES))
        found.append((points, values.shape[1], values.shape[0]))
    return Sought(found)


def photo_points(photo: Path) -> tuple[Points, float]:
    """The points of a photo, and how many of its pixels one unit of their places is. Raises Unreadable."""
    whole = open_picture(photo).brightness
    return points_of(fitted(whole, PHOTO_SIDE), PHOTO_POINTS), max(whole.shape) / PHOTO_SIDE


def check_photo(photo: Path, signs: dict[str, Path]) -> Checked:
    """Look for each sign in the photo, the surest first. Raises Unreadable where the photo cannot be used."""
    seen, scale = photo_points(photo)
    found, unreadable = [], {}
    for name, path in signs.items():
        try:
            sign = look_for(name, sign_of(path), seen, scale)
        except Unreadable as error:
            unreadable[name] = str(error)
            continue
        if sign:
            found.append(sign)
    return Checked(sorted(found, key=lambda each: -each.points), len(signs) - len(unreadable), unreadable)


def look_for(name: str, sign: Sought, seen: Points, scale: float) -> Sign | None:
    """One sign among the points seen in a photo."""
    best: Sign | None = None
    for own, wide, high in sign.sizes:
        matched = matches(own, seen)
        if len(matched) < FEWEST:
            continue
        there = perspective(own.frames[matched[:, 0]], seen.frames[matched[:, 1]], (wide, high))
        if there is None or there[1] < max(FEWEST, SHARE * len(own.frames)) or (best and there[1] <= best.points):
            continue
        right, bottom = wide - MARGIN, high - MARGIN
        edge = np.array([[MARGIN, MARGIN], [right, MARGIN], [right, bottom], [MARGIN, bottom]])
        corners = np.round(_moved(there[0], edge) * scale).astype(int).tolist()
        best = Sign(name, there[1], len(own.frames), corners)
    return best


def matches(own: Points, seen: Points) -> Array:
    """Pairs of point numbers whose surroundings are alike and like no others."""
    if not len(own.frames) or len(seen.frames) < 2:
        return np.empty((0, 2), np.int64)
    cosines = own.around @ seen.around.T
    first = cosines.argmax(axis=1)
    rows = np.arange(len(first))
    near = 2 - 2 * cosines[rows, first]
    frames = seen.frames[first]
    apart = np.hypot(seen.frames[None, :, 0] - frames[:, :1], seen.frames[None, :, 1] - frames[:, 1:2])
    cosines[apart < 4] = -1  # one spot seen in two directions is no second
    further = 2 - 2 * cosines.max(axis=1)
    kept = near < CLEARLY**2 * further
    return np.stack([rows[kept], first[kept]], axis=1)


def perspective(own: Array, seen: Array, size: tuple[int, int]) -> tuple[Array, int] | None:
    """The 3 x 3 matrix that brings most points of a sign to where they are seen, and their number."""
    chance = np.random.default_rng(len(own))
    best, most = np.zeros(0, bool), 0
    nearby = [_nearby(own, seen, at, size) for at in range(len(own))]
    for at in sorted(range(len(own)), key=lambda at: -int(nearby[at].sum()))[:STARTS]:
        inside = np.flatnonzero(nearby[at])
        if len(inside) < 4:
            break
        for _ in range(SAMPLES):
            picked = chance.permutation(inside)[: max(4, len(inside) * 2 // 3)]
            better = _fitted(own[picked, :2], seen[picked, :2])
            if better is None or not _plausible(better, size):
                continue
            good = _close(better, own, seen, size)
            count = len(np.unique(np.round(seen[good, :2] / 3), axis=0))  # spots, not points
            if count > most:
                best, most = good, count
    if most < 4:
        return None
    matrix_of_all = _fitted(own[best, :2], seen[best, :2])
    if matrix_of_all is None or not _plausible(matrix_of_all, size):
        return None
    return matrix_of_all, most


def _nearby(own: Array, seen: Array, at: int, size: tuple[int, int]) -> Array:
    """Which points come roughly to where they are seen, moved like one of them."""
    matrix = _similar(own[at], seen[at])
    reach = CLOSE * 3 * max(size) * float(np.hypot(matrix[0, 0], matrix[1, 0]))
    return np.asarray(np.hypot(*(_moved(matrix, own[:, :2]) - seen[:, :2]).T) < reach)


def _close(matrix: Array, own: Array, seen: Array, size: tuple[int, int]) -> Array:
    """Which points a perspective brings to where they are seen."""
    corners = _moved(matrix, np.array([[0, 0], [size[0], size[1]]], float))
    reach = CLOSE * 0.7 * float(np.hypot(*(corners[1] - corners[0])))
    return np.asarray(np.hypot(*(_moved(matrix, own[:, :2]) - seen[:, :2]).T) < reach)


def _similar(one: Array, other: Array) -> Array:
    """The move, turn and size that bring one point, with its direction and size, to another."""
    scale, turn = other[2] / one[2], other[3] - one[3]
    cosine, sine = np.cos(turn) * scale, np.sin(turn) * scale
    x, y = other[0] - one[0] * cosine + one[1] * sine, other[1] - one[0] * sine - one[1] * cosine
    return np.array([[cosine, -sine, x], [sine, cosine, y], [0, 0, 1]])


def _fitted(own: Array, seen: Array) -> Array | None:
    """The perspective of least squares (an affine map below six points); None where the points lie in a line."""
    x, y = own.T.astype(float)
    u, v = seen.T.astype(float)
    zero, one = np.zeros_like(x), np.ones_like(x)
    rows = np.concatenate([np.stack([x, y, one, zero, zero, zero], 1), np.stack([zero, zero, zero, x, y, one], 1)])
    if len(own) >= 6:
        rows = np.hstack([rows, np.concatenate([np.stack([-u * x, -u * y], 1), np.stack([-v * x, -v * y], 1)])])
    solved, _, rank, _ = np.linalg.lstsq(rows, np.concatenate([u, v]), rcond=1e-9)
    if rank < rows.shape[1]:
        return None
    return np.array([*solved, *[0.0] * (8 - len(solved)), 1.0]).reshape(3, 3)


def _moved(matrix: Array, spots: Array) -> Array:
    moved = np.column_stack([spots, np.ones(len(spots))]) @ matrix.T
    return np.asarray(moved[:, :2] / np.where(np.abs(moved[:, 2:]) < 1e-9, 1e-9, moved[:, 2:]))


def _plausible(matrix: Array, size: tuple[int, int]) -> bool:
    """Whether the sign's box stays a box: convex, not mirrored, not thin, its sides not too unequal."""
    wide, high = size
    corners = _moved(matrix, np.array([[0, 0], [wide, 0], [wide, high], [0, high]], float))
    sides = np.roll(corners, -1, axis=0) - corners
    after = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * after[:, 1] - sides[:, 1] * after[:, 0]
    lengths = np.hypot(*sides.T) / np.array([wide, high, wide, high])
    return bool((turns > 0).all() and lengths.min() > 0.03 and lengths.max() < 3.5 * lengths.min())
