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
from xingzhi.indicators.freshness import Reach
from xingzhi.indicators.measure import Value
from xingzhi.packs import load

FIRST, LAST, UNKNOWN_FIRST, UNKNOWN_LAST = "first", "last", "unknown_first", "unknown_last"
OFFICIAL_FIRST, OFFICIAL_LAST = "official_first", "official_last"


@dataclass(frozen=True)
class Clause:
    """One statement with what it rests on: parts, or figures and undecided records at an end."""

    text: str
    refs: tuple[str, ...]


def of_change(found: Change) -> list[Clause]:
    """The clauses of a stock's or ratio's change."""
    made = [_opening(found.indicator, found.region, found.values), *_short(found.short, found.values[1], told=True)]
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
    made = [_opening(found.indicator, found.region, found.values, told=found.short is None)]
    if found.short:  # less is here than there was: what did most of the difference would be said of a fall there is not
        return [*made, *_short(found.short, found.values[1], told=False), *_undecided(found.values)]
    for name in found.dimensions:
        each = found.foremost(name)
        if each is None or name in (FIELD, AGENCY) or each.value in ("", found.region):
            continue  # a section or what is not known explains nothing
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


def _short(found: Reach | None, last: Value, *, told: bool) -> list[Clause]:
    """That the records up to the last day are not all here: copied along with the figures, whose change is `told` or not."""
    if found is None:
        return []
    said = {"day": last.at.isoformat(), "newest": found.newest.isoformat(), "until": found.until.isoformat()}
    text = gettext("%(day)s 的记录未到齐（最新一条为 %(newest)s，只到 %(until)s 视为到齐）") % said
    told_of = gettext("，增减只就已入库的记录而言") if told else gettext("，所列为已入库的数，不能据此说增减")
    return [Clause(text + told_of, (LAST,))]


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


def _opening(indicator: str, region: str, values: tuple[Value, Value], *, told: bool = True) -> Clause:
    """Both figures, each with its period, and unless not to be `told` what they differ by."""
    packs, language = load(), get_language() or "zh-hans"
    named = packs.indicators[indicator]
    said = {
        "place": packs.regions.full_name(region),
        "title": named.title(language),
        "unit": named.unit(language),
        "first": _when(values[0]),
        "last": _when(values[1]),
    }
    before, after = values[0].value, values[1].value
    if before is None or after is None:
        at = values[0] if before is None else values[1]
        text = gettext("%(place)s%(title)s在 %(day)s 不能计算，不算变化") % (said | {"day": at.at.isoformat()})
        return Clause(text, (FIRST, LAST))
    said |= {"before": f"{before:,f}", "after": f"{after:,f}", "change": _change(after - before)}
    text = gettext("%(place)s%(title)s %(last)s 为 %(after)s %(unit)s，%(first)s 为 %(before)s %(unit)s")
    if told:
        text += gettext("，%(change)s")
    return Clause(text % said, (FIRST, LAST))


def _when(value: Value) -> str:
    """The day of a figure, or the first and last day of what it is of."""
    days = dict.fromkeys((value.start.isoformat(), value.at.isoformat()))
    return gettext(" 至 ").join(days)


def _change(difference: Decimal) -> str:
    if not difference:
        return gettext("持平")
    words = gettext("增加 %(n)s") if difference > 0 else gettext("减少 %(n)s")
    return words % {"n": f"{abs(difference):,f}"}


def joined(clauses: list[Clause], *, internal: bool = False) -> str:
    """The paragraph as one text, to be copied; where the page it stands on is marked as `internal`, with that mark."""
    mark = gettext("（内部测算，不对外发布）") if internal else ""
    return gettext("；").join(clause.text for clause in clauses) + gettext("。") + mark
