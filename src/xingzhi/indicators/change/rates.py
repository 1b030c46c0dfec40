"""Exact splits of a change of a ratio, in fractions: numerator against denominator, mix against rate.

Both are the symmetric split of a product of two factors: each factor's change is weighed with the mean of the other at the
two ends, so that the parts sum to the change without residue and neither factor comes first. It is the split of
E. M. Kitagawa, "Components of a Difference Between Two Rates", Journal of the American Statistical Association 50 (1955),
pp. 1168-1194; for two factors the Shapley value (J. W. Sun, Energy Economics 20 (1998), pp. 85-100) gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Product:
    """The change of count × 1/population: what a record more is worth, and what the population did."""

    per_record: Fraction  # what one record more or less adds
    population: Fraction


def of_ratio(count: tuple[int, int], population: tuple[Fraction, Fraction]) -> Product:
    """The change of count ÷ population between two ends.

    (count1 - count0) × per_record + population is count1/population1 - count0/population0 exactly.
    """
    inverse = (1 / population[0], 1 / population[1])
    return Product((inverse[0] + inverse[1]) * HALF, (inverse[1] - inverse[0]) * (count[0] + count[1]) * HALF)


@dataclass(frozen=True)
class Group:
    """One place or kind: its count and its denominator; None where that is not known."""

    count: int
    whole: Fraction | None


@dataclass(frozen=True)
class Effect:
    """What a group did to the ratio of all: by its share of the denominator (mix), by its own ratio (rate).

    `plain` is the whole contribution of a group whose own ratio cannot be formed at both ends.
    """

    name: str
    mix: Fraction
    rate: Fraction
    plain: Fraction

    @property
    def total(self) -> Fraction:
        """All that the group did."""
        return self.mix + self.rate + self.plain


def mix_and_rate(
    before: Mapping[str, Group], after: Mapping[str, Group], whole: tuple[Fraction, Fraction]
) -> list[Effect]:
    """Split the change of sum(count) ÷ whole by group; the effects sum to it exactly.

    A group's contribution is share × ratio, share = its denominator ÷ whole, ratio = count ÷ its denominator. Shares need
    not sum to one: figures of the parts and of the whole are published apart.
    """
    nothing = Group(0, None)
    effects = []
    for name in dict.fromkeys([*before, *after]):
        ends = (before.get(name, nothing), after.get(name, nothing))
        counts = (ends[0].count, ends[1].count)
        if ends[0].whole and ends[1].whole:
            share = (ends[0].whole / whole[0], ends[1].whole / whole[1])
            ratio = (counts[0] / ends[0].whole, counts[1] / ends[1].whole)
            mix = (share[1] - share[0]) * (ratio[0] + ratio[1]) * HALF
            effects.append(Effect(name, mix, (ratio[1] - ratio[0]) * (share[0] + share[1]) * HALF, Fraction(0)))
        else:
            effects.append(Effect(name, Fraction(0), Fraction(0), counts[1] / whole[1] - counts[0] / whole[0]))
    return effects


def rounded(value: Fraction, decimals: int) -> Decimal:
    """A fraction rounded half up (away from zero), as official figures are."""
    scale = 10**decimals
    size = Decimal((abs(value) * scale * 2 + 1) // 2)
    return (size if value >= 0 else -size).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def rounding(shown: Decimal, parts: Iterable[Decimal]) -> Decimal:
    """What is to be added to parts shown rounded so that they sum to the change as shown."""
    return shown - sum(parts, Decimal(0))
