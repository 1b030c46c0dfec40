"""Add up what units reported: only what may be added, with who is missing named; zones stand beside, never counted twice.

What the system counts itself is taken from there and not from what the units said. Forms about single firms hide sums
behind which too few of them stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xingzhi.collection.forms import Form, as_measured, decimal_of, form_of, remeasured
from xingzhi.collection.hiding import hidden
from xingzhi.collection.known import counted_here
from xingzhi.collection.models import REPORTED, Round, UnitKind, UnitReport
from xingzhi.collection.units import today_of
from xingzhi.indicators.query import Span
from xingzhi.packs.forms import FormCell
from xingzhi.text.reporting_periods import Period

COLUMNS = ("total", "to_date", "before", "year_before", "zones")


@dataclass(frozen=True)
class Line:
    """One cell added up over the units that reported; `None` where it may not be added or nobody reported.

    `to_date` is the sum of the year up to this period; of a state there is none. Where the system counts the cell itself
    (`own`), `said` is what the units' reports add up to, and `complete`
    whether all records of the period are here. `hidden` names the columns that may not be shown.
    """

    cell: FormCell
    total: Decimal | None
    to_date: Decimal | None
    before: Decimal | None
    year_before: Decimal | None
    zones: Decimal | None
    own: bool = False
    said: Decimal | None = None
    hidden: frozenset[str] = frozenset()
    complete: bool = True


@dataclass(frozen=True)
class Totals:
    """A round added up: its lines, how many of how many reported, and what the sums lack."""

    lines: list[Line]
    reported: int
    units: int
    missing: list[str]
    not_accepted: int
    incomplete: list[str]  # earlier periods of the year that lack a unit, or were not collected at all
    remeasured: list[str]  # cells whose unit was another in an earlier period, or that were not asked then
    zones_added: list[str]  # zones in the sums, because the banner they lie in was not asked
    zones_beside: int  # zones asked that are in no sum, because the banner they lie in was asked too
    earlier: dict[str, Earlier]  # the rounds of the columns `before` and `year_before`, where there were such


@dataclass(frozen=True)
class Earlier:
    """A round this one is held against: the reports that are in its sums, and who is missing in them."""

    round: Round
    came: list[UnitReport]
    missing: list[str]


def counted(reports: Iterable[UnitReport]) -> list[UnitReport]:
    """The reports that are added up: a zone counts only where the banner it lies in was not asked."""
    every = list(reports)
    asked = [today_of(each.region) for each in every if each.kind == UnitKind.BANNER]
    return [each for each in every if each.kind != UnitKind.ZONE or not _inside(today_of(each.region), asked)]


def _inside(zone: str, asked: Iterable[str]) -> bool:
    """Whether a zone's place lies in one of the banners, or holds one of them."""
    return any(zone.startswith(banner) or banner.startswith(zone) for banner in asked)


def add(reports: Sequence[UnitReport], cell: FormCell) -> Decimal | None:
    """The sum of a cell over reports that hold it."""
    if not cell.counted or not cell.adds:
        return None
    given = [value for each in reports if (value := decimal_of(each.values, cell.id)) is not None]
    return sum(given, Decimal(0)) if given else None


def totals(found: Round, states: Sequence[str] = REPORTED) -> Totals:
    """Add a round up, beside the period before, the same one a year earlier, and the year so far.

    Counted are reports in these states: by default those signed by both and not sent back.
    """
    form = form_of(found)
    every = list(UnitReport.objects.filter(round=found).order_by("kind", "region", "unit"))
    inside = counted(every)
    mine = [each for each in inside if each.state in states]
    rounds = {each.period: each for each in Round.objects.filter(region=found.region, form=found.form)}
    earlier = _earlier(form, rounds, states)
    sides = {
        "total": mine, **{name: each.came for name, each in earlier.items()},
        "zones": [each for each in every if each.kind == UnitKind.ZONE and each.state in states and each not in inside],
    }  # fmt: skip
    year, incomplete = _year(form, rounds, states)
    return Totals(
        _lines(found, form, sides, year), len(mine), len(inside),
        [each.name for each in inside if each.state not in states],
        sum(each.state != "accepted" for each in mine), incomplete,
        remeasured([each for each in rounds.values() if _beside(form.period, each.period)], form),
        [each.name for each in mine if each.kind == UnitKind.ZONE], len(every) - len(inside), earlier,
    )  # fmt: skip


