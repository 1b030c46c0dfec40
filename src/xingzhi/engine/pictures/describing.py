"""All that is kept of a picture to compare it with others."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.pictures.opening import Picture, cut_to_drawing, fitted, open_picture
from xingzhi.engine.pictures.points import Points, points_of
from xingzhi.engine.pictures.shape import shape_of
from xingzhi.engine.pictures.windows import COARSE, FINE, Edges, edges_by_direction, fields_of, squared

POINT_SIDE = 160
POINT_MARGIN = 12
WHOLE_SIDE = POINT_SIDE + 2 * POINT_MARGIN
MOST_POINTS = 60
FULL = 0.5  # a pixel so different from the background is wholly drawn


class Described(NamedTuple):
    """A picture's shape, points and edges; the share of its box that is drawn; whether it is brighter than its ground."""

    shape: Array
    points: Points
    edges: Edges
    share: float
    bright: bool

    def fields(self) -> tuple[Array, Array, tuple[int, int]]:
        """Coarse and fine fields in squares, and the rows and columns of the fine ones."""
        coarse, fine = fields_of(self.edges, COARSE), fields_of(self.edges, FINE)
        return squared(coarse, COARSE), squared(fine, FINE), (fine.shape[0], fine.shape[1])


def describe(path: Path) -> Described:
    """Open a picture and describe it. Raises Unreadable."""
    return described(open_picture(path))


def described(whole: Picture) -> Described:
    """What is kept of an opened picture, its empty margin left out."""
    picture = cut_to_drawing(whole)
    full = picture.drawn > FULL
    points = points_of(fitted(picture.brightness, POINT_SIDE, POINT_MARGIN, picture.background), MOST_POINTS)
    brightness = float(picture.brightness[full].mean()) if full.any() else float(np.mean(picture.brightness))
    return Described(
        shape_of(picture), points, edges_by_direction(picture), float(full.mean()), brightness > picture.background
    )
