"""Filers of marks planted for the search for bad-faith filings, and an honest large one that it must leave alone.

All of them, their marks, buyers and figures are invented. Their shapes follow the situations of the examination guide that
the pack of the search names; which pattern each must show stands in the key.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import Any

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.numbers import credit_code
from xingzhi.sample.parties import Party, People
from xingzhi.sample.trademarks import Mark, brands_of, life
from xingzhi.sample.words import domains, read, split

FIRST_NUMBER = 990_100_001
BURST, HONEST, HOARD, SOLD, SPREAD = 54, 56, 14, 10, 27
LEAST_PLACES = 5  # different public names below which nothing is told


@dataclass
class Filer:
    """One planted filer: insured staff, capital in 10,000 yuan, its marks, the buyers of those it sold, what must be found."""

    party: Party
    staff: int
    capital: int
    patterns: tuple[str, ...] = ()
    marks: list[Mark] = field(default_factory=list)
    sold: dict[str, tuple[date, str]] = field(default_factory=dict)


def make_filers(corpus: Corpus, marks: Sequence[Mark]) -> list[Filer]:
    """A burst over many classes, a hoarder who sells, one who takes local names and brands, and an honest large filer."""
    rng = random.Random(len(corpus.parties) + 29)  # noqa: S311
    firms = _firms(corpus, rng)
    words = read("trademarks")
    names = ["".join(pair) for pair in product(split(words["filer_first"]), split(words["filer_second"]))]
    rng.shuffle(names)
    told, goods = iter(names), [*words["goods"], *words["wide_goods"]]
    burst = Filer(firms[0], 2, 30, ("B1", "B2"))
    burst.marks = [_mark(burst, next(told), goods[at % len(goods)], corpus.until - timedelta(days=430 - at * SPREAD // BURST), rng)
                   for at in range(BURST)]  # fmt: skip
    honest = Filer(firms[3], 260, 6000)
    honest.marks = [_mark(honest, next(told), goods[at % len(goods)], corpus.until - timedelta(days=350 - at * SPREAD // HONEST), rng)
                    for at in range(HONEST)]  # fmt: skip
    filers = [burst, _hoarder(corpus, firms[1], told, rng), _squatter(corpus, firms[2], marks, rng), honest]
    rows = sorted((mark for filer in filers for mark in filer.marks), key=lambda mark: mark.filed)
    for at, mark in enumerate(rows):
        mark.number = str(FIRST_NUMBER + at)
    for filer in filers[:3]:
        for mark in filer.marks:
            mark.agency = words["filer_agency"]
    for mark, buyer in zip(filers[1].marks[:SOLD], _buyers(corpus), strict=False):
        filers[1].sold[mark.number] = (mark.filed + timedelta(days=420), buyer)
    return filers


def _firms(corpus: Corpus, rng: random.Random) -> list[Party]:
    people, places = People(corpus.office, rng), corpus.office.places
    heads = ("示例广撒网商贸", "示例囤标贸易", "示例搭便车食品", "示例诚信实业集团")
    found = []
    for at, head in enumerate(heads):
        place = places[at % len(places)]
        found.append(Party(f"{corpus.office.short}{head}有限公司", "firm", people.address(place), place.postcode, place,
                           (next(iter(domains())),), credit_code("91", place.code, rng)))  # fmt: skip
    return found


def _mark(filer: Filer, text: str, goods: dict[str, str], filed: date, rng: random.Random) -> Mark:
    published, registered = filed + timedelta(days=rng.randint(150, 200)), filed + timedelta(days=rng.randint(300, 320))
    return Mark("", text, goods, filer.party, filed, published, registered, "已注册")


def _hoarder(corpus: Corpus, party: Party, names: Iterator[str], rng: random.Random) -> Filer:
    filer, goods = Filer(party, 3, 80, ("B8",)), read("trademarks")["goods"]
    days = [corpus.until - timedelta(days=860 - 11 * at) for at in range(HOARD)]
    filer.marks = [_mark(filer, next(names), goods[at % 5], day, rng) for at, day in enumerate(days)]
    return filer


def _buyers(corpus: Corpus) -> list[str]:
    return [party.name for party in corpus.parties if party.kind == "firm" and not party.variants][:SOLD]


def _squatter(corpus: Corpus, party: Party, marks: Sequence[Mark], rng: random.Random) -> Filer:
    """Names of the office's places, brands of three of its firms, and its indications."""
    words, places = read("trademarks"), corpus.office.places
    filer = Filer(party, 4, 50, ("B4", "B6", "B9") if len(places) >= LEAST_PLACES else ("B4", "B9"))
    brands = {mark.owner.name: mark for mark in brands_of(marks)}
    wanted = [(mark.text, mark.goods) for mark in list(brands.values())[:3]]
    wanted += [(place.name, words["goods"][1]) for place in places]
    by_class = {goods["class"]: goods for goods in words["goods"]}
    wanted += [(given["name"], by_class[given["class"]]) for given in words["indications"][:2]]
    for at, (text, goods) in enumerate(wanted):
        filed = corpus.until - timedelta(days=200 - 7 * at)
        published, registered, status = life(filed, corpus.until, rng)
        filer.marks.append(Mark("", text, goods, party, filed, published, registered, status))
    return filer


def key_of(filers: Sequence[Filer]) -> dict[str, Any]:
    """What must be found on whom, who must not be found, and the agent all of them share."""
    planted = [{"name": filer.party.name, "pattern": pattern} for filer in filers for pattern in filer.patterns]
    planted.append({"name": read("trademarks")["filer_agency"], "pattern": "B11"})
    return {"planted": planted, "marks": sum(len(filer.marks) for filer in filers),
            "honest": [filer.party.name for filer in filers if not filer.patterns]}  # fmt: skip
