"""The paragraph of causes of a figure's change; where nothing drafts it, it says so and a person writes it."""

from __future__ import annotations

from typing import Any

from xingzhi.indicators.tables import arithmetic
from xingzhi.indicators.tables.figures import Figure

NOT_DRAFTED = "原因未起草，请补写。"


def causes_of(now: Figure, before: Figure, label: str) -> dict[str, Any]:
    """A sentence with its figures; `drafted` says whether causes stand in it. The split of the change drafts none yet."""
    text = f"{label}{arithmetic.changed_words(now.value, before.value)}。{NOT_DRAFTED}"
    return {"id": f"causes_{now.indicator}", "text": text, "figures": [now.key, before.key], "drafted": False}
