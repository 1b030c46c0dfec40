"""The rows of a table: items of the pack, or the places below a region with their sum and what has no place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xingzhi.indicators.tables.grid import NONE, GridCell, GridLine
from xingzhi.packs import Regions
from xingzhi.packs.tables import PublishedTable, TableColumn


@dataclass(frozen=True)
class Row:
    """One row to be filled."""

    id: str
    label: str
    region: str
    indicator: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    total: bool = False
    inner: bool = False


def rows_of(table: PublishedTable, regions: Regions, region: str) -> list[Row]:
    """The rows in the order they are printed."""
    if table.items:
        return [
            Row(item.id, item.label.zh, region, item.indicator, item.where, inner=item.inner) for item in table.items
        ]
    total = Row("", "合计" if table.total == "last" else regions.name(region), region, total=True)
    places = [Row(place.path, place.name, place.path) for place in regions.children(region)]
    return [total, *places] if table.total == "first" else [*places, total]


def without_place(lines: Sequence[GridLine], columns: Sequence[TableColumn]) -> GridLine | None:
    """What is counted in the sum and in no place, as a line of its own, so that the lines add up; None where nothing is."""
    total = next(line for line in lines if line.total)
    if len(lines) == 1:
        return None
    cells = []
    for at, column in enumerate(columns):
        rest = None
        if column.what in ("value", "before"):
            parts = [line.cells[at].value for line in lines if not line.total]
            rest = _rest(total.cells[at], parts)
        cells.append(GridCell(NONE) if not rest else GridCell(f"{rest:f}", rest))
    return GridLine("-", "未定属地", tuple(cells)) if any(cell.value for cell in cells) else None


def _rest(total: GridCell, parts: Sequence[Decimal | None]) -> Decimal | None:
    """What the sum holds beyond its parts; None of rates, where the sum itself was received from above, and where a part
    is unknown or not shown: the rest would count it, or tell it."""
    known = [part for part in parts if part is not None]
    if total.value is None or total.mark or len(known) < len(parts) or total.value != total.value.to_integral_value():
        return None
    rest = total.value - sum(known, Decimal(0))
    return rest if rest > 0 else None
