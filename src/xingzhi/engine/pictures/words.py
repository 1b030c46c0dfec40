"""Text in pictures, where the program that recognises it (rapidocr, an extra) is installed; else nothing is guessed."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import Any


def recognised(picture: Any) -> list[tuple[Any, str]] | None:
    """The pieces of text of a picture (an array of pixels, or the path of a file), each with its four corners.

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
        return [(each[0], str(each[1])) for each in result[0] or ()]
    boxes, texts = getattr(result, "boxes", None), getattr(result, "txts", None)
    if boxes is None or texts is None:
        return []
    return [(corners, str(text)) for corners, text in zip(boxes, texts, strict=True)]


def installed() -> bool:
    """Whether this machine can recognise text at all; tells it without loading the program."""
    return find_spec("rapidocr") is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    return RapidOCR()
