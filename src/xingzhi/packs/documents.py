"""Schema of the office's papers: letters, forms and records, their texts, and the fields they are filled from.

A field is declared once for all papers of a pack; each paper names those it may use, and a text that uses another is
refused. Papers are in Chinese, so texts have no English; labels on pages have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from xingzhi.packs.paper_blocks import PaperBlock, PaperField
from xingzhi.packs.placeholders import PlaceholderProblem, check
from xingzhi.packs.schema import Dated, Label


class PaperLaw(Dated):
    """The text of law a paper rests on."""

    text: str


class PaperEntry(Dated):
    """One paper: its title, what kind of paper it is, the fields it may use, its text and its signatures."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Label
    heading: str  # printed above it
    kind: Literal["letter", "form", "record"]
    official: bool = False  # laid out as an official document, its parts in `paragraphs`
    purpose: Label
    mark: str = ""  # printed on it: that it is an internal record, or no statistical form
    every_page: bool = False  # the mark stands in the head of every page
    numbered: bool = False  # has a place for a document number, which only the office gives
    fields: tuple[str, ...]
    law: PaperLaw | None = None
    paragraphs: tuple[PaperBlock, ...] = Field(min_length=1)
    signatures: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _marked(self) -> PaperEntry:
        if self.kind != "letter" and not self.mark:
            raise ValueError("a form or record says what it is (mark)")
        if not (self.signatures or self.official):
            raise ValueError("a paper is signed")
        if self.official != all(block.part is not None for block in self.paragraphs):
            raise ValueError("an official document, and nothing else, consists of parts")
        return self


class Wordings(Dated):
    """Phrases that say a finding only the competent body makes; a template that holds one is pointed out."""

    values: tuple[str, ...]
    reason: Label


class Documents(Dated):
    """The papers of one kind of work."""

    fields: Mapping[str, PaperField]
    findings: Wordings
    papers: tuple[PaperEntry, ...]

    @model_validator(mode="after")
    def _uses_what_is_declared(self) -> Documents:
        for entry in self.papers:
            if missing := set(entry.fields) - set(self.fields):
                raise ValueError(f"{entry.id}: no field is called {', '.join(sorted(missing))}")
            for text in PaperForm(entry, self).texts():
                if found := [word for word in self.findings.values if word in text]:
                    raise ValueError(f"{entry.id}: says {found[0]}")
        return self


@dataclass(frozen=True)
class PaperForm:
    """A paper with the fields it may use."""

    entry: PaperEntry
    pack: Documents

    @property
    def id(self) -> str:
        """The name it is asked for by."""
        return self.entry.id

    @property
    def title(self) -> Label:
        """What it is called on pages."""
        return self.entry.title

    @property
    def kind(self) -> Literal["letter", "form", "record"]:
        """Sent to somebody, filled in by somebody, or kept."""
        return self.entry.kind

    @property
    def mark(self) -> str:
        """What must stand on it, whoever's template it is printed from; "" where nothing must."""
        return self.entry.mark

    @property
    def fields(self) -> Mapping[str, PaperField]:
        """The fields it may use by name."""
        return {name: self.pack.fields[name] for name in self.entry.fields}

    def texts(self) -> Iterator[str]:
        """All it says, placeholders checked; raise `ValueError` with the text that uses what is not declared."""
        yield from (self.entry.heading, self.entry.mark)
        for block in self.entry.paragraphs:
            yield from self._checked(block)
        for line in self.entry.signatures:
            yield self._text(line)

    def _checked(self, block: PaperBlock) -> Iterator[str]:
        rows = {"item": self._list(block.each)} if block.each else {}
        yield self._text(block.text, rows)
        for fact in block.facts:
            yield fact.label
            yield self._text(fact.text, rows)
        for column in block.columns:
            yield column.heading
            if column.part and column.part not in self._list(block.table).columns:
                raise ValueError(f"{self.id}: {block.table} has no column {column.part}")

    def _list(self, name: str) -> PaperField:
        held = self.fields.get(name)
        if held is None or not held.many:
            raise ValueError(f"{self.id}: {name} is no list of this paper")
        return held

    def _text(self, text: str, rows: Mapping[str, PaperField] | None = None) -> str:
        try:
            check(text, self.fields, rows)
        except PlaceholderProblem as problem:
            raise ValueError(f"{self.id}: {problem}") from problem
        return text
