"""Invented applications with known truth: what the screenings of texts must find, and innocents they must leave alone."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from xingzhi.packs import load
from xingzhi.sample.drafts import Draft, make_piece, write
from xingzhi.sample.words import Domain, domains
from xingzhi.screening.signals.contract import Signal, SignalInputs

FIRST = date(2024, 1, 1)


@dataclass
class Case:
    """One application; `label` is "" for background, "+…" for what must be found, "-…" for innocents."""

    title: str
    abstract: str
    applicants: str
    filed: date
    patent_type: str = "invention"
    first_claim: str | None = None
    ipc_main: str = "A01B1/00"
    parent_application_no: str | None = None
    label: str = ""
    key: str = ""


@dataclass
class Office:
    """Cases in the making, with dice that always fall the same."""

    chance: random.Random
    cases: list[Case] = field(default_factory=list)
    firms: int = 0

    def firm(self) -> str:
        """A new applicant."""
        self.firms += 1
        return f"试验{self.firms}号有限公司"

    def day(self, first: int = 0, last: int = 700) -> date:
        """A day in two years."""
        return FIRST + timedelta(days=self.chance.randint(first, last))

    def draft(self, kind: str = "", domain: Domain | None = None) -> tuple[Domain, Draft]:
        """A new text of some trade."""
        chosen = domain or self.chance.choice([one for one in domains().values() if kind in ("", one.kind)])
        return chosen, write(chosen, "invention", self.chance)

    def add(self, cases: Iterable[Case], label: str) -> None:
        """Put cases of one label in."""
        self.cases += [replace(case, label=label) for case in cases]

    def case(self, draft: Draft, applicants: str, filed: date, **more: Any) -> Case:
        """A draft as an application."""
        return Case(draft.title, draft.text(), applicants, filed, **more)

    def background(self, given: int | list[Case]) -> None:
        """Cases that are given, or so many independent ones. Of machines only: the sample's other texts fill few forms."""
        if isinstance(given, int):
            given = [self.case(self.draft("machine")[1], self.firm(), self.day()) for _ in range(given)]
        self.add(given, "")

    def finished(self) -> list[Case]:
        """The cases in a mixed order with numbers of the year they were filed in."""
        self.chance.shuffle(self.cases)
        serials: Counter[int] = Counter()
        for case in self.cases:
            year = case.filed.year
            serials[year] += 1
            digit = {"invention": 1, "utility_model": 2}[case.patent_type]
            case.key = case.key or f"{year}{digit}{serials[year]:07d}"
        return self.cases


def exchanged(office: Office, domain: Domain, draft: Draft, share: float) -> Case:
    """The same text with this share of its parts or ingredients, its product and its figures exchanged."""
    chance = office.chance
    text, title = draft.text(), draft.title
    words = [word for word in draft.named if word in text]
    pool = [*domain.lists.get("parts", ()), *domain.lists.get("ingredients", ()), *domain.lists.get("modules", ())]
    others = [word for word in pool if word not in text]
    for word in sorted(chance.sample(words, max(1, round(share * len(words)))), key=len, reverse=True) if words else ():
        text = text.replace(word, chance.choice(others))
    product = chance.choice([one for one in domain.lists["products"] if one != draft.base])
    text, title = text.replace(draft.base, product), title.replace(draft.base, product)
    text = "".join(str(chance.randint(1, 9)) if sign in "123456789" else sign for sign in text)
    return Case(title, text, "", FIRST)


def improved(office: Office, draft: Draft, clauses: int) -> Draft:
    """The draft with so many further clauses of its own words before the effects: a real improvement."""
    better = draft.copy(office.chance)
    at = next((n for n, piece in enumerate(better.pieces) if piece.role == "effect"), len(better.pieces))
    role = "clause" if draft.kind in ("machine", "system") else "step"
    better.pieces[at:at] = [make_piece(better, role) for _ in range(clauses)]
    return better


def series(office: Office, length: int, days: int) -> list[Case]:
    """One applicant's product made better again and again: each keeps the text before and adds to it."""
    _, draft = office.draft("machine")
    firm, start, made = office.firm(), office.day(), []
    for step in range(length):
        made.append(office.case(draft, firm, start + timedelta(days=step * days)))
        draft = improved(office, draft, office.chance.randint(3, 5))
    return made


def twins(office: Office) -> list[Case]:
    """One invention filed on one day as invention and as utility model, which the law allows."""
    _, draft = office.draft("machine")
    firm, day = office.firm(), office.day()
    case = office.case(draft, firm, day)
    model = replace(case, patent_type="utility_model", abstract=case.abstract.replace("本发明", "本实用新型"))
    return [case, model]


def inputs(cases: Iterable[Case], screening: str, without: Iterable[str] = ()) -> SignalInputs:
    """The cases as the patents register holds them."""
    names = [name for name in Case.__dataclass_fields__ if name not in ("label", *without)]
    held = list(cases)
    columns = {
        name: pa.array(
            [getattr(case, name) for case in held],
            pa.date32() if name == "filed" else pa.string(),
        )
        for name in names
    }
    table = pa.table({{"filed": "filing_date"}.get(name, name): values for name, values in columns.items()})
    packs = load()
    return SignalInputs({"patents": table}, packs.screening(screening), packs)


@dataclass(frozen=True)
class Outcome:
    """How many were found of each label, and among all that were found how many should have been."""

    found: dict[str, tuple[int, int]]  # label -> found, of how many
    precision: float
    recall: float


def outcome(cases: Iterable[Case], signals: Iterable[Signal]) -> Outcome:
    """What a screening found, told by label."""
    keys = {signal.key for signal in signals}
    held = list(cases)
    labels = sorted({case.label for case in held})
    found = {
        label: (
            sum(case.key in keys for case in held if case.label == label),
            sum(case.label == label for case in held),
        )
        for label in labels
    }
    hit = sum(n for label, (n, _) in found.items() if label.startswith("+"))
    wanted = sum(total for label, (_, total) in found.items() if label.startswith("+"))
    return Outcome(found, hit / max(1, len(keys)), hit / max(1, wanted))