def _earlier(form: Form, rounds: dict[str, Round], states: Sequence[str]) -> dict[str, Earlier]:
    """The rounds of the period before and of the same one a year earlier, as this form measures."""
    found = {}
    for name, period in (("before", form.period.before()), ("year_before", form.period.year_before())):
        if then := rounds.get(period.code):
            every = counted(UnitReport.objects.filter(round=then).order_by("kind", "region", "unit"))
            missing = [each.name for each in every if each.state not in states]
            found[name] = Earlier(then, _as_here(every, then, states, form), missing)
    return found


def _beside(period: Period, code: str) -> bool:
    """Whether an earlier period is added to or held against this one."""
    so_far = code[:4] == period.code[:4] and code < period.code
    return so_far or code in (period.before().code, period.year_before().code)


def _as_here(every: Iterable[UnitReport], then: Round, states: Sequence[str], form: Form) -> list[UnitReport]:
    """Those of a round's reports that are in these states, as this form measures."""
    came = [each for each in every if each.state in states]
    for each in came:
        each.values = as_measured(each.values, then, form)
    return came


def _lines(found: Round, form: Form, sides: dict[str, list[UnitReport]], year: list[list[UnitReport]]) -> list[Line]:
    closed = {name: hidden(form.body, [each.values for each in reports]) for name, reports in sides.items()}
    closed["to_date"] = frozenset().union(*(hidden(form.body, [each.values for each in part]) for part in year))
    so_far = [each for part in year for each in part]
    lines = []
    for cell in (each for each in form.cells if each.counted):
        sums = {name: add(sides.get(name, []), cell) for name in COLUMNS}
        sums["to_date"] = None if cell.stock else add(so_far, cell)
        own = counted_here(cell, found.region, form, spans(form.period)) if cell.known else None
        said = sums["total"]
        if own:
            sums |= {name: Decimal(each.value) if each else None for name, each in zip(COLUMNS[:4], own, strict=True)}
            sums["to_date"] = None if cell.stock else sums["to_date"]
        kept_back = frozenset(name for name in COLUMNS if cell.id in closed.get(name, ()) and sums[name] is not None)
        lines.append(Line(
            cell, sums["total"], sums["to_date"], sums["before"], sums["year_before"], sums["zones"], bool(own),
            said if own else None, kept_back, own[0].complete if own and own[0] else True,
        ))  # fmt: skip
    return lines


def spans(period: Period) -> list[Span]:
    """The days of the first four columns: this period, the year so far, the period before, the same one a year earlier."""
    before, back = period.before(), period.year_before()
    return [
        Span(period.start, period.end), Span(period.start.replace(month=1, day=1), period.end),
        Span(before.start, before.end), Span(back.start, back.end),
    ]  # fmt: skip


def _year(form: Form, rounds: dict[str, Round], states: Sequence[str]) -> tuple[list[list[UnitReport]], list[str]]:
    """The reports of each period of the year up to the form's, and the periods before it that are not complete."""
    period, codes = form.period, []
    while period.year == form.period.year:
        codes.append(period.code)
        period = period.before()
    found: list[list[UnitReport]] = []
    incomplete = []
    for code in reversed(codes):
        every = counted(UnitReport.objects.filter(round=rounds[code])) if code in rounds else []
        came = _as_here(every, rounds[code], states, form) if every else []
        found.append(came)
        if code != form.period.code and (not every or len(came) < len(every)):
            incomplete.append(code)
    return found, incomplete
