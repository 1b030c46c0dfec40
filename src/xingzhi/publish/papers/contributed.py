"""What units wrote in their summaries, as merged, by heading of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xingzhi.core.models import User
from xingzhi.packs import load
from xingzhi.plans.ledger.models import Plan
from xingzhi.plans.summaries.merging import MergedParagraph, Source, calls_of, came, merged
from xingzhi.plans.summaries.models import Summary, SummaryState, SummaryText
from xingzhi.publish.papers import proofs
from xingzhi.publish.papers.models import Paper
from xingzhi.publish.papers.parting import AHEAD, DONE, PROBLEMS, is_opening, part_of
from xingzhi.publish.papers.text import split
from xingzhi.publish.papers.voice import of_office

Texts = dict[tuple[int, int], list[dict[str, Any]]]  # paragraphs by summary and version


@dataclass(frozen=True)
class Contributed:
    """A sentence a unit wrote, under a heading of the plan, with where it stands."""

    heading: str
    paragraph: int  # sentences of one paragraph have the same
    text: str
    part: str  # of the paper: what was done, what is wrong, what comes next
    evidence: tuple[proofs.Proof, ...]


def contributed(plan: Plan, user: User) -> list[Contributed]:
    """Every sentence of the merged summaries, in the order of the plan: the draft where there is one, else what came.

    A paragraph whose summaries all were sent back or excused is left out, and so are greetings and announcements.
    """
    sections = merged(plan, user)
    used = {source.summary for section in sections for each in section.paragraphs for source in each.sources}
    rows = Summary.objects.visible_to(user).filter(pk__in=used).select_related("unit")
    summaries = {each.pk: each for each in rows}
    calls = {pk: each.call_id for pk, each in summaries.items()}
    back = {pk for pk, each in summaries.items() if each.state in (SummaryState.RETURNED, SummaryState.EXCUSED)}
    rows_of = SummaryText.objects.filter(summary__in=used).values_list("summary", "version", "paragraphs")
    texts: Texts = {(number, version): paragraphs for number, version, paragraphs in rows_of}
    return [
        Contributed(section.heading, at, text, part, tuple(_proof(source, calls) for source in paragraph.sources))
        for section in sections
        for at, paragraph in enumerate(section.paragraphs)
        if not paragraph.sources or {source.summary for source in paragraph.sources} - back
        if not _opens(paragraph, texts, plan.year)
        for part, text in _said(paragraph, summaries, texts, plan.year)
    ]


def _opens(paragraph: MergedParagraph, texts: Texts, year: int) -> bool:
    """Whether it came as an opening of a unit's text that belongs to no task; what the office took itself stays."""
    return not (paragraph.draft or paragraph.heading) and all(
        is_opening(each.paragraph, texts[each.summary, each.version], year) for each in paragraph.sources
    )


def _said(
    paragraph: MergedParagraph, summaries: dict[int, Summary], texts: Texts, year: int
) -> Iterator[tuple[str, str]]:
    """Its sentences as the office says them, each with the part of the paper it goes to; the unit is named in each part."""
    units = {summaries[source.summary].unit for source in paragraph.sources}
    unit = units.pop() if len(units) == 1 else None
    packs = load()
    place = packs.regions.name(unit.region) if unit else ""
    voice = packs.paper_kinds.voice
    headings = [texts[each.summary, each.version][each.paragraph].get("heading", "") for each in paragraph.sources]
    parts = [(part_of(text, headings, year, voice), text) for text in split(paragraph.text)]
    for part in (DONE, PROBLEMS, AHEAD):
        mine = [text for of, text in parts if of == part]
        yield from ((part, text) for text in of_office(mine, unit, place, voice) if text)


def _proof(source: Source, calls: dict[int, int]) -> proofs.Proof:
    return proofs.summary(source.summary, source.version, source.paragraph, source.unit, calls[source.summary])


def summary_offers(user: User, paper: Paper, text: str, most: int = 8) -> list[proofs.Proof]:
    """Paragraphs of the newest summaries that hold a word, each by its unit and how it begins."""
    if paper.plan is None or not text:
        return []
    found = [each for each in came(calls_of(paper.plan, user), user) if text in each.text][:most]
    summaries = Summary.objects.visible_to(user).filter(pk__in={each.sources[0].summary for each in found})
    calls = dict(summaries.values_list("pk", "call_id"))
    made = [(_proof(each.sources[0], calls), each.text) for each in found]
    return [proof | {"label": f"{proof['label']} {said[:40]}"} for proof, said in made]
