"""The office's own figure as exact fractions at two ends, and what each value of a dimension did to its change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from xingzhi.core.declare import Register
from xingzhi.indicators.change.rates import Effect, Group, mix_and_rate
from xingzhi.indicators.dimensions import AGENCY, DUTY, FIELD, SECTION, UNPLACED
from xingzhi.indicators.measure import Measure, year_to
from xingzhi.indicators.query import Cell
from xingzhi.packs import Indicator

SHARES = ("share", "inclusive_share")
PER_CENT = 100


@dataclass(frozen=True)
class Piece:
    """What one value of a dimension did, or several that have too few records each to speak of (`few`).

    `counts` are records at both ends; `wholes` what they are a share of, None where the figure is no share of records.
    """

    values: tuple[str, ...]
    counts: tuple[int, int]
    wholes: tuple[int, int] | None
    effect: Effect
    few: bool


def is_share(measure: Measure) -> bool:
    """Whether a figure is a share of records the office has, so that its change splits into rate and mix."""
    derived = measure.indicator.derived
    return measure.sourced and derived is not None and derived.op in SHARES


class Own:
    """One indicator of the office's in a region, by today's registers and today's definition at both ends."""

    def __init__(self, measure: Measure, cells: tuple[Cell, Cell]) -> None:
        self.measure, self.cells = measure, cells
        self.values = tuple(measure.values(cells[0], [cell.span for cell in cells]))
        derived = measure.indicator.derived
        self.share = derived is not None and derived.op in SHARES
        self.scale = PER_CENT if self.share else 1
        # A share is of records alone: not of rates, nor of other shares.
        self.exact = all(
            each.indicator.kind not in ("ratio", "derived") or each is measure for each in _leaves(measure)
        )

    @property
    def ends(self) -> tuple[Fraction, Fraction] | None:
        """The figure at both ends before rounding; None where one cannot be computed."""
        if not self.exact or any(value.value is None for value in self.values):
            return None
        before, after = (self.scale * Fraction(self._count(at)) / self._whole(at) for at in (0, 1))
        return before, after

    @property
    def declared(self) -> set[str]:
        """The dimensions all records behind the figure are declared with. Of an amount none."""
        leaves = list(_leaves(self.measure))
        if any(leaf.count is None or leaf.count.amount for leaf in leaves):
            return set()
        return set.intersection(*(set(_counted(leaf).dimensions) for leaf in leaves))

    @property
    def dimensions(self) -> list[str]:
        """By what the change may be split: what all records behind the figure know. Of an amount none."""
        shared = self.declared
        field = FIELD if FIELD in shared else SECTION
        return [name for name in ("applicant_kind", DUTY, field, AGENCY) if name in shared]

    @property
    def register(self) -> Register:
        """The register behind the figure."""
        return next(_leaves(self.measure)).query.register

    def opens(self, at: int, name: str, value: str) -> tuple[Indicator, Cell] | None:
        """The indicator and cell whose records a value of a dimension counts at an end; None where it opens to none."""
        top = self._top()
        if not top.opens or not value:
            return None
        cell = _own_cell(top, self.cells[at])
        if name == "region" and value != cell.region:
            return _counted(top), Cell(value, cell.span)
        return _counted(top), Cell(cell.region, cell.span, {UNPLACED if name == "region" else name: value})

    def pieces(self, name: str, few: int) -> tuple[Piece, ...]:
        """The change by the values of a dimension, the greatest first; what has fewer than `few` records comes together."""
        counts = [_by(self._top(), cell, name) for cell in self.cells]
        wholes = [_added([(1, _by(part, cell, name)) for part in self._below()]) for cell in self.cells]
        groups = [
            {value: Group(n, Fraction(below[value]) if self.share else None) for value, n in _all(top, below)}
            for top, below in zip(counts, wholes, strict=True)
        ]
        effects = mix_and_rate(groups[0], groups[1], (Fraction(self._whole(0)), Fraction(self._whole(1))))
        made = []
        for effect in effects:
            held = (counts[0][effect.name], counts[1][effect.name])
            of = (wholes[0][effect.name], wholes[1][effect.name]) if self.share else None
            made.append(Piece((effect.name,), held, of, _scaled(effect, self.scale), sum(of or held) < few))
        made.sort(key=lambda each: (-abs(each.effect.total), each.values))
        rare = [each for each in made if each.few]
        return (*(each for each in made if not each.few), *([together(rare)] if rare else []))

    def _top(self) -> Measure:
        return self.measure.parts[0] if self.share else self.measure

    def _below(self) -> tuple[Measure, ...]:
        if not self.share:
            return ()
        derived = self.measure.indicator.derived
        return self.measure.parts[1:] if derived and derived.op == "share" else self.measure.parts

    def _count(self, at: int) -> Fraction:
        return _total(self._top(), self.cells[at])

    def _whole(self, at: int) -> Fraction:
        if self.share:
            return sum((_total(part, self.cells[at]) for part in self._below()), Fraction(0))
        return Fraction(self.values[at].denominator or 1)


