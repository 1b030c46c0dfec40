"""The form of a task: what was typed, read; what a target may be chosen from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xingzhi.core.declare import Kind
from xingzhi.packs import load
from xingzhi.plans.ledger.editing import TEXTS, Edited
from xingzhi.plans.ledger.models import PlanTask, TargetKind
from xingzhi.plans.ledger.targets import texts_of
from xingzhi.registers.models import MODELS
from xingzhi.web.reading import language

SENSES = ("at_least", "at_most")


def edited_from(post: Any) -> Edited:
    """What a form changes; what it does not hold stays."""
    texts = {name: post[name] for name in TEXTS if name in post}
    lead = post.get("lead")
    assist = tuple(int(pk) for pk in post.getlist("assist") if pk.isdecimal()) if "units" in post else None
    kind = post.get("target_kind")
    return Edited(
        texts=texts, lead=None if lead is None else int(lead) if lead.isdecimal() else 0, person=post.get("person"),
        assist=assist, target_kind=kind, target=_target(kind, post) if kind is not None else {},
    )  # fmt: skip


def _target(kind: str, post: Mapping[str, str]) -> dict[str, Any]:
    """A target as it is kept."""
    value = post.get("target_value", "").strip()
    lines = [line.strip()[:200] for line in post.get("target_text", "").splitlines() if line.strip()]
    made: dict[str, Any] = {"text": next((line for line in lines if value and value in line), (lines or [""])[0])}
    if len(lines) > 1:
        made["all"] = [{"text": line} for line in lines]
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


def target_form(task: PlanTask) -> dict[str, Any]:
    """What a target may be, and what it is now."""
    target, lang = task.target or {}, language()
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
    held = (target.get("conditions") or [{}])[0]
    return {
        "kinds": TargetKind.choices, "kind": task.target_kind, "target": target, "texts": "\n".join(texts_of(target)),
        "indicators": [(each.id, each.title(lang)) for each in load().indicators.values() if each.source != "none"],
        "counted": counted, "counted_now": f"{target.get('register', '')}:{target.get('date_field', '')}",
        "conditions": conditions,
        "condition_now": f"{target.get('register', '')}:{held.get('field', '')}:{held.get('value', '')}",
    }  # fmt: skip
