"""Who tells a sentence of a paper: the office, or the unit whose summary or progress it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from xingzhi.cases.papers.official.written import plain
from xingzhi.packs import load
from xingzhi.plans.facts.fact import Document
from xingzhi.plans.ledger.models import Progress
from xingzhi.plans.summaries.models import Summary
from xingzhi.plans.units import Unit, UnitKind
from xingzhi.publish.papers.files import lines_of
from xingzhi.publish.papers.models import Paper, sentences

OF_PLACE = (UnitKind.BANNER, UnitKind.ZONE)
QUOTED = re.compile("“[^”]*”")  # the name of a task or an action: what it says is not stated here


@dataclass(frozen=True)
class Told:
    """What a sentence was taken from, a summary or one month's progress, and the unit that wrote it."""

    kind: str
    number: int
    unit: Unit


def documents_of(paper: Paper) -> list[Document]:
    """The text of a paper by who tells it, the office first: a unit that says 全旗 or names no place speaks of itself.

    What a unit did in a month stands apart from what it did in the year.
    """
    blocks, told = paper.text.blocks, _told(paper)
    on, id = paper.issued_on or timezone.localdate(), f"paper {paper.pk}"
    found = [Document(id, paper.title, on, _text(blocks, set(told)))]
    for source in dict.fromkeys(told.values()):
        others = {each["id"] for each in sentences(blocks) if told.get(each["id"]) != source}
        place = source.unit.region if source.unit.kind in OF_PLACE else ""
        text = _text(blocks, others)
        found.append(Document(f"{id}, {source.kind} {source.number}", paper.title, on, text, place=place))
    return found


def _text(blocks: Iterable[dict[str, Any]], without: set[int]) -> str:
    kept = [
        block | {"sentences": [each for each in block["sentences"] if each["id"] not in without]}
        if "sentences" in block
        else block
        for block in blocks
    ]
    return QUOTED.sub("“”", plain(lines_of(kept, {}), load().document_layout))


def _told(paper: Paper) -> dict[int, Told]:
    """The source of each sentence that was taken from one alone."""
    said = sentences(paper.text.blocks)
    proofs = [proof for each in said for proof in each["evidence"]]
    summaries = Summary.objects.filter(pk__in=_numbers(proofs, "summary")).select_related("unit")
    progress = Progress.objects.filter(pk__in=_numbers(proofs, "progress")).select_related("share__unit")
    sources = {("summary", each.pk): Told("summary", each.pk, each.unit) for each in summaries}
    sources |= {("progress", each.pk): Told("progress", each.pk, each.share.unit) for each in progress}
    found = {}
    for each in said:
        keys = {(proof["kind"], proof.get(proof["kind"])) for proof in each["evidence"]}
        of = [sources[key] for key in keys if key in sources]
        if len(of) == 1:
            [found[each["id"]]] = of
    return found


def _numbers(proofs: list[dict[str, Any]], kind: str) -> set[int]:
    return {proof[kind] for proof in proofs if proof["kind"] == kind}
