"""A drafted paragraph: clauses, each tied to the parts and figures it speaks of. It says what records show, no more."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import get_language, gettext

from xingzhi.indicators.change.flows import FIELD, FlowChange
from xingzhi.indicators.change.stocks import Change, shown_rate
from xingzhi.indicators.change.words import detail, dimension_label, label, value_label
from xingzhi.indicators.dimensions import AGENCY
from xingzhi.indicators.measure import Value
from xingzhi.packs import load

FIRST, LAST, UNKNOWN_FIRST, UNKNOWN_LAST = "first", "last", "unknown_first", "unknown_last"


@dataclass(frozen=True)
class Clause:
    """One statement with what it rests on: parts, or figures and undecided records at an end."""

    text: str
    refs: tuple[str, ...]


def of_change(found: Change) -> list[Clause]:
    """The clauses of a stock's or ratio's change."""
    made = [_opening(found.indicator, found.region, found.values)]
    for group, members in groupby(found.parts, key=lambda part: part.group):
        parts = list(members)
        total = sum(part.count for part in parts)
        made.append(Clause(gettext("%(what)s %(n)s 件") % {"what": label(group), "n": f"{total:,}"}, (group,)))
        for part in parts:
            if detail(part.id):
                said = {"what": detail(part.id), "n": f"{part.count:,}"}
                made.append(Clause(gettext("其中%(what)s %(n)s 件") % said, (part.id,)))
    for name, effect in found.population.items():
        said = {"what": label(name), "n": f"{shown_rate(effect, found):+f}"}
        made.append(Clause(gettext("%(what)s使数值变动 %(n)s") % said, (name,)))
    return [*made, *_apart(found)]


def of_flow(found: FlowChange) -> list[Clause]:
    """The clauses of a flow's change: what did most of it in each dimension; refs are "patent_type=invention".

    No agency is named: the paragraph is made to be copied into what leaves the office.
    """
    made = [_opening(found.indicator, found.region, found.values)]
    for name in found.dimensions:
        each = found.foremost(name)
        if each is None or name in (FIELD, AGENCY) or (name == "region" and each.value == found.region):
            continue  # no list of records opens by them
        said = {
            "dimension": dimension_label(found.register, name),
            "value": value_label(found.register, name, each.value),
            "n": f"{each.change:+,}",
            "before": f"{each.counts[0]:,}",
            "after": f"{each.counts[1]:,}",
        }
        text = gettext("按%(dimension)s看，与总数同向变动最大的是%(value)s，%(n)s 件（%(before)s 到 %(after)s）")
        made.append(Clause(text % said, (f"{name}={each.value}",)))
    return [*made, *_undecided(found.values)]


def _apart(found: Change) -> list[Clause]:
    made = []
    if n := found.offsets.get("passed"):
        text = gettext("另有 %(n)s 件期内授权又失效，不影响期末数") % {"n": f"{n:,}"}
        made.append(Clause(text, ("offset.passed",)))
    if n := found.offsets.get("late"):
        text = gettext("另有 %(n)s 件迟录后又变回，不影响期末数") % {"n": f"{n:,}"}
        made.append(Clause(text, ("offset.late",)))
    return [*made, *_undecided(found.values)]


def _undecided(values: tuple[Value, Value]) -> list[Clause]:
    made = []
    for value, ref in zip(values, (UNKNOWN_FIRST, UNKNOWN_LAST), strict=True):
        if value.unknown:
            said = {"day": value.at.isoformat(), "n": f"{value.unknown:,}"}
            made.append(Clause(gettext("%(day)s 另有 %(n)s 件不能判定，未计入") % said, (ref,)))
    return made


def _opening(indicator: str, region: str, values: tuple[Value, Value]) -> Clause:
    packs, language = load(), get_language() or "zh-hans"
    named = packs.indicators[indicator]
    said = {
        "place": packs.regions.full_name(region),
        "title": named.title(language),
        "unit": named.unit(language),
        "first": values[0].at.isoformat(),
        "last": values[1].at.isoformat(),
    }
    before, after = values[0].value, values[1].value
    if before is None or after is None:
        at = values[0] if before is None else values[1]
        text = gettext("%(place)s%(title)s在 %(day)s 不能计算，不算变化") % (said | {"day": at.at.isoformat()})
        return Clause(text, (FIRST, LAST))
    said |= {"before": f"{before:,f}", "after": f"{after:,f}", "change": _change(after - before)}
    text = gettext("%(place)s%(title)s %(last)s 为 %(after)s %(unit)s，%(first)s 为 %(before)s %(unit)s，%(change)s")
    return Clause(text % said, (FIRST, LAST))


def _change(difference: Decimal) -> str:
    if not difference:
        return gettext("持平")
    words = gettext("增加 %(n)s") if difference > 0 else gettext("减少 %(n)s")
    return words % {"n": f"{abs(difference):,f}"}


def joined(clauses: list[Clause]) -> str:
    """The paragraph as one text."""
    return gettext("；").join(clause.text for clause in clauses) + gettext("。")
