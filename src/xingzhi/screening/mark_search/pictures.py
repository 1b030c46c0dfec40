"""Marks by picture: drawings the office loaded, and the picture a person asks with, which nobody else sees."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image, ImageOps

from xingzhi.engine.pictures.describing import describe
from xingzhi.engine.pictures.index import Index, kept
from xingzhi.engine.pictures.opening import open_picture
from xingzhi.engine.pictures.ranking import Found as Ranked
from xingzhi.engine.pictures.ranking import rank
from xingzhi.engine.pictures.store import LIST, NAME
from xingzhi.packs import load
from xingzhi.screening.mark_search import store
from xingzhi.screening.mark_search.asked import DIGEST, Asked
from xingzhi.screening.mark_search.marks import Mark, of_row, seen_by
from xingzhi.screening.similar_marks.pictures.cli import limits_of

RANKED = 2_000  # pictures looked at, of which the reader's are shown
SHOWN = 24
AT_ONCE = 3_000  # drawings compared while a page is made
KEPT = 50  # pictures a person asked with
SIDE = 1_200
THUMB = 240
CHUNK = 500
_compared: dict[tuple[Path, int], list[Ranked]] = {}  # what was found for pictures asked with before


@dataclass(frozen=True)
class Alike:
    """A mark whose picture is like the one asked with."""

    mark: Mark
    ranked: Ranked


@dataclass
class Pictures:
    """The marks found by picture, nearest first; `problem` says why there are none to compare: "none", "gone"."""

    hits: list[Alike] = field(default_factory=list)
    problem: str = ""


def folder() -> Path:
    """Drawings of marks, one file a number, by region: 152221/12345678.png."""
    return Path(settings.HOME) / "mark_pictures"


def index() -> Index | None:
    """The described drawings; None where none are."""
    try:
        return _index(store.root() / "pictures", _stamp())
    except OSError:
        return None


def _stamp() -> int:
    return (store.root() / "pictures" / NAME / LIST).stat().st_mtime_ns


@lru_cache(maxsize=1)
def _index(at: Path, changed: int) -> Index | None:
    """`changed` makes an index that was written anew another."""
    return kept(at)


def asked_picture(user: Any, digest: str) -> Path | None:
    """The picture a person asked with, if it is still there."""
    path = asked_folder(user) / f"{digest}.png"
    return path if DIGEST.fullmatch(digest) and path.is_file() else None


def asked_folder(user: Any) -> Path:
    """The pictures a person asked with."""
    return Path(settings.HOME) / "asked_pictures" / str(user.pk)


def alike(user: Any, asked: Asked) -> Pictures:
    """The marks whose drawings are most like the picture asked with, of those the person may see."""
    found = Pictures()
    if not asked.picture or user.region is None:
        return found
    path, known = asked_picture(user, asked.picture), index()
    if path is None or known is None:
        found.problem = "gone" if path is None else "none"
        return found
    ranked = _ranked(path, _stamp())
    by_file = _marks_of(user, [each.name for each in ranked])
    for each in ranked:
        for mark in by_file.get(each.name, ()):
            if mark.number != asked.without:
                found.hits.append(Alike(mark, each))
        if len(found.hits) >= SHOWN:
            break
    return found


def takes_long(user: Any, digest: str) -> bool:
    """Whether comparing a picture takes longer than a page may: many drawings, and it was not compared yet."""
    path, known = asked_picture(user, digest), index()
    return bool(path and known and len(known.rows) > AT_ONCE and (path, _stamp()) not in _compared)


def _ranked(path: Path, changed: int) -> list[Ranked]:
    """`path` is named after what it holds; `changed` makes an index that was written anew another."""
    found = _compared.get((path, changed))
    if found is None:
        known = index()
        found = rank(describe(path), known, RANKED, limits_of(load().mark_similarity)) if known is not None else []
        if len(_compared) >= KEPT:
            _compared.clear()
        _compared[path, changed] = found
    return found


def _marks_of(user: Any, files: list[str]) -> dict[str, list[Mark]]:
    """The marks the person sees that drawings belong to."""
    within = [name for name in files if name.startswith(user.region) or not user.region]
    found: dict[str, dict[str, Mark]] = {}
    for start in range(0, len(within), CHUNK):
        numbers = [Path(name).stem for name in within[start : start + CHUNK]]
        for row in seen_by(user).filter(mark_no__in=numbers).order_by("id"):
            found.setdefault(file_name(row), {}).setdefault(row.mark_no, of_row(row))
    return {name: list(marks.values()) for name, marks in found.items()}


def file_name(row: Any) -> str:
    """The drawing of a mark, below `folder`. It lies with its region: a number alone opens no drawing of another."""
    return f"{row.region or '-'}/{row.mark_no}.png"


def drawing_of(row: Any) -> Path | None:
    """The drawing of a mark, if the office loaded it."""
    path = folder() / file_name(row)
    return path if row.mark_no.isalnum() and path.is_file() else None


def thumbnail(path: Path) -> bytes:
    """A picture as a small PNG, whatever it came as. Raises `Unreadable`."""
    return _thumbnail(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _thumbnail(path: Path, changed: int) -> bytes:
    return small(path, THUMB)


def small(path: Path, side: int) -> bytes:
    """A picture made smaller and written anew, so that nothing but pixels is kept of what came in."""
    open_picture(path)  # refuses what is broken or far too large before it is unpacked here
    with Image.open(path) as image:
        image.load()
        picture = ImageOps.exif_transpose(image).convert("RGBA")
    picture.thumbnail((side, side))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
