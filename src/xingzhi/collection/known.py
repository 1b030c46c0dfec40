"""Values that stand already: counted from the newest snapshot, so that nobody is asked for them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from xingzhi.collection.forms import Form
from xingzhi.collection.models import UnitKind, UnitReport
from xingzhi.collection.reading import written
from xingzhi.collection.units import today_of
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Cell, Query, Span
from xingzhi.packs import load
from xingzhi.packs.forms import Known
from xingzhi.snapshots.jobs import latest


@dataclass(frozen=True)
class KnownValue:
    """A value that is not asked: the number as text, what it was counted from, how many records were undecided."""

    value: str
    indicator: str
    register: str
    ref: str  # pack and snapshot
    undecided: int

    def as_json(self) -> dict[str, Any]:
        """What a report keeps."""
        return asdict(self)


def known_value(source: Known, region: str, form: Form) -> KnownValue | None:
    """The value of a region in the form's period; `None` where no snapshot, no record or no certainty allows one."""
    packs, snapshot = load(), latest()
    if snapshot is None:
        return None
    span = Span(form.period.start, form.period.end)
    if source.count:
        register = source.count.register_
        if not snapshot.totals.get(register, {}).get("rows"):
            return None
        number, undecided = Query(snapshot, source.count).count(Cell(region, span))
        return KnownValue(str(number), "", register, f"{form.ref} · {snapshot.label}", undecided)
    measure = Measure(packs.indicators[source.indicator], packs, snapshot)
    register = measure.query.register.name
    if not snapshot.totals.get(register, {}).get("rows"):
        return None
    value = measure.value(Cell(region, span))
    if value.value is None:
        return None
    return KnownValue(
        written(value.value), source.indicator, register, f"{value.pack} · {value.snapshot}", value.unknown
    )


def known_values(report: UnitReport, form: Form) -> dict[str, dict[str, Any]]:
    """The cells of a report nobody need fill in. Of zones and other units the registers know nothing."""
    if report.kind != UnitKind.BANNER:
        return {}
    found = {}
    for cell in form.cells:
        if cell.known and (value := known_value(cell.known, today_of(report.region), form)):
            found[cell.id] = value.as_json()
    return found
