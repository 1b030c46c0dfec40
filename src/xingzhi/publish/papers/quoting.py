"""What is drafted from figures: the indicators the plan has targets for, beside the target and the year before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from xingzhi.indicators.path.targets import Target, targets_of
from xingzhi.indicators.tables import arithmetic
from xingzhi.indicators.tables.figures import Figure, Figures
from xingzhi.packs import load
from xingzhi.plans.ledger.models import TargetKind
from xingzhi.publish.papers import proofs
from xingzhi.publish.papers.ground import Ground
from xingzhi.publish.papers.text import Blocks, paragraph
from xingzhi.publish.wording import day, said_change
from xingzhi.registers.models import MODELS
from xingzhi.snapshots.jobs import latest
from xingzhi.snapshots.models import Snapshot


def figures(ground: Ground, level: int) -> Blocks:
    """Each indicator with its value, its target and how much of it is reached; the official value where there is one."""
    return [paragraph([(text, rest)]) for text, rest in _stated(ground)]


def changes(ground: Ground, level: int) -> Blocks:
    """Each indicator beside the same day of the year before."""
    said = []
    for name, now, before, snapshot in _pairs(ground):
        title = load().indicators[name].title.zh
        was = arithmetic.shown(before.value, before.decimals) or "暂缺"
        said.append((f"{title}上年同期{was}{before.unit}，{said_change(now, before)}。",
                     [proofs.figure(before, title, snapshot.pk), proofs.figure(now, title, snapshot.pk) | {"said": ""}]))  # fmt: skip
    return [paragraph([each]) for each in said]


def _stated(ground: Ground) -> Iterator[tuple[str, list[proofs.Proof]]]:
    for name, now, _, snapshot in _pairs(ground):
        indicator = load().indicators[name]
        title = indicator.title.zh
        said = arithmetic.shown(now.value, now.decimals)
        kind = "" if now.kind == "official" else "（本局测算）"
        rest = [proofs.figure(now, title, snapshot.pk)]
        text = f"截至{day(now.end)}，{title}{said}{now.unit}{kind}" if said else f"{title}暂缺（{now.missing}）"
        targets = targets_of(snapshot, indicator, ground.region, ground.end.year)
        rest += [proofs.record("annual_targets", each.record, f"年度目标 {title}") for each in targets]
        if len(targets) == 1:  # of two that differ none is used
            text += _reached(now, targets[0])
        yield f"{text}。", rest


def _reached(now: Figure, target: Target) -> str:
    part = arithmetic.percent(now.value, target.value)
    reached = f"，完成{part}%" if part is not None else ""
    return f"，年度目标{target.value:f}{target.unit or now.unit}{reached}"


def _pairs(ground: Ground) -> Iterator[tuple[str, Figure, Figure, Snapshot]]:
    """Every indicator with a target: its figure now and a year earlier, from the newest snapshot."""
    snapshot, packs = latest(), load()
    if snapshot is None:
        return
    held = Figures(packs, snapshot, ground.region)
    end = min(ground.end, timezone.localdate(snapshot.as_of))
    start = date(end.year, 1, 1)
    for name in _indicators(ground):
        now = held.of(name, ground.region, start, end, {})
        before = held.of(name, ground.region, start.replace(year=end.year - 1), _year_before(end), {})
        yield name, now, before, snapshot


def _indicators(ground: Ground) -> list[str]:
    """Those of tasks, then those a target is recorded of, named by id or title."""
    of_tasks = [task.target.get("indicator", "") for task in ground.tasks if task.target_kind == TargetKind.INDICATOR]
    rows = MODELS["annual_targets"].objects.visible_to(ground.user)
    recorded = rows.filter(assigned_region=ground.region, year=ground.end.year).order_by("key")
    ids = {word: each.id for each in load().indicators.values() for word in (each.id, each.title.zh, each.title.en)}
    named = dict.fromkeys([*of_tasks, *recorded.values_list("indicator", flat=True)])
    return list(dict.fromkeys(ids[name.strip()] for name in named if name.strip() in ids))


def _year_before(day_: date) -> date:
    try:
        return day_.replace(year=day_.year - 1)
    except ValueError:  # 29 February
        return day_.replace(year=day_.year - 1, day=28)
