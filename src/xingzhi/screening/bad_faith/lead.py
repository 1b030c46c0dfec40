"""A lead: which pattern, whose filings, the facts it rests on, and what the law in force on the filing days says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from xingzhi.packs import Packs
from xingzhi.packs.trademark_law import LawText, MarkPenalty

AGENT = "B11"
_TEXTS = ("subject", "name", "pattern", "label", "guide", "told", "facts", "law", "note")
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in _TEXTS[:6]),
        ("strength", pa.float64()),
        ("first_day", pa.date32()),
        ("last_day", pa.date32()),
        ("facts", pa.string()),
        ("evidence", pa.list_(pa.string())),
        ("law", pa.string()),
        ("ask", pa.list_(pa.string())),
        ("missing", pa.list_(pa.string())),
        ("note", pa.string()),
    ]
)


@dataclass(frozen=True)
class Lead:
    """One pattern on one group of applicants, or on an agent. `strength` is the measure over its limit, 1 or more."""

    subject: str
    name: str
    pattern: str
    strength: float
    facts: Mapping[str, Any]
    evidence: tuple[str, ...]  # numbers of filings
    days: tuple[date, ...]  # their filing days, where known
    missing: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # regions of the records whose names are touched

    def data(self, packs: Packs) -> dict[str, Any]:
        """As a row of `SCHEMA`, with facts and law as objects."""
        pack = packs.bad_faith
        pattern = pack.patterns[self.pattern]
        shown = {key: "未知" if value is None else value for key, value in self.facts.items()}
        return {
            "subject": self.subject,
            "name": self.name,
            "pattern": self.pattern,
            "label": pattern.label.zh,
            "guide": pattern.guide,
            "told": pattern.told.zh.format(**shown),
            "strength": round(self.strength, 3),
            "first_day": min(self.days, default=None),
            "last_day": max(self.days, default=None),
            "facts": dict(self.facts),
            "evidence": list(self.evidence),
            "law": law_of(self, packs),
            "ask": [each.label.zh for each in pack.asks],
            "missing": list(self.missing),
            "note": pack.mark.value,
        }


def law_of(lead: Lead, packs: Packs) -> list[dict[str, Any]]:
    """For each text of the law in force on the filing days: how many filings, articles, penalties, what is unknown."""
    law = packs.trademark_law
    texts = [law.on(day) for day in lead.days]
    of = "agent" if lead.pattern == AGENT else "applicant"
    found = [_text(text, lead.pattern, of, texts.count(text)) for text in law.texts if text in texts]
    if len(found) > 1:
        found[-1]["change"] = law.change.value
    return found


def _text(text: LawText, pattern: str, of: str, filings: int) -> dict[str, Any]:
    months = text.opposition.months
    return {
        "text": text.id,
        "title": text.title.zh,
        "filings": filings,
        "articles": [_article(text, key) for key in text.patterns.get(pattern, ())],
        "penalties": [_penalty(text, each) for each in text.penalties if each.of == of],
        "opposition_months": months,
        "unknown": [each.zh for each in text.unknown],
    }


def _article(text: LawText, key: str) -> dict[str, str]:
    article = text.articles[key]
    return {"cited": article.cited.zh, "gist": article.gist.zh, "read": article.read}


def _penalty(text: LawText, penalty: MarkPenalty) -> dict[str, Any]:
    """Amounts in yuan; None where not known."""
    amounts = ("without_gains", "with_gains", "times_gains", "least", "most", "persons_least", "persons_most")
    return {
        "article": text.articles[penalty.article].cited.zh,
        "condition": penalty.condition.zh if penalty.condition else None,
        "body": penalty.body.zh if penalty.body else None,
        **{name: getattr(penalty, name) for name in amounts},
    }


def to_table(leads: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Leads as a table; facts and law as JSON."""
    rows = [
        {**each, "facts": _json(each["facts"]), "law": _json(each["law"])}
        for each in leads
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
