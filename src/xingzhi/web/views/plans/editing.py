"""The form of a task: what was typed, read; what a target may be chosen from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from xingzhi.core.declare import Kind
from xingzhi.packs import load
from xingzhi.plans.ledger.editing import TEXTS, Edited
from xingzhi.plans.ledger.ledger_aims import goal_of
from xingzhi.plans.ledger.models import PlanTask, TargetKind
from xingzhi.plans.ledger.moving import NotMoved
from xingzhi.plans.ledger.targets import texts_of
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import language
from xingzhi.web.views.notified.words import day_of

AIM = ("target_kind", "target_text", "target_value", "target_unit", "indicator", "counted", "condition")
REASONS = ("settle_reason", "block_reason", "when", "instalment_reason", "days_reason")  # each of its own button


def edited_from(post: Any, task: PlanTask) -> Edited:
    """What a form changes; what it does not hold stays. Raises `NotMoved`: no_day."""
    due = day_of(post.get("due", "").strip())
    if due is None and (post.get("due", "").strip() or ("due" in post and task.due_on)):
        raise NotMoved("no_day")
    texts = {name: post[name] for name in TEXTS if name in post}
    lead = post.get("lead")
    assist = tuple(int(pk) for pk in post.getlist("assist") if pk.isdecimal()) if "units" in post else None
    now = boxes(task, (), {})
    aimed = any(post.get(name, now[name]).split() != now[name].split() for name in AIM)
    kind = post.get("target_kind") if aimed else None  # a target nobody touched keeps all that was read of it
    person = post.get("person") if post.get("person") != now["person"] else None
    return Edited(
        texts=texts, lead=None if lead is None else int(lead) if lead.isdecimal() else 0, person=person,
        assist=assist, target_kind=kind, target=_target(kind, post) if kind is not None else {}, due=due,
    )  # fmt: skip


def _target(kind: str, post: Mapping[str, str]) -> dict[str, Any]:
    """A target as it is kept."""
    value = post.get("target_value", "").strip()
    lines = [line.strip()[:200] for line in post.get("target_text", "").splitlines() if line.strip()]
    made: dict[str, Any] = {"text": next((line for line in lines if value and value in line), (lines or [""])[0])}
    made["sense"] = goal_of(made["text"])["sense"]
    if len(lines) > 1:
        made["all"] = [goal_of(line) for line in lines]
    if kind == TargetKind.NONE:
        return made if made["text"] else {}
    if value:
        made["value"] = value
    made["unit"] = post.get("target_unit", "").strip()[:20]
    if kind == TargetKind.INDICATOR:
        made["indicator"] = post.get("indicator", "")
    if kind == TargetKind.COUNT:
        made["register"], _, made["date_field"] = post.get("counted", "").partition(":")
        made["conditions"] = []
        if condition := post.get("condition", ""):
            register, field, code = (*condition.split(":"), "", "")[:3]
            wrong = register != made["register"]  # of another register: refused when it is checked
            made["conditions"] = [{"field": "" if wrong else field, "op": "eq", "value": code}]
    return made


def target_form() -> dict[str, Any]:
    """What a target may be."""
    lang = language()
    english = lang.startswith("en")
    counted, conditions = [], []
    for name, model in MODELS.items():
        register = model.register
        title = register.en if english else register.zh
        dates = [column for column in register.stored if column.kind is Kind.DATE]
        counted += [(f"{name}:{column.name}", f"{title} · {column.label(lang)}") for column in dates]
        conditions += [
            (f"{name}:{column.name}:{choice.code}", f"{title} · {column.label(lang)} = {choice.en if english else choice.zh}")
            for column in register.stored if dates and column.kind is Kind.CHOICE for choice in column.choices
        ]  # fmt: skip
    return {
        "kinds": TargetKind.choices, "counted": counted, "conditions": conditions,
        "indicators": [(each.id, each.title(lang)) for each in load().indicators.values() if each.source != "none"],
    }  # fmt: skip


def boxes(task: PlanTask, times_left: Collection[date], typed: Any) -> dict[str, Any]:
    """What the boxes of a task's form hold: what was typed and is not saved yet, else the task as it is."""
    target = task.target or {}
    condition = (target.get("conditions") or [{}])[0]
    now = {
        **{name: getattr(task, name) for name in TEXTS}, "lead": str(task.lead_unit_id or ""),
        "person": task.lead_person.username if task.lead_person else "", "due": str(task.due_on or ""), "reason": "",
        "target_kind": str(task.target_kind), "target_text": "\n".join(texts_of(target)),
        "target_value": target.get("value", ""), "target_unit": target.get("unit", ""), "indicator": target.get("indicator", ""),
        "counted": f"{target.get('register', '')}:{target.get('date_field', '')}",
        "condition": f"{target.get('register', '')}:{condition.get('field', '')}:{condition.get('value', '')}",
        "days": "".join(f"{day.isoformat()}\n" for day in times_left), **dict.fromkeys(REASONS, ""),
    }  # fmt: skip
    return {name: typed.get(name, value) for name, value in now.items()}
