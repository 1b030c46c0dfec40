"""What a sentence rests on, as it is kept with it: records, figures, tasks, progress, releases, units' summaries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from xingzhi.indicators.tables import arithmetic
from xingzhi.indicators.tables.figures import Figure
from xingzhi.plans.ledger.models import Plan, PlanTask, PlanTaskState, Progress
from xingzhi.plans.short_titles import short_title

Proof = dict[str, Any]


def record(register: str, key: str, label: str) -> Proof:
    """A record of a register."""
    return {"kind": "record", "register": register, "key": key, "label": label[:200]}


def figure(found: Figure, title: str, snapshot: int) -> Proof:
    """A figure: what is counted, where, when, the value as printed, and the snapshot it was read from."""
    said = arithmetic.shown(found.value, found.decimals)
    return {
        "kind": "figure", "indicator": found.indicator, "place": found.region, "start": found.start.isoformat(),
        "end": found.end.isoformat(), "value": None if found.value is None else f"{found.value:f}", "said": said,
        "unit": found.unit, "official": found.kind == "official", "snapshot": snapshot,
        "label": f"{title} {said or '暂缺'}{found.unit if said else ''}（{found.end.isoformat()}）",
    }  # fmt: skip


def task(found: PlanTask) -> Proof:
    """A task of the plan as it stands: state and day are kept, so that a change is noticed."""
    due = found.due_on.isoformat() if found.due_on else ""
    return {"kind": "task", "task": found.pk, "state": found.state, "due": due, "label": short_title(found.text)[:200]}


def progress(found: Progress) -> Proof:
    """What a unit said for a month, in the version that was read."""
    return {"kind": "progress", "progress": found.pk, "label": f"{found.share.unit.name} {found.month}"}


def summary(number: int, version: int, paragraph: int, unit: str, call: int) -> Proof:
    """A paragraph of a unit's summary; `call` is the request it answers."""
    label = f"{unit}总结第{version}版第{paragraph + 1}段"
    return {
        "kind": "summary", "summary": number, "version": version, "paragraph": paragraph, "unit": unit, "call": call,
        "label": label,
    }  # fmt: skip


def release(number: int, key: str, title: str, value: str) -> Proof:
    """A figure a released document states."""
    return {"kind": "release", "release": number, "key": key, "value": value, "label": f"{title} {value}"}


def plan(found: Plan, on: date) -> Proof:
    """The counts of a plan's tasks as they were on a day."""
    return {"kind": "plan", "plan": found.pk, "on": on.isoformat(), "counts": counts(found.pk, on),
            "label": f"{found.year}年度工作计划（{on.isoformat()}）"}  # fmt: skip


def counts(plan_id: int, on: date) -> dict[str, int]:
    """How many tasks there are, in each state, and late on a day."""
    states = list(PlanTask.objects.filter(plan=plan_id).values_list("state", "due_on"))
    found = {state: sum(each == state for each, _ in states) for state in PlanTaskState.values}
    running = (PlanTaskState.OPEN, PlanTaskState.BLOCKED)
    late = sum(state in running and due is not None and due < on for state, due in states)
    return {"all": len(states), "late": late} | found


def of_progress(found: Progress) -> Iterable[Proof]:
    """A month's word and the records it named."""
    yield progress(found)
    for each in found.evidence:
        if each.get("register") and each.get("key"):
            yield record(each["register"], each["key"], each.get("label") or each["key"])
