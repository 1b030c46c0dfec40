"""Why a figure notified from above changed, which the office cannot recompute: what its own records explain, and the rest.

The official change is the change of the office's own like-for-like figure, split by who applied, by field and by agency,
and what stays unexplained. That rest is always a part of its own: it is never divided up among what is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xingzhi.indicators.change.notified import Pair, pair
from xingzhi.indicators.change.own import Own, Piece
from xingzhi.indicators.dimensions import AGENCY
from xingzhi.indicators.measure import Measure, year_to
from xingzhi.indicators.official import Official, received, received_as
from xingzhi.indicators.query import Cell, Span
from xingzhi.indicators.stated import without_unchosen
from xingzhi.packs import Packs
from xingzhi.packs.schema import Label
from xingzhi.snapshots.models import Snapshot
from xingzhi.text.normalise import fold


@dataclass(frozen=True)
class Quality:
    """The change of a figure notified from above, in its unit.

    `own` is None where no pack declares the figure; `ends` is None where ours cannot be computed: then all of the change
    is unexplained. `needs` says which records would be needed, where the pack says so.
    """

    name: str
    region: str
    pair: Pair
    own: Own | None
    ends: tuple[Fraction, Fraction] | None
    needs: Label | None
    dimensions: dict[str, tuple[Piece, ...]]

    @property
    def change(self) -> Fraction:
        """The official change."""
        return Fraction(self.pair.after.value or 0) - Fraction(self.pair.before.value or 0)

    @property
    def explained(self) -> Fraction:
        """What our own figure changed; 0 where there is none."""
        return self.ends[1] - self.ends[0] if self.ends else Fraction(0)

    @property
    def unexplained(self) -> Fraction:
        """What no record of ours explains; all of it where we have no such figure."""
        return self.change - self.explained

    @property
    def residues(self) -> dict[str, Fraction]:
        """By dimension, what its parts and the unexplained leave of the official change: always 0."""
        return {
            name: self.change - self.unexplained - sum((piece.effect.total for piece in pieces), Fraction(0))
            for name, pieces in self.dimensions.items()
        }

    @property
    def same_words(self) -> bool:
        """Whether both figures state one definition, as far as they state any."""
        said = {fold(each.definition) for each in (self.pair.before, self.pair.after) if each.definition}
        return len(said) <= 1


def quality(
    name: str, packs: Packs, snapshot: Snapshot, region: str, days: tuple[date, date], *, agencies: bool = False
) -> Quality | None:
    """The change of a figure notified of a region: of the periods that end on the days, else of the latest two alike.

    `name` is the id of an indicator, or what files call a figure no pack declares; `region` a path inside the reader's
    scope. Agencies are named only where asked: within the office. None where no two figures can be compared.
    """
    indicator = packs.indicators.get(name)
    if indicator is None:
        found = pair(received_as(name, region, snapshot), "", days)
        return Quality(name, region, found, None, None, None, {}) if found else None
    measure = Measure(indicator, packs, snapshot)
    figures = without_unchosen(name, measure.timing, region, received(indicator, region, snapshot, packs))
    found = pair(figures, measure.timing, days)
    if found is None:
        return None
    before, after = (Cell(region, _span(each, measure.timing)) for each in (found.before, found.after))
    own = Own(measure, (before, after))
    if (ends := own.ends) is None:
        return Quality(name, region, found, own, None, needed(measure), {})
    few = int(packs.change.few.value)
    split = {each: own.pieces(each, few) for each in own.dimensions if agencies or each != AGENCY}
    return Quality(name, region, found, own, ends, None, split)


def needed(measure: Measure) -> Label | None:
    """Which records would feed the figure, or the first part of it that nothing feeds yet."""
    own = measure.indicator.fed_by
    return own or next((found for part in measure.parts if (found := needed(part))), None)


def _span(figure: Official, timing: str) -> Span:
    assert figure.end is not None
    if timing == "flow" and figure.start:
        return Span(figure.start, figure.end)
    return year_to(figure.end) if timing == "cumulative" else Span(figure.end, figure.end)
