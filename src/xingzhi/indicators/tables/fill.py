"""Fill the layout of a pack: first the figures of every row and column, then what is taken of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from xingzhi.indicators.tables import arithmetic
from xingzhi.indicators.tables.figures import Figure, Figures
from xingzhi.indicators.tables.goals import done_cell, pace_cell, percent_cell, target_cell
from xingzhi.indicators.tables.grid import (
    HIDDEN,
    NONE,
    UNKNOWN,
    UNLIKE,
    WITHHELD,
    Grid,
    GridCell,
    GridLine,
    shown_columns,
)
from xingzhi.indicators.tables.hiding import kept_back
from xingzhi.indicators.tables.periods import Period
from xingzhi.indicators.tables.reach import reaches
from xingzhi.indicators.tables.rows import Row, beyond_places, rows_of
from xingzhi.indicators.tables.targets import Targets, target_of
from xingzhi.packs.tables import PublishedTable, TableColumn

KEPT_BACK = GridCell(HIDDEN, mark="suppressed", why="数值过小，不予列示")


@dataclass(frozen=True)
class Asked:
    """Which table, of when, of where; ranking only where asked for; figures `withheld` stay out unless official."""

    id: str
    table: PublishedTable
    period: Period
    region: str
    ranked: bool = False
    withheld: Collection[str] = ()


def fill(asked: Asked, figures: Figures, targets: Targets) -> Grid:
    """The table filled from the figures."""
    return _Filler(asked, figures, targets).grid()


class _Filler:
    def __init__(self, asked: Asked, figures: Figures, targets: Targets) -> None:
        self.asked, self.figures, self.targets = asked, figures, targets
        self.packs, self.table = figures.packs, asked.table
        self.rows = rows_of(self.table, self.packs.regions, asked.region)
        self.total = next((row for row in self.rows if row.total), None)
        self.small = self.unlike = False
        self.hidden = kept_back(self.table, self.rows, self._value)

    def grid(self) -> Grid:
        columns = shown_columns(self.table, self.asked.ranked)
        cells = {column.id: self._column(column) for column in columns}
        lines = [
            GridLine(row.id, row.label, tuple(cells[column.id][row.id] for column in columns), row.total, row.inner)
            for row in self.rows
        ]
        if not self.table.items:
            at = len(lines) - (self.table.total == "last")
            lines[at:at] = beyond_places(lines, columns, self._counted)
        period, place = self.asked.period, self.packs.regions.name(self.asked.region)
        title = self.table.title.zh.format(period=period.label, to_date=period.to_date, place=place)
        ref = self.packs.ref(self.asked.id)
        return Grid(
            self.asked.id, title, self.table.unit.zh, ref, self.table.numbered, columns, tuple(lines), self._notes(), self._hidden_keys(),
        )  # fmt: skip

    def _column(self, column: TableColumn) -> dict[str, GridCell]:
        """The cells of a column by row."""
        if column.what == "value":
            return {row.id: self._shown(row, column) for row in self.rows}
        if column.what == "blank":
            return {row.id: GridCell(NONE, why="尚无数据来源") for row in self.rows}
        of = self.table.column(column.of)
        if column.what == "rank":
            return self._ranks(of)
        made = {"before": self._before, "change": self._change, "share": self._share, "target": self._target,
                "done": self._done, "pace": self._pace}[column.what]  # fmt: skip
        base = self._column(of)
        return {
            row.id: made(row, of) if base[row.id].mark not in ("suppressed", "withheld") else base[row.id]
            for row in self.rows
        }

    def _figure(self, row: Row, column: TableColumn, back: bool = False) -> Figure:
        period = self.asked.period.before if back else self.asked.period
        indicator = row.indicator or column.indicator
        return self.figures.of(
            indicator, row.region, period.start(column.period), period.end, {**row.where, **column.where}
        )

    def _value(self, row: Row, column: TableColumn, back: bool = False) -> Decimal | None:
        return self._figure(row, column, back).value

    def _figure_cell(self, figure: Figure) -> GridCell:
        if figure.indicator in self.asked.withheld and figure.kind != "official":
            return GridCell(WITHHELD, mark="withheld", why="内部测算，不对外发布；收到官方数据后才列入")
        if figure.value is None:
            return GridCell(UNKNOWN, figure=figure.key, mark="unknown", why=figure.missing)
        mark = figure.kind if figure.kind != "own" else ""
        text = arithmetic.shown(figure.value, figure.decimals)
        return GridCell(text, figure.value, figure.key, mark, figure.source if mark else "")

    def _counted(self, cell: GridCell) -> Decimal | None:
        """What was counted here behind a cell; None of one kept back, and of a rate."""
        found = self.figures.used.get(cell.figure)
        if found is None or self.packs.indicators[found.indicator].kind == "ratio":
            return None
        return cell.value if found.kind == "own" else found.own

    def _shown(self, row: Row, column: TableColumn, back: bool = False) -> GridCell:
        if (row.id, column.id, back) in self.hidden:
            return KEPT_BACK
        return self._figure_cell(self._figure(row, column, back))

    def _hidden_keys(self) -> frozenset[str]:
        rows = {row.id: row for row in self.rows}
        return frozenset(
            self._figure(rows[row], self.table.column(column), back).key for row, column, back in self.hidden
        )

    def _before(self, row: Row, of: TableColumn) -> GridCell:
        return self._shown(row, of, back=True)

    def _change(self, row: Row, of: TableColumn) -> GridCell:
        if (row.id, of.id, True) in self.hidden:
            return KEPT_BACK
        figures = self._figure(row, of), self._figure(row, of, back=True)
        if not figures[0].like(figures[1]):
            return self._unlike()
        now, before = (each.value for each in figures)
        found = arithmetic.change(now, before)
        if found is None:
            return GridCell(NONE, why="上年同期为0" if before == 0 else "本期或上年同期暂缺")
        indicator = self.packs.indicators[row.indicator or of.indicator]
        small = indicator.kind != "ratio" and before is not None and before < self.table.small_base
        self.small = self.small or small
        return GridCell(f"{found}%" + "*" * small, found, mark="small" if small else "")

    def _share(self, row: Row, of: TableColumn) -> GridCell:
        whole = self.total or self.rows[0]
        if (whole.id, of.id, False) in self.hidden:
            return KEPT_BACK
        figures = self._figure(row, of), self._figure(whole, of)
        if not figures[0].like(figures[1]):
            return self._unlike()
        return percent_cell(arithmetic.percent(*(each.value for each in figures)))

    def _unlike(self) -> GridCell:
        self.unlike = True
        return GridCell(NONE, why=UNLIKE)

    def _ranks(self, of: TableColumn) -> dict[str, GridCell]:
        places = [self._figure(row, of) for row in self.rows if not row.total and self._value(row, of) is not None]
        if not all(one.like(other) for one, other in pairwise(places)):
            return {row.id: self._unlike() for row in self.rows}
        shown = self._column(of)
        values = {row.id: shown[row.id].value for row in self.rows if not row.total}
        found = arithmetic.ranks(values)
        return {row.id: GridCell(str(found.get(row.id) or NONE)) for row in self.rows}

    def _goal(self, row: Row, of: TableColumn) -> Decimal | None:
        if row.where or of.where:
            return None
        indicator = self.packs.indicators[row.indicator or of.indicator]
        return target_of(self.targets, indicator, row.region, self.asked.period.year)

    def _target(self, row: Row, of: TableColumn) -> GridCell:
        return target_cell(self._goal(row, of))

    def _done(self, row: Row, of: TableColumn) -> GridCell:
        return done_cell(self._value(row, of), self._goal(row, of))

    def _pace(self, row: Row, of: TableColumn) -> GridCell:
        return pace_cell(self._value(row, of), self._goal(row, of), self.asked.period)

    def _notes(self) -> tuple[str, ...]:
        notes = [note.zh for note in self.table.notes]
        if self.small:
            notes.append(f"* 上年同期不足{self.table.small_base}件，同比仅供参考。")
        used = (
            self._figure(row, column) for column in self.table.columns if column.what == "value" for row in self.rows
        )
        if until := reaches(used, self.figures, self.asked.period.end):
            notes.append(f"记录只到齐至{until.year}年{until.month}月{until.day}日，本期数值以后可能变动。")
        if self.unlike:
            notes.append(f"写“{NONE}”的比率：{UNLIKE}。")
        if self.hidden:
            notes.append(f"{HIDDEN} 数值过小，为保护填报人不予列示。")
        return tuple(notes)
