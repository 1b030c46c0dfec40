"""Text and tables in pictures of pages, where a program that recognises text is installed; without it nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from xingzhi.engine.pictures.words import recognised
from xingzhi.plans.reading.laying import Run
from xingzhi.plans.reading.ruled import Rule

# Recognised now narrow, now wide: one form, so that they close each other.
_BRACKETS = str.maketrans("(){}", "（）〔〕")
_PAGE = 595.0  # points: a picture is measured as a page of this width
_DARK = 0.72  # of the brightness around it: ink
_SHORTEST = 0.05  # of the page's width: a dark run that long is a ruled line, no stroke of a letter
_UPRIGHT = 0.1  # degrees
_LONG = 100  # pixels: a piece of text that tells how the page leans
_MEET = 6.0  # points within which two lines meet
_BROKEN = 3  # pixels a ruled line may be interrupted or lean by
_WIDEST = 2600  # pixels; a larger photo gains nothing


@dataclass(frozen=True)
class Seen:
    """What a picture of a page shows, in points: its pieces of text, and its ruled lines across and down."""

    runs: list[Run]
    across: list[Rule]
    down: list[Rule]


def page_of(path: Path) -> Any:
    """The pixels of a picture file, turned as it was photographed; None where it cannot be opened."""
    try:
        with Image.open(path) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((_WIDEST, _WIDEST * 2))
            return np.asarray(upright)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def recognise(picture: Any) -> Seen | None:
    """The text and ruled lines of a page given as an array of pixels; None where nothing here recognises text."""
    found = recognised(picture)
    if found is None:
        return None
    scale = _PAGE / picture.shape[1]
    boxes = [np.asarray(corners, dtype=float) for corners, _ in found]
    gray = picture if picture.ndim == 2 else picture[..., :3].mean(axis=2)
    if abs(lean := _lean(boxes)) > _UPRIGHT:
        gray, boxes = _turned(gray, boxes, lean)
    runs = [_run(corners, text, scale) for corners, (_, text) in zip(boxes, found, strict=True)]
    ink = gray < np.median(gray) * _DARK
    least = max(int(picture.shape[1] * _SHORTEST), 20)
    across = [Rule(at * scale, start * scale, end * scale) for at, start, end in _lines(ink, least)]
    down = [Rule(at * scale, start * scale, end * scale) for at, start, end in _lines(ink.T, least)]
    down = [rule for rule in down if _between(rule, across)]
    return Seen(runs, [rule for rule in across if _between(rule, down)], down)


def _lean(boxes: list[Any]) -> float:
    """By how many degrees the lines of a page run down to the right: what half of its long pieces of text do."""
    long = [box[1] - box[0] for box in boxes if len(box) > 1 and box[1][0] - box[0][0] > _LONG]
    return float(np.median([np.degrees(np.arctan2(step[1], step[0])) for step in long])) if long else 0.0


def _turned(gray: Any, boxes: list[Any], lean: float) -> tuple[Any, list[Any]]:
    """A leaning page set upright, with the boxes on it."""
    page = Image.fromarray(gray.astype(np.uint8))
    upright = np.asarray(page.rotate(lean, resample=Image.Resampling.BILINEAR, fillcolor=int(np.median(gray))))
    middle = np.array([gray.shape[1], gray.shape[0]]) / 2
    cosine, sine = np.cos(np.radians(lean)), np.sin(np.radians(lean))
    turn = np.array([[cosine, sine], [-sine, cosine]])
    return upright, [(box - middle) @ turn.T + middle for box in boxes]


def _between(rule: Rule, others: list[Rule]) -> bool:
    """Whether a line begins and ends at lines that cross it, as one of a table does and a stroke of text does not."""
    meeting = [each.at for each in others if each.start - _MEET <= rule.at <= each.end + _MEET]
    return all(any(abs(at - end) <= _MEET for at in meeting) for end in (rule.start, rule.end))


def _lines(ink: Any, least: int) -> Iterator[tuple[float, float, float]]:
    """The straight dark lines along the rows of pixels: where each stands, begins and ends."""
    leaning = ink.copy()
    for shift in range(1, _BROKEN):
        leaning[shift:] |= ink[:-shift]
    open_lines: list[list[int]] = []  # first row, last row, start, end
    done: list[list[int]] = []
    for at in range(leaning.shape[0]):
        for start, end in _long_runs(leaning[at], least):
            same = next((each for each in open_lines if at - each[1] <= 1 and start < each[3] and each[2] < end), None)
            if same is None:
                open_lines.append([at, at, start, end])
            else:
                same[1], same[2], same[3] = at, min(same[2], start), max(same[3], end)
        done += [each for each in open_lines if at - each[1] > 1]
        open_lines = [each for each in open_lines if at - each[1] <= 1]
    thick = max(leaning.shape) * 0.015
    for first, last, start, end in done + open_lines:
        if last - first <= thick:
            yield (first + last - _BROKEN + 1) / 2, start, end


def _long_runs(row: Any, least: int) -> Iterator[tuple[int, int]]:
    """Where a row of pixels is dark for long."""
    if int(row.sum()) < least:
        return
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2]
    if len(starts) > 1:  # small gaps closed
        apart = np.concatenate(([True], starts[1:] - ends[:-1] > _BROKEN))
        starts, ends = starts[apart], ends[np.append(apart[1:], True)]
    for start, end in zip(starts, ends, strict=True):
        if end - start >= least:
            yield int(start), int(end)


def _run(corners: Any, text: str, scale: float) -> Run:
    """A piece of text in the upright box around its four corners."""
    across, down = ([float(corner[at]) * scale for corner in corners] for at in (0, 1))
    return Run(text.translate(_BRACKETS), min(across), min(down), max(across), max(down))
