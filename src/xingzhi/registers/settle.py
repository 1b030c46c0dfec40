"""Settle what a row implies: who owns it, what kind of applicant it names, what its legal status means.

Each is a pure function of the row, the packs and the homes of patents and marks, so a row changed later is settled anew from what it then holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from xingzhi.core.declare import Register, Values
from xingzhi.packs import Packs
from xingzhi.registers.of_mark import OF_MARK
from xingzhi.registers.of_patent import OF_PATENT
from xingzhi.registers.patents.register import ANNOUNCED
from xingzhi.text.normalise import has_han
from xingzhi.text.parties import party_key

UNASSIGNED = "unassigned"
NUMBERS = {OF_PATENT: "application_no", OF_MARK: "mark_no"}  # the column that names what a row lies with
PERSON = "individual"  # the kind of applicant


@dataclass(frozen=True)
class Owner:
    """The region a row belongs to, the rule that said so, and the place it lies in ("" unknown)."""

    region: str
    how: str
    place: str


class Settler:
    """Settles rows for one office with one set of packs."""

    def __init__(self, packs: Packs, office: str) -> None:
        self.packs = packs
        self.office = office
        self.homes: Mapping[str, Owner] = {}  # where what the rows at hand speak of lies, by number
        # Addresses and applicants recur within a file; locating and classifying cost more than remembering.
        self._locate = lru_cache(maxsize=200_000)(lambda text: packs.regions.locate(text, within=office))
        self._classify = lru_cache(maxsize=200_000)(self._kind)

    def owner(self, register: Register, values: Values) -> Owner:
        """Try the register's region rules in order. What lies outside the office, or nowhere known, is its own."""
        for rule in register.region_rule:
            if number := NUMBERS.get(rule):
                if home := self.homes.get(values[number]):
                    return home
                continue
            place = self._place(rule, values)
            if place is None or (place != self.office and self.office.startswith(place)):
                continue  # the province in a firm's name does not say that it lies elsewhere in it
            if place.startswith(self.office):
                return Owner(place, rule, place)
            return Owner(self.office, "outside", place)
        return Owner(self.office, UNASSIGNED, "")

    def _place(self, rule: str, values: Values) -> str | None:
        if rule == "assigned_region":
            return values["assigned_region"] or None
        if rule == "postcode":
            return None  # no table of postcodes is loaded
        text = {"address": "address", "name": "name", "first_applicant": "applicants"}[rule]
        named = values.get(text) or ""
        if rule == "first_applicant":
            named = named.split("; ")[0]
        located = self._locate(named) if named else None
        return located.path if located else None

    def _kind(self, name: str) -> str:
        """The kind of applicant a name says; a long Chinese one that only the party rules know is a person's."""
        kind, _reason = self.packs.applicant_kinds.classify(name)
        known = kind or not has_han(name)
        return PERSON if not known and party_key(name, self.packs.party_names).person else kind

    def settle(self, register: Register, values: Values) -> Values:
        """Fill in the derived columns and the owner of a row; returns the same dictionary."""
        if register.name == "patents":
            self._patent(values)
        elif register.name == "parties":
            values["party_kind"] = self._classify(values["name"])
        elif register.name == "awards":
            values["award"] = self.packs.awards.kind(values["award_text"])
        elif register.name == "notified_items":
            self._type(values)
        elif register.name == "trademarks":
            self._mark(values)
        register.settle(values)
        return self.place(register, values)

    def place(self, register: Register, values: Values) -> Values:
        """Fill in the owner of a row; returns the same dictionary."""
        owner = self.owner(register, values)
        values["region"], values["region_how"], values["place"] = owner.region, owner.how, owner.place
        return values

    def _type(self, values: Values) -> None:
        """The type a number's digit says."""
        number = values["application_no"]
        digit = number[4] if len(number) > 10 else number[2]
        if kind := self.packs.application_numbers.kinds.get(digit):
            values["patent_type"] = kind.patent_type

    def _mark(self, values: Values) -> None:
        """The status the words say, and the last day to oppose, empty where no law that is loaded says it."""
        values["mark_status"] = self.packs.trademark_status.meaning(values["status_text"] or "")
        # What is left is for pages to say; the last day is the same on whatever day it is asked for.
        day = values["prelim_published_on"]
        window = self.packs.oppositions.window(values["mark_no"], day, self.packs.calendar, day or date.min)
        values["opposition_until"] = window.until

    def _patent(self, values: Values) -> None:
        self._type(values)
        first = (values["applicants"] or "").split("; ")[0]
        values["applicant_kind"] = self._classify(first) if first else ""
        self._status(values)
        public = [day for day in (values["publication_date"], values["grant_date"]) if day]
        values["first_public_date"] = min(public) if public else None

    def _status(self, values: Values) -> None:
        """Read the legal status given in words; an event that decides nothing leaves the status as it was."""
        meaning: Any = self.packs.legal_status.meaning(values["legal_status_text"] or "")
        code = meaning.code if meaning else ""
        day = values["legal_status_date"]
        if code and code != "no_change":
            values["legal_status"] = code
        if code == "lapsed" and day and not values["lapse_date"]:
            values["lapse_date"] = day
        if meaning and meaning.grants and day and not values["grant_date"]:
            values["grant_date"] = day
        # Of a date that may be of either publication: the grant's where it is the day of the grant, else the first.
        if (announced := values.pop(ANNOUNCED, None)) and announced != values["grant_date"]:
            values["publication_date"] = values["publication_date"] or announced
