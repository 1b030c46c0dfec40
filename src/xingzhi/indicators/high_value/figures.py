"""How the high-value inventions of a place are made up: by class, how the classes overlap, by kind and by IPC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xingzhi.indicators.high_value import CLASSES, NAME, UNKNOWN, YES
from xingzhi.indicators.query import Cell, Query, Span
from xingzhi.packs import Packs
from xingzhi.snapshots.models import Snapshot

Bounds = tuple[int, int]  # known for certain, and undecided


@dataclass(frozen=True)
class MakeUp:
    """Counts over the valid inventions of a place on a day, each known and undecided."""

    valid: Bounds
    union: Bounds
    classes: dict[str, Bounds]
    overlap: dict[tuple[str, str], Bounds]

    def share(self, code: str) -> float | None:
        """A class as per cent of the high-value inventions, where nothing of either is undecided."""
        count, unknown = self.classes[code]
        return 100 * count / self.union[0] if self.union[0] and not unknown and not self.union[1] else None


class Figures:
    """Questions about the high-value inventions of a snapshot."""

    def __init__(self, snapshot: Snapshot, packs: Packs) -> None:
        measure, valid = packs.indicators["high_value_inventions"].numerator, packs.indicators["valid_inventions"]
        assert measure is not None
        assert valid.numerator is not None
        self.query = Query(snapshot, measure, valid.numerator)
        assert self.query.reading is not None
        self.reading = self.query.reading

    def make_up(self, region: str, at: date) -> MakeUp:
        """All classes, their overlaps and their union, counted in one pass."""
        tests = {(code, code): (_is(code, YES), _is(code, UNKNOWN)) for code in (*CLASSES, NAME)}
        for at_left, left in enumerate(CLASSES):
            for right in CLASSES[at_left + 1 :]:
                known = f"({_is(left, YES)} AND {_is(right, YES)})"
                possible = f"({left} <> 'no' AND {right} <> 'no' AND NOT {known})"
                tests[left, right] = (known, possible)
        tests["valid", "valid"] = ("true", "false")
        found = self.query.bounds(Cell(region, Span(at, at)), list(tests.values()))
        counts = dict(zip(tests, found, strict=True))
        return MakeUp(
            valid=counts["valid", "valid"],
            union=counts[NAME, NAME],
            classes={code: counts[code, code] for code in CLASSES},
            overlap={pair: counts[pair] for pair in counts if pair[0] in CLASSES},
        )

    def by(self, dimension: str, region: str, at: date) -> list[tuple[str, int, int]]:
        """High-value inventions by a dimension: value, known, undecided."""
        rows = self.query.breakdown(Cell(region, Span(at, at)), (dimension,)).to_pylist()
        return [(row[dimension] or "", row["known"], row["unknown"]) for row in rows if row["known"] or row["unknown"]]


def _is(column: str, state: str) -> str:
    return f"{column} = '{state}'"


def warnings(found: MakeUp, packs: Packs) -> list[str]:
    """Classes whose share lies outside the national bounds by more than chance: a hint at a mistake in the data."""
    outside = []
    for bound in packs.high_value.warnings:
        for code in bound.classes:
            share = found.share(code)
            if share is not None and not bound.low <= share <= bound.high:
                outside.append(code)
    return outside
