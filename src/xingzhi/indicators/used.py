"""The value an outgoing document uses: the one received from above where there is one, else ours, marked internal."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import get_language, gettext

from xingzhi.indicators.differences import Reason, reasons
from xingzhi.indicators.measure import Measure, Value
from xingzhi.indicators.models import DifferenceReason, OfficialChoice
from xingzhi.indicators.official import Official, agree, received
from xingzhi.indicators.query import Cell, Span
from xingzhi.indicators.stated import choice_made, chosen_of, reason_written
from xingzhi.packs import load
from xingzhi.snapshots.jobs import latest
from xingzhi.snapshots.models import Snapshot

Kind = Literal["official", "own", "contradiction", "none"]


@dataclass(frozen=True)
class Used:
    """What stands for an indicator, a place and a period.

    `kind` is "official" where a figure was received and is used; "own" where none was and ours stands (内部测算，不对外发布);
    "contradiction" where figures received differ from each other and no officer's choice holds: `value` is None and
    `received` has all; "none" where there is neither. `difference` is ours less the official one. `choice` is what an
    officer chose between them: beside "contradiction" one that no longer holds. `written` is the officer's own reason.
    """

    indicator: str
    region: str
    span: Span
    value: Decimal | None
    kind: Kind
    unit: str
    own: Value | None
    official: Official | None
    received: tuple[Official, ...]  # all that speak of this place and period
    unread: tuple[Official, ...]  # of this place, but of a period or in a unit that could not be read
    difference: Decimal | None
    reasons: tuple[Reason, ...]
    choice: OfficialChoice | None = None
    written: DifferenceReason | None = None

    @property
    def internal(self) -> bool:
        """Whether the value may not leave the office."""
        return self.kind != "official"

    @property
    def explained(self) -> bool:
        """Whether the difference is zero, an officer gave the reason, or a reason alone makes it zero."""
        return not self.difference or self.written is not None or any(reason.sure for reason in self.reasons)

    @property
    def explanation(self) -> str:
        """Why the two differ, in the reader's language; "" where they do not, 未说明 where nothing is known."""
        if not self.difference:
            return ""
        said = [self.written.text] if self.written else []
        between = "; " if (get_language() or "").startswith("en") else "；"
        return between.join([*said, *(reason.text for reason in self.reasons)]) or gettext("未说明")


def used_value(
    indicator: str, region: str, span: Span, *, snapshot: Snapshot | None = None, own: Value | None = None
) -> Used:
    """The value to use for an indicator (by id), a region (by path, inside the caller's scope) and a span.

    Reads a snapshot only, by default the newest; `own` spares computing ours again. `KeyError` for an unknown indicator.
    """
    packs, snapshot = load(), snapshot or latest()
    found = packs.indicators[indicator]
    if snapshot is None:
        return Used(indicator, region, span, None, "none", found.unit.zh, None, None, (), (), None, ())
    measure = Measure(found, packs, snapshot)
    figures = received(found, region, snapshot, packs)
    return used_of(measure, own or measure.value(Cell(region, span)), span, figures)


def used_of(measure: Measure, own: Value, span: Span, figures: list[Official]) -> Used:
    """The value to use where ours is computed and what was received is read already."""
    found, place = measure.indicator, (measure.timing, own.region, span)
    fitting = [figure for figure in figures if figure.covers(measure.timing, span)]
    unread = tuple(figure for figure in figures if figure.unread)
    alike = agree(fitting) if fitting else True
    choice = None if alike else choice_made(found.id, *place)
    official = chosen_of(fitting, choice) if not alike else finest(fitting) if fitting else None
    kind: Kind = "contradiction" if fitting else "own" if own.value is not None else "none"
    difference: Decimal | None = None
    why: tuple[Reason, ...] = ()
    written: DifferenceReason | None = None
    if official is not None:
        kind = "official"
        if own.value is not None and official.value is not None:
            difference, why = own.value - official.value, reasons(measure, own, official)
            written = reason_written(found.id, *place) if difference else None
    value = official.value if official else own.value if kind == "own" else None
    return Used(
        found.id, own.region, span, value, kind, found.unit.zh, own, official, tuple(fitting), unread, difference, why,
        choice, written,
    )  # fmt: skip


def finest(figures: list[Official]) -> Official:
    """Of figures that agree, the one given with the most decimals."""
    return max(figures, key=lambda figure: len(str(figure.value)))
