"""The text of a paper as a page shows it: each sentence with what it rests on, and its marks."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from xingzhi.cases.papers.official.content import numbered
from xingzhi.packs import load
from xingzhi.publish.papers.files import lines_of
from xingzhi.publish.papers.models import sentences
from xingzhi.publish.papers.standing import Standing
from xingzhi.web.views.documents.links import Links
from xingzhi.web.views.documents.words import FAULTS, change_said, mark_said

Blocks = list[dict[str, Any]]


def text(blocks: Blocks, standings: dict[int, Standing] | None, kind: str = "") -> list[dict[str, Any]]:
    """Headings with their numbers and paragraphs of sentences; without `standings` nothing is said of evidence.

    With a `kind` of mark only the sentences that have it, under their headings.
    """
    marks = numbered(lines_of(blocks, {}), load().document_layout.numbering.levels)
    proofs = [each for sentence in sentences(blocks) for each in sentence["evidence"]] if standings is not None else []
    links = Links(proofs)
    empty = [_empty(blocks, at) for at in range(len(blocks))]
    made = [
        {"level": block["level"], "empty": nothing, "tag": min(block["level"] + 1, 6), "text": mark + block.get("text", ""),
         "sentences": [_sentence(each, standings, links) for each in block.get("sentences", ())]}
        for block, mark, nothing in zip(blocks, marks, empty, strict=True)
    ]  # fmt: skip
    if kind:
        made = _only(made, kind)
    _chained([each for block in made for each in block["sentences"] if each["mark"]])
    return made


def _only(made: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """The sentences of a kind of mark and the headings over them."""
    kept: list[dict[str, Any]] = []
    for block in made:
        if block["level"]:  # a heading goes where another of its rank, or a higher one, follows at once
            while kept and kept[-1]["level"] >= block["level"]:
                kept.pop()
            kept.append(block)
        elif wanted := [each for each in block["sentences"] if kind in each["kinds"]]:
            kept.append(block | {"sentences": wanted})
    while kept and kept[-1]["level"]:
        kept.pop()
    return kept


def _chained(marked: list[dict[str, Any]]) -> None:
    """Each marked sentence with the one before and the one after it."""
    for before, after in pairwise(marked):
        before["after"], after["before"] = after["id"], before["id"]


def _empty(blocks: Blocks, at: int) -> bool:
    """Whether nothing is written under a heading."""
    level = blocks[at]["level"]
    following = blocks[at + 1]["level"] if at + 1 < len(blocks) else 1
    return bool(level) and bool(following) and following <= level


def _sentence(sentence: dict[str, Any], standings: dict[int, Standing] | None, links: Links) -> dict[str, Any]:
    found = standings.get(sentence["id"]) if standings is not None else None
    if found is None:
        return {"id": sentence["id"], "text": sentence["text"], "chips": [], "mark": "", "kinds": ()}
    rests = zip(sentence["evidence"], found.faults, found.changes, strict=True)
    chips = [
        {"label": proof["label"], "url": links.url(proof), "fault": str(FAULTS[fault]) if fault else "",
         "changes": [change_said(each) for each in changes]}
        for proof, fault, changes in rests
    ]  # fmt: skip
    return {"id": sentence["id"], "text": sentence["text"], "chips": chips, "mark": mark_said(found), "wording": found.wording, "unmet": found.unmet,
            "kinds": found.kinds}  # fmt: skip
