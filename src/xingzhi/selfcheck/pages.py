"""The page of the self-check: the place to drop a draft, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xingzhi.selfcheck.comparing import Comparison
from xingzhi.selfcheck.markup import both, findings, notice, page
from xingzhi.selfcheck.passages import Said
from xingzhi.selfcheck.published import Supplied
from xingzhi.selfcheck.saying import KEEPS_NOTHING_HERE, statement

_HEAD = (
    '<link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/app.css">'
    '<link rel="stylesheet" href="/page.css">'
)
_DROP = Said("把稿件拖到这里，或点一下选择", "Drop a draft here, or click to choose one")
_KINDS = Said(
    ".docx、.txt 或提交用的 XML，可以一次选几个文件合成一稿，共 20 MB 以内",
    ".docx, .txt or the XML it is filed as; several files make one draft, 20 MB together",
)
_COMPARE = Said("比对", "Compare")


def start_page(sources: Sequence[Supplied], english: bool = False, problem: str = "") -> str:
    """The page without a draft; `problem` says why the last one was not compared."""
    said = f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else ""
    return page(_HEAD, said + _form() + _notice(sources), english)


def answer_page(comparison: Comparison, sources: Sequence[Supplied], english: bool) -> str:
    """What was found, after what it can and cannot say, with the place for the next draft below."""
    return page(_HEAD, _notice(sources) + findings(comparison) + _form(), english)


def _notice(sources: Sequence[Supplied]) -> str:
    return notice(statement(sources, KEEPS_NOTHING_HERE))


def _form() -> str:
    """Browsers take dropped files on a file field themselves: no script is needed."""
    return (
        '<form class="draft-form" id="draft" method="post" action="/" enctype="multipart/form-data">'
        f'<label class="draft-drop"><span>{both(_DROP)}</span><small>{both(_KINDS)}</small>'
        '<input type="file" name="draft" multiple required accept=".docx,.txt,.xml"></label>'
        f'<button class="btn btn-primary" type="submit">{both(_COMPARE)}</button></form>\n'
    )
