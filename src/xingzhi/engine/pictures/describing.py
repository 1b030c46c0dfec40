"""All that is kept of a picture to compare it with others."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.pictures.opening import AtEdge, Picture, cut_to_drawing, fitted, open_picture, went_on
from xingzhi.engine.pictures.points import Points, points_of
from xingzhi.engine.pictures.shape import shape_of
from xingzhi.engine.pictures.windows import Edges, edges_by_direction

POINT_SIDE = 160
POINT_MARGIN = 12
MOST_POINTS = 60
FULL = 0.5  # a pixel so different from the background is wholly drawn


class Described(NamedTuple):
    """A picture's shape and where its middle lies; its points (places in longer sides) and edges; at which edges of the
    file it may have been cut; the share of its box that is drawn; whether it is brighter than its ground; and whether it
    is the first frame of several."""

    shape: Array
    middle: Array
    points: Points
    edges: Edges
    at_edge: AtEdge
    share: float
    bright: bool
    moving: bool


def describe(path: Path, asked: bool = True) -> Described:
    """Open a picture and describe it. Raises Unreadable."""
    return described(open_picture(path), asked)


def described(whole: Picture, asked: bool = True) -> Described:
    """What is kept of an opened picture, its empty margin left out.

    One that is `asked` for may be a cut-out: what runs to the edge of its file is taken to go on there.
    """
    picture = cut_to_drawing(whole)
    full = picture.drawn > FULL
    values = fitted(picture.brightness, POINT_SIDE, POINT_MARGIN, picture.background)
    points = points_of(
        went_on(values, POINT_MARGIN, picture.background, picture.at_edge) if asked else values, MOST_POINTS
    )
    points.frames[:, :2] = (points.frames[:, :2] - POINT_MARGIN + 0.5) / POINT_SIDE
    points.frames[:, 2] /= POINT_SIDE
    brightness = float(picture.brightness[full].mean()) if full.any() else float(np.mean(picture.brightness))
    return Described(
        *shape_of(picture),
        points,
        edges_by_direction(picture, cut=asked),
        picture.at_edge,
        float(full.mean()),
        brightness > picture.background,
        picture.moving,
    )
