"""Schema of what a paper is put together from: its fields, and its paragraphs, tables and cards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from xingzhi.packs.document_layout import Part
from xingzhi.packs.schema import Frozen, Label

Look = Literal["body", "address", "heading", "note"]


class PaperPart(Frozen):
    """One part of a field that has several; `examples` are invented values, one for each row of a list."""

    label: Label
    examples: tuple[str, ...] = Field(min_length=1)


class PaperField(Frozen):
    """What a paper can be filled with: one value, several parts, or a list of rows of parts (`many`).

    `shared` fields say the same on all papers printed at once; heads and feet of pages may use these only.
    """

    label: Label
    example: str = ""
    many: bool = False
    shared: bool = False
    columns: Mapping[str, PaperPart] = {}

    @model_validator(mode="after")
    def _whole(self) -> PaperField:
        if bool(self.example) == bool(self.columns):
            raise ValueError("a field has an example, or parts that have")
        if self.many and not self.columns:
            raise ValueError("a list has columns")
        if len({len(part.examples) for part in self.columns.values()}) > 1:
            raise ValueError("the parts have not equally many examples")
        return self

    @property
    def parts(self) -> frozenset[str]:
        """The names of its parts."""
        return frozenset(self.columns)


class PaperColumn(Frozen):
    """A column of a table: a part of the list, or one to be filled in by hand under its own heading."""

    part: str = ""
    heading: str = ""
    width: int = Field(gt=0)  # mm; a line has 156

    @model_validator(mode="after")
    def _named(self) -> PaperColumn:
        if not (self.part or self.heading):
            raise ValueError("a column has a part or a heading")
        return self


class Fact(Frozen):
    """A line of a card: what is asked, and what is known of it (nothing: filled in by hand); `tall` leaves room."""

    label: str
    text: str = ""
    tall: bool = False


class PaperBlock(Frozen):
    """One piece of a paper: a paragraph, the table of a list, or a card of facts (one for each row of `each`)."""

    text: str = ""
    look: Look = "body"
    part: Part | None = None  # of an official document: which of its parts this is
    table: str = ""
    columns: tuple[PaperColumn, ...] = ()
    only_filled: bool = False  # a table whose list is empty is left out, its heads with it
    facts: tuple[Fact, ...] = ()
    each: str = ""

    @model_validator(mode="after")
    def _one_piece(self) -> PaperBlock:
        if bool(self.table) + bool(self.facts) + bool(self.text and not self.facts) != 1:
            raise ValueError("a block is a text, a table or facts")
        if bool(self.table) != bool(self.columns) or (self.each and not self.facts):
            raise ValueError("a table has columns, and only facts are there for each row")
        return self
