"""Application, publication and credit numbers with their check digits, all invented."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

TYPE_DIGITS = {"invention": "1", "utility_model": "2", "design": "3"}
# About how many numbers of each type a year runs through; keeps invented serials in a believable order.
SERIALS_PER_YEAR = {"invention": 1_480_000, "utility_model": 2_350_000, "design": 720_000}
# Publication number on the first day and numbers used per day since, so that numbers grow with time.
PUBLICATIONS = {
    "invention": (105_950_000, 4_830),
    "utility_model": (205_700_000, 5_300),
    "design": (303_900_000, 1_640),
}
FIRST_DAY = date(2016, 11, 1)
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def application_check(digits: str) -> str:
    """Check digit of a 12-digit application number, standard ZC 0006-2003: weights 2 to 9 repeated, mod 11, 10 is X."""
    total = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(digits))
    return "0123456789X"[total % 11]


def organisation_check(body: str) -> str:
    """Check character of an 8-character organisation code, GB 11714."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(int(sign, 36) * weight for sign, weight in zip(body, weights, strict=True)) % 11
    return "X" if rest == 10 else "0" if rest == 11 else str(rest)


def credit_code(kind: str, region: str, rng: random.Random) -> str:
    """A unified social credit code, GB 32100; its organisation part begins with XN, which no register has issued."""
    body = "XN" + "".join(rng.choice("0123456789") for _ in range(6))
    code = f"{kind}{region}{body}{organisation_check(body)}"
    total = sum(CREDIT_ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(code))
    return code + CREDIT_ALPHABET[(31 - total) % 31]


@dataclass
class Numbers:
    """Hands out application and publication numbers, each once."""

    rng: random.Random
    _used: set[str] = field(default_factory=set)

    def application(self, patent: str, filed: date, after: str = "") -> str:
        """A number of that type for that filing day, in the form 201510736999.0; `after` asks for the next free one."""
        if after and after[:4] == str(filed.year) and after[4] == TYPE_DIGITS[patent]:
            serial = int(after[5:12]) + 1
        else:
            day = filed.timetuple().tm_yday - 1 + self.rng.random()
            serial = int(SERIALS_PER_YEAR[patent] * day / 366) + 1
        while (digits := f"{filed.year}{TYPE_DIGITS[patent]}{serial:07d}") in self._used:
            serial += 1
        self._used.add(digits)
        return f"{digits}.{application_check(digits)}"

    def publication(self, patent: str, published: date) -> str:
        """The nine digits of a publication, without country and kind code."""
        start, daily = PUBLICATIONS[patent]
        number = start + daily * (published - FIRST_DAY).days + self.rng.randrange(daily)
        while str(number) in self._used:
            number += 1
        self._used.add(str(number))
        return str(number)
