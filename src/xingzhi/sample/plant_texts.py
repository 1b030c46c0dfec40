"""Texts made alike for a plant, and what the two applications are filed as: type, days, applicants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.drafts import Draft, title_for, write
from xingzhi.sample.lives import filing_day
from xingzhi.sample.parties import Party
from xingzhi.sample.twins import NoTwin
from xingzhi.sample.words import Domain, domains


def texts_alike(
    corpus: Corpus, patent: str, make: Callable[[Domain, Draft], list[Draft]]
) -> tuple[Domain, list[Draft]]:
    """An original with its twins; another original is tried where the wanted likeness cannot be reached."""
    kinds = ("machine",) if patent == "utility_model" else ("machine", "mixture")
    fields = [domain for domain in domains().values() if domain.kind in kinds]
    while True:
        domain = corpus.rng.choice(fields)
        original = write(domain, patent, corpus.rng)
        try:
            return domain, [original, *make(domain, original)]
        except NoTwin:
            continue


def patent_type(corpus: Corpus) -> str:
    return "utility_model" if corpus.rng.random() < 0.6 else "invention"


def retitled(domain: Domain, original: Draft) -> str:
    return title_for(domain, original.patent, original.base, original.draw)


def early_day(corpus: Corpus) -> date:
    """A filing day early enough that whatever is filed up to two years later is published in time."""
    return filing_day(corpus.first_day, corpus.until - timedelta(days=1400), corpus.rng)


def later_day(corpus: Corpus, day: date) -> date:
    return filing_day(day + timedelta(days=20), day + timedelta(days=700), corpus.rng)


def two_applicants(corpus: Corpus) -> list[Party]:
    """Two different applicants at two known places."""
    while True:
        pair = [corpus.applicant("invention") for _ in range(2)]
        if None not in (pair[0].place, pair[1].place) and pair[0].place is not pair[1].place:
            return pair
