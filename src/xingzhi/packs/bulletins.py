"""Schema of a bulletin: what it is of, its sentences with the figures in them, its tables, charts and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, Self

from pydantic import Field, model_validator

from xingzhi.packs.forms import FormBody
from xingzhi.packs.indicators import Indicators
from xingzhi.packs.problems import PackError
from xingzhi.packs.schema import Dated, Document, Label
from xingzhi.packs.tables import Period, PublishedTable, Where

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.(change|before|share))?\}")
FRAME = ("period", "to_date", "place", "office", "at")  # what a sentence may name beside figures


class BulletinFigure(Dated):
    """A figure the sentences name: `{id}`, `{id.before}` 上年同期, `{id.change}` 同比, `{id.share}` of `share_of`."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Label
    indicator: str
    period: Period
    where: Where = {}
    share_of: str = ""


class Sentence(Dated):
    """One sentence as it stands in the Chinese document."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: str = Field(min_length=1)

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """The figures it names, each with what is said of it."""
        return tuple((name, part) for name, part in PLACEHOLDER.findall(self.text) if name not in FRAME)


class BulletinChart(Dated):
    """A chart of one column of a table, over its rows, or of one figure over the last twelve months."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Label
    kind: Literal["bar", "line"]
    table: str = ""
    column: str = ""
    figure: str = ""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if bool(self.table and self.column) == bool(self.figure):
            raise ValueError("a chart is of a table's column, or of a figure")
        return self


class Section(Dated):
    """One part of the document."""

    heading: Label
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[str, ...] = ()
    charts: tuple[BulletinChart, ...] = ()
    causes: str = ""  # the figure whose change is explained here
    abnormal: bool = False  # the notified applications stand here, as totals
    collected: str = ""  # the form whose sums stand here, where the office collected it for the period


class Brief(Dated):
    """What the leader's page shows first; the rest of it comes from the release."""

    figures: tuple[str, ...] = Field(min_length=1)


class Bulletin(Dated):
    """One document an office releases."""

    title: Label  # of the document; {period} and {place} are filled in
    period: Literal["month", "quarter"]
    figures: tuple[BulletinFigure, ...]
    sections: tuple[Section, ...] = Field(min_length=1)
    footnotes: tuple[Label, ...] = ()
    official_only: tuple[str, ...] = ()  # indicators released only as received from above
    brief: Brief

    @model_validator(mode="after")
    def _known(self) -> Self:
        ids = [figure.id for figure in self.figures]
        used = {figure.share_of for figure in self.figures} - {""} | set(self.brief.figures)
        for section in self.sections:
            used |= {name for sentence in section.sentences for name, _ in sentence.named}
            used |= {chart.figure for chart in section.charts} | {section.causes}
        if unknown := used - set(ids) - {""}:
            raise ValueError(f"there is no figure {sorted(unknown)[0]}")
        kept_back = {figure.id for figure in self.figures if figure.indicator in self.official_only}
        if kept_back & {
            name for section in self.sections for name in (section.causes, *(c.figure for c in section.charts))
        }:
            raise ValueError("a figure released only as received has no chart and no causes of ours")
        names = [sentence.id for section in self.sections for sentence in section.sentences]
        if len(ids) != len(set(ids)) or len(names) != len(set(names)):
            raise ValueError("a figure or a sentence is named twice")
        return self

    def figure(self, id: str) -> BulletinFigure:
        """The figure of that id."""
        return next(figure for figure in self.figures if figure.id == id)

    @property
    def layouts(self) -> tuple[str, ...]:
        """The tables it holds, in their order."""
        return tuple(dict.fromkeys(table for section in self.sections for table in section.tables))


def check_bulletins(documents: Iterable[Document]) -> None:
    """Every indicator, table, column and form a bulletin names is there; raise `PackError` otherwise."""
    listed = tuple(documents)
    known = {
        each.id for document in listed if isinstance(document.body, Indicators) for each in document.body.indicators
    }
    tables = {document.id: document.body for document in listed if isinstance(document.body, PublishedTable)}
    forms = {document.id: document.body for document in listed if isinstance(document.body, FormBody)}
    for document in listed:
        if not isinstance(document.body, Bulletin):
            continue
        body = document.body
        named = {figure.indicator for figure in body.figures} | set(body.official_only)
        for name in sorted(named - known):
            raise PackError(document.file, "body", f"{name} is no indicator")
        for name in filter(None, (section.collected for section in body.sections)):
            if name not in forms or forms[name].period != body.period:
                raise PackError(document.file, "body.sections", f"{name} is no form of the same period")
        for name in body.layouts:
            if name not in tables:
                raise PackError(document.file, "body.sections", f"{name} is no table")
        for chart in (chart for section in body.sections for chart in section.charts if chart.table):
            if chart.table not in body.layouts or chart.column not in {c.id for c in tables[chart.table].columns}:
                raise PackError(document.file, f"chart {chart.id}", "names a column the bulletin does not hold")
