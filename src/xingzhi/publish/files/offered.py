"""What the files of a release are called, of what kind they are, and which of them everybody may have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

BULLETIN, WORKBOOK, BRIEF = "公报.docx", "数据表.xlsx", "领导简报.docx"
OPEN = (".csv", ".json", ".svg")  # beside the bulletin: no names of officers stand in them
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv", "json": "application/json", "svg": "image/svg+xml",
}  # fmt: skip


def chart_files(charts: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the pictures of charts are called: by their titles, as far as a file may be."""
    found: dict[str, dict[str, Any]] = {}
    for chart in charts:
        title = re.sub(r"[^\w（）—-]+", "", chart["title"])
        found[f"图-{title}.svg" if f"图-{title}.svg" not in found else f"图-{title}-{chart['id']}.svg"] = chart
    return found


def for_everybody(name: str) -> bool:
    """Whether a public page may offer the file."""
    return name == BULLETIN or name.endswith(OPEN)


def media_type(name: str) -> str:
    """Its media type, by its ending."""
    return MEDIA_TYPES[name.rpartition(".")[2]]
