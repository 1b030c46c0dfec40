"""The fields of a task as a person wrote them, before they are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from xingzhi.plans.notices.taking import NoticeRefused


def checked(task: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they are kept. Raise `NoticeRefused` no_text, no_day or day_unread, with the field at fault."""
    if not str(task["text"]).strip():
        raise NoticeRefused("no_text", field="text")
    if due := str(task["due"]):
        _check_day(due, "due")
    for text in task.get("instalments") or ():
        _check_day(text, "instalments")
    return dict(task)


def _check_day(text: str, field: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        impossible = re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)  # 2026-02-30
        raise NoticeRefused("no_day" if impossible else "day_unread", text=text, field=field) from None
