"""Invented firms, bodies, persons and agencies, and the spellings under which a firm files."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import opencc

from xingzhi.sample.numbers import credit_code
from xingzhi.sample.office import Office, Place
from xingzhi.sample.words import domains, read, split

GENERIC_TAIL_PAIRS = 10
VARIANT_SHARE = 0.13  # of the firms
FORMS = ("有限责任公司", "有限公司")


@dataclass
class Party:
    """An applicant; persons have no credit code. `variants` are its other spellings, each (kind, spelling)."""

    name: str
    kind: str  # firm, body or person
    address: str
    postcode: str
    place: Place | None
    domains: tuple[str, ...] = ()
    code: str = ""
    weight: float = 1.0
    variants: tuple[tuple[str, str], ...] = ()
    staff: tuple[str, ...] = ()


@dataclass
class People:
    """Makes persons' names, addresses and firms for one office."""

    office: Office
    rng: random.Random
    used: set[str] = field(default_factory=set)

    def person(self) -> str:
        """A name not given out before."""
        words = read("names")
        surnames, given = split(words["surnames"]), split(words["given"])
        while True:
            name = self.rng.choice(surnames) + "".join(self.rng.sample(given, self.rng.choice((1, 2, 2, 2))))
            if name not in self.used:
                self.used.add(name)
                return name

    def place(self) -> Place:
        """A county-level place, the populous ones more often."""
        return self.rng.choices(self.office.places, [place.weight for place in self.office.places])[0]

    def address(self, place: Place, *, rural: bool = False) -> str:
        """An address in that place, with or without the province, as addresses come."""
        words, rng = read("firms"), self.rng
        head = rng.choice((self.office.province, self.office.province, self.office.province_short, ""))
        head += self.office.name + place.name
        if rural:
            return f"{head}{rng.choice(split(words['villages']))}{rng.randint(1, 9)}组{rng.randint(1, 120)}号"
        street = f"{head}{rng.choice(split(words['streets']))}{rng.randint(1, 320)}号"
        estate = f"{rng.choice(split(words['estates']))}{rng.randint(1, 24)}号楼{rng.randint(101, 802)}室"
        return street + (estate if rng.random() < 0.25 else "")

    def staff(self, size: int) -> tuple[str, ...]:
        """The inventors of one applicant."""
        return tuple(self.person() for _ in range(size))


def make_parties(people: People, count: int) -> tuple[list[Party], list[tuple[Party, Party]]]:
    """`count` firms, cooperatives and public bodies, every brand once, and the pairs that share only a generic tail."""
    brands, rng = _brands(people.rng), people.rng
    parties = list(_bodies(people))
    tails = split(read("firms")["generic_tails"])
    pairs = []
    for number in range(min(GENERIC_TAIL_PAIRS, count // 20)):
        left, right = (_firm(people, next(brands), tail=tails[number % len(tails)]) for _ in range(2))
        pairs.append((left, right))
        parties += [left, right]
    parties += [_firm(people, next(brands)) for _ in range(count - len(parties))]
    firms = [party for party in parties if party.name.endswith(FORMS)]
    for party in rng.sample(firms, int(len(firms) * VARIANT_SHARE)):
        party.variants = spellings(party.name, rng)
        party.weight += 1.0
    return parties, pairs


def make_person(people: People, *, placed: bool = True) -> Party:
    """An individual applicant; an address that names the prefecture only leaves its county unknown."""
    rng, office = people.rng, people.office
    name = people.person()
    if not placed or rng.random() < 0.02:
        street = rng.choice(split(read("firms")["streets"]))
        return Party(name, "person", f"{office.province}{office.name}{street}{rng.randint(1, 90)}号", "", None)
    place = people.place()
    address = people.address(place, rural=rng.random() < 0.5)
    return Party(name, "person", address, place.postcode, place, weight=rng.choice((1, 1, 1, 2, 4)))


def _brands(rng: random.Random) -> Iterator[str]:
    words = read("firms")
    found = [a + b for a in split(words["brand_first"]) for b in split(words["brand_second"]) if a != b]
    rng.shuffle(found)
    return iter(found)


def _bodies(people: People) -> Iterator[Party]:
    office, seat = people.office, max(people.office.places, key=lambda place: place.weight)
    for given in read("firms")["bodies"]:
        name = given["name"].format(short=office.short)
        code = credit_code(given["code"], office.code, people.rng)
        yield Party(name, "body", people.address(seat), seat.postcode, seat, split(given["domains"]), code,
                    float(given["share"]), staff=people.staff(12 + 6 * given["share"]))  # fmt: skip


def _firm(people: People, brand: str, tail: str = "") -> Party:
    rng, office, words = people.rng, people.office, read("firms")
    fields = domains()
    domain = rng.choices(list(fields.values()), [field.weight for field in fields.values()])[0]
    related = words["related"]
    near = {related.get(domain.name, ""), *(name for name, machine in related.items() if machine == domain.name)}
    place = people.place()
    trade, form, kind = rng.choice(domain.trades), rng.choice(split(words["legal_forms"])), "91"
    prefix = rng.choice((office.short, office.short, office.province_short, place.name))
    name = f"{prefix}{brand}{trade}{form}"
    if tail:
        name = f"{office.short}{brand}{tail}"
    elif (dice := rng.random()) < 0.12:
        kind, name = "93", f"{place.name}{brand}{rng.choice(split(words['cooperative']))}"
    elif dice < 0.3:
        name = f"{brand}{trade}（{prefix}）{form}"
    code = credit_code(kind, rng.choice((place.code, place.code, office.code)), rng)
    return Party(name, "firm", people.address(place), place.postcode, place, (domain.name, *sorted(near - {""})), code,
                 min(6.0, 0.25 + rng.paretovariate(1.6)), staff=people.staff(rng.randint(3, 9)))  # fmt: skip


def spellings(name: str, rng: random.Random) -> tuple[tuple[str, str], ...]:
    """One to three other spellings of a firm, each (kind, spelling)."""
    form = next(form for form in FORMS if name.endswith(form))
    bare = name.removesuffix(form)
    found = [("form_swapped", bare + FORMS[1 - FORMS.index(form)]), ("spaced", f"{bare[:3]} {bare[3:]} {form}")]
    if "（" in name:
        found += [("half_width_brackets", name.replace("（", "(").replace("）", ")"))] * 2
    else:
        found.append(("form_dropped", bare))
    traditional = _converter("s2t").convert(name)
    if traditional != name and _converter("t2s").convert(traditional) == name:
        found += [("traditional", traditional)] * 2
    chosen = dict.fromkeys(rng.sample(found, min(len(found), rng.randint(1, 3))))
    return tuple(chosen)


@cache
def _converter(direction: str) -> opencc.OpenCC:
    return opencc.OpenCC(direction)


@dataclass(frozen=True)
class Agency:
    """A patent agency with its five-digit code and attorneys."""

    name: str
    code: str
    attorneys: tuple[str, ...]


def make_agencies(people: People) -> list[Agency]:
    """The invented agencies that file for the office's applicants."""
    office = people.office
    return [
        Agency(
            given["name"].format(short=office.short, province_short=office.province_short),
            given["code"],
            people.staff(people.rng.randint(2, 4)),
        )
        for given in read("firms")["agencies"]
    ]
