"""A fact as a document states it: what, where, when, how much; what of its sentence was read and what was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Kind = Literal["value", "growth", "change", "share", "rank"]
How = Literal["stated", "carried", "title", "assumed", "none"]
Scope = Mapping[str, str]


@dataclass(frozen=True)
class Value:
    """A number with its unit. `number`, `low` and `high` are in the base unit (件, 万元, %, 位).

    `low` and `high` bound what the words allow: 1.2万件 is 11,500 to 12,500, 1200余件 is 1,200 to 1,300; `high` is None
    where no end is said (不少于). `text` is the value as written.
    """

    text: str
    number: Decimal
    unit: str
    low: Decimal
    high: Decimal | None

    @property
    def exact(self) -> bool:
        """Whether nothing was rounded."""
        return self.low == self.high


@dataclass(frozen=True)
class Stretch:
    """The days a fact is of. `start` is None for the state of one day; `end` None where no period is known.

    `how`: stated beside the value, carried from an earlier sentence, from the title, assumed from the day of the
    document (今年以来, 目前), or none. `vague`: its last day is that of the document, 目前.
    """

    start: date | None
    end: date | None
    how: How
    text: str = ""
    vague: bool = False


@dataclass(frozen=True)
class Fact:
    """One fact.

    `subject` is the key of what is counted (pack `fact_reading`), `label` what the text calls it. `place` is a path of the
    regions pack, a name where the pack does not know it, None where none is said. `scope` holds what narrows it
    ({"type": "invention", "holder": "企业"}), `basis` what a growth, a share or a rank is against (同比, 全区), `definition`
    the version of the definition of a figure given as data. `start` and `end` place the value in the text, `read` names
    what was recognised and `unread` the words before it that were not.
    """

    subject: str
    label: str
    kind: Kind
    place: str | None
    span: Stretch
    value: Value
    scope: Scope
    basis: str
    start: int
    end: int
    sentence: str
    read: tuple[str, ...]
    unread: tuple[str, ...] = ()
    document: str = ""
    place_text: str = ""
    definition: str = ""
    given: bool = False  # as data, not read from the text

    def data(self) -> dict[str, Any]:
        """As JSON; unknown is null."""
        span, value = self.span, self.value
        return {
            "document": self.document or None, "subject": self.subject, "label": self.label, "kind": self.kind,
            "place": self.place, "place_text": self.place_text or None,
            "period": {
                "start": span.start.isoformat() if span.start else None,
                "end": span.end.isoformat() if span.end else None, "how": span.how, "text": span.text or None,
            },
            "value": {
                "text": value.text, "number": f"{value.number:f}", "unit": value.unit, "low": f"{value.low:f}",
                "high": None if value.high is None else f"{value.high:f}",
            },
            "scope": dict(sorted(self.scope.items())), "basis": self.basis or None,
            "definition": self.definition or None, "start": self.start, "end": self.end, "sentence": self.sentence,
            "read": list(self.read), "unread": list(self.unread),
        }  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A fact given as data, such as a figure of a release.

    `indicator` is an id of the indicators pack, `place` a path of regions, `start` and `end` its days, `where` what
    narrows it as the indicator's dimensions do ({"patent_type": ["invention"]}), `unit` as written.
    """

    key: str
    indicator: str
    place: str
    end: date
    value: Decimal
    unit: str
    start: date | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    definition: str = ""


@dataclass(frozen=True)
class Document:
    """An outgoing document: `id` names it in the answer, `on` is its day, `figures` what it states as data.

    A place a text leaves out (全盟, 我盟) is the office's, given to `compare`, unless the document has a `place` of its own.
    """

    id: str
    title: str
    on: date
    text: str = ""
    figures: tuple[Figure, ...] = ()
    place: str = ""  # the path of the region it speaks of (全旗, 全市); "" is the office's
