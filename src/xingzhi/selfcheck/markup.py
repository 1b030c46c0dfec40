"""A comparison as HTML: the draft and each text side by side, marked; Chinese, with English behind a switch."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from xingzhi.screening.similar_applications.spans import Span, cut
from xingzhi.selfcheck.comparing import Comparison, Match
from xingzhi.selfcheck.passages import Passage, Said
from xingzhi.selfcheck.published import Supplied
from xingzhi.selfcheck.saying import (
    CHARACTERS,
    CLOSEST,
    DRAFT,
    FOUND,
    HEADING,
    PART,
    THAT,
    common,
    listed,
    overall,
    part_rows,
    statement,
)

STYLE = Path(__file__).with_name("page.css")
# Without a script: two radio buttons before everything else, and styles that hide the other language.
SWITCH = (
    '<input class="switch" type="radio" name="language" value="zh" id="zh" form="draft"{zh}>'
    '<input class="switch" type="radio" name="language" value="en" id="en" form="draft"{en}>'
)


def both(said: Said) -> str:
    """A sentence in both languages, of which the page shows one."""
    return f'<span class="zh" lang="zh">{escape(said.zh)}</span><span class="en" lang="en">{escape(said.en)}</span>'


def paper(comparison: Comparison, sources: Sequence[Supplied]) -> str:
    """A report in one file that asks for nothing else: its style is in it, and nothing else may be loaded or run."""
    style = STYLE.read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{style}</style>'
    return page(head, notice(statement(sources)) + findings(comparison))


def page(head: str, content: str, english: bool = False) -> str:
    """A whole page around its content."""
    switch = SWITCH.format(zh="" if english else " checked", en=" checked" if english else "")
    return (
        '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>自查 Self-check · 兴知</title>{head}</head>\n<body>{switch}\n"
        '<header class="topbar"><div class="topbar-inner"><span class="brand"><strong>兴知</strong>'
        f"{both(Said('企业自查', 'Self-check'))}</span>"
        '<span class="languages"><label for="zh">中文</label><label for="en" lang="en">English</label></span></div></header>\n'
        f'<main class="sheet" id="content"><div class="heading"><h1>{both(HEADING)}</h1></div>\n{content}</main>\n'
        "</body></html>\n"
    )


def notice(lines: Sequence[Said]) -> str:
    """What is and is not done, as a list."""
    return f'<ul class="notice">{"".join(f"<li>{both(line)}</li>" for line in lines)}</ul>\n'


def findings(comparison: Comparison) -> str:
    """The figures, then each text beside the draft."""
    shown = "".join(_side_by_side(comparison.draft, place, match) for place, match in enumerate(comparison.matches, 1))
    return (
        f'<section class="card"><p class="overall">{both(overall(comparison))}</p>{_parts(comparison)}</section>\n'
        f'<h2 class="section">{both(listed(comparison))}</h2>\n{shown}'
    )


def _parts(comparison: Comparison) -> str:
    rows = []
    for name, characters, found, part in part_rows(comparison):
        closest = "—" if part else ""
        if part and part.closest:
            closest = f"{escape(part.closest.number)} · {both(common(part.closest_characters))}"
        rows.append(
            f'<tr><th scope="row">{both(name)}</th><td class="number">{characters}</td>'
            f'<td class="number">{found}</td><td>{closest}</td></tr>'
        )
    heads = "".join(f'<th scope="col">{both(each)}</th>' for each in (PART, CHARACTERS, FOUND, CLOSEST))
    return f'<div class="scrolls"><table class="table"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def _side_by_side(draft: Sequence[Passage], place: int, match: Match) -> str:
    text = match.text
    facts = " · ".join(escape(each) for each in (text.title, str(text.day or ""), text.file) if each)
    return (
        f'<details class="match"{" open" if place == 1 else ""}><summary><strong>{place}. {escape(text.number)}</strong> '
        f'{both(common(match.characters))}<small>{facts}</small></summary><div class="side-by-side">'
        f"<section><h3>{both(DRAFT)}</h3>{_marked(draft, match.of_draft)}</section>"
        f"<section><h3>{both(THAT)} {escape(text.number)}</h3>{_marked(text.passages, match.of_text)}</section>"
        "</div></details>\n"
    )


def _marked(passages: Sequence[Passage], marked: Mapping[int, list[Span]]) -> str:
    """The passages that hold anything in common, the stretches marked."""
    shown = []
    for at, spans in marked.items():
        passage = passages[at]
        pieces = (f"<mark>{escape(text)}</mark>" if same else escape(text) for text, same in cut(passage.text, spans))
        shown.append(f'<h4>{both(passage.label)}</h4><p class="text">{"".join(pieces)}</p>')
    return "".join(shown)
