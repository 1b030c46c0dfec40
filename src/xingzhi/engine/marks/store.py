"""A folder of searchable marks: one large segment, and small ones of what came since, until all are made one.

The list of segments is replaced in one step once a segment is whole, so whoever is stopped half way leaves the old state;
what it left lying is removed when the next one starts.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from xingzhi.engine.kernels.arrow import Array
from xingzhi.engine.kernels.compiling import thread_count
from xingzhi.engine.marks.asked import Asked
from xingzhi.engine.marks.segment import Near, Segment, write
from xingzhi.engine.marks.tables import Tables
from xingzhi.files import write_json

FORM = 1  # of the files; other forms are not read
DESCRIPTION = "marks.json"
LOCK = "building.lock"
SMALL = 8  # segments of later marks before they are made one
LARGE = 4  # later marks go into the large segment once they are a quarter of it


class Busy(ValueError):
    """Somebody else is building in this folder."""


class NoIndex(ValueError):
    """The folder holds no marks, or such as another version of the program wrote."""


class Marks:
    """Opened marks; those added later are seen by whoever opens the folder anew."""

    def __init__(self, folder: Path) -> None:
        """Open what `build` wrote; raises NoIndex."""
        self.folder = folder
        for last in (False, False, True):
            listed = _listed(folder)
            try:
                self.tables = Tables.load(folder / listed["tables"])
                self.segments = [Segment(folder / name, self.tables) for name in listed["segments"]]
                break
            except FileNotFoundError:  # made one with others just now
                if last:
                    raise

    def nearest(self, asked: Asked, most: int, wanted: int = 0) -> list[tuple[Segment, Near]]:
        """The names most like what is searched for, in all segments. `wanted` are bits of classes, 0 for any."""
        found = [(segment, near) for segment in self.segments for near in segment.nearest(asked, most, wanted)[0]]
        return sorted(found, key=lambda each: -each[1].likeness)[:most]

    def table(self) -> pa.Table:
        """All rows as they came."""
        return pa.concat_tables([segment.table for segment in self.segments])


def build(
    folder: Path, table: pa.Table, column: str, classes: Array, tables: Tables, say: Callable[[str], None]
) -> None:
    """Make the marks of a table searchable, in place of what the folder held; raises Busy."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        of_tables = folder / f"tables-{uuid.uuid4().hex[:12]}"
        of_tables.mkdir()
        tables.save(of_tables)
        _list(folder, of_tables.name, [_segment(folder, table, column, classes, tables, say)])


def add(folder: Path, table: pa.Table, column: str, classes: Array, say: Callable[[str], None]) -> None:
    """Make further marks searchable without touching the others; raises NoIndex and Busy.

    Once there are too many small segments they are made one, with the large one when they have grown to a share of it.
    """
    _listed(folder)
    with _alone(folder):
        listed = _listed(folder)
        tables, segments = Tables.load(folder / listed["tables"]), list(listed["segments"])
        segments.append(_segment(folder, table, column, classes, tables, say))
        _list(folder, listed["tables"], segments)
        if len(segments) > SMALL:
            kept, merged = _to_merge([Segment(folder / name, tables) for name in segments])
            table = pa.concat_tables([segment.table for segment in merged])
            classes = np.concatenate([segment.classes() for segment in merged])
            one = _segment(folder, table, column, classes, tables, say)
            _list(folder, listed["tables"], [*segments[: len(kept)], one])


def _to_merge(segments: list[Segment]) -> tuple[list[Segment], list[Segment]]:
    """(what stays, what becomes one): the later ones, or all."""
    large, later = len(segments[0].rows), sum(len(segment.rows) for segment in segments[1:])
    at = 0 if LARGE * later >= large else 1
    return segments[:at], segments[at:]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else builds meanwhile, and what was left lying is removed; the system lets go of whoever is killed.

    SQLite's lock, for it is the same on every system and needs nothing further.
    """
    with closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Busy(f"{folder}: 正在建立索引，请稍候再试 / an index is being built here, try again later") from error
        _sweep(folder)
        yield
        _sweep(folder)


def _segment(
    folder: Path, table: pa.Table, column: str, classes: Array, tables: Tables, say: Callable[[str], None]
) -> str:
    name = f"marks-{uuid.uuid4().hex[:12]}"
    for step in write(folder / name, table, column, classes, tables, thread_count()):
        say(step)
    return name


def _listed(folder: Path) -> dict[str, Any]:
    try:
        listed = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoIndex(f"{folder}: 没有商标索引，请先建立 / holds no index of marks, build one first") from error
    if listed.get("form") != FORM:
        raise NoIndex(f"{folder}: 由另一版本建立，请重新建立 / built by another version, build it anew")
    return dict(listed)


def _list(folder: Path, tables: str, segments: list[str]) -> None:
    write_json({"form": FORM, "tables": tables, "segments": segments}, folder / DESCRIPTION)


def _sweep(folder: Path) -> None:
    """Remove what is not listed: old segments, and those somebody was stopped at."""
    try:
        listed = _listed(folder)
        kept = {listed["tables"], *listed["segments"]}
    except NoIndex:
        kept = set()
    for path in folder.iterdir():
        if path.is_dir() and path.name.startswith(("marks-", "tables-")) and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
