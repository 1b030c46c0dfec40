"""Where a paper and other outgoing documents give different values for one fact; within the paper too."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from xingzhi.packs import load
from xingzhi.plans.facts.compared import Mismatch, Pair
from xingzhi.plans.facts.comparing import compare_stated
from xingzhi.plans.facts.fact import Document, Fact, Figure
from xingzhi.plans.facts.pack import fact_words
from xingzhi.plans.facts.stated import stated
from xingzhi.publish.models import Release, ReleaseState
from xingzhi.publish.papers.models import Paper, PaperState
from xingzhi.publish.papers.stated import stated_by, stated_by_all

ELSEWHERE = "本份另一处"
OUT = (PaperState.APPROVED, PaperState.ISSUED)


@dataclass(frozen=True)
class Differing:
    """Two statements of one fact; `key` stays the same as long as both say what they say."""

    key: str
    here: str
    there: str
    document: str
    cause: str
    zh: str
    en: str


def differing(paper: Paper) -> list[Differing]:
    """Every pair in which the paper takes part, and what does not add up in it. Papers that stay inside have none."""
    if load().paper_kinds.kind(paper.kind).inside:
        return []
    own = {each.document.id: each for each in stated_by(paper)}
    every = [*own.values(), *stated_by_all(papers_out(paper.region, paper.year).exclude(pk=paper.pk))]
    released = Release.objects.filter(
        region=paper.region, state=ReleaseState.RELEASED, period__startswith=str(paper.year), amendments=None
    )
    every += [stated(of_release(each), paper.region) for each in released.order_by("-id")]
    titles = {each.document.id: each.document.title for each in every}
    found = compare_stated(every, paper.region, own)
    pairs = [
        _of_pair(each, own, titles)
        for each in found.contradictions
        if {each.first.document, each.second.document} & set(own) and _of_one_thing(each)
    ]
    return pairs + [_of_mismatch(each) for each in found.mismatches if each.stated.document in own]


def papers_out(region: str, year: int) -> QuerySet[Paper]:
    """The papers of a region and year that have left the office or are about to."""
    kinds = [kind.id for kind in load().paper_kinds.kinds if kind.inside]
    return Paper.objects.filter(region=region, year=year, state__in=OUT).exclude(kind__in=kinds).order_by("-id")


def unexplained(paper: Paper) -> list[Differing]:
    """Those nobody gave a reason for."""
    return [each for each in differing(paper) if each.key not in paper.explained]


def _of_one_thing(pair: Pair) -> bool:
    """Whether two who tell speak of one thing: what a unit did is its own, a figure of the indicators is everybody's."""
    figures = {each.subject for each in fact_words().indicators.values()}
    return pair.first.document == pair.second.document or pair.first.subject in figures


def of_release(release: Release) -> Document:
    """A release as a document that states its figures."""
    figures = [
        _figure(key, held) for key, held in release.content.get("figures", {}).items() if held["value"] is not None
    ]
    return Document(
        f"release {release.pk}", release.title, release.released_on or timezone.localdate(), figures=tuple(figures)
    )


def _figure(key: str, held: dict[str, Any]) -> Figure:
    return Figure(
        key, held["indicator"], held["region"], date.fromisoformat(held["end"]), Decimal(held["value"]), held["unit"],
        date.fromisoformat(held["start"]), {name: tuple(codes) for name, codes in held["where"].items()},
    )  # fmt: skip


def _of_pair(pair: Pair, own: Container[str], titles: dict[str, str]) -> Differing:
    here, there = (pair.first, pair.second) if pair.first.document in own else (pair.second, pair.first)
    document = ELSEWHERE if there.document in own else titles[there.document]
    key = key_of(pair.cause, here, there)
    return Differing(key, _said(here), _said(there), document, pair.cause, pair.zh, pair.en)


def _of_mismatch(found: Mismatch) -> Differing:
    there = "；".join(_said(each) for each in found.others)
    key = key_of(found.rule, found.stated, *found.others)
    return Differing(
        key, _said(found.stated), f"{there}（{found.expected}）", ELSEWHERE, found.rule, found.zh, found.en
    )


def _said(fact: Fact) -> str:
    return fact.sentence.strip() or f"{fact.label} {fact.value.text}"


def key_of(*parts: object) -> str:
    """By what a difference is known again while all facts say what they say."""
    told = [
        part if isinstance(part, str) else f"{part.document}|{part.value.text}|{part.sentence}"
        for part in parts
        if isinstance(part, str | Fact)
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]
