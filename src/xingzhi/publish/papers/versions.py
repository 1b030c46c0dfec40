"""The earlier versions of a paper: what was changed by hand, what a sentence rested on, and one brought back."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from xingzhi.core.actions import OFFICERS, Act, action
from xingzhi.publish.papers.models import Paper, sentences
from xingzhi.publish.papers.writing import BY_PROGRAM, add_version, drafted_by


@action("restore_paper_version", zh="恢复文稿的一稿", en="Bring back a version of a paper", roles=OFFICERS)
def restore_version(act: Act, paper_id: int, number: int) -> Paper:
    """The text and title of an earlier version as a new one; those between stay."""
    paper = drafted_by(act, paper_id)
    earlier = get_object_or_404(paper.versions.filter(number__lt=paper.version), number=number)
    paper.title = earlier.title
    add_version(act, paper, earlier.blocks, f"恢复第{number}版")
    act.on("paper", paper.pk, paper.region, version=paper.version, restored=number)
    return paper


def by_hand(paper: Paper) -> int:
    """How many sentences a person wrote, changed, proved or took out since the program drafted the text last."""
    drafted = paper.versions.filter(note__in=BY_PROGRAM).order_by("-number").first()
    if drafted is None:
        return len(sentences(paper.text.blocks))
    before, now = ({each["id"]: each for each in sentences(blocks)} for blocks in (drafted.blocks, paper.text.blocks))
    return sum(before.get(id) != now.get(id) for id in {*before, *now})


def taken_away(paper: Paper, sentence: dict[str, Any]) -> list[dict[str, Any]]:
    """What a sentence rested on in an earlier version and no longer does, the latest first."""
    found: list[dict[str, Any]] = []
    for version in paper.versions.filter(number__lt=paper.version).order_by("-number"):
        for each in sentences(version.blocks):
            if each["id"] == sentence["id"]:
                found += [proof for proof in each["evidence"] if proof not in [*found, *sentence["evidence"]]]
    return found
