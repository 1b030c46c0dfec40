"""Numbers of people and sums of money as documents write them: "12人", "1,200", "500万元人民币", "100万美元"."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PEOPLE = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?:\.0*)?[人名]?", re.ASCII)
_SUM = re.compile(
    rf"(?P<before>[^\d.,]*)(?P<number>{_NUMBER})(?P<scale>亿|千万|百万|万|千)?(?P<after>[^\d.,]*)", re.ASCII
)
_BARE = re.compile(_NUMBER, re.ASCII)
_YUAN = frozenset(("元", "圆", "人民币", "人民币元", "元人民币", "人民币圆", "rmb", "cny", "元rmb", "元cny"))
_SCALES = {"": Decimal("0.0001"), "千": Decimal("0.1"), "万": Decimal(1), "百万": Decimal(100), "千万": Decimal(1000),
           "亿": Decimal(10_000)}  # fmt: skip
_PLACES = Decimal("0.0001")
_MOST = Decimal(10) ** 12  # 万元; more is no sum of money


def people(text: str) -> int | None:
    """How many people a text says; `None` where it says no whole number of them."""
    found = _PEOPLE.fullmatch(_letters(text))
    return int(found["number"].replace(",", "")) if found and len(text) <= 15 else None


def bare(text: str) -> bool:
    """Whether a text is a number without any unit."""
    return _BARE.fullmatch(_letters(text)) is not None


def yuan(currency: str) -> bool:
    """Whether a currency, as written, is the yuan."""
    return _letters(currency) in _YUAN


def in_ten_thousands(text: str) -> Decimal | None:
    """A sum in yuan, in units of 10,000 yuan to four places.

    `None` where the text gives no unit, another currency, several numbers or none. "500万" is yuan: nothing else is said.
    """
    found = _SUM.fullmatch(_letters(text))
    if found is None:
        return None
    unit = found["before"].rstrip(":") + found["after"]
    if unit not in _YUAN and not (found["scale"] and not unit):
        return None
    value = Decimal(found["number"].replace(",", "")) * _SCALES[found["scale"] or ""]
    return value.quantize(_PLACES) if value < _MOST else None


def _letters(text: str) -> str:
    """The text without spaces, brackets and the closing 整 of sums."""
    narrow = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\s()\[\]]|整$", "", narrow)
