"""Add up what units reported: only what may be added, with who is missing named; zones stand beside, never counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xingzhi.collection.forms import Form, decimal_of, form_of
from xingzhi.collection.models import REPORTED, Round, UnitKind, UnitReport
from xingzhi.packs.forms import FormCell


@dataclass(frozen=True)
class Line:
    """One cell added up over the units that reported; `None` where it may not be added or nobody reported.

    `to_date` is the sum of the year up to this period; of a state there is none.
    """

    cell: FormCell
    total: Decimal | None
    zones: Decimal | None
    before: Decimal | None
    year_before: Decimal | None
    to_date: Decimal | None


@dataclass(frozen=True)
class Totals:
    """A round added up: its lines, how many of how many reported, and what the sums lack."""

    lines: list[Line]
    reported: int
    units: int
    missing: list[str]
    not_accepted: int
    incomplete: list[str]  # earlier periods of the year that lack a unit, or were not collected at all


def counted(reports: Iterable[UnitReport]) -> list[UnitReport]:
    """The reports that are added up: a zone lies in banners, so zones count only where nobody else reports."""
    every = list(reports)
    return [each for each in every if each.kind != UnitKind.ZONE] or every


def add(reports: Sequence[UnitReport], cell: FormCell) -> Decimal | None:
    """The sum of a cell over reports that hold it."""
    if not cell.counted or not cell.adds:
        return None
    given = [value for each in reports if (value := decimal_of(each.values, cell.id)) is not None]
    return sum(given, Decimal(0)) if given else None


def reported(found: Round) -> list[UnitReport]:
    """The reports of a round that are signed by both and not sent back."""
    return list(UnitReport.objects.filter(round=found, state__in=REPORTED))


def totals(found: Round) -> Totals:
    """Add a round up, beside the period before, the same one a year earlier, and the year so far."""
    form = form_of(found)
    every = list(UnitReport.objects.filter(round=found).order_by("kind", "region", "unit"))
    inside = counted(every)
    mine = [each for each in inside if each.state in REPORTED]
    zones = [each for each in every if each.kind == UnitKind.ZONE and each.state in REPORTED and each not in mine]
    rounds = {each.period: each for each in Round.objects.filter(region=found.region, form=found.form)}
    before, year_before = (
        counted(reported(rounds[code])) if code in rounds else []
        for code in (form.period.before().code, form.period.year_before().code)
    )
    so_far, incomplete = _year(form, rounds)
    return Totals(
        [
            Line(cell, add(mine, cell), add(zones, cell), add(before, cell), add(year_before, cell),
                 None if cell.stock else add(so_far, cell))
            for cell in form.cells
            if cell.counted
        ],
        len(mine), len(inside), [each.name for each in inside if each.state not in REPORTED],
        sum(each.state != "accepted" for each in mine), incomplete,
    )  # fmt: skip


def _year(form: Form, rounds: dict[str, Round]) -> tuple[list[UnitReport], list[str]]:
    """The reports of the year up to the form's period, and the periods before it that are not complete."""
    period, codes = form.period, []
    while period.year == form.period.year:
        codes.append(period.code)
        period = period.before()
    found: list[UnitReport] = []
    incomplete = []
    for code in reversed(codes):
        every = counted(UnitReport.objects.filter(round=rounds[code])) if code in rounds else []
        came = [each for each in every if each.state in REPORTED]
        found += came
        if code != form.period.code and (not every or len(came) < len(every)):
            incomplete.append(code)
    return found, incomplete
