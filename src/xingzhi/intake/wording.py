"""What became of rows and files, as a reader reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xingzhi.intake.labels import LABELS
from xingzhi.intake.messages import message


def sentence(problem: Any, language: str) -> str:
    """A problem of a value or a file (anything with `code` and `params`) as a sentence."""
    return message(problem.code, problem.params, language)


def reason_label(reason: str, language: str, params: Mapping[str, object] | None = None) -> str:
    """Why rows were rejected or skipped, in a few words ("rejected:number_check_digit"); a note with its `params`."""
    kind, _, code = reason.rpartition(":")
    english = language.startswith("en")
    text = LABELS[code][english] if params is None and code in LABELS else message(code, params, language)
    if kind == "skipped":
        return f"skipped: {text}" if english else f"跳过：{text}"
    return text
