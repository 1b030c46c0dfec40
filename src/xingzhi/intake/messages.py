"""Sentences for problem codes, in Chinese and English: what is wrong, and what to do. Where it is, the caller adds."""

from __future__ import annotations

from collections.abc import Mapping

from xingzhi.intake.texts.files import FILES, KINDS
from xingzhi.intake.texts.notes import NOTES, SKIPPED
from xingzhi.intake.texts.rows import ROWS
from xingzhi.intake.texts.values import VALUES

MESSAGES: dict[str, tuple[str, str]] = {**VALUES, **ROWS, **SKIPPED, **NOTES, **FILES}


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def _position(language: str) -> int:
    return 1 if language.startswith("en") else 0


def message(code: str, params: Mapping[str, object] | None = None, language: str = "zh") -> str:
    """The sentence for a code; a code without one is shown as it is. A parameter in two languages is {zh, en}."""
    if code not in MESSAGES:
        return code
    filled = _Lenient(
        (name, value[("zh", "en")[_position(language)]] if isinstance(value, Mapping) else value)
        for name, value in (params or {}).items()
    )
    if "kind" in filled:
        filled["kind_label"] = KINDS.get(str(filled["kind"]), KINDS["unknown"])[_position(language)]
    if filled.get("file") == "":
        filled["file"] = ("本文件", "this file")[_position(language)]
    return MESSAGES[code][_position(language)].format_map(filled)
