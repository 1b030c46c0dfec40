"""What a party's name is made of: place, brand, words of trade, legal form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from xingzhi.packs import Packs
from xingzhi.text.normalise import has_han, simplify
from xingzhi.text.parties import party_key, squeeze

REMEMBERED = 1 << 20  # names; a province has not as many
_BRACKETED = re.compile(r"[(（【\[]([^()（）【】\[\]]{2,9})[)）】\]]")
_LEFTOVER_PLACE = re.compile(r"^[省市县区旗盟]")


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart; every part without signs, in simplified characters and lower case.

    `bare` is the name without its legal form, `body` without the place as well, `brand` without the words of trade
    (`trade`) at its end; "" where nothing distinctive is left. `placed_brand` is the brand with the place before it:
    阿里巴巴 begins like a place and is none. `place` is the path of the place named, "" for none.
    `short`: a bare brand of an enterprise, or a person's name; the two cannot be told apart.
    """

    name: str
    whole: str
    bare: str
    body: str
    brand: str
    placed_brand: str
    trade: str
    place: str
    form: str
    other_form: str
    stripped: str  # the body without the characters that number and direct
    person: bool
    short: bool
    branch: bool  # a part of a company: 分公司, or what stands behind a company's name
    unit: str  # what stands behind a company's name: 协庄煤矿
    han: bool


class NameReader:
    """Takes names apart by the packs; remembers what it read."""

    def __init__(self, packs: Packs, within: str = "") -> None:
        self.packs, self.within = packs, within
        self.rules = packs.party_matching
        self.read = lru_cache(maxsize=REMEMBERED)(self._read)

    @cached_property
    def _trade(self) -> re.Pattern[str]:
        """The words of trade at the end of a name."""
        given = (self.packs.party_names.generic_words, self.rules.trade_words, self.rules.other_forms)
        words = {word for each in given for word in each.values}
        return re.compile(f"(?:{_any(words)})+$")

    @cached_property
    def _distinguishing(self) -> dict[int, None]:
        """Takes out the characters that number and direct."""
        return dict.fromkeys(map(ord, self.rules.distinguishing.values))

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        return tuple(squeeze(form) for form in self.rules.plain_forms.values)

    @cached_property
    def _other_form(self) -> re.Pattern[str]:
        return re.compile(f"(?:{_any(self.rules.other_forms.values)})$")

    @cached_property
    def _branch(self) -> re.Pattern[str]:
        return re.compile(f"(?:{_any(self.rules.branch_words.values)})$")

    def _read(self, name: str) -> Parts:
        key = party_key(name, self.packs.party_names)
        place, unplaced = self._cut_place(name)
        whole = squeeze(name)
        bare = key.key.removeprefix("org:") if key.key.startswith("org:") else whole
        while doubled := next((form for form in self._plain if bare.endswith(form) and bare != form), ""):
            bare = bare.removesuffix(doubled)  # 有限公司公司
        form = whole[len(bare) :]
        body = squeeze(unplaced).removesuffix(form) if unplaced else bare
        least = self.packs.party_names.minimum_distinctive_length.value
        brand = self._brand(body, int(least))
        if place and not brand:  # 内蒙古科技: without the place nothing tells it from others
            place, body = "", bare
            brand = self._brand(body, int(least))
        other = self._other_form.search(whole)
        unit = next((found[2] for form in self._plain if (found := body.partition(form))[0] and found[2]), "")
        han = has_han(name)
        return Parts(
            name=name,
            whole=whole,
            bare=bare,
            body=body,
            brand=brand,
            placed_brand=self._brand(bare, int(least)),
            trade=body.removeprefix(brand) if brand else "",
            place=place,
            form=form,
            other_form=other[0] if other else "",
            stripped=body.translate(self._distinguishing),
            person=key.person,
            short=han and not form and len(whole) <= self.rules.maximum_short_length.value and not other,
            branch=bool(unit) or self._branch.search(whole) is not None,
            unit=unit,
            han=han,
        )

    def _brand(self, body: str, least: int) -> str:
        """The body without its words of trade; "" where less than `least` characters are left, or only a number."""
        found = self._trade.search(body)
        brand = body[: found.start()] if found else body
        return brand if len(brand) >= least and brand.translate(self._distinguishing) else ""

    def _cut_place(self, name: str) -> tuple[str, str]:
        """The place a name begins with or holds in brackets, and the name without it; ("", "") for none."""
        text = "".join(simplify(unicodedata.normalize("NFKC", name)).split())
        bracket = _BRACKETED.search(text)
        if bracket and (path := self._place_called(bracket[1])):
            return path, text[: bracket.start()] + text[bracket.end() :]
        located = self.packs.regions.locate(text, self.within)
        if located is None or not text.startswith(located.matched):
            return "", ""
        rest = text[len(located.matched) :]
        if _LEFTOVER_PLACE.match(rest):
            rest = rest[1:]
        return located.path, rest

    @lru_cache(maxsize=4096)  # noqa: B019 - a reader lives as long as its run
    def _place_called(self, text: str) -> str:
        return self.packs.regions.by_name(text, self.within) or ""


def _any(words: Sequence[str] | set[str]) -> str:
    return "|".join(re.escape(squeeze(word)) for word in sorted(words, key=len, reverse=True))
