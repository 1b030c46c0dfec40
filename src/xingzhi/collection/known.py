"""Values that stand already: counted from the newest snapshot, so that nobody is asked for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from xingzhi.collection.forms import Form
from xingzhi.collection.models import UnitKind, UnitReport
from xingzhi.collection.reading import written
from xingzhi.collection.units import today_of
from xingzhi.indicators import zones
from xingzhi.indicators.dimensions import ZONE
from xingzhi.indicators.freshness import complete_until, month_complete, records_until
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Query, Span
from xingzhi.packs import load
from xingzhi.packs.forms import FormCell, Known
from xingzhi.snapshots.jobs import latest


@dataclass(frozen=True)
class KnownValue:
    """A value that is not asked: the number as text, what it was counted from, how many records were undecided.

    `complete`: whether all records of its period are taken as here.
    """

    value: str
    indicator: str
    register: str
    ref: str  # pack and snapshot
    undecided: int
    complete: bool = True

    def as_json(self) -> dict[str, Any]:
        """What a report keeps."""
        return asdict(self)


def known_value(source: Known, cell: Cell, ref: str) -> KnownValue | None:
    """The value of a region and span; `None` where no snapshot, no record or no certainty allows one. `ref` is the form's."""
    packs, snapshot = load(), latest()
    if snapshot is None:
        return None
    if source.count:
        register = source.count.register_
        if not snapshot.totals.get(register, {}).get("rows"):
            return None
        query = Query(snapshot, source.count)
        number, undecided = query.count(cell)
        complete = month_complete(cell.span.end, records_until(query, snapshot, packs))
        return KnownValue(str(number), "", register, f"{ref} · {snapshot.label}", undecided, complete)
    measure = Measure(packs.indicators[source.indicator], packs, snapshot)
    register = measure.query.register.name
    if not snapshot.totals.get(register, {}).get("rows"):
        return None
    value = measure.value(cell)
    if value.value is None:
        return None
    complete = month_complete(cell.span.end, complete_until(measure))
    return KnownValue(
        written(value.value), source.indicator, register, f"{value.pack} · {value.snapshot}", value.unknown, complete
    )


def known_values(report: UnitReport, form: Form) -> dict[str, dict[str, Any]]:
    """The cells of a report nobody need fill in: a banner's, and of a zone with declared members what patents tell."""
    found, span = {}, Span(form.period.start, form.period.end)
    for cell, source in _asked(report, form):
        where = {ZONE: report.unit} if report.kind == UnitKind.ZONE else {}
        if value := known_value(source, Cell(today_of(report.region), span, where), form.ref):
            found[cell.id] = value.as_json()
    return found


def _asked(report: UnitReport, form: Form) -> Iterator[tuple[FormCell, Known]]:
    cells = [(cell, cell.known) for cell in form.cells if cell.known]
    if report.kind == UnitKind.BANNER:
        yield from cells
    elif report.kind == UnitKind.ZONE and cells and _declared(report):
        yield from (each for each in cells if _by_zone(each[1]))


def _declared(report: UnitReport) -> bool:
    snapshot = latest()
    return snapshot is not None and report.unit in zones.names(snapshot, today_of(report.region))


def _by_zone(source: Known) -> bool:
    """Whether an indicator counts patents alone: of no other register it is known what lies in a zone."""
    packs, snapshot = load(), latest()
    if not source.indicator or snapshot is None:
        return False
    measure = Measure(packs.indicators[source.indicator], packs, snapshot)
    patents = measure.counted and measure.query.register.name == "patents"
    return patents and not measure.indicator.denominator


def counted_here(cell: FormCell, region: str, form: Form, spans: list[Span]) -> list[KnownValue | None] | None:
    """What the system itself counts of a cell over each span; `None` where it knows nothing of the first one."""
    if cell.known is None:
        return None
    values = [known_value(cell.known, Cell(region, span), form.ref) for span in spans]
    return values if values[0] else None
