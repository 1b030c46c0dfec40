"""The change of a share the office computes itself: mix and rate effects by place, by patent type, and by who and what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xingzhi.indicators.change.own import Own, Piece
from xingzhi.indicators.dimensions import AGENCY
from xingzhi.indicators.measure import Measure, year_to
from xingzhi.indicators.query import Cell, Span

PLACE, TYPE = "region", "patent_type"


@dataclass(frozen=True)
class ShareChange:
    """The share at both ends, as per cent, and by dimension what each value did; each dimension's sum to the change."""

    own: Own
    ends: tuple[Fraction, Fraction]
    dimensions: dict[str, tuple[Piece, ...]]

    @property
    def change(self) -> Fraction:
        """The change in points, before rounding."""
        return self.ends[1] - self.ends[0]

    @property
    def residues(self) -> dict[str, Fraction]:
        """By dimension, what its values leave of the change: always 0."""
        return {
            name: self.change - sum((piece.effect.total for piece in pieces), Fraction(0))
            for name, pieces in self.dimensions.items()
        }


def share_change(
    measure: Measure, region: str, days: tuple[date, date], few: int, *, agencies: bool = False
) -> ShareChange | None:
    """Split the change of a share between two days; None where the figure is no share or an end cannot be computed.

    Agencies are named only where asked: within the office. By type only where both sides may be of several types.
    """
    spans = [Span(day, day) if measure.timing == "stock" else year_to(day) for day in days]
    own = Own(measure, (Cell(region, spans[0]), Cell(region, spans[1])))
    if not own.share or (ends := own.ends) is None:
        return None
    names = [PLACE] if measure.packs.regions.children(region) else []
    names += [TYPE] if TYPE in own.declared else []
    names += [name for name in own.dimensions if agencies or name != AGENCY]
    split = {name: own.pieces(name, few) for name in names}
    if PLACE in split:  # places stand in the order of their codes: no ranking
        split[PLACE] = tuple(sorted(split[PLACE], key=lambda piece: (piece.few, piece.values)))
    return ShareChange(own, ends, split)
