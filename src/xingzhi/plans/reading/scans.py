"""Text in pictures, where a program that recognises it (rapidocr) is installed; without it nothing is guessed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from xingzhi.plans.reading.laying import Run

_BRACKETS = str.maketrans(
    "(){}", "（）〔〕"
)  # recognised now narrow, now wide: one form, so that they close each other


def recognise(picture: Any) -> list[Run] | None:
    """The pieces of text of a picture (an array of pixels, or the path of a file) with their boxes.

    None where nothing here recognises text.
    """
    engine = _engine()
    if engine is None:
        return None
    try:
        result = engine(picture)
    except Exception:  # the library fails in many ways on a picture it cannot open: then it holds no text for us
        return []
    if isinstance(result, tuple):  # older editions give (boxes with texts, times)
        pairs = [(each[0], each[1]) for each in result[0] or ()]
    else:
        boxes, texts = getattr(result, "boxes", None), getattr(result, "txts", None)
        pairs = list(zip(boxes, texts, strict=True)) if boxes is not None and texts is not None else []
    return [_run(corners, str(text)) for corners, text in pairs]


def _run(corners: Any, text: str) -> Run:
    """A piece of text in the upright box around its four corners."""
    across, down = ([float(corner[at]) for corner in corners] for at in (0, 1))
    return Run(text.translate(_BRACKETS), min(across), min(down), max(across), max(down))


@lru_cache(maxsize=1)
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    return RapidOCR()
