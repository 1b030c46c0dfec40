"""What a task is called in a line: its first whole clause, never a piece of one."""

from __future__ import annotations

from collections.abc import Iterator

from xingzhi.packs import load

_PAIRS = {"《": "》", "“": "”", "‘": "’", "（": "）", "(": ")", "〔": "〕", "﹝": "﹞", "[": "]"}
_STOPS, _ENDS = "，；。：！？", "；。！？"


def short_title(text: str) -> str:
    """The first clause that says what is done; a leading one that only says when, how or by whom takes the next along."""
    rule, taken = load().plan_ledger.titles, ""
    for clause in _clauses(text.strip()):
        taken += clause
        bare = clause.rstrip(_STOPS)
        says = not bare.startswith(rule.opening) and not bare.endswith(rule.leading_on)
        if clause[-1] in _ENDS or (says and len(taken.rstrip(_STOPS)) >= rule.least.value):
            break
    return taken.rstrip(_STOPS)


def _clauses(text: str) -> Iterator[str]:
    """A text at its stops, those inside brackets and quotation marks aside."""
    closing: list[str] = []
    start = 0
    for at, letter in enumerate(text):
        if letter in _PAIRS:
            closing.append(_PAIRS[letter])
        elif closing and letter == closing[-1]:
            closing.pop()
        elif not closing and letter in _STOPS:
            yield text[start : at + 1]
            start = at + 1
    if start < len(text):
        yield text[start:]
