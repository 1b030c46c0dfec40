"""Words in a picture, where the program that recognises them (rapidocr, an extra) is installed; else nothing is guessed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any


def words_in(path: Path) -> list[str] | None:
    """The lines of text in a picture file; None where nothing here recognises text."""
    engine = _engine()
    if engine is None:
        return None
    try:
        result = engine(str(path))
    except Exception:  # the library fails in many ways on a picture it cannot open: then it holds no text for us
        return []
    if isinstance(result, tuple):  # older editions give (boxes with texts, times)
        return [str(each[1]) for each in result[0] or ()]
    return [str(text) for text in getattr(result, "txts", None) or ()]


@lru_cache(maxsize=1)
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    return RapidOCR()