def together(pieces: list[Piece]) -> Piece:
    """Several pieces as one, with what they did in all."""

    def added(pairs: list[tuple[int, int]]) -> tuple[int, int]:
        return sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)

    effects = [each.effect for each in pieces]
    effect = Effect("", sum((e.mix for e in effects), Fraction(0)), sum((e.rate for e in effects), Fraction(0)),
                    sum((e.plain for e in effects), Fraction(0)))  # fmt: skip
    wholes = [each.wholes for each in pieces if each.wholes]
    return Piece(tuple(value for each in pieces for value in each.values), added([each.counts for each in pieces]),
                 added(wholes) if wholes else None, effect, pieces[0].few)  # fmt: skip


def _scaled(effect: Effect, scale: int) -> Effect:
    return Effect(effect.name, effect.mix * scale, effect.rate * scale, effect.plain * scale)


def _all(top: Counter[str], below: Counter[str]) -> list[tuple[str, int]]:
    return [(value, top[value]) for value in sorted({*top, *below})]


def _leaves(measure: Measure) -> Iterator[Measure]:
    """The measures at the bottom: what is counted or cannot be taken apart."""
    derived = measure.indicator.derived
    if derived is None:
        yield measure
    for part in measure.parts:
        if part.indicator.derived and part.indicator.derived.op in SHARES:
            yield part
        else:
            yield from _leaves(part)


def _counted(measure: Measure) -> Indicator:
    """The indicator whose records are counted: of a ratio its numerator, of a cumulative figure the flow."""
    found = measure.indicator
    below = found.numerator_indicator or found.cumulates
    return measure.packs.indicators[below] if below else found


def _signs(measure: Measure) -> list[tuple[int, Measure]]:
    """The parts of a sum or difference with their signs; none of what is counted."""
    derived = measure.indicator.derived
    if derived is None:
        return []
    minus = -1 if derived.op == "difference" else 1
    return [(minus if at else 1, part) for at, part in enumerate(measure.parts)]


def _total(measure: Measure, cell: Cell) -> Fraction:
    if measure.parts:
        return sum((sign * _total(part, cell) for sign, part in _signs(measure)), Fraction(0))
    return Fraction(measure.query.count(_own_cell(measure, cell))[0])


def _by(measure: Measure, cell: Cell, name: str) -> Counter[str]:
    """Records by the value of a dimension; "" where it is not known."""
    if measure.parts:
        return _added([(sign, _by(part, cell, name)) for sign, part in _signs(measure)])
    counts: Counter[str] = Counter()
    for row in measure.query.breakdown(_own_cell(measure, cell), (name,)).to_pylist():
        counts[str(row[name] or "")] += row["known"]
    return counts


def _added(signed: list[tuple[int, Counter[str]]]) -> Counter[str]:
    """Counts added up by value, each with its sign; what is below zero stays."""
    counts: Counter[str] = Counter()
    for sign, held in signed:
        for value, n in held.items():
            counts[value] += sign * n
    return counts


def _own_cell(measure: Measure, cell: Cell) -> Cell:
    return Cell(cell.region, year_to(cell.span.end)) if measure.timing == "cumulative" else cell
