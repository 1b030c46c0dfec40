"""Papers of the year that give another value for a figure of a release that has not left yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xingzhi.packs import load
from xingzhi.plans.facts.comparing import compare_stated
from xingzhi.plans.facts.stated import stated
from xingzhi.publish.models import Release
from xingzhi.publish.papers.contradictions import key_of, of_release, papers_out
from xingzhi.publish.papers.models import Paper
from xingzhi.publish.papers.stated import stated_by_all

PAPER = "paper "  # what the name of such a difference begins with, where a release keeps it


@dataclass(frozen=True)
class InPaper:
    """A figure, by its key, for which a paper says `was` and the release `now`; `name` as long as both say so."""

    name: str
    key: str
    was: str
    now: str
    paper: Paper
    zh: str
    en: str

    @property
    def inside(self) -> bool:
        """Whether the paper is one that is not made public, so that what leaves does not quote it."""
        return load().paper_kinds.attribute(self.paper.publicity).working_days is None


def in_papers(release: Release) -> list[InPaper]:
    """All of them, of papers that are approved or issued."""
    papers = {f"{PAPER}{each.pk}": each for each in papers_out(release.region, int(release.period[:4]))}
    told = [*stated_by_all(papers.values())]
    spoken = {(fact.subject, fact.kind, fact.place) for each in told for fact in each.facts}
    if not spoken:
        return []
    own = stated(of_release(release), release.region)
    own = replace(own, facts=tuple(fact for fact in own.facts if (fact.subject, fact.kind, fact.place) in spoken))
    found = []
    for pair in compare_stated([own, *told], release.region, {own.document.id}).contradictions:
        here, there = sorted((pair.first, pair.second), key=lambda fact: fact.document != own.document.id)
        if there.document == own.document.id:
            continue
        paper = papers[there.document.partition(",")[0]]
        name = f"{PAPER}{paper.pk}|{key_of(here.read[0], here, there)}"
        found.append(InPaper(name, here.read[0], there.value.text, here.value.text, paper, pair.zh, pair.en))
    return found
