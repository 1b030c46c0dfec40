"""What stands beside a report: the unit's period before, its other forms, what the registers hold.

A region that was merged or renamed since is found under what it became; two that were merged are added up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from xingzhi.collection.checks import Beside, Found, evaluate
from xingzhi.collection.forms import Form, as_measured, decimal_of, form_of
from xingzhi.collection.known import known_value
from xingzhi.collection.models import REPORTED, UnitReport
from xingzhi.collection.units import today_of
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs.forms import Known
from xingzhi.text.reporting_periods import PARTS, Period


def of_unit(report: UnitReport, form: str, periods: Iterable[str]) -> list[UnitReport]:
    """The reports of the same unit for a form in some periods, signed and not sent back."""
    found = UnitReport.objects.filter(
        round__region=report.round.region, round__form=form, round__period__in=list(periods), kind=report.kind,
        unit=report.unit, state__in=REPORTED,
    ).select_related("round")  # fmt: skip
    here = today_of(report.region)
    return [each for each in found.order_by("round__first_day", "region") if today_of(each.region) == here]


@dataclass(frozen=True)
class Before:
    """What the unit last reported: for which period (`None`: nothing within a year), its numbers and its texts."""

    period: Period | None
    numbers: dict[str, Decimal]
    words: dict[str, str]


def before(report: UnitReport, form: Form) -> Before:
    """The period before's; where that is not in, the nearest before it, of a year at most."""
    codes = [form.period.before()]
    while len(codes) < PARTS[form.period.kind]:
        codes.append(codes[-1].before())
    every = of_unit(report, form.id, [each.code for each in codes])
    for period in codes:
        if reports := [each for each in every if each.round.period == period.code]:
            for each in reports:
                each.values = as_measured(each.values, each.round, form)
            words = {c.id: r.values[c.id] for r in reports for c in form.cells if not c.counted and r.values.get(c.id)}
            return Before(period, _added(reports, form), words)
    return Before(None, {}, {})


def _added(reports: list[UnitReport], form: Form) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for cell in form.cells:
        given = [value for each in reports if cell.counted and (value := decimal_of(each.values, cell.id)) is not None]
        if given and (cell.adds or len(given) == 1):
            found[cell.id] = sum(given, Decimal(0))
    return found


def beside(report: UnitReport, form: Form) -> Beside:
    """What the checks of a report ask for."""

    def other(form_id: str, cells: tuple[str, ...]) -> Decimal | None:
        return _within(report, form.period, form_id, cells)

    def known(source: Known) -> Decimal | None:
        span = Span(form.period.start, form.period.end)
        value = known_value(source, Cell(today_of(report.region), span), form.ref)
        return Decimal(value.value) if value else None

    return Beside(before(report, form).numbers, other, known)


def _within(report: UnitReport, period: Period, form_id: str, cells: tuple[str, ...]) -> Decimal | None:
    """Cells of another form added up over all its periods inside this one; `None` while one of them is missing."""
    total, reports = Decimal(0), of_unit(report, form_id, _inside(period))
    kinds = {form_of(each.round).period.kind for each in reports}
    needed = PARTS[kinds.pop()] // PARTS[period.kind] if len(kinds) == 1 else 0
    if not needed or len({each.round.period for each in reports}) < needed:
        return None
    for each in reports:
        for cell in cells:
            value = decimal_of(each.values, cell)
            if value is None:
                return None
            total += value
    return total


def _inside(period: Period) -> list[str]:
    every = [Period(kind, period.year, at + 1) for kind, parts in PARTS.items() for at in range(parts)]  # type: ignore[arg-type]
    return [each.code for each in every if period.holds(each)]


def findings(report: UnitReport, values: dict[str, str], notes: dict[str, str]) -> list[Found]:
    """Every check that does not hold for these values, as things stand."""
    form = form_of(report.round)
    return evaluate(form.body, values, notes, beside(report, form))
