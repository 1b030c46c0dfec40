"""Tables and chart of the page that says why a figure changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.indicators.change.explain import Explained
from xingzhi.indicators.change.flows import Contribution, FlowChange
from xingzhi.indicators.change.paragraph import FIRST, LAST
from xingzhi.indicators.change.rates import rounding
from xingzhi.indicators.change.stocks import Change, shown_rate
from xingzhi.indicators.change.words import dimension_label, label, value_label
from xingzhi.indicators.freshness import month_complete
from xingzhi.indicators.measure import Value
from xingzhi.indicators.query import Cell
from xingzhi.packs import Indicator, load
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number, signed
from xingzhi.web.views.change_links import Links, links_of
from xingzhi.web.views.figures import missing, records_url, table, tile


def ends_of(found: Indicator, values: tuple[Value, Value], *, month: bool = False) -> list[dict[str, Any]]:
    """The figure at both ends and its change; of a flow those of a month, or of the year to a day."""
    before, after = values
    known = before.value is not None and after.value is not None
    difference = after.value - before.value if before.value is not None and after.value is not None else None
    period = gettext("当月") if month else ""
    tiles = [tile(found, value, period=period) | {"label": _period(value, month=month)} for value in values]
    text = (
        None
        if difference is None
        else signed(difference)
        if not found.decimals
        else f"{difference:+,.{found.decimals}f}"
    )
    return [*tiles, {"label": gettext("变化"), "value": text, "unit": tiles[0]["unit"] if known else "", "url": ""}]


def _period(value: Value, *, month: bool) -> str:
    """An end as headings call it: its day, or the month where it is of a whole one."""
    return f"{value.at:%Y-%m}" if month and month_complete(value.at, value.at) else value.at.isoformat()


def warnings(found: Indicator, values: tuple[Value, Value]) -> list[str]:
    """What is missing at an end, in words."""
    return [value.at.isoformat() + gettext("：") + missing(found, value) for value in values if value.missing]


def waterfall(found: Indicator, change: Change, then: bool) -> dict[str, Any] | None:
    """From the first figure by the parts to the last; of the counts where a ratio cannot be computed."""
    if not change.parts and not change.population:
        return None
    links, exact = links_of(found, change, then), change.exact is not None
    unit = label_text(found.unit) if exact or not change.divided else gettext("件")
    rates = [(part.id, part.rate if exact else part.change) for part in change.parts]
    rows = [(name, value or 0) for name, value in [*rates, *change.population.items()]]
    ends = [
        float(value.value or 0) if exact else count for value, count in zip(change.values, change.counts, strict=True)
    ]
    values = [ends[0], *(round(float(value), 4) if exact else int(value) for _, value in rows), ends[1]]
    days = [value.at.isoformat() for value in change.values]
    return {
        "id": "waterfall",
        "title": gettext("变化由哪些部分构成"),
        "unit": unit,
        "kind": "waterfall",
        "tall": True,
        "category": gettext("部分"),
        "categories": [days[0], *(label(name) for name, _ in rows), days[1]],
        "series": [{"name": gettext("数值和变化"), "values": values,
                    "urls": [links.of(FIRST), *(links.of(name) for name, _ in rows), links.of(LAST)]}],
        "totals": [0, len(values) - 1],
        "note": gettext("横轴不一定从零起；绿为增加，橙为减少。"),
    }  # fmt: skip


def label_text(text: Any) -> str:
    """A pack's text in the reader's language."""
    return str(text(language()))


def of_change(found: Indicator, explained: Explained, then: bool) -> list[dict[str, Any]]:
    """The parts with what each did, and the places below."""
    made = [_parts(found, explained.change, then)]
    if explained.places:
        made.append(_places(found, explained))
    return made


def _parts(found: Indicator, change: Change, then: bool) -> dict[str, Any]:
    links, exact = links_of(found, change, then), change.exact is not None
    rows, rates = [], []
    for part in change.parts:
        cells: list[Any] = [label(part.id), {"text": signed(part.change), "url": links.of(part.id)}]
        if part.rate is not None:
            rates.append(shown_rate(part.rate, change))
            cells.append(f"{rates[-1]:+f}")
        rows.append({"cells": cells})
    for name, effect in change.population.items():
        rates.append(shown_rate(effect, change))
        wholes = " → ".join(number(value.denominator) for value in change.values) if name == "population" else ""
        rows.append({"cells": [{"text": label(name), "url": links.of(name), "sub": wholes}, "", f"{rates[-1]:+f}"]})
    if exact and change.shown is not None and (rest := rounding(change.shown, rates)):
        rows.append({"cells": [gettext("四舍五入"), "", f"{rest:+f}"]})
    whole: list[Any] = [gettext("合计变化"), signed(change.counts[1] - change.counts[0])]
    rows.append({"cells": [*whole, *([f"{change.shown:+f}" if change.shown is not None else ""] if exact else [])]})
    labels = [(gettext("部分"), "c-title"), (gettext("件数"), "c-number")]
    if exact:
        labels.append((gettext("对数值的影响"), "c-number"))
    return table(gettext("变化的各部分"), labels, rows)


def _places(found: Indicator, explained: Explained) -> dict[str, Any]:
    change, rows = explained.change, []
    days = (change.ends[0].at, change.ends[1].at)
    for place in explained.places:
        own = place.region == change.region
        url = reverse("indicator-change", args=[found.id]) + "?" + urlencode(
            {"region": place.region, "from": days[0].isoformat(), "to": days[1].isoformat()})  # fmt: skip
        named: Any = gettext("未定属地") if own else {"text": load().regions.name(place.region), "url": url}
        cells = [named, number(place.counts[0]), number(place.counts[1]), signed(place.counts[1] - place.counts[0])]
        if effect := place.effect:
            apart = bool(effect.plain) or own
            cells += ["" if apart else f"{shown_rate(effect.rate, change):+f}", "" if apart else f"{shown_rate(effect.mix, change):+f}",
                      f"{shown_rate(effect.total, change):+f}"]  # fmt: skip
        rows.append({"cells": cells})
    labels = [
        (gettext("地区"), "c-title"),
        *((day.isoformat(), "c-number") for day in days),
        (gettext("变化"), "c-number"),
    ]
    if change.exact is not None:
        labels += [
            (gettext("自身水平的影响"), "c-number"),
            (gettext("人口比重的影响"), "c-number"),
            (gettext("影响合计"), "c-number"),
        ]
    return table(gettext("各地的影响"), labels, rows)


def of_flow(split: FlowChange, links: Links) -> list[dict[str, Any]]:
    """A table of contributions for each dimension."""
    return [_dimension(split, links, name, rows) for name, rows in split.dimensions.items() if rows]


def _dimension(split: FlowChange, links: Links, name: str, rows: tuple[Contribution, ...]) -> dict[str, Any]:
    """Of a change whose records are not all here, what each value did to the growth is not said."""
    found, told = links.found, split.short is None
    made = []
    for each in rows:
        cells: list[Any] = [
            gettext("未定属地") if each.value == split.region else value_label(split.register, name, each.value)
        ]
        for day, n in zip(links.days, each.counts, strict=True):
            place = Cell(each.value, links.span(day)) if name == "region" else None
            cell = place or Cell(split.region, links.span(day), {name: each.value})
            opens = n and name in found.dimensions  # a list cannot be narrowed by another
            cells.append({"text": number(n), "url": records_url(found, cell) if opens else ""})
        made.append({"cells": [*cells, signed(each.change), *([_pull(split, each)] if told else [])]})
    title = dimension_label(split.register, name)
    heads = [_period(value, month=links.month) for value in split.values]
    labels = [("", "c-title"), *((head, "c-number") for head in heads), (gettext("变化"), "c-number")]
    return table(title, [*labels, *([(gettext("拉动"), "c-number")] if told else [])], made)


def _pull(split: FlowChange, each: Contribution) -> str:
    pull = split.pull(each)
    if pull is None:
        return gettext("样本太少") if each.few else ""
    return signed(Decimal(f"{pull:.1f}"))
