"""The dictionaries a comparison needs take seconds to read; they are read once a process, beside the requests."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

from PIL import Image

from xingzhi.engine.marks.asked import ask
from xingzhi.engine.pictures.describing import describe
from xingzhi.engine.pictures.ranking import rank
from xingzhi.packs import load
from xingzhi.screening.mark_search import store
from xingzhi.screening.mark_search.pictures import index
from xingzhi.screening.similar_marks.compare import compare
from xingzhi.screening.similar_marks.forms import forms_of
from xingzhi.screening.similar_marks.pictures.cli import limits_of

_done, _begun = threading.Event(), threading.Lock()


def warm() -> None:
    """Read everything now: a search of each kind, so that nothing is read or compiled later."""
    pack = load().mark_similarity
    for one, other in (("兴知", "星智"), ("XINGZHI", "SINCHI"), ("兴知", "XINGZHI"), ("草原", "GRASSLAND")):
        compare(one, other, pack)
    for marks in (store.of_register("") or [])[:1]:
        for text in ("兴知", "XINGZHI"):
            marks.nearest(ask(text, forms_of(text, pack), marks.tables), 10)
    if (known := index()) is not None:
        with tempfile.TemporaryDirectory() as work:
            path = Path(work) / "one.png"
            picture = Image.new("L", (64, 64), 255)
            picture.paste(0, (16, 24, 40, 56))
            picture.save(path)
            rank(describe(path), known, 1, limits_of(pack))
    _done.set()


def ready(wait: float) -> bool:
    """Whether a search can be answered at once; begins to read where nobody did, and waits so many seconds."""
    if not _done.is_set() and _begun.acquire(blocking=False):
        threading.Thread(target=_warm_once, daemon=True).start()
    return _done.wait(wait)


def _warm_once() -> None:
    try:
        warm()
    finally:
        _done.set()  # what could not be read is told by the search itself
