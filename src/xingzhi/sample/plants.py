"""Look-alikes planted among the applications, of known kind and measured likeness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations

from xingzhi.sample.corpus import Application, Corpus
from xingzhi.sample.drafts import LONGEST, Draft, Piece
from xingzhi.sample.lives import GIVEN_UP
from xingzhi.sample.parties import Party
from xingzhi.sample.plant_texts import early_day, later_day, patent_type, retitled, texts_alike, two_applicants
from xingzhi.sample.similarity import jaccard
from xingzhi.sample.twins import NoTwin, twin
from xingzhi.sample.words import Domain

THRESHOLD = 0.5  # what the key calls near; hard negatives stay below
HARD_FLOOR = 0.3
BOTH = ("invention", "utility_model")


@dataclass(frozen=True)
class Plant:
    """Two applications whose abstracts were made alike.

    kind: copied (another person, another place), serial (one applicant), cross_applicant, lawful_same_day
    (invention and utility model of one applicant filed on one day) or hard_negative (below the threshold).
    """

    kind: str
    left: Application
    right: Application
    note: str = ""

    @property
    def likeness(self) -> float:
        """Measured on the finished abstracts."""
        return jaccard(self.left.abstract, self.right.abstract)


def _spread(low: float, high: float, count: int) -> list[float]:
    return [low + (high - low) * step / max(1, count - 1) for step in range(count)]


def plant(corpus: Corpus, patents: int) -> list[Plant]:
    """For 3,000 applications: 60 near pairs from 0.5 to 1.0, 12 lawful ones, 40 hard negatives; fewer for fewer."""
    near, lawful, hard = min(60, patents // 50), min(12, patents // 250), min(40, patents // 75)
    trios, copied = near // 15, near // 3
    identical = copied // 6
    serial, cross = near // 3 - 3 * trios, near - copied - near // 3
    made: list[Plant] = []
    for likeness in [1.0] * identical + _spread(0.72, 0.95, copied - identical):
        made.append(_copied(corpus, likeness))
    for likeness in _spread(0.55, 0.93, trios):
        made += _trio(corpus, 0.82 + likeness / 10)
    for number, likeness in enumerate(_spread(0.53, 0.93, serial)):
        made.append(_serial(corpus, likeness, other_day=number < 2))
    for number, likeness in enumerate(_spread(0.515, 0.81, cross)):
        made.append(_cross(corpus, likeness, same_day=number < 2))
    made += [_lawful(corpus, likeness, number) for number, likeness in enumerate(_spread(0.66, 0.93, lawful))]
    made += [_hard(corpus, likeness, number) for number, likeness in enumerate(_spread(0.32, 0.478, hard))]
    return made


def _copied(corpus: Corpus, likeness: float) -> Plant:
    patent, applicants = patent_type(corpus), two_applicants(corpus)
    here, there = (party.place.name if party.place else "" for party in applicants)

    def make(_: Domain, original: Draft) -> list[Draft]:
        if likeness < 1.0:
            original.pieces.insert(len(original.pieces) - 1, Piece("place", original.draw.one("places_used")))
            original.place = here
            if len(original.text()) > LONGEST:
                raise NoTwin
        return [twin(original, likeness, corpus.rng, place=there)]

    domain, (first, second) = texts_alike(corpus, patent, make)
    day = early_day(corpus)
    left = corpus.add(patent, applicants=applicants[:1], subject=domain, draft=first, filed=day)
    right = corpus.add(patent, applicants=applicants[1:], subject=domain, draft=second, filed=later_day(corpus, day))
    return Plant("copied", left, right, "identical" if likeness == 1.0 else "person and place exchanged")


def _trio(corpus: Corpus, likeness: float) -> list[Plant]:
    """Three of one applicant on one day with consecutive numbers; every two of them are near."""
    patent, rng = patent_type(corpus), corpus.rng

    def make(domain: Domain, original: Draft) -> list[Draft]:
        copies = [twin(original, likeness, rng, title=retitled(domain, original)) for _ in range(2)]
        if jaccard(copies[0].text(), copies[1].text()) < THRESHOLD + 0.02:
            raise NoTwin
        return copies

    domain, drafts = texts_alike(corpus, patent, make)
    applicant, day = corpus.applicant(patent), early_day(corpus)
    filed: list[Application] = []
    for draft in drafts:
        after = filed[-1].number if filed else ""
        filed.append(corpus.add(patent, applicants=[applicant], subject=domain, draft=draft, filed=day, after=after))
    return [Plant("serial", left, right, "trio, same day") for left, right in combinations(filed, 2)]


def _pair(
    corpus: Corpus, likeness: float, applicants: list[Party], days: tuple[date, date], patents: tuple[str, str]
) -> tuple[Application, Application]:
    """Two near texts filed by these applicants (one, or one each) on these days as these types."""

    def make(domain: Domain, original: Draft) -> list[Draft]:
        original.patent = patents[0]
        changes = {"patent": patents[1]} if patents[0] != patents[1] else {"title": retitled(domain, original)}
        return [twin(original, likeness, corpus.rng, **changes)]

    # A utility model protects no mixture, so a pair with one is about a machine from the start.
    domain, (first, second) = texts_alike(corpus, max(patents), make)
    left = corpus.add(patents[0], applicants=applicants[:1], subject=domain, draft=first, filed=days[0])
    right = corpus.add(
        patents[1], applicants=applicants[-1:], subject=domain, draft=second, filed=days[1], after=left.number
    )
    return left, right


def _serial(corpus: Corpus, likeness: float, *, other_day: bool) -> Plant:
    patent, day = patent_type(corpus), early_day(corpus)
    days, patents, note = (day, day), (patent, patent), "same day"
    if other_day:  # not lawful: the utility model was filed on another day
        days, patents, note = (day, later_day(corpus, day)), BOTH, "invention and utility model on different days"
    return Plant("serial", *_pair(corpus, likeness, [corpus.applicant(patent)], days, patents), note)


def _cross(corpus: Corpus, likeness: float, *, same_day: bool) -> Plant:
    patent, day = patent_type(corpus), early_day(corpus)
    days, patents, note = (day, later_day(corpus, day)), (patent, patent), ""
    if same_day:  # not lawful: two applicants
        days, patents, note = (day, day), BOTH, "same day, but two applicants"
    return Plant("cross_applicant", *_pair(corpus, likeness, two_applicants(corpus), days, patents), note)


def _lawful(corpus: Corpus, likeness: float, number: int) -> Plant:
    """Every sixth applicant is spelled differently in the two filings; half of the inventions are granted."""
    firms = [party for party in corpus.parties if party.kind == "firm" and bool(party.variants) == (number % 6 == 0)]
    applicant, day = corpus.rng.choice(firms), early_day(corpus)
    left, right = _pair(corpus, likeness, [applicant], (day, day), BOTH)
    left.spelled, right.spelled = [applicant.name], [applicant.name]
    if applicant.variants:
        right.spelled = [applicant.variants[0][1]]
    if left.life.granted and right.life.granted and not right.life.ended and left.life.granted > right.life.granted:
        right.life.ended = left.life.granted
        right.life.enter(GIVEN_UP, left.life.granted)
    return Plant("lawful_same_day", left, right, "applicant spelled differently" if applicant.variants else "")


def _hard(corpus: Corpus, likeness: float, number: int) -> Plant:
    day, patent = early_day(corpus), patent_type(corpus)
    if number % 5 == 0:
        pair = _pair(corpus, likeness, [corpus.applicant(patent)], (day, day), BOTH)
        return Plant("hard_negative", *pair, "same day, same applicant, invention and utility model")
    applicants = [corpus.applicant(patent)] if number % 5 < 3 else two_applicants(corpus)
    pair = _pair(corpus, likeness, applicants, (day, later_day(corpus, day)), (patent, patent))
    return Plant("hard_negative", *pair, "same applicant" if len(applicants) == 1 else "two applicants")
