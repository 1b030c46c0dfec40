"""Compare two names that were read into their parts: one mistyped for the other, short for it, of its brand or another."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from xingzhi.packs.party_matching import PartyMatching
from xingzhi.screening.same_party.parts import Parts


class NameComparer:
    """Compares names with the rules of one pack."""

    def __init__(self, rules: PartyMatching) -> None:
        self.rules = rules
        self.plain = frozenset(rules.plain_forms.values)

    def level(self, left: Parts, right: Parts, here: str, there: str) -> str:
        """How two names compare; `here` and `there` are where the two lie."""
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

    def beside(self, left: Parts, right: Parts, level: str) -> dict[str, str]:
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


def _within(one: str, other: str) -> bool:
    """Whether the words of one trade are the beginning or the end of the other's."""
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) or longer.endswith(shorter)
