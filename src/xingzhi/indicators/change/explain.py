"""Ask why a figure changed: the ends, the split, places below, and the records of a part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from django.utils import timezone

from xingzhi.indicators.change.ends import End, reading_when, snapshot_on
from xingzhi.indicators.change.frame import Frame
from xingzhi.indicators.change.rates import Effect, Group, mix_and_rate
from xingzhi.indicators.change.stocks import Change, change, frame_of
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import Indicator, Packs
from xingzhi.snapshots.models import Snapshot


@dataclass(frozen=True)
class Place:
    """A place below, or the region itself for what has no known place below: counts at both ends, effects on a ratio."""

    region: str
    counts: tuple[int, int]
    effect: Effect | None


@dataclass(frozen=True)
class Explained:
    """The change of a stock or ratio, and what the places below did to it."""

    change: Change
    places: tuple[Place, ...]


class Question:
    """Why one stock or ratio changed between two days in a region.

    `then`: the first day by the registers as they stood on it, where a snapshot of then is kept; else by today's.
    """

    def __init__(
        self, indicator: Indicator, packs: Packs, snapshot: Snapshot, days: tuple[date, date], *, then: bool = True
    ) -> None:
        self.indicator, self.packs = indicator, packs
        last = Measure(indicator, packs, snapshot)
        read = last.query.reading
        earlier = snapshot_on(days[0], last.query.register.name) if then else None
        if earlier is None or earlier.revision == snapshot.revision:
            first_end = End(snapshot, days[0], read)
        else:
            night = timezone.make_aware(datetime.combine(days[0] + timedelta(days=1), time.min))
            first_end = End(earlier, days[0], reading_when(night, packs) if read else None)
        self.ends = (first_end, End(snapshot, days[1], read))
        same = first_end.snapshot is snapshot
        self.measures = (last if same else Measure(indicator, packs, first_end.snapshot, first_end.read), last)

    def frame(self, region: str) -> Frame:
        """The records behind the change; to be closed."""
        return frame_of(self.measures[1], self.ends, region, self.packs)

    def explain(self, region: str) -> Explained:
        """The split and the places below."""
        with self.frame(region) as frame:
            found = change(self.measures, self.ends, region, frame)
            return Explained(found, self._places(found, frame, region))

    def _places(self, found: Change, frame: Frame, region: str) -> tuple[Place, ...]:
        """What the places below did; their effects sum to the change of the ratio."""
        width = len(region) + 2
        text = (
            f"SELECT r, sum(a)::BIGINT AS a, sum(b)::BIGINT AS b FROM (SELECT substr(r0, 1, {width}) AS r, 1 AS a, 0 AS b"  # noqa: S608
            f" FROM frame WHERE s0 = 'yes' UNION ALL SELECT substr(r1, 1, {width}), 0, 1 FROM frame WHERE s3 = 'yes')"
            " GROUP BY r ORDER BY r"
        )
        counts = {row["r"]: (row["a"], row["b"]) for row in frame.ask(text)}
        names = [place.path for place in self.packs.regions.children(region)]
        if not names:
            return ()
        names += [name for name in counts if name not in names]
        effects: dict[str, Effect] = {}
        if found.exact is not None:
            ends = [{name: Group(counts.get(name, (0, 0))[at], self._whole(at, name, region)) for name in names}
                    for at in (0, 1)]  # fmt: skip
            wholes = [Fraction(value.denominator or 1) for value in found.values]
            effects = {each.name: each for each in mix_and_rate(ends[0], ends[1], (wholes[0], wholes[1]))}
        return tuple(Place(name, counts.get(name, (0, 0)), effects.get(name)) for name in names)

    def _whole(self, at: int, name: str, region: str) -> Fraction | None:
        series = self.indicator.denominator
        if series is None or name == region:
            return None
        day = self.ends[at].at
        found = self.measures[at].denominator(Cell(name, Span(day, day)))[0]
        return Fraction(found) if found else None
