"""Declare a register once: its columns, key, region rule and search.

Model, list, filters, search, import template, export, API route, snapshot schema and contract tests are all
derived from a `Register`; nothing about a register is written twice. This module knows no Django.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

Values = dict[str, Any]


class Kind(StrEnum):
    """How a cell is read, stored and shown."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    CHOICE = "choice"  # one of `choices`; the stored value is the code
    NAMES = "names"  # several names, stored joined by "; "
    IPC = "ipc"  # several classification symbols, stored joined by "; "
    APPLICATION_NUMBER = "application_number"  # canonical form, check digit included: 201510736999.0
    CREDIT_CODE = "credit_code"  # GB 32100 unified social credit code
    REGION = "region"  # GB/T 2260 code or name in the file, path in the register


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value with its labels and the spellings met in files."""

    code: str
    zh: str
    en: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register.

    `stored=False` marks a column that is only read from files and turned into others by the register's `derive`;
    `derived=True` one that no file may set. `dated_by` names the column whose date says which of two values is newer.
    `former`, of a region, names the column that keeps the code a file gave a place which has another today.
    `public` columns of a published record may be shown to officers of other regions. `personal` ones are masked in
    exports unless unmasking is asked for with a purpose.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    required: bool = False
    listed: bool = False
    sortable: bool = False
    filtered: bool = False
    search: str = ""  # "", "head" (searchable at once) or "body" (indexed by a following job)
    public: bool = False
    personal: bool = False
    choices: tuple[Choice, ...] = ()
    dated_by: str = ""
    stored: bool = True
    derived: bool = False
    future: bool = False  # a date that may lie in the future
    max_length: int = 300
    former: str = ""

    def label(self, language: str) -> str:
        """The heading in the reader's language."""
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True)
class Register:
    """One kind of official record."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    key: Callable[[Values], str]
    key_columns: tuple[str, ...]  # which columns the key is made of, for messages
    title_column: str
    region_rule: tuple[str, ...]  # tried in order: of_patent, of_mark, assigned_region, address, first_applicant, name
    default_sort: str
    derive: Callable[[Values], Values] = field(default=lambda values: values)
    settle: Callable[[Values], Values] = field(default=lambda values: values)  # derived columns, from the others alone
    noted: Callable[[Values], list[str]] = field(default=lambda values: [])  # codes of notes on a row that is accepted
    spread: Callable[[Values], list[Values]] = field(default=lambda values: [values])  # the records one row is
    told_by: tuple[str, ...] = ()  # a file is taken for this register only where it has one of these columns
    told_on: Callable[[Values], date] | None = None  # when a row's words were published: of two rows the later counts
    published_by: str = ""  # the date column that makes a record public; "" means never public
    keyed_by: str = ""  # the column whose value is the key itself; lists ordered by it walk the key's index

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, name: str) -> Column:
        return self._by_name[name]

    def label(self, language: str) -> str:
        """The register's name in the reader's language."""
        return self.en if language.startswith("en") else self.zh

    @cached_property
    def _by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}

    def spared(self, given: Collection[str]) -> frozenset[str]:
        """Required columns a file may lack where it only adds to records that are known: the title, beside its key."""
        return frozenset({self.title_column} - set(self.key_columns) - set(given))

    def order_field(self, column: str) -> str:
        """The field a list ordered by a column walks."""
        return "key" if column == self.keyed_by else column

    @cached_property
    def stored(self) -> tuple[Column, ...]:
        """Columns that have a field in the database and a place in the snapshot."""
        return tuple(column for column in self.columns if column.stored)

    @cached_property
    def importable(self) -> tuple[Column, ...]:
        """Columns a file may bring."""
        return tuple(column for column in self.columns if not column.derived)


class DeclarationError(ValueError):
    """A register is declared in a way that contradicts itself."""


_registers: dict[str, Register] = {}


def declare(register: Register) -> Register:
    """Add a register to the product; raise `DeclarationError` where its declaration contradicts itself."""
    names = [column.name for column in register.columns]
    if len(names) != len(set(names)):
        raise DeclarationError(f"{register.name}: a column is declared twice")
    for named in (*register.key_columns, *register.told_by, register.title_column, register.default_sort.lstrip("-")):
        if named not in names:
            raise DeclarationError(f"{register.name}: there is no column {named}")
    if not register[register.default_sort.lstrip("-")].sortable:
        raise DeclarationError(f"{register.name}: {register.default_sort} is not sortable")
    for column in register.columns:
        if column.kind is Kind.CHOICE and not column.choices:
            raise DeclarationError(f"{register.name}.{column.name}: a choice without choices")
        if column.dated_by and column.dated_by not in names:
            raise DeclarationError(f"{register.name}.{column.name}: there is no column {column.dated_by}")
    _registers[register.name] = register
    return register


def registers() -> tuple[Register, ...]:
    """All declared registers, in the order of their declaration."""
    return tuple(_registers.values())


def register_named(name: str) -> Register:
    """The register of that name; `KeyError` where none is declared."""
    return _registers[name]
