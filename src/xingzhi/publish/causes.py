"""The paragraph of causes of a figure's change, drafted from the records; where nothing can be drafted, it says so."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from xingzhi.indicators.change.explain import Question
from xingzhi.indicators.change.flows import flow_change
from xingzhi.indicators.change.paragraph import LAST, UNKNOWN_FIRST, UNKNOWN_LAST, Clause, of_change, of_flow
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.query import Span
from xingzhi.indicators.tables.figures import Figure
from xingzhi.packs import Packs
from xingzhi.publish import wording
from xingzhi.snapshots.models import Snapshot

NOT_DRAFTED = "原因未起草，请补写。"


def causes_of(now: Figure, before: Figure, label: str, packs: Packs, snapshot: Snapshot) -> dict[str, Any]:
    """A sentence with its figures and what it rests on; `drafted` says whether causes stand in it."""
    found = clauses(now, before, packs, snapshot)
    told = said(found, now)
    opening = f"{label}{wording.said(now, 'change', before)}。"
    drafted = bool(told) and not told.endswith(NOT_DRAFTED)
    return {
        "id": f"causes_{now.indicator}", "text": opening + (told or NOT_DRAFTED), "figures": [now.key, before.key],
        "drafted": drafted, "refs": [ref for clause in found for ref in clause.refs],
        "days": [before.end.isoformat(), now.end.isoformat()],
    }  # fmt: skip


def said(found: list[Clause], now: Figure) -> str:
    """The clauses as one sentence; beside an official figure it says that they are of the office's own registers."""
    if not found:
        return ""
    text = "；".join(clause.text for clause in found) + "。"
    if now.start != now.end and all(set(clause.refs) <= {LAST, UNKNOWN_FIRST, UNKNOWN_LAST} for clause in found):
        return f"{text}{NOT_DRAFTED}"  # of a flow whose records are not all here no cause is told
    whose = "按本局台账看，" if now.kind == "official" else "变化的构成："
    return whose + ("与上年同期比，" if now.start != now.end else "") + text


def clauses(now: Figure, before: Figure, packs: Packs, snapshot: Snapshot) -> list[Clause]:
    """What the records show of a change, without the opening; none of a figure that is no number of records.

    A flow is explained over the very periods its two figures are of.
    """
    indicator, region, days = packs.indicators[now.indicator], now.region, (before.end, now.end)
    measure = Measure(indicator, packs, snapshot)
    if not measure.counted or measure.empty:
        return []
    with override("zh-hans"):
        if indicator.kind == "flow":
            spans = (Span(before.start, before.end), Span(now.start, now.end))
            made = of_flow(flow_change(measure, region, spans, int(packs.change.few.value)))
        else:
            made = of_change(Question(indicator, packs, snapshot, days).explain(region).change)
    return made[1:]
