"""Whether the numbers of a sentence stand in other texts, however each writes them: 1.2万 beside 12034, 八成 beside 80%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xingzhi.plans.facts.fact import Value
from xingzhi.plans.facts.hiding import hide, narrow
from xingzhi.plans.facts.mark import Mark
from xingzhi.plans.facts.numbers import MONEY, PERCENT, POINTS, scaled, values
from xingzhi.plans.facts.pack import fact_words

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SPACED = re.compile(r"(?<=\d)[ \u3000]+(?=[^\x00-\x7f%])|(?<=[^\x00-\x7f])[ \u3000]+(?=\d)")
_SHARES = (PERCENT, POINTS)


@dataclass(frozen=True)
class Amount:
    """A number a text states. `counted`: a small count in words (八家), which may be a manner of speaking."""

    value: Value
    counted: bool = False

    def stands_in(self, others: Sequence[Amount]) -> bool:
        """Whether one of the others is a number it may be said for: rounded, near it, in another unit of money."""
        return any(self._is(other.value) for other in others)

    def _is(self, other: Value) -> bool:
        units = {self.value.unit, other.unit} - {""}
        if len({unit in _SHARES for unit in units}) > 1:
            return False
        high = self.value.number if self.value.high is None else self.value.high
        number = other.number
        if {self.value.unit, other.unit} == {MONEY, ""}:  # a bare number may be of 元 or of 万元
            wan = Decimal(fact_words().units.scales["万"])
            also = number / wan if self.value.unit == MONEY else number * wan
            return any(self.value.low <= each <= high for each in (number, also))
        return self.value.low <= number <= high


def amounts(text: str, *, said: bool) -> list[Amount]:
    """The numbers of a text; `said` by the sentence that is checked, where titles and numbers of documents count as digits."""
    tidy = _SPACED.sub("", narrow(text))
    read = hide(tidy) if said else tidy
    marks = [mark for mark in (*values(read), *scaled(read)) if mark.sort == "value"]
    rest = [
        Amount(_exact(each[0])) for each in _DIGITS.finditer(tidy)
        if not any(mark.start < each.end() and each.start() < mark.end for mark in marks)
    ]  # fmt: skip
    return [*(Amount(mark.held, _counted(mark)) for mark in marks), *rest]


def _counted(mark: Mark) -> bool:
    return mark.held.unit not in _SHARES and not re.search(r"[\d万亿]", mark.text)


def _exact(digits: str) -> Value:
    number = Decimal(digits.replace(",", ""))
    places = -min(int(number.as_tuple().exponent), 0)
    half = Decimal(1).scaleb(-places) / 2 if places else Decimal(0)
    return Value(digits, number, "", number - half, number + half)
