"""The applications of the sample: who filed what and when, and which texts were planted to look alike."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from xingzhi.sample.drafts import Draft, write, write_design
from xingzhi.sample.lives import Life, filing_day, live
from xingzhi.sample.numbers import Numbers
from xingzhi.sample.office import Office
from xingzhi.sample.parties import Agency, Party, People, make_agencies, make_parties, make_person
from xingzhi.sample.words import DesignClass, Domain, design_classes, domains

SHARES = {"invention": 0.28, "utility_model": 0.60, "design": 0.12}
YEARS = 10
UNPLACED_INVENTIONS = 4
# Designs any firm may file: packaging, labels, screens.
COMMON_DESIGNS = ("09-03", "32-00", "14-04")


@dataclass
class Application:
    """One application with everything the exports say about it."""

    patent: str
    number: str
    publication: str  # nine digits; A and B of one invention share them
    draft: Draft
    classes: list[str]
    applicants: list[Party]
    spelled: list[str]
    inventors: list[str]
    agency: Agency | None
    attorney: str
    life: Life
    subject: Domain | DesignClass
    planted: bool = False
    title: str = ""
    abstract: str = ""

    def finish(self) -> None:
        """Take title and abstract over from the draft."""
        self.title, self.abstract = self.draft.title, self.draft.text()

    @property
    def filed(self) -> date:
        """The filing date."""
        return self.life.filed

    @property
    def first(self) -> Party:
        """The first applicant, whose address decides the owning region."""
        return self.applicants[0]


@dataclass
class Corpus:
    """All applications of the office under way; `add` draws whatever it is not told."""

    office: Office
    rng: random.Random
    until: date
    parties: list[Party]
    tails: list[tuple[Party, Party]]
    persons: list[Party]
    agencies: list[Agency]
    people: People
    numbers: Numbers
    applications: list[Application] = field(default_factory=list)

    @property
    def first_day(self) -> date:
        """The first filing day of the sample: ten years back, from the next month on."""
        year, month = self.until.year - YEARS, self.until.month + 1
        return date(year + month // 13, (month - 1) % 12 + 1, 1)

    def applicant(self, patent: str) -> Party:
        """Firms in seven of ten cases, then the college, institutes and hospitals, then persons."""
        dice = self.rng.random()
        kind = "firm" if dice < 0.70 else "body" if dice < 0.86 and patent != "design" else "person"
        pool = self.persons if kind == "person" else [party for party in self.parties if party.kind == kind]
        return self.rng.choices(pool, [party.weight for party in pool])[0]

    def subject(self, patent: str, party: Party) -> Domain | DesignClass:
        """What this applicant would file as this type."""
        if patent == "design":
            groups = [group for group in design_classes() if set(group.domains) & set(party.domains)]
            common = [group for group in design_classes() if party.kind == "person" or group.locarno in COMMON_DESIGNS]
            return self.rng.choice(groups or common)
        kinds = ("machine",) if patent == "utility_model" else ("machine", "mixture", "method", "system")
        own = [domains()[name] for name in party.domains if domains()[name].kind in kinds]
        if patent == "invention" and self.rng.random() < 0.7:
            own = [domain for domain in own if domain.kind != "machine"] or own
        fields = own or [domain for domain in domains().values() if domain.kind in kinds]
        return self.rng.choices(fields, [domain.weight for domain in fields])[0]

    def write(self, patent: str, subject: Domain | DesignClass) -> Draft:
        """A new text of that type in that field."""
        return write_design(subject, self.rng) if isinstance(subject, DesignClass) else write(subject, patent, self.rng)

    def add(
        self,
        patent: str,
        *,
        applicants: list[Party] | None = None,
        subject: Domain | DesignClass | None = None,
        draft: Draft | None = None,
        filed: date | None = None,
        after: str = "",
        grant: bool = False,
    ) -> Application:
        """File one application and let it live; raises `LookupError` where nothing would be published by then."""
        rng = self.rng
        if applicants is None:
            applicants = [self.applicant(patent)]
            if rng.random() < 0.09:
                applicants += [other for other in [self._partner(applicants[0])] if other is not applicants[0]]
        subject = subject or self.subject(patent, applicants[0])
        life = self._life(patent, filed, grant=grant)
        agency = (
            rng.choice(self.agencies) if rng.random() < (0.45 if applicants[0].kind == "person" else 0.82) else None
        )
        made = Application(
            patent=patent,
            number=self.numbers.application(patent, life.filed, after),
            publication=self.numbers.publication(patent, life.publications[0].day),
            draft=draft or self.write(patent, subject),
            classes=self._classes(subject),
            applicants=applicants,
            spelled=[self._spelled(party) for party in applicants],
            inventors=self._inventors(applicants),
            agency=agency,
            attorney=rng.choice(agency.attorneys) if agency else "",
            life=life,
            subject=subject,
            planted=draft is not None,
        )
        made.finish()
        self.applications.append(made)
        return made

    def _life(self, patent: str, filed: date | None, *, grant: bool) -> Life:
        for _ in range(60):
            day = filed or filing_day(self.first_day, self.until - timedelta(days=60), self.rng)
            if life := live(patent, day, self.until, self.rng, grant=grant):
                return life
        raise LookupError(f"{patent} filed {filed} is not published by {self.until}")

    def _partner(self, party: Party) -> Party:
        pool = self.persons if party.kind == "person" else self.parties
        return self.rng.choice(pool)

    def _spelled(self, party: Party) -> str:
        if party.variants and self.rng.random() < 0.45:
            return self.rng.choice(party.variants)[1]
        return party.name

    def _classes(self, subject: Domain | DesignClass) -> list[str]:
        if isinstance(subject, DesignClass):
            return [subject.locarno]
        return self.rng.sample(subject.ipc, self.rng.choice((1, 1, 2, 2, 3)))

    def _inventors(self, applicants: list[Party]) -> list[str]:
        names = [party.name for party in applicants if party.kind == "person"]
        for party in applicants:
            if party.staff:
                names += self.rng.sample(party.staff, min(len(party.staff), self.rng.choice((1, 2, 2, 3, 3, 4, 6))))
        return names


def start(office: Office, seed: int, until: date, patents: int, parties: int) -> Corpus:
    """An office with its parties, before anything is filed. The same arguments always make the same corpus."""
    rng = random.Random(seed)  # noqa: S311  an invented office needs repeatable dice, not secret ones
    people = People(office, rng)
    made, tails = make_parties(people, parties)
    persons = [make_person(people, placed=number >= UNPLACED_INVENTIONS) for number in range(max(12, patents // 15))]
    return Corpus(office, rng, until, made, tails, persons, make_agencies(people), people, Numbers(rng))


def fill(corpus: Corpus, patents: int) -> None:
    """File single applications until there are `patents` in the usual shares of the three types."""
    wanted = {patent: round(patents * share) for patent, share in SHARES.items()}
    wanted["utility_model"] += patents - sum(wanted.values())
    for patent, count in wanted.items():
        held = sum(application.patent == patent for application in corpus.applications)
        if patent == "invention":
            held += _unplaced(corpus)
        for _ in range(count - held):
            corpus.add(patent)


def _unplaced(corpus: Corpus) -> int:
    """File a few inventions whose address names no county, so that the prefecture has more than its counties do."""
    unplaced = [person for person in corpus.persons if person.place is None][:UNPLACED_INVENTIONS]
    for person in unplaced:
        day = filing_day(corpus.first_day + timedelta(days=1000), corpus.until - timedelta(days=1400), corpus.rng)
        corpus.add("invention", applicants=[person], filed=day, grant=True)
    return len(unplaced)
