"""What issued papers state, kept beside them: a frozen paper is read once, not each time another is compared with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xingzhi.packs import load
from xingzhi.plans.facts.stated import Stated, packed, stated, unpacked
from xingzhi.publish.papers.kept_facts import PaperFacts
from xingzhi.publish.papers.models import Paper, PaperState
from xingzhi.publish.papers.telling import documents_of


def stated_by(paper: Paper) -> list[Stated]:
    """What a paper states as it stands now."""
    return [stated(each, paper.region) for each in documents_of(paper)]


def keep_facts(paper: Paper) -> list[Stated]:
    """Read an issued paper and keep what it states."""
    found = stated_by(paper)
    held = {"read_with": load().ref("fact_reading"), "held": [packed(each) for each in found]}
    PaperFacts.objects.update_or_create(paper=paper, defaults=held)
    return found


def stated_by_all(papers: Iterable[Paper]) -> Iterator[Stated]:
    """What many state: of issued ones as kept, where the pack they were read with is the one in force."""
    every = [*papers]
    kept = {
        each.paper_id: each for each in PaperFacts.objects.filter(paper__in=every, read_with=load().ref("fact_reading"))
    }
    for paper in every:
        if paper.pk in kept:
            yield from map(unpacked, kept[paper.pk].held)
        else:
            yield from keep_facts(paper) if paper.state == PaperState.ISSUED else stated_by(paper)
