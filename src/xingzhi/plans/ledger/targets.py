"""How far a target is reached: by what units report, by an indicator, or by a count over a register; never by a guess."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.utils import timezone
from pydantic import ValidationError

from xingzhi.core.declare import register_named
from xingzhi.indicators.measure import Measure
from xingzhi.indicators.path.targets import targets_of
from xingzhi.indicators.query import Cell, Query, Span
from xingzhi.packs import Condition, Count, load
from xingzhi.plans.ledger.models import PlanTask, TargetKind
from xingzhi.plans.ledger.moving import NotMoved
from xingzhi.snapshots.jobs import latest
from xingzhi.snapshots.models import Snapshot

LISTED = 50


@dataclass(frozen=True)
class Reached:
    """How far: what there is, what is aimed at, both None where not known; `lacks` says why the value is not known:
    report, snapshot, register, value (of the indicator). `region` is whose figure it is."""

    kind: str
    text: str = ""
    value: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    sense: str = ""  # at_least, at_most
    lacks: str = ""
    region: str = ""
    indicator: str = ""
    register: str = ""
    undecided: int = 0
    snapshot: str = ""
    reported: tuple[tuple[str, Decimal], ...] = field(default=())
    measured: str = ""  # of several targets the one the number is of
    each: bool = False  # every unit has to reach the target by itself

    @property
    def share(self) -> Decimal | None:
        """Per cent of the target, to one place; None where either is unknown or the target is not above zero."""
        if self.value is None or not self.target or self.target <= 0:
            return None
        return round(self.value * 100 / self.target, 1)


def number_of(text: Any) -> Decimal | None:
    """A number of a target as it was written; None where it is none."""
    try:
        found = Decimal(str(text).replace(",", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def texts_of(target: dict[str, Any]) -> list[str]:
    """Every target of a task, as written; the number kept is of one of them."""
    return [each["text"] for each in target.get("all", ())] or [text for text in [target.get("text", "")] if text]


def further_goals(task: PlanTask) -> list[dict[str, Any]]:
    """The numbers a task aims at beside the one it is measured by."""
    goals = (task.target or {}).get("all", ()) if task.target_kind == TargetKind.NUMBER else ()
    return [each for each in goals if each.get("value") and each["text"] != task.target.get("text")]


def check_target(kind: str, target: dict[str, Any]) -> None:
    """Raise `NotMoved("target")` where a target cannot be evaluated."""
    if kind not in TargetKind.values:
        raise NotMoved("target")
    if kind == TargetKind.INDICATOR and target.get("indicator") not in load().indicators:
        raise NotMoved("target")
    if kind == TargetKind.NUMBER and number_of(target.get("value", "")) is None:
        raise NotMoved("target")
    if kind == TargetKind.COUNT:
        try:
            count = count_of(target)
            register = register_named(count.register_)
            for name in (count.date_field, *(each.field for each in count.where.all)):
                register[name]
        except (KeyError, ValidationError) as error:
            raise NotMoved("target") from error


def count_of(target: dict[str, Any]) -> Count:
    """The count a target declares: records of a register whose day lies in the plan's year, and that fit its conditions."""
    day = target["date_field"]
    year = ({"field": day, "op": "gte", "value": "$from"}, {"field": day, "op": "lte", "value": "$to"})
    where = {"all": [*year, *target.get("conditions", [])]}
    return Count.model_validate(
        {"register": target["register"], "date_field": day, "where": Condition.model_validate(where)}
    )


def reached(
    task: PlanTask, region: str, reported: Iterable[tuple[str, Decimal]] = (), *, each: bool = False
) -> Reached:
    """How far the target of a task is reached in a region, as of today or the end of the plan's year.

    `reported` is what units last said; values of several units add up, but not percentages, and not where `each` has to
    reach the target by itself. Another region than the plan's is not measured by the plan's target.
    """
    target, whole = task.target or {}, region == task.region
    aimed = number_of(target.get("value", "")) if whole else None
    base = {"kind": task.target_kind, "text": "；".join(texts_of(target)), "unit": target.get("unit", ""), "region": region,
            "sense": target.get("sense") or "",
            "measured": target.get("text", "") if len(texts_of(target)) > 1 else ""}  # fmt: skip
    if task.target_kind == TargetKind.NUMBER:
        told, percent = tuple(reported), "%" in base["unit"] or "百分" in base["unit"]
        adds = len(told) == 1 or (len(told) > 1 and not percent and not each)
        value = sum((value for _, value in told), Decimal(0)) if adds else None
        own = number_of(target.get("value", "")) if whole or each else None
        return Reached(**base, target=own, value=value, reported=told, each=each, lacks="" if told else "report")
    if task.target_kind not in (TargetKind.INDICATOR, TargetKind.COUNT):
        return Reached(**base)
    snapshot = latest()
    if snapshot is None:
        return Reached(**base, target=aimed, lacks="snapshot")
    day = min(timezone.localdate(), date(task.plan.year, 12, 31))
    found = dict(
        _counted(snapshot.pk, task.target_kind, json.dumps(target, sort_keys=True), region, day, load().version)
    )
    recorded = found.pop("recorded", None)
    if aimed is None and whole:
        aimed = recorded
    return Reached(**{**base, **found}, target=aimed, snapshot=snapshot.label)


@lru_cache(maxsize=512)
def _counted(snapshot_id: int, kind: str, target: str, region: str, day: date, packs: str) -> dict[str, Any]:
    """What a snapshot says; a snapshot never changes, so it is asked once."""
    snapshot, said = Snapshot.objects.get(pk=snapshot_id), json.loads(target)
    if kind == TargetKind.INDICATOR:
        measure = Measure(load().indicators[said["indicator"]], load(), snapshot)
        value = measure.value(Cell(region, measure.span(day)))
        set_so = targets_of(snapshot, measure.indicator, region, day.year)  # two that differ: none is used
        return {"indicator": said["indicator"], "value": value.value, "unit": value.unit, "undecided": value.unknown,
                "lacks": "value" if value.value is None else "",
                "recorded": set_so[0].value if len(set_so) == 1 else None}  # fmt: skip
    count = count_of(said)
    if not snapshot.totals.get(count.register_, {}).get("rows"):
        return {"register": count.register_, "lacks": "register"}
    number, undecided = Query(snapshot, count).count(_cell(region, day))
    return {"register": count.register_, "value": Decimal(number), "undecided": undecided}


def _cell(region: str, day: date) -> Cell:
    return Cell(region, Span(date(day.year, 1, 1), day))


def counted_keys(task: PlanTask, region: str) -> list[str]:
    """The keys of the first records a count rests on."""
    snapshot = latest()
    if task.target_kind != TargetKind.COUNT or snapshot is None:
        return []
    count = count_of(task.target)
    if not snapshot.totals.get(count.register_, {}).get("rows"):
        return []
    day = min(timezone.localdate(), date(task.plan.year, 12, 31))
    return Query(snapshot, count).keys(_cell(region, day), limit=LISTED)
