"""Text in pictures as pieces of a page, where a program that recognises it is installed; without it nothing is guessed."""

from __future__ import annotations

from typing import Any

from xingzhi.engine.pictures.words import recognised
from xingzhi.plans.reading.laying import Run

# Recognised now narrow, now wide: one form, so that they close each other.
_BRACKETS = str.maketrans("(){}", "（）〔〕")


def recognise(picture: Any) -> list[Run] | None:
    """The pieces of text of a picture (an array of pixels, or the path of a file) with their boxes; None as `recognised`."""
    found = recognised(picture)
    return None if found is None else [_run(corners, text) for corners, text in found]


def _run(corners: Any, text: str) -> Run:
    """A piece of text in the upright box around its four corners."""
    across, down = ([float(corner[at]) for corner in corners] for at in (0, 1))
    return Run(text.translate(_BRACKETS), min(across), min(down), max(across), max(down))
