"""What the files of a release are called, of what kind they are, and which of them everybody may have."""

from __future__ import annotations

BULLETIN, WORKBOOK, BRIEF = "公报.docx", "数据表.xlsx", "领导简报.docx"
OPEN = (".csv", ".json", ".svg")  # beside the bulletin: no names of officers stand in them
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv", "json": "application/json", "svg": "image/svg+xml",
}  # fmt: skip


def for_everybody(name: str) -> bool:
    """Whether a public page may offer the file."""
    return name == BULLETIN or name.endswith(OPEN)


def media_type(name: str) -> str:
    """Its media type, by its ending."""
    return MEDIA_TYPES[name.rpartition(".")[2]]
