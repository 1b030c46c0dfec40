"""Schema of the tables offices publish and report: rows of places or of items, columns of figures and what follows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import Field, model_validator

from xingzhi.packs.indicators import Indicators
from xingzhi.packs.problems import PackError
from xingzhi.packs.schema import Dated, Document, Label

Where = dict[str, tuple[str, ...]]
Period = Literal["month", "to_date", "quarter", "at_end"]


class TableColumn(Dated):
    """One column. `what` says how a cell comes about:

    value   the figure of the row and of `period` (month 本月, to_date 1—本月累计, quarter, at_end), with `where`
    before  上年同期 of column `of`
    change  同比: `of` against its 上年同期, in per cent
    share   占比: `of` as a part of the row of all
    rank    位次 of `of` among the places, only where ranking was asked for
    target  年度目标 of the row's indicator, from the register annual_targets
    done    完成率: `of` as a part of the target
    blank   what the layout asks for and no register holds yet
    pace    序时进度: how much of the year has passed, and how far `done` is ahead of it or behind
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Label
    group: Label | None = None  # the heading above several columns
    what: Literal["value", "before", "change", "share", "rank", "target", "done", "pace", "blank"] = "value"
    of: str = ""
    period: Period | Literal[""] = ""
    indicator: str = ""  # where the rows are places
    where: Where = {}  # column of the register -> the codes that count

    @model_validator(mode="after")
    def _complete(self) -> Self:
        taken = self.what not in ("value", "blank")
        if (self.what == "value") != bool(self.period) or taken != bool(self.of):
            raise ValueError("a value has a period, everything else the column it is taken of")
        return self


class TableItem(Dated):
    """One row of a table of items."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Label
    indicator: str
    where: Where = {}
    inner: bool = False  # a part of the row above it


class PublishedTable(Dated):
    """One layout. `items` are its rows; where there are none, the rows are the places and their sum."""

    title: Label
    unit: Label
    items: tuple[TableItem, ...] = ()
    numbered: bool = False  # 序号 as the first column
    total: Literal["first", "last"] = "last"  # where the row of all places stands
    columns: tuple[TableColumn, ...] = Field(min_length=1)
    small_base: int = 0  # 同比 on fewer than so many is flagged
    survey: bool = False  # a survey or a firm-level form: small counts may be suppressed
    suppress_below: int = 0  # counts below are not shown; 0 shows all
    notes: tuple[Label, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.suppress_below and not self.survey:
            raise ValueError("only tables of surveys and firm-level forms suppress small counts")
        kinds = {column.id: column.what for column in self.columns}
        if len(kinds) != len(self.columns) or len({item.id for item in self.items}) != len(self.items):
            raise ValueError("a column or a row is named twice")
        for column in self.columns:
            if column.of and kinds.get(column.of) != "value":
                raise ValueError(f"{column.id} is taken of {column.of}, which is no column of values")
            if column.what == "value" and bool(self.items) == bool(column.indicator):
                raise ValueError(f"{column.id}: the indicator stands with the row of a table of items, else here")
        return self

    def column(self, id: str) -> TableColumn:
        """The column of that id."""
        return next(column for column in self.columns if column.id == id)

    @property
    def indicators(self) -> frozenset[str]:
        """All indicators it shows."""
        return frozenset({column.indicator for column in self.columns} | {item.indicator for item in self.items}) - {""}


def check_tables(documents: Iterable[Document]) -> None:
    """Every indicator a table names is declared; raise `PackError` otherwise."""
    listed = tuple(documents)
    known = {
        each.id for document in listed if isinstance(document.body, Indicators) for each in document.body.indicators
    }
    for document in listed:
        if isinstance(document.body, PublishedTable):
            for name in sorted(document.body.indicators - known):
                raise PackError(document.file, "body", f"{name} is no indicator")
