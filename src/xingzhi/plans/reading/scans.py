"""Text in pictures, where a program that recognises it (rapidocr) is installed; without it nothing is guessed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


def recognise(picture: Any) -> list[str] | None:
    """The lines of a picture (an array of pixels) from top to bottom; None where nothing here recognises text."""
    engine = _engine()
    if engine is None:
        return None
    result = engine(picture)
    texts = getattr(result, "txts", None)
    if texts is None and isinstance(result, tuple):  # older editions give (boxes with texts, times)
        texts = [each[1] for each in result[0] or ()]
    return [str(text) for text in texts or ()]


@lru_cache(maxsize=1)
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    return RapidOCR()
