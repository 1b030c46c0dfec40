"""What a comparison of documents found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from xingzhi.plans.facts.fact import Fact

Cause = Literal["date", "definition", "scope", "typing", "arithmetic", "unknown"]


@dataclass(frozen=True)
class Pair:
    """Two statements of one fact that differ.

    `cause`: date (another day or stretch), definition, scope, typing (a slip of the pen), unknown where nothing tells.
    `zh` and `en` say why it is taken for that.
    """

    first: Fact
    second: Fact
    cause: Cause
    zh: str
    en: str

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "cause": self.cause, "zh": self.zh, "en": self.en, "first": self.first.data(), "second": self.second.data()
        }  # fmt: skip


@dataclass(frozen=True)
class Mismatch:
    """Numbers of one document that do not fit together: parts and total, a rate and its numbers, a growth.

    `stated` is the fact that does not follow, `others` those it should follow from, `expected` what follows from them.
    """

    rule: Literal["sum", "growth", "change", "share", "ratio", "shrinking", "part_above_whole"]
    stated: Fact
    others: tuple[Fact, ...]
    expected: str
    zh: str
    en: str

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "rule": self.rule, "expected": self.expected, "zh": self.zh, "en": self.en, "stated": self.stated.data(),
            "others": [each.data() for each in self.others],
        }  # fmt: skip


@dataclass(frozen=True)
class NotCompared:
    """A fact that was compared with nothing, and why."""

    fact: Fact
    zh: str
    en: str

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {"zh": self.zh, "en": self.en, "fact": self.fact.data()}


@dataclass(frozen=True)
class Compared:
    """All that was found.

    `contradictions` between documents (or between two places of one) and `mismatches` inside one are alarms. `explained`
    are pairs that differ because their date, definition or scope does: no alarm, but readers may take them for one
    fact. `not_compared` are facts nothing could be said of; `unread` numbers in the texts no fact was read from.
    """

    facts: tuple[Fact, ...] = ()
    contradictions: tuple[Pair, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    explained: tuple[Pair, ...] = ()
    not_compared: tuple[NotCompared, ...] = ()
    unread: tuple[tuple[str, str], ...] = field(default=())

    @property
    def alarms(self) -> int:
        """How many things somebody must put right before the documents leave."""
        return len(self.contradictions) + len(self.mismatches)

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "alarms": self.alarms, "contradictions": [each.data() for each in self.contradictions],
            "mismatches": [each.data() for each in self.mismatches],
            "explained": [each.data() for each in self.explained],
            "not_compared": [each.data() for each in self.not_compared],
            "unread": [{"document": document, "text": text} for document, text in self.unread],
            "facts": [each.data() for each in self.facts],
        }  # fmt: skip
