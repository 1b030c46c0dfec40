"""Whether figures set by hand still add up with the others of a release: a sum and its parts move together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xingzhi.indicators.tables.hiding import narrower
from xingzhi.packs import Regions

Held = Mapping[str, Any]
REGION, TIME = "region", "time"
ONE_SIDED = "只手工改了一边。"  # how the footnote about such a sum ends


@dataclass(frozen=True)
class Apart:
    """A figure and its parts of which a person moved one side only. `by`: region, time, or a column records are split by."""

    whole: str  # keys of figures
    parts: tuple[str, ...]
    by: str


def apart(figures: Mapping[str, Held], regions: Regions) -> list[Apart]:
    """Every sum whose parts were moved by another amount than itself.

    Parts that do not cover the sum (of which: inventions) count only where one of them was moved and the sum was not.
    """
    if not any(held["kind"] == "edited" for held in figures.values()):
        return []
    return [
        Apart(whole, parts, by)
        for whole in sorted(figures)
        for by, parts in _splits(whole, figures, regions)
        if _differs([figures[key] for key in parts], figures[whole])
    ]


def _differs(parts: list[Held], whole: Held) -> bool:
    held = [*parts, whole]
    if any(each["kind"] == "official" or own_of(each) is None for each in held):
        return False
    moved = sum((_moved(each) for each in parts), Decimal(0))
    covers = sum((own_of(each) or Decimal(0) for each in parts), Decimal(0)) == own_of(whole)
    return moved != _moved(whole) if covers else bool(moved) and not _moved(whole)


def own_of(held: Held) -> Decimal | None:
    """What was counted here, whatever stands in its place."""
    text = held["own"] if held["kind"] == "edited" else held["value"]
    return None if text is None else Decimal(text)


def _moved(held: Held) -> Decimal:
    return moved_by(held, Decimal(held["value"])) if held["kind"] == "edited" else Decimal(0)


def moved_by(held: Held, value: Decimal) -> Decimal:
    """By how much a value in its place differs from what was counted here."""
    own = own_of(held)
    return Decimal(0) if own is None else value - own


def apportioned(held: Held) -> bool:
    """Whether a figure is the sum of its parts: rates are not."""
    return "/" not in held["unit"] and "%" not in held["unit"]


def _splits(whole: str, figures: Mapping[str, Held], regions: Regions) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ways a figure is split in the same release, each with the keys of the parts. Rates are not split."""
    held = figures[whole]
    if not apportioned(held):
        return
    inside = {place.path for place in regions.children(held["region"])}
    found: dict[str, list[str]] = {}
    for key, each in figures.items():
        if key != whole and each["indicator"] == held["indicator"] and (by := _split_by(each, held, inside)):
            found.setdefault(by, []).append(key)
    for by, keys in found.items():
        yield by, tuple(_smallest(keys, figures, by))


def _split_by(part: Held, whole: Held, inside: set[str]) -> str:
    """In what one respect a figure is a part of another; "" where it is none, or in several."""
    place, where = part["region"] == whole["region"], part["where"] == whole["where"]
    days = (part["start"], part["end"]) == (whole["start"], whole["end"])
    if part["region"] in inside and where and days:
        return REGION
    if place and where and whole["start"] <= part["start"] <= part["end"] <= whole["end"]:
        return TIME
    return narrower(part["where"], whole["where"]) if place and days else ""


def _smallest(keys: list[str], figures: Mapping[str, Held], by: str) -> list[str]:
    """Without those that hold another of them: a quarter beside its months, all kinds beside each kind."""

    def holds(outer: Held, inner: Held) -> bool:
        if by == TIME:
            return bool(outer["start"] <= inner["start"] and inner["end"] <= outer["end"])
        return by != REGION and set(inner["where"][by]) < set(outer["where"][by])

    return [key for key in keys if not any(other != key and holds(figures[key], figures[other]) for other in keys)]
