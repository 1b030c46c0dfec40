"""The change of a stock, and of a figure per 10,000 inhabitants: parts that sum to it without residue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xingzhi.indicators.change.ends import End
from xingzhi.indicators.change.frame import Frame
from xingzhi.indicators.change.rates import of_ratio, rounded
from xingzhi.indicators.freshness import Reach, short_of
from xingzhi.indicators.measure import Measure, Value
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Packs

# The parts in the order they are told; of "lapsed", "in", "out", "class_in", "class_out", "late_in", "late_out" each
# cause, way, class or reason is a part of its own ("lapsed.fee").
ORDER = ("granted", "lapsed", "in", "out", "class_in", "class_out", "known_now", "unknown_now", "other_in", "other_out",
         "late_in", "late_out", "definition_in", "definition_out")  # fmt: skip
DOWN = {"lapsed", "out", "class_out", "unknown_now", "other_out", "late_out", "definition_out"}


@dataclass(frozen=True)
class Part:
    """Records that make the change by one cause. `rate` is what they did to a ratio, exactly; None for a stock."""

    id: str
    count: int
    rate: Fraction | None = None

    @property
    def group(self) -> str:
        """What kind of part it is: "lapsed" of "lapsed.fee"."""
        return self.id.partition(".")[0]

    @property
    def change(self) -> int:
        """What it did to the count."""
        return -self.count if self.group in DOWN else self.count


@dataclass(frozen=True)
class Change:
    """Why a figure changed: figures at both ends, and the parts of the change of the count.

    For a ratio `population` are its parts that are no records: "population" (another year's figure) and
    "population_late" (the same year's figure, given anew since); empty where a denominator is missing. `offsets` are
    records that came and went without a trace in the change. `short` is how far the records reach where those up to
    the last day are not all here.
    """

    indicator: str
    region: str
    ends: tuple[End, End]
    values: tuple[Value, Value]
    parts: tuple[Part, ...]
    population: Mapping[str, Fraction]
    offsets: Mapping[str, int]
    decimals: int
    divided: bool
    short: Reach | None = None

    @property
    def counts(self) -> tuple[int, int]:
        """The records counted at both ends."""
        return (int(self.values[0].numerator or 0), int(self.values[1].numerator or 0))

    @property
    def residue(self) -> Fraction:
        """What the parts leave of the change: always 0."""
        left = Fraction(self.counts[1] - self.counts[0] - sum(part.change for part in self.parts))
        if self.exact is not None:
            rates = [part.rate for part in self.parts if part.rate is not None]
            left += self.exact - sum([*rates, *self.population.values()], Fraction(0))
        return left

    @property
    def exact(self) -> Fraction | None:
        """The change of a ratio before rounding; None for a stock and where a denominator is missing."""
        wholes = [value.denominator for value in self.values]
        if not self.divided or wholes[0] is None or wholes[1] is None:
            return None
        return self.counts[1] / Fraction(wholes[1]) - self.counts[0] / Fraction(wholes[0])

    @property
    def shown(self) -> Decimal | None:
        """The change as the two published figures show it; None where one cannot be computed."""
        before, after = self.values
        return None if before.value is None or after.value is None else after.value - before.value

    @property
    def late(self) -> bool:
        """Whether the first end is as the registers stood then, not as they stand today."""
        return self.ends[0].snapshot.revision != self.ends[1].snapshot.revision


def change(measures: tuple[Measure, Measure], ends: tuple[End, End], region: str, frame: Frame) -> Change:
    """Split the change of a stock, or of a ratio of one, in a region."""
    totals = frame.ask(
        "SELECT count(*) FILTER (s0 = 'yes') AS k0, count(*) FILTER (s0 = 'unknown') AS u0,"
        " count(*) FILTER (s3 = 'yes') AS k1, count(*) FILTER (s3 = 'unknown') AS u1 FROM frame"
    )[0]
    values = tuple(
        measure.of_count(Cell(region, Span(end.at, end.at)), totals[f"k{at}"], totals[f"u{at}"])
        for at, (measure, end) in enumerate(zip(measures, ends, strict=True))
    )
    found = {
        row["part"]: row["n"]
        for row in frame.ask("SELECT part, count(*) AS n FROM frame WHERE part <> '' GROUP BY part")
    }
    offsets = {name.partition(".")[2]: n for name, n in sorted(found.items()) if name.startswith("offset.")}
    counted = {name: n for name, n in found.items() if not name.startswith("offset.")}
    names = sorted(counted, key=lambda name: (ORDER.index(name.partition(".")[0]), name))
    per_record, population = _of_population(measures, ends, region, values)
    parts = tuple(Part(name, counted[name], _worth(name, counted[name], per_record)) for name in names)
    indicator = measures[1].indicator
    return Change(indicator.id, region, ends, (values[0], values[1]), parts, population, offsets,
                  indicator.decimals, indicator.denominator is not None, short_of(measures[1], ends[1].at))  # fmt: skip


def _worth(name: str, count: int, per_record: Fraction | None) -> Fraction | None:
    return None if per_record is None else Part(name, count).change * per_record


def _of_population(
    measures: tuple[Measure, Measure], ends: tuple[End, End], region: str, values: tuple[Value, ...]
) -> tuple[Fraction | None, dict[str, Fraction]]:
    """What one record is worth in a ratio, and what the population did; None where a denominator is missing."""
    series, before, after = measures[1].indicator.denominator, values[0], values[1]
    if series is None or not before.denominator or not after.denominator:
        return None, {}
    wholes = (Fraction(before.denominator), Fraction(after.denominator))
    counts = (int(before.numerator or 0), int(after.numerator or 0))
    split = of_ratio(counts, wholes)
    again = measures[1].denominator(Cell(region, Span(ends[0].at, ends[0].at)))[0]
    revised = 1 / Fraction(again) - 1 / wholes[0] if again else Fraction(0)
    late = revised * Fraction(counts[0] + counts[1], 2)
    effects = {"population": split.population - late, "population_late": late}
    return split.per_record, {name: effect for name, effect in effects.items() if effect}


def shown_rate(value: Fraction, change: Change) -> Decimal:
    """A part of a ratio's change as it is shown: with two decimals more than the figure."""
    return rounded(value, change.decimals + 2)


def frame_of(measure: Measure, ends: tuple[End, End], region: str, packs: Packs) -> Frame:
    """The records behind a change."""
    return Frame(measure.query.count_rule, measure.query.base, ends[0], ends[1], region, packs)
