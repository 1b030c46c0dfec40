"""Print papers: a form and what it is filled with, many at once, into one DOCX."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xingzhi.cases.papers.filling import fill
from xingzhi.cases.papers.templates import form_of, in_use
from xingzhi.cases.papers.values import example, filled


def render(form_id: str, contexts: Sequence[Mapping[str, Any]]) -> bytes:
    """One DOCX with a letter for each context, each on a new page, from the template in use.

    Values may be texts, numbers, dates (2026年11月26日) or several texts (甲、乙); what is missing stays blank. Fields of
    other papers in a context are left out, so one context serves all papers. Raise `ValueError` for no context and for
    a name no paper knows, `KeyError` for an unknown paper, `TemplateLost` where the template's file is gone.
    """
    if not contexts:
        raise ValueError("there is no letter to print")
    form = form_of(form_id)
    return fill(in_use(form_id).content(), [filled(form, context) for context in contexts])


def render_example(form_id: str) -> bytes:
    """The paper with invented values, from the template in use."""
    return fill(in_use(form_id).content(), [example(form_of(form_id))])
