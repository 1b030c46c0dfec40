"""The rows of a table: items of the pack, or the places below a region with their sum and what lies beyond them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xingzhi.indicators.tables.grid import DIFFERENCE, NONE, NOWHERE, GridCell, GridLine
from xingzhi.packs import Regions
from xingzhi.packs.tables import PublishedTable, TableColumn

Own = Callable[[GridCell], Decimal | None]


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


def beyond_places(lines: Sequence[GridLine], columns: Sequence[TableColumn], own: Own) -> list[GridLine]:
    """Lines that make the places add up to the sum: what has no place, and by what an official sum differs from ours.

    `own` gives what was counted here behind a cell, whatever stands in it.
    """
    total = next(line for line in lines if line.total)
    if len(lines) == 1:
        return []
    nowhere, beyond = [], []
    for at, column in enumerate(columns):
        cells = [line.cells[at] for line in lines if not line.total]
        rest = difference = None
        if column.what in ("value", "before"):
            rest = _rest(own(total.cells[at]), [own(cell) for cell in cells])
            difference = None if own(total.cells[at]) is None else _difference(total.cells[at], cells, rest)
        nowhere.append(rest)
        beyond.append(difference)
    made = ((NOWHERE, "未定属地", nowhere), (DIFFERENCE, "与官方数之差", beyond))
    return [GridLine(id, label, tuple(map(_cell, values))) for id, label, values in made if any(values)]


def _cell(value: Decimal | None) -> GridCell:
    return GridCell(f"{value:f}", value) if value else GridCell(NONE)


def _rest(total: Decimal | None, parts: Sequence[Decimal | None]) -> Decimal | None:
    """What the sum holds beyond its parts, all counted here; None of rates, and where a part is unknown or not shown:
    the rest would count it, or tell it."""
    known = [part for part in parts if part is not None]
    if total is None or len(known) < len(parts) or total != total.to_integral_value():
        return None
    rest = total - sum(known, Decimal(0))
    return rest if rest > 0 else None


def _difference(total: GridCell, parts: Sequence[GridCell], rest: Decimal | None) -> Decimal | None:
    """What is printed as the sum less what is printed of its parts; None where nothing of it is official."""
    known = [part.value for part in parts if part.value is not None]
    if not any(cell.mark == "official" for cell in (total, *parts)) or total.value is None or len(known) < len(parts):
        return None
    return total.value - sum(known, rest or Decimal(0))
