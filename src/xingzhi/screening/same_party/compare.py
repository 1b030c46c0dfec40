"""Compare two parties: what they have in common and what sets them apart, each weighed by the pack."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log2

from xingzhi.packs.party_matching import Level, PartyMatching
from xingzhi.screening.same_party.compared import Compared, Party, Reason, Verdict
from xingzhi.screening.same_party.names import NameComparer
from xingzhi.screening.same_party.parts import REMEMBERED, NameReader, Parts
from xingzhi.text.parties import squeeze

_DETAIL = re.compile(r"\d")
_ROAD = re.compile(r"^.*?(?:路|街|道|巷|村|嘎查|苏木|园区|社区|小区|号)")
PREFECTURE, COUNTY = 4, 6


@dataclass
class Comparer:
    """Compares parties with one set of packs. `bearers` says how many names bear a brand."""

    reader: NameReader
    bearers: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules: PartyMatching = self.reader.rules
        self.names = NameComparer(self.rules)
        self.sure = frozenset(self.rules.sure_names.values)
        self.rare = frozenset(self.rules.rarity_of.values)
        self.street = lru_cache(maxsize=REMEMBERED)(self._street)

    def compare(self, one: Party, other: Party) -> Compared:
        """What is known of the two, weighed."""
        left, right, name = self._best_names(one, other)
        found = {"name": name, **self.names.beside(left, right, name)}
        found |= self._facts(one, other)
        if found.get("credit_code") == "same":
            for bound in ("number", "branch", "kind", "place", "form"):  # the code says more than the words
                found.pop(bound, None)
        reasons = [self._reason(comparison, level) for comparison, level in found.items()]
        bits = self.rules.prior_bits + sum(reason.bits for reason in reasons)
        if name in self.rare and (rarity := self._rarity(left, right)):
            bits -= rarity
        never = any(reason.never for reason in reasons)
        # A short name stands for a firm only where something beside it says so.
        alone = name == "short_for" and not any(r.bits > 0 for r in reasons if r.comparison in ("address", "people",
                                                                                               "credit_code"))  # fmt: skip
        sure = name in self.sure or found.get("credit_code") == "same"
        verdict = self._verdict(-60.0 if never else bits, alone=alone, sure=sure)
        return Compared(verdict, round(bits, 2), tuple(sorted(reasons, key=lambda reason: -abs(reason.bits))))

    def _verdict(self, bits: float, *, alone: bool, sure: bool) -> Verdict:
        if bits < self.rules.propose.value or alone:
            return Verdict.APART
        return Verdict.SAME if bits >= self.rules.same.value and sure else Verdict.PROPOSE

    def _reason(self, comparison: str, level: str) -> Reason:
        weight: Level = self.rules.comparisons[comparison][level]
        return Reason(comparison, level, round(weight.bits, 2), weight.never)

    def _rarity(self, left: Parts, right: Parts) -> float:
        """Bits a likeness of names loses because many bear the brand."""
        count = max(self.bearers.get(each.brand or each.body, 0) for each in (left, right))
        return log2(count / self.rules.rarity_from.value) if count > self.rules.rarity_from.value else 0.0

    def _best_names(self, one: Party, other: Party) -> tuple[Parts, Parts, str]:
        """The two spellings that speak most for one party, and how they compare."""
        best: tuple[float, Parts, Parts, str] | None = None
        for left in map(self.reader.read, one.names):
            for right in map(self.reader.read, other.names):
                level = self.names.level(left, right, one.place, other.place)
                bits = self.rules.comparisons["name"][level].bits
                bits += sum(
                    self.rules.comparisons[comparison][found].bits
                    for comparison, found in self.names.beside(left, right, level).items()
                )
                if best is None or bits > best[0]:
                    best = (bits, left, right, level)
        assert best is not None
        _, left, right, level = best
        if level not in ("same_name", "same_person_here") and self._declared(one, other):
            level = "declared"
        return left, right, level

    def _declared(self, one: Party, other: Party) -> bool:
        """Whether a list gives a name of one as a former or other name of the other."""
        for mine, theirs in ((one, other), (other, one)):
            bare = {self.reader.read(alias).bare for alias in mine.aliases}
            if bare & {self.reader.read(name).bare for name in theirs.names}:
                return True
        return False

    def _facts(self, one: Party, other: Party) -> dict[str, str]:
        found = {
            "credit_code": self._codes(one, other),
            "address": self._addresses(one, other),
            "people": self._people(one, other),
            "together": "yes" if one.key in other.partners or other.key in one.partners else "",
        }
        return {comparison: level for comparison, level in found.items() if level}

    def _codes(self, one: Party, other: Party) -> str:
        if not (one.credit_code and other.credit_code):
            return ""
        return "same" if one.credit_code == other.credit_code else "differs"

    def _addresses(self, one: Party, other: Party) -> str:
        left, right = self.street(one.address), self.street(other.address)
        if left and right and _DETAIL.search(left):
            if left == right:
                return "same"
            shorter, longer = sorted((left, right), key=len)
            if longer.startswith(shorter) or _road(left) == _road(right) != "":
                return "near"
        if not (one.place and other.place):
            return ""
        if len(one.place) >= COUNTY and one.place == other.place:
            return "county"
        if one.place[:PREFECTURE] != other.place[:PREFECTURE]:
            return "elsewhere"
        return "prefecture" if len(one.place) >= COUNTY and len(other.place) >= COUNTY else ""

    def _street(self, address: str) -> str:
        """An address without the places it begins with: 兴安街1号."""
        if not address:
            return ""
        text = squeeze(address)
        located = self.reader.packs.regions.locate(text, self.reader.within)
        return text.removeprefix(located.matched) if located else text

    def _people(self, one: Party, other: Party) -> str:
        if not (one.people and other.people):
            return ""
        shared = len(one.people & other.people)
        if shared:
            return {1: "one", 2: "two"}.get(shared, "several")
        return "none" if min(len(one.people), len(other.people)) >= self.rules.minimum_people.value else ""


def _road(street: str) -> str:
    found = _ROAD.match(street)
    return found[0] if found and len(found[0]) > 2 else ""
