"""Compare two parties: what they have in common and what sets them apart, each weighed by the pack."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from math import log2

from rapidfuzz.distance import OSA

from xingzhi.packs.party_matching import Level, PartyMatching
from xingzhi.screening.same_party.parts import REMEMBERED, NameReader, Parts
from xingzhi.text.parties import squeeze

_DETAIL = re.compile(r"\d")
_ROAD = re.compile(r"^.*?(?:路|街|道|巷|村|嘎查|苏木|园区|社区|小区|号)")
PREFECTURE, COUNTY = 4, 6


class Verdict(StrEnum):
    """What the weights say of two parties."""

    SAME = "same"
    PROPOSE = "propose"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Party:
    """A party as it is compared: its names, the first its own; `aliases` are those a list gives as former or other.

    `people` are the inventors of patents it filed alone, `partners` keys of parties it filed with.
    """

    key: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    credit_code: str = ""
    address: str = ""
    place: str = ""  # the path of where it lies, "" unknown
    people: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison's outcome: its level, what it weighs in bits, and the texts it was read from."""

    comparison: str
    level: str
    bits: float
    never: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """The outcome for two parties: bits in all, the reasons behind them, the strongest first."""

    verdict: Verdict
    bits: float
    reasons: tuple[Reason, ...]

    @property
    def likelihood(self) -> float:
        """The bits as a probability that both are one."""
        return 1 / (1 + 2 ** -max(min(self.bits, 60), -60))


@dataclass
class Comparer:
    """Compares parties with one set of packs. `bearers` says how many names bear a brand."""

    reader: NameReader
    bearers: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules: PartyMatching = self.reader.rules
        self.plain = frozenset(self.rules.plain_forms.values)
        self.sure = frozenset(self.rules.sure_names.values)
        self.rare = frozenset(self.rules.rarity_of.values)
        self.street = lru_cache(maxsize=REMEMBERED)(self._street)

    def compare(self, one: Party, other: Party) -> Compared:
        """What is known of the two, weighed."""
        left, right, name = self._best_names(one, other)
        found = {"name": name, **self._beside_names(left, right, name)}
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
                level = self._names(left, right, one.place, other.place)
                bits = self.rules.comparisons["name"][level].bits
                bits += sum(
                    self.rules.comparisons[comparison][found].bits
                    for comparison, found in self._beside_names(left, right, level).items()
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

    def _names(self, left: Parts, right: Parts, here: str, there: str) -> str:
        if left.person and right.person and left.whole == right.whole:
            return "same_person_here" if here and here == there else "same_person"
        if left.bare == right.bare and (left.brand or left.whole == right.whole):
            return "same_name"
        if left.han != right.han:
            return "other_script"
        if left.person and right.person:
            return "different"
        if left.brand and left.body == right.body:
            return "place_dropped"
        if self._typo(left, right):
            return "one_character_of_brand" if self._in_brand(left, right) else "one_character"
        if self._short_for(left, right) or self._short_for(right, left):
            return "short_for"
        if left.brand and left.brand == right.brand:
            return "wider_trade" if _within(left.trade, right.trade) else "same_brand"
        return "different"

    def _typo(self, left: Parts, right: Parts) -> bool:
        """Whether the names differ by one character, or by two neighbours in the other order.

        药业 and 矿业 are two words, and not one mistyped.
        """
        if left.brand == right.brand != "" and left.form == right.form:
            return False
        if min(len(left.bare), len(right.bare)) < self.rules.minimum_typo_length.value:
            return False
        return any(
            abs(len(a) - len(b)) < 2 and OSA.distance(a, b, score_cutoff=1) == 1
            for a, b in ((left.body, right.body), (left.bare, right.bare), (left.whole, right.whole))
        )

    def _in_brand(self, left: Parts, right: Parts) -> bool:
        """Whether the one character stands in the brand, 德绍化工 and 德绍久化工, or in what names a part of a company."""
        usual, shorter = int(self.rules.brand_length.value), min(len(left.brand), len(right.brand))
        length = min(shorter, usual)
        longer_brand = shorter < usual and left.trade == right.trade != ""
        return longer_brand or left.unit != right.unit or left.body[:length] != right.body[:length]

    def _short_for(self, short: Parts, full: Parts) -> bool:
        if not short.short or full.short or full.branch or (full.other_form and full.form not in self.plain):
            return False
        fits = short.whole in (full.brand, full.placed_brand, full.body)
        beginning = len(short.whole) > 1 and any(
            len(brand) > len(short.whole) and brand.startswith(short.whole) for brand in (full.brand, full.placed_brand)
        )
        return fits or (beginning and not full.person)

    def _beside_names(self, left: Parts, right: Parts, level: str) -> dict[str, str]:
        """What else the words of the two names say."""
        found: dict[str, str] = {}
        if level in ("same_name", "same_person", "same_person_here", "other_script", "declared"):
            return {}
        if left.person != right.person and level not in ("short_for", "place_dropped"):
            found["kind"] = "differs"
        if left.branch != right.branch:
            found["branch"] = "differs"
        if left.body != right.body and left.stripped == right.stripped:
            found["number"] = "differs"
        if left.place and right.place and level != "different":
            nested = left.place.startswith(right.place) or right.place.startswith(left.place)
            found["place"] = "same" if nested else "differs"
        if self._family(left) != self._family(right) and level != "short_for":
            found["form"] = "differs"
        return found

    def _family(self, parts: Parts) -> str:
        """Firms of any plain form, or none, are of one family; each other ending is its own."""
        return "" if parts.form in self.plain else parts.other_form

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


def _within(one: str, other: str) -> bool:
    """Whether the words of one trade are the beginning or the end of the other's."""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) or longer.endswith(shorter)
