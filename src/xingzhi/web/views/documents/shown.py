"""The text of a paper as a page shows it: each sentence with what it rests on, and its marks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from xingzhi.cases.papers.official.content import numbered
from xingzhi.packs import load
from xingzhi.publish.papers.evidence import Standing
from xingzhi.publish.papers.files import lines_of
from xingzhi.publish.papers.models import sentences
from xingzhi.web.views.documents.links import Links
from xingzhi.web.views.documents.words import FAULTS, WORDINGS, change_said

Blocks = list[dict[str, Any]]


def text(blocks: Blocks, standings: dict[int, Standing] | None) -> list[dict[str, Any]]:
    """Headings with their numbers and paragraphs of sentences; without `standings` nothing is said of evidence."""
    marks = numbered(lines_of(blocks, {}), load().document_layout.numbering.levels)
    proofs = [each for sentence in sentences(blocks) for each in sentence["evidence"]] if standings is not None else []
    links = Links(proofs)
    empty = [_empty(blocks, at) for at in range(len(blocks))]
    return [
        {"level": block["level"], "empty": nothing, "tag": min(block["level"] + 1, 6), "text": mark + block.get("text", ""),
         "sentences": [_sentence(each, standings, links) for each in block.get("sentences", ())]}
        for block, mark, nothing in zip(blocks, marks, empty, strict=True)
    ]  # fmt: skip


def _empty(blocks: Blocks, at: int) -> bool:
    """Whether nothing is written under a heading."""
    level = blocks[at]["level"]
    following = blocks[at + 1]["level"] if at + 1 < len(blocks) else 1
    return bool(level) and bool(following) and following <= level


def _sentence(sentence: dict[str, Any], standings: dict[int, Standing] | None, links: Links) -> dict[str, Any]:
    found = standings.get(sentence["id"]) if standings is not None else None
    if found is None:
        return {"id": sentence["id"], "text": sentence["text"], "chips": [], "mark": ""}
    fallen = str(WORDINGS[found.wording]) if found.wording else gettext("依据有变")
    mark = "" if not found.marked else gettext("无依据") if found.bare else fallen
    rests = zip(sentence["evidence"], found.faults, found.changes, strict=True)
    chips = [
        {"label": proof["label"], "url": links.url(proof), "fault": str(FAULTS[fault]) if fault else "",
         "changes": [change_said(each) for each in changes]}
        for proof, fault, changes in rests
    ]  # fmt: skip
    return {"id": sentence["id"], "text": sentence["text"], "chips": chips, "mark": mark, "wording": found.wording}
