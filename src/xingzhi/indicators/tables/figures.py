"""The figures tables and bulletins are made of: counted once per indicator and period, the official value first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from xingzhi.indicators.measure import Measure, Value
from xingzhi.indicators.official import Official, received
from xingzhi.indicators.query import Cell, Span
from xingzhi.indicators.used import Used, used_value
from xingzhi.indicators.values import rate
from xingzhi.packs import Packs
from xingzhi.packs.tables import Where
from xingzhi.snapshots.models import Snapshot


@dataclass(frozen=True)
class Figure:
    """One value with what it rests on. `kind`: "official" as received, "own" computed here, "edited" set by a person.

    `value` is None where it is not known; `missing` then says what is not there. `own` stands beside an official or
    edited value, `remark` says why the two differ. `unknown` counts records that could not be decided. `contradicts`:
    figures received contradict each other and nobody chose; `chosen` says which an officer chose, of which, and why.
    """

    key: str
    indicator: str
    region: str
    start: date
    end: date
    where: Where
    value: Decimal | None
    decimals: int
    unit: str
    kind: str
    source: str = ""
    own: Decimal | None = None
    unknown: int = 0
    missing: str = ""
    remark: str = ""
    contradicts: bool = False
    chosen: str = ""
    from_official: bool = False  # computed here, from an official figure

    def like(self, other: Figure) -> bool:
        """Whether the two may be compared: an official figure beside one counted here gives no rate. Of unknown ones none
        is made anyhow."""
        return (
            self.value is None
            or other.value is None
            or (self.kind == "official" or self.from_official) == (other.kind == "official" or other.from_official)
        )


def key_of(indicator: str, region: str, start: date, end: date, where: Where) -> str:
    """What a figure is the value of: the same fact has the same key in every document."""
    narrowed = "&".join(f"{name}={','.join(sorted(where[name]))}" for name in sorted(where))
    days = end.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"
    return "|".join(filter(None, (indicator, region or "nation", days, narrowed)))


@dataclass
class Figures:
    """Values of one snapshot within one region; `edits` are values a person set, by key, with the reason."""

    packs: Packs
    snapshot: Snapshot
    region: str
    edits: Mapping[str, tuple[Decimal, str]] = field(default_factory=dict)
    used: dict[str, Figure] = field(default_factory=dict)
    _measures: dict[str, Measure] = field(default_factory=dict)
    _counted: dict[Any, list[dict[str, Any]]] = field(default_factory=dict)
    _received: dict[tuple[str, str], bool] = field(default_factory=dict)

    def of(self, indicator: str, region: str, start: date, end: date, where: Where) -> Figure:
        """The value used for a fact, and remembered as used."""
        if self.packs.timing(self.packs.indicators[indicator]) == "stock":
            start = end
        key = key_of(indicator, region, start, end, where)
        if key not in self.used:
            self.used[key] = self._found(key, indicator, region, start, end, where)
        return self.used[key]

    def _found(self, key: str, indicator: str, region: str, start: date, end: date, where: Where) -> Figure:
        return self._settled(key, self._divided_anew(self._computed(key, indicator, region, start, end, where)))

    def _divided_anew(self, own: Figure) -> Figure:
        """A rate of the figure that stands beside it: of the one received or set by hand, not of the one counted here."""
        measure = self.measure(own.indicator)
        if (
            not (name := measure.indicator.numerator_indicator)
            or measure.indicator.denominator is None
            or own.value is None
        ):
            return own
        key = key_of(name, own.region, own.start, own.end, own.where)
        if key not in self.edits and not self._has_received(name, own.region):
            return own
        over = self.used.get(key) or self._found(key, name, own.region, own.start, own.end, own.where)
        by, _ = measure.denominator(Cell(own.region, Span(own.start, own.end)))
        if over.kind == "own" or over.value is None or not by:
            return own
        kind = "官方数据" if over.kind == "official" else "手工修改"
        said = f"本局按{self.packs.indicators[name].title.zh}{over.value.normalize():f}{over.unit}（{kind}）计算"
        value = rate(over.value, by, measure.indicator.decimals)
        return replace(own, value=value, source=said, from_official=over.kind == "official")

    def _settled(self, key: str, own: Figure) -> Figure:
        if key in self.edits:
            value, reason = self.edits[key]
            return replace(own, value=value, own=own.value, kind="edited", source=reason, missing="")
        if own.where or not self._has_received(own.indicator, own.region):
            return own
        used = used_value(own.indicator, own.region, Span(own.start, own.end), snapshot=self.snapshot)
        if used.kind == "contradiction":
            missing = f"收到的官方数据互相矛盾，没有选用：{_told(used.received)}"
            return replace(own, value=None, own=own.value, kind="official", missing=missing, contradicts=True)
        if used.kind != "official":
            return own
        return replace(
            own, value=used.value, own=own.value, kind="official", source=f"官方数据：{_issued(used.official)}", missing="",
            remark=_explained(used), chosen=_chosen(used),
        )  # fmt: skip

    def _has_received(self, indicator: str, region: str) -> bool:
        """Whether any figure was received of an indicator and a place; asked once each."""
        asked = (indicator, region)
        if asked not in self._received:
            self._received[asked] = bool(received(self.packs.indicators[indicator], region, self.snapshot, self.packs))
        return self._received[asked]

    def _computed(self, key: str, indicator: str, region: str, start: date, end: date, where: Where) -> Figure:
        measure, span = self.measure(indicator), Span(start, end)
        if measure.indicator.derived or measure.count is None:
            return self._as_figure(key, where, measure.value(Cell(region, span)), measure)
        known = unknown = 0
        for row in self._rows(indicator, span, tuple(sorted(where))):
            if row["region"].startswith(region) and all(row[name] in codes for name, codes in where.items()):
                known, unknown = known + row["known"], unknown + row["unknown"]
        return self._as_figure(key, where, measure.of_count(Cell(region, span), known, unknown), measure)

    def _as_figure(self, key: str, where: Where, value: Value, measure: Measure) -> Figure:
        return Figure(
            key, value.indicator, value.region, value.start, value.at, where, value.value, measure.indicator.decimals,
            value.unit, "own", f"本局据{self.snapshot.edition}计算", None, value.unknown, value.missing,
        )  # fmt: skip

    def measure(self, indicator: str) -> Measure:
        """What computes an indicator here, made once."""
        if indicator not in self._measures:
            self._measures[indicator] = Measure(self.packs.indicators[indicator], self.packs, self.snapshot)
        return self._measures[indicator]

    def _rows(self, indicator: str, span: Span, names: tuple[str, ...]) -> list[dict[str, Any]]:
        asked = (indicator, span, names)
        if asked not in self._counted:
            query = self.measure(indicator).query
            self._counted[asked] = query.breakdown(Cell(self.region, span), ("region", *names)).to_pylist()
        return self._counted[asked]


def _issued(official: Official | None) -> str:
    """Who issued a figure, and in which document."""
    return (official.source if official else "") or "来源未注明"


def _explained(used: Used) -> str:
    """Why ours differs, in the language of documents whoever asks for them."""
    with override("zh-hans"):
        return used.explanation


def _told(figures: Iterable[Official]) -> str:
    return "、".join(f"{each.stated:f}{each.unit}（{_issued(each)}）" for each in figures)


def _chosen(used: Used) -> str:
    """Which of contradicting figures an officer chose, beside which, and why; "" where nothing was to be chosen."""
    if used.choice is None or used.official is None:
        return ""
    others = _told(each for each in used.received if each is not used.official)
    return f"收到的官方数据互相矛盾，采用{_told([used.official])}，未采用{others}，理由：{used.choice.reason}"
