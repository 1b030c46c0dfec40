"""The domestic application numbers a priority column names, in whatever shape a file gives them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from xingzhi.text.application_numbers import parse
from xingzhi.text.problems import NumberProblem

# Eight digits alone may be a date: an old number needs its check digit to count.
_NUMBER = re.compile(r"(?<![\d.])(?:\d{12}(?:\.?[\dX])?|\d{8}\.[\dX])(?![\d.]*\d)", re.ASCII)


def earlier_numbers(text: str, kinds: Mapping[str, str]) -> frozenset[str]:
    """The numbers in "CN201610012345.6 2016-01-05; US 62/123456", canonical; foreign ones and dates are passed over.

    `kinds` maps the type digit of a number to its patent type, as in `application_numbers.parse`.
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    found = set()
    for match in _NUMBER.finditer(folded):
        try:
            found.add(parse(match[0], kinds).value)
        except NumberProblem:
            continue
    return frozenset(found)


def number_year(number: str) -> int | None:
    """The year a canonical application number carries: 2020 of "202010000001.6", 1985 of "85102475.X"."""
    digits = number.partition(".")[0]
    if len(digits) == 12:
        return int(digits[:4])
    if len(digits) == 8:
        year = int(digits[:2])
        return year + (1900 if year >= 85 else 2000)
    return None


def kind_digit(number: str) -> str:
    """The digit of a canonical application number that says what was filed; "" where it is no number."""
    digits = number.partition(".")[0]
    return {12: digits[4:5], 8: digits[2:3]}.get(len(digits), "")
