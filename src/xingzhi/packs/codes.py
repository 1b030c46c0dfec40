"""Schemas of the code packs: application numbers, sources, legal status, party names, applicant kinds, headings."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Literal

from pydantic import Field

from xingzhi.packs.schema import Dated, Frozen, Label


class WordList(Dated):
    """Words used by a rule, with the reason they stand here."""

    values: tuple[str, ...]
    note: str = ""


class Setting(Dated):
    """One number of a rule, with its unit and the reason for it."""

    value: int | float
    unit: str = ""
    reason: Label


class NumberKind(Dated):
    """What the kind digit of an application number says."""

    patent_type: Literal["invention", "utility_model", "design"]
    pct: bool  # an international application that entered the national phase
    label: Label


class NumberForm(Dated):
    """One shape of application number: year, kind digit, serial number, check digit."""

    id: str
    label: Label
    digits: int  # without the check digit
    year_digits: int
    serial_digits: int
    weights: tuple[int, ...]  # by which the digits are multiplied for the check digit, left to right
    first_year: int
    last_year: int | None = None


class ApplicationNumbers(Frozen):
    """Chinese application numbers: kind digits, the two shapes, the check digit."""

    kinds: Mapping[str, NumberKind]
    forms: tuple[NumberForm, ...]
    check: CheckDigit

    def form(self, digits: int) -> NumberForm | None:
        """The shape with that many digits before the check digit."""
        return next((form for form in self.forms if form.digits == digits), None)

    def check_digit(self, number: str) -> str:
        """The check digit of 8 or 12 digits: their weighted sum modulo 11, ten written X; `ValueError` otherwise."""
        form = self.form(len(number))
        if form is None or not (number.isascii() and number.isdigit()):
            raise ValueError(f"{number!r} is no application number")
        remainder = sum(int(digit) * weight for digit, weight in zip(number, form.weights, strict=True))
        remainder %= self.check.modulus
        return self.check.ten if remainder == 10 else str(remainder)


class CheckDigit(Dated):
    """How the check digit is formed from the weighted sum."""

    modulus: int
    ten: str


class Source(Dated):
    """A place values come from. Of two values the one of the higher rank stays; `field_ranks` overrides by column."""

    code: str
    zh: str
    en: str
    rank: int
    field_ranks: Mapping[str, int] = Field(default_factory=dict)
    reason: Label

    def rank_of(self, column: str) -> int:
        """The rank of this source for one column."""
        return self.field_ranks.get(column, self.rank)


class Sources(Frozen):
    """All places values come from."""

    entries: tuple[Source, ...]


class CodeLabel(Dated):
    """A code with its labels."""

    code: str
    zh: str
    en: str


class StatusTerm(Dated):
    """What a legal-status term of a file says: a status code, or "no_change" for events that decide nothing.

    `grants`: the event is the grant itself, so its date is the day of the grant.
    """

    raw: str
    code: str
    grants: bool = False
    note: str = ""


class LegalStatus(Frozen):
    """Legal-status terms and what they mean for the status of an application or patent."""

    codes: tuple[CodeLabel, ...]
    terms: tuple[StatusTerm, ...]
    separators: WordList  # what may follow a term in a longer cell, before its details

    def meaning(self, raw: str) -> StatusTerm | None:
        """The term a cell holds, alone or followed by details; `None` where it is not known."""
        return self._remembered(raw)

    @cached_property
    def _remembered(self) -> Callable[[str], StatusTerm | None]:
        return lru_cache(maxsize=4096)(self._meaning)

    @cached_property
    def _longest_first(self) -> tuple[StatusTerm, ...]:
        return tuple(sorted(self.terms, key=lambda term: -len(term.raw)))

    def _meaning(self, raw: str) -> StatusTerm | None:
        text = "".join(unicodedata.normalize("NFKC", raw).split())
        for term in self._longest_first:
            if text == term.raw or (text.startswith(term.raw) and text[len(term.raw)] in self.separators.values):
                return term
        return None


class PartyNames(Frozen):
    """What in a party's name is legal form or commonplace, and how much must be left to tell two parties apart."""

    legal_forms: WordList
    generic_words: WordList
    org_markers: WordList  # anywhere in a name
    org_endings: WordList  # at the end of a name only
    minimum_distinctive_length: Setting
    minimum_person_length: Setting
    maximum_person_length: Setting
    transliterated_parts: WordList  # words Mongolian names are made of; one character only at the end
    transliterated_surnames: WordList  # that may stand in front of them
    maximum_transliterated_length: Setting


class Headings(Frozen):
    """Headings met in files, per register and column."""

    registers: Mapping[str, RegisterHeadings]


class RegisterHeadings(Dated):
    """Heading aliases of one register's columns."""

    columns: Mapping[str, tuple[str, ...]]


ApplicationNumbers.model_rebuild()
Headings.model_rebuild()
