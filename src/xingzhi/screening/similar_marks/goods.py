"""Whether goods or services are alike, by their classes and similar groups. The official table is a reference, not the law."""

from __future__ import annotations

import re
from enum import Enum

CODE = re.compile(r"\d{2,4}")


class Goods(Enum):
    """How the goods of two marks stand to each other."""

    SAME = "same"  # a common group, or a common class where no groups are given
    OTHER = "other"
    UNKNOWN = "unknown"


def codes(text: str) -> frozenset[str]:
    """Classes (05, 5) and groups (0501) of a text; a class is written with two digits."""
    return frozenset(each.zfill(2) if len(each) < 3 else each.zfill(4) for each in re.findall(r"\d{1,4}", text))


def compared(one: str, other: str) -> Goods:
    """Compare codes as given; a class alone meets every group of it."""
    first, second = codes(one), codes(other)
    if not first or not second:
        return Goods.UNKNOWN
    alike = any(a == b or (len(a) != len(b) and a[:2] == b[:2]) for a in first for b in second)
    return Goods.SAME if alike else Goods.OTHER
