"""Which cells of a survey's table are kept back: small counts, and those that would tell them by a row or a column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from xingzhi.indicators.tables.rows import Row
from xingzhi.indicators.tables.suppress import Sum, protected, small
from xingzhi.packs.tables import PublishedTable, TableColumn

Cell = tuple[str, str, bool]  # row, column of values, whether of the year before
Value = Callable[[Row, TableColumn, bool], Decimal | None]


def kept_back(table: PublishedTable, rows: Sequence[Row], value: Value) -> frozenset[Cell]:
    """The cells that are not shown, of this year and of the year before; none of a table of register counts."""
    if not table.suppress_below:
        return frozenset()
    columns = [column for column in table.columns if column.what == "value"]
    compared = {column.of for column in table.columns if column.what in ("before", "change")}
    values = {
        (row.id, column.id, back): value(row, column, back)
        for row in rows
        for column in columns
        for back in ((False, True) if column.id in compared else (False,))
    }
    return protected(small(values, table.suppress_below), values, list(_sums(rows, columns, values)))


def _sums(
    rows: Sequence[Row], columns: Sequence[TableColumn], values: Mapping[Cell, Decimal | None]
) -> Iterator[Sum[Cell]]:
    """What adds up in the table: places to their sum, items and columns to the one they are parts of."""
    for column in columns:
        for whole, parts in _down(rows):
            for back in (False, True):
                if (whole.id, column.id, back) in values:
                    yield Sum([(part.id, column.id, back) for part in parts], (whole.id, column.id, back))
    for whole_column in columns:
        for names in _across(whole_column, columns):
            for row in rows:
                for back in (False, True):
                    if all((row.id, name, back) in values for name in (whole_column.id, *names)):
                        yield Sum([(row.id, name, back) for name in names], (row.id, whole_column.id, back))


def _down(rows: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    for whole in rows:
        if whole.total:
            yield whole, [row for row in rows if not row.total]
            continue
        like = [row for row in rows if row.indicator and row.indicator == whole.indicator]
        for parts in _by_column(whole.where, {row.id: row.where for row in like}):
            yield whole, [row for row in like if row.id in parts]


def _across(whole: TableColumn, columns: Sequence[TableColumn]) -> Iterator[list[str]]:
    like = [each for each in columns if (each.indicator, each.period) == (whole.indicator, whole.period)]
    yield from _by_column(whole.where, {each.id: each.where for each in like})


def _by_column(
    whole: Mapping[str, Sequence[str]], others: Mapping[str, Mapping[str, Sequence[str]]]
) -> Iterator[list[str]]:
    """The parts by each column of the register by which several of the others are narrowed further."""
    found: dict[str, list[str]] = {}
    for id, where in others.items():
        if by := narrower(where, whole):
            found.setdefault(by, []).append(id)
    yield from (parts for parts in found.values() if len(parts) > 1)


def narrower(part: Mapping[str, Sequence[str]], whole: Mapping[str, Sequence[str]]) -> str:
    """The one column by which a figure is narrowed further; "" where it is not, or by several."""
    differing = [name for name in part.keys() | whole.keys() if part.get(name) != whole.get(name)]
    if len(differing) != 1 or differing[0] not in part:
        return ""
    (name,) = differing
    return name if name not in whole or set(part[name]) < set(whole[name]) else ""
