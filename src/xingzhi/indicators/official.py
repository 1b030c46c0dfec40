"""Figures received from above: which of them speak of an indicator, a place and a period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xingzhi.indicators.measure import rounded
from xingzhi.indicators.query import Span
from xingzhi.indicators.series import Rows, rows_of
from xingzhi.packs import Indicator, Packs
from xingzhi.snapshots.models import Snapshot
from xingzhi.text.normalise import fold
from xingzhi.text.periods import Period, parse_period
from xingzhi.text.problems import ValueProblem

REGISTER = "official_figures"
_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_UNIT = re.compile("(百万|千万|十|百|千|万|亿)?(.+)")


@dataclass(frozen=True)
class Official:
    """One figure as received.

    `value` is in the unit of the indicator; None where the figure cannot be used as it stands: `unread` then says why:
    "period" (its words are not known), "start" (a flow without its first day) or "unit" (another one than ours).
    """

    key: str
    value: Decimal | None
    stated: Decimal
    unit: str
    period: str
    issuer: str
    document: str
    definition: str
    start: date | None = None
    end: date | None = None
    unread: str = ""

    @property
    def source(self) -> str:
        """Issuer and document."""
        return " ".join(filter(None, (self.issuer, self.document)))

    def covers(self, timing: str, span: Span) -> bool:
        """Whether the figure is of these days; of a stock, or a sum from 1 January, the last day counts."""
        if self.unread or self.end != span.end:
            return False
        return timing != "flow" or self.start == span.start


def names_of(indicator: Indicator) -> set[str]:
    """What an indicator is called in files, folded."""
    titles = (indicator.id, indicator.title.zh, indicator.title.en, *indicator.aliases)
    return {fold(name) for name in titles}


def received(indicator: Indicator, region: str, snapshot: Snapshot, packs: Packs) -> list[Official]:
    """Every figure received of an indicator and a region, the latest period first; unreadable ones at the end."""
    names = names_of(indicator)
    rows: Rows = rows_of(snapshot, REGISTER)
    own = (row for row in rows if row["assigned_region"] == region and fold(row["indicator"]) in names)
    return _latest_first(_official(row, indicator.unit.zh, packs.timing(indicator)) for row in own)


def received_as(name: str, region: str, snapshot: Snapshot) -> list[Official]:
    """Every figure received under a name no pack declares, as `received`; in the unit of the first of them."""
    own = [
        row
        for row in rows_of(snapshot, REGISTER)
        if row["assigned_region"] == region and fold(row["indicator"]) == fold(name)
    ]
    unit = next((str(row["unit"]) for row in own if row["unit"]), "")
    return _latest_first(_official(row, unit, "") for row in own)


def _latest_first(found: Iterable[Official]) -> list[Official]:
    return sorted(found, key=lambda each: (each.end or date.min, each.start or date.min, each.key), reverse=True)


def _official(row: dict[str, object], wanted: str, timing: str) -> Official:
    stated = Decimal(str(row["value"]))
    unit, period = str(row["unit"] or ""), str(row["period"])
    read, unread = _read(period, timing)
    value = None if unread else in_unit(stated, unit, wanted)
    return Official(
        key=str(row["key"]),
        value=value,
        stated=plain_decimal(stated),
        unit=unit,
        period=period,
        issuer=str(row["issuer"] or ""),
        document=str(row["document"] or ""),
        definition=str(row["definition"] or ""),
        start=read.start if read else None,
        end=read.end if read else None,
        unread=unread or ("unit" if value is None else ""),
    )


def _read(period: str, timing: str) -> tuple[Period | None, str]:
    try:
        read = parse_period(period)
    except ValueProblem:
        return None, "period"
    return read, "start" if timing == "flow" and read.start is None else ""


def in_unit(value: Decimal, stated: str, wanted: str) -> Decimal | None:
    """A value in another unit of the same things: 1.3398 万件 -> 13398 件; a blank unit is the one wanted."""
    if not stated or fold(stated) == fold(wanted):
        return plain_decimal(value)
    (scale, base), (own, own_base) = _split(stated), _split(wanted)
    return plain_decimal(value * scale / own) if base == own_base else None


def _split(unit: str) -> tuple[int, str]:
    match = _UNIT.fullmatch(fold(unit))
    return (_SCALES[match[1] or ""], match[2]) if match else (1, fold(unit))


def plain_decimal(value: Decimal) -> Decimal:
    """The same number without the zeros behind it that only the register's column gave it."""
    cut = value.normalize()
    return cut.quantize(Decimal(1)) if cut == cut.to_integral_value() else cut


def agree(figures: list[Official]) -> bool:
    """Whether figures say the same, each rounded as the coarsest of them is."""
    values = [figure.value for figure in figures if figure.value is not None]
    if len(values) < len(figures):
        return False
    coarsest = min(decimals(value) for value in values)
    return len({rounded(value, coarsest) for value in values}) == 1


def decimals(value: Decimal) -> int:
    """How many decimals a number is given with."""
    exponent = plain_decimal(value).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
