"""A task as a person typed it into its card."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest

from xingzhi.plans.notices.models import Piece
from xingzhi.plans.notices.pieces import content
from xingzhi.plans.reading.targets import targets
from xingzhi.web.views.plan_notices.cards import as_typed

_BETWEEN = re.compile(r"[、，,；;\n](?![^（(]*[）)])")  # between names, not inside their brackets
_FIELDS = (
    "heading", "text", "lead", "assist", "each", "person", "due", "recurrence", "instalments", "targets", "cited",
)  # fmt: skip


def typed_fields(request: HttpRequest) -> dict[str, str]:
    """The fields as they were sent."""
    return {name: request.POST.get(name, "").strip()[:5000] for name in _FIELDS}


def typed_task(request: HttpRequest, piece: Piece) -> dict[str, Any]:
    """The fields as a person wrote them; a target keeps what was known of it, else it is read from its words."""
    typed = typed_fields(request)
    known = {each["text"]: each for each in content(piece)["targets"]}
    lines = [line.strip() for line in typed["targets"].splitlines() if line.strip()]
    as_before = as_typed(content(piece), piece.notice)
    untouched = typed["instalments"] == as_before["instalments"] and typed["recurrence"] != as_before["recurrence"]
    return {
        **{name: typed[name] for name in ("heading", "text", "person", "due", "recurrence")},
        "instalments": None if untouched else re.split(r"[\s、，,；;]+", typed["instalments"]) if typed["instalments"] else [],
        **{part: names_in(typed[part]) for part in ("lead", "assist", "each")},
        "targets": [known.get(line) or _target(line) for line in lines],
        "cited": [line.strip() for line in typed["cited"].splitlines() if line.strip()],
    }  # fmt: skip


def names_in(typed: str) -> list[str]:
    """Names of units parted by 、 or commas."""
    return [name.strip() for name in _BETWEEN.split(typed) if name.strip()]


def _target(line: str) -> dict[str, Any]:
    found = next(iter(targets(line)), None)
    if found is None:
        return {"text": line, "value": "", "unit": "", "sense": None}
    return {"text": line, "value": found.value, "unit": found.unit, "sense": found.sense or None}
