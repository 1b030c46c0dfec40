"""Which records a figure rests on, told through the indicators it is made of."""

from __future__ import annotations

from xingzhi.packs import Count, Indicator, Packs


def count_of(packs: Packs, indicator: Indicator) -> Count | None:
    """What is counted: of a figure made of others, of its first part; None where it has no source."""
    if indicator.numerator or not indicator.rests_on:
        return indicator.numerator
    return count_of(packs, packs.indicators[indicator.rests_on[0]])
