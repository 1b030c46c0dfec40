"""What was done to a picture, told from where and how it lies on a known one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.pictures.describing import Described
from xingzhi.engine.pictures.laying import CLOSE, covered
from xingzhi.engine.pictures.windows import fields_of


class Limits(NamedTuple):
    """From which likeness a comparison says anything and from which it says the same, how they add up, and from when a
    change is named. They are given by who asks (a pack of values)."""

    shape_by_chance: float  # what unlike pictures often reach
    shape_same: float  # what a copy reaches
    overlay_by_chance: float
    overlay_same: float
    points_by_chance: float  # points in one arrangement
    half_points: float  # so many more make half a likeness
    beside: float  # what shape and points count beside the overlay
    explained: float  # at a larger distance no change explains the likeness
    whole: float  # a picture that covers so much of a known one's edges is the whole of it
    upright: float  # degrees that are no turn
    outlined: float  # an outline draws less than this share of what its filled picture draws


def changes_of(
    asked: Described, guess: Array, fields: Array, traits: Array, limits: Limits
) -> tuple[tuple[str, ...], int]:
    """The changes, the plainest words for them, and the turn in degrees (-180 to 180, 0 where it is none)."""
    high, wide = fields_of(asked.edges, CLOSE).shape[:2]
    mirrored = bool(guess[5])
    turn = round((float(np.degrees(guess[2])) + 180) % 360 - 180)
    degrees = turn if abs(turn) > limits.upright else 0
    if mirrored and abs(turn) >= 180 - limits.upright:  # upside down in a mirror: mirrored the other way
        degrees = 0
    moved = [*(["mirrored"] if mirrored else []), *(["rotated"] if degrees else [])]
    if covered(fields, guess, high, wide) < limits.whole:
        return ("cropped", *moved), degrees
    share, bright = traits
    least, most = sorted((float(share), asked.share))
    if least < limits.outlined * most:
        moved.append("outline")
    elif bool(bright) != asked.bright:
        moved.append("inverted")
    return tuple(moved) or ("same",), degrees
