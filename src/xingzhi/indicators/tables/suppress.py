"""Small-cell suppression, for surveys and firm-level forms only: register counts are public facts and stay as they are.

A cell is hidden where it is small, or few stand behind it. Then others are hidden too, until no hidden one can be told
from the sums that are shown beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True)
class Sum(Generic[Key]):
    """Cells that add up to another one."""

    parts: Sequence[Key]
    whole: Key


def small(values: Mapping[Key, Decimal | None], below: int) -> set[Key]:
    """The cells of counts from 1 up to, not including, `below`."""
    return {key for key, value in values.items() if value is not None and 0 < value < below}


def protected(hidden: Iterable[Key], values: Mapping[Key, Decimal | None], sums: Sequence[Sum[Key]]) -> frozenset[Key]:
    """The hidden cells with those that must be hidden beside them.

    One hidden alone is the difference of the others. Several hidden are told too where they add up to no more than their
    number: each of them is then 1. And several sums together may tell what each alone does not. A nought is taken to
    hide another only where nothing else is left: readers guess it.
    """
    found = set(hidden)
    while more := _alone(found, values, sums) or _together(found, values, sums):
        found |= more
    return frozenset(found)


def _alone(hidden: set[Key], values: Mapping[Key, Decimal | None], sums: Sequence[Sum[Key]]) -> set[Key]:
    return next((each for one in sums if (each := _beside(one, hidden, values))), set())


def _beside(one: Sum[Key], hidden: set[Key], values: Mapping[Key, Decimal | None]) -> set[Key]:
    """What must be hidden next for this sum; nothing where its hidden cells cannot be told."""
    inside = [key for key in one.parts if key in hidden]
    others = [key for key in one.parts if key not in hidden and values.get(key)]
    alone = len(inside) == 1 or sum(values.get(key) or 0 for key in inside) <= len(inside)
    told = not inside if one.whole in hidden else bool(inside) and alone
    if not told:
        return set()
    if others:
        return {min(others, key=lambda key: (values[key], str(key)))}
    return set() if one.whole in hidden else {one.whole}


def _together(hidden: set[Key], values: Mapping[Key, Decimal | None], sums: Sequence[Sum[Key]]) -> set[Key]:
    """The smallest cell beside one that all sums taken together still tell."""
    for cell in sorted(solved(hidden, sums), key=str):
        beside = {key for one in sums if cell in (*one.parts, one.whole) for key in (*one.parts, one.whole)}
        if others := [key for key in beside - hidden if values.get(key) is not None]:
            return {min(others, key=lambda key: (not values[key], values[key], str(key)))}
    return set()


def solved(hidden: Iterable[Key], sums: Iterable[Sum[Key]]) -> set[Key]:
    """The hidden cells for which the sums, as linear equations, have one solution only."""
    order = {key: at for at, key in enumerate(sorted(hidden, key=str))}
    rows: list[dict[int, Fraction]] = []
    for one in sums:
        row = {order[key]: Fraction(1) for key in one.parts if key in order}
        if one.whole in order:
            row[order[one.whole]] = Fraction(-1)
        for known in rows:
            row = _less(row, known, min(known))
        if row:
            first = min(row)
            row = {at: part / row[first] for at, part in row.items()}
            rows = [*(_less(known, row, first) for known in rows), row]
    names = {at: key for key, at in order.items()}
    return {names[min(row)] for row in rows if len(row) == 1}


def _less(row: dict[int, Fraction], other: dict[int, Fraction], at: int) -> dict[int, Fraction]:
    """A row without its part at a place where the other holds 1."""
    if not (times := row.get(at)):
        return row
    made = {
        each: row.get(each, Fraction(0)) - times * other.get(each, Fraction(0)) for each in row.keys() | other.keys()
    }
    return {each: part for each, part in made.items() if part}
