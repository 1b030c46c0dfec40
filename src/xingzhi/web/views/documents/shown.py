"""The text of a paper as a page shows it: each sentence with what it rests on, and its marks."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from xingzhi.cases.papers.official.content import numbered
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.publish.papers.evidence import Standing
from xingzhi.publish.papers.files import lines_of
from xingzhi.registers.models import MODELS
from xingzhi.web.views.documents.words import FAULTS, WORDINGS
from xingzhi.web.views.figures import records_url

Blocks = list[dict[str, Any]]


def text(blocks: Blocks, standings: dict[int, Standing] | None) -> list[dict[str, Any]]:
    """Headings with their numbers and paragraphs of sentences; without `standings` nothing is said of evidence."""
    marks = numbered(lines_of(blocks, {}), load().document_layout.numbering.levels)
    ids = _record_ids(blocks) if standings is not None else {}
    empty = [_empty(blocks, at) for at in range(len(blocks))]
    return [
        {"level": block["level"], "empty": nothing, "tag": min(block["level"] + 1, 6), "text": mark + block.get("text", ""),
         "sentences": [_sentence(each, standings, ids) for each in block.get("sentences", ())]}
        for block, mark, nothing in zip(blocks, marks, empty, strict=True)
    ]  # fmt: skip


def _empty(blocks: Blocks, at: int) -> bool:
    """Whether nothing is written under a heading."""
    level = blocks[at]["level"]
    following = blocks[at + 1]["level"] if at + 1 < len(blocks) else 1
    return bool(level) and bool(following) and following <= level


def _sentence(sentence: dict[str, Any], standings: dict[int, Standing] | None, ids: dict[Any, int]) -> dict[str, Any]:
    found = standings.get(sentence["id"]) if standings is not None else None
    if found is None:
        return {"id": sentence["id"], "text": sentence["text"], "chips": [], "mark": ""}
    fallen = str(WORDINGS[found.wording]) if found.wording else gettext("依据有变")
    mark = "" if not found.marked else gettext("无依据") if found.bare else fallen
    chips = [chip(proof, fault, ids) for proof, fault in zip(sentence["evidence"], found.faults, strict=True)]
    return {"id": sentence["id"], "text": sentence["text"], "chips": chips, "mark": mark, "wording": found.wording}


def chip(proof: dict[str, Any], fault: str, ids: dict[Any, int]) -> dict[str, Any]:
    """One thing a sentence rests on: what it is called, where it opens, what is wrong with it."""
    return {"label": proof["label"], "url": _url(proof, ids), "fault": str(FAULTS[fault]) if fault else ""}


def _record_ids(blocks: Blocks) -> dict[Any, int]:
    """The rows of all records the text names, by register and key."""
    keys: dict[str, set[str]] = {}
    for block in blocks:
        for sentence in block.get("sentences", ()):
            for each in sentence["evidence"]:
                if each["kind"] == "record" and each["register"] in MODELS:
                    keys.setdefault(each["register"], set()).add(each["key"])
    return {
        (name, key): pk
        for name, wanted in keys.items()
        for key, pk in MODELS[name].objects.filter(key__in=wanted).values_list("key", "pk")
    }


def _url(proof: dict[str, Any], ids: dict[Any, int]) -> str:
    if proof["kind"] == "record":
        pk = ids.get((proof["register"], proof["key"]))
        return reverse("record", args=[proof["register"], pk]) if pk else ""
    if proof["kind"] == "release":
        return reverse("release", args=[proof["release"]])
    if proof["kind"] == "figure" and (found := load().indicators.get(proof["indicator"])):
        span = Span(date.fromisoformat(proof["start"]), date.fromisoformat(proof["end"]))
        return records_url(found, Cell(proof["place"], span))
    return _of_plan(proof)


def _of_plan(proof: dict[str, Any]) -> str:
    """Pages of the plan, where this installation has them."""
    named = {"task": ("plan-task", ["task"]), "summary": ("summary", ["call", "summary"])}
    route, parts = named.get(proof["kind"], ("", []))
    try:
        return reverse(route, args=[proof[part] for part in parts]) if route else ""
    except NoReverseMatch:
        return ""
