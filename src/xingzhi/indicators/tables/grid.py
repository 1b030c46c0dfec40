"""A table of a pack filled: lines of cells, each with its text, its value and the figure it opens to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xingzhi.packs.tables import PublishedTable, TableColumn

UNKNOWN = "暂缺"  # of a figure that cannot be computed: never 0
HIDDEN = "×"  # of a suppressed cell
NONE = "—"  # where nothing can stand: no base, no target, not asked for
WITHHELD = "待官方数据"  # of a figure that may leave only as received from above
NOWHERE, DIFFERENCE = "-", "±"  # lines of no place: what has none, and what the official sum has beyond its parts
NO_PLACE = (NOWHERE, DIFFERENCE)
UNLIKE = "一为官方数据、一为本局统计，不作比较"  # why no rate stands between the two


@dataclass(frozen=True)
class GridCell:
    """One cell. `figure` is the key of the figure behind it; `mark` says what is special about it:

    "small" (同比 on a small base), "suppressed", "withheld", "unknown", "edited", "official", or "".
    """

    text: str
    value: Decimal | None = None
    figure: str = ""
    mark: str = ""
    why: str = ""


@dataclass(frozen=True)
class GridLine:
    """One line: `id` is a region's path, an item's id, "" for the sum, "-" for what has no place, "±" for what the
    official sum has beyond its parts."""

    id: str
    label: str
    cells: tuple[GridCell, ...]
    total: bool = False
    inner: bool = False


@dataclass(frozen=True)
class Grid:
    """A table as it is printed."""

    id: str
    title: str
    unit: str
    ref: str
    numbered: bool
    columns: tuple[TableColumn, ...]
    lines: tuple[GridLine, ...]
    notes: tuple[str, ...]
    hidden: frozenset[str] = frozenset()  # keys of the figures that are not shown anywhere

    def as_json(self) -> dict[str, Any]:
        """The table with plain values, as a release keeps it."""
        return {
            "id": self.id, "title": self.title, "unit": self.unit, "ref": self.ref, "numbered": self.numbered,
            "columns": [
                {"id": column.id, "label": column.label.zh, "group": column.group.zh if column.group else "", "what": column.what}
                for column in self.columns
            ],
            "lines": [
                {"id": line.id, "label": line.label, "total": line.total, "inner": line.inner,
                 "cells": [_cell_json(cell) for cell in line.cells]}
                for line in self.lines
            ],
            "notes": list(self.notes),
        }  # fmt: skip


def shown_columns(table: PublishedTable, ranked: bool) -> tuple[TableColumn, ...]:
    """The columns printed: 位次 only where it was asked for."""
    return tuple(column for column in table.columns if ranked or column.what != "rank")


def _cell_json(cell: GridCell) -> dict[str, Any]:
    value = None if cell.value is None else f"{cell.value:f}"
    found = {"text": cell.text, "value": value, "figure": cell.figure, "mark": cell.mark, "why": cell.why}
    return {name: held for name, held in found.items() if name == "text" or held not in ("", None)}
