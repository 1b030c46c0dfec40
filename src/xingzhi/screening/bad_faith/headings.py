"""Which column of a file is which: under the names of the command, or under those the registers know their columns by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from xingzhi.core.declare import Register
from xingzhi.intake.matching import Matcher
from xingzhi.packs import load
from xingzhi.registers.annual_reports.register import ANNUAL_REPORTS
from xingzhi.registers.indications.register import INDICATIONS
from xingzhi.registers.local_brands.register import LOCAL_BRANDS
from xingzhi.registers.parties.register import PARTIES
from xingzhi.registers.protected_signs.register import PROTECTED_SIGNS
from xingzhi.registers.trademark_events.register import TRADEMARK_EVENTS
from xingzhi.registers.trademarks.register import TRADEMARKS

# Columns of each file: those it must have, and those that add where they are given.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "filings": ("number", "filed_on", "text", "classes", "applicant"),
    "transfers": ("number", "to", "day"),
    "parties": ("name",),
    "known": ("text", "kind"),
}
MORE: Mapping[str, tuple[str, ...]] = {
    "filings": ("applicant_id", "agent", "status", "kind", "in_use"),
    "transfers": ("from", "to_id", "event"),
    "parties": ("id", "kind", "capital", "paid_capital", "staff", "scope_classes", "scope", "related"),
    "known": ("owner", "owner_id", "classes", "licensed", "place", "day"),
}


class Told(NamedTuple):
    """A register whose headings are known, its columns by the names of the command, and the kind its rows have."""

    register: Register
    columns: Mapping[str, str]
    kind: str = ""


REPORTED = {
    "capital_text": "capital_text", "capital_wan": "capital_wan", "capital_yuan": "capital", "paid_text": "paid_capital_text",
    "paid_wan": "paid_capital_wan", "paid_yuan": "paid_capital", "insured_text": "staff", "business_scope": "scope",
    "year": "year",
}  # fmt: skip
TOLD: Mapping[str, tuple[Told, ...]] = {
    "filings": (
        Told(TRADEMARKS, {"mark_no": "number", "filed_on": "filed_on", "mark_text": "text", "nice_classes": "classes",
                          "applicants": "applicant", "credit_code": "applicant_id", "agency": "agent", "status_text": "status",
                          "mark_kind": "kind"}),
    ),
    "transfers": (
        Told(TRADEMARK_EVENTS, {"mark_no": "number", "other_party": "to", "event_on": "day", "applicants": "from",
                                "event": "event"}),
    ),
    "parties": (
        Told(PARTIES, {"name": "name", "credit_code": "id", "party_kind": "kind"}),
        Told(ANNUAL_REPORTS, {"name": "name", "credit_code": "id", **REPORTED}),
    ),
}  # fmt: skip
# A list of known names is one of these, told by the first column.
LISTS = (
    Told(INDICATIONS, {"indication": "text", "holder": "owner", "nice_classes": "classes", "place_name": "place"}, "gi"),
    Told(PROTECTED_SIGNS, {"sign_text": "text", "holder": "owner", "nice_classes": "classes"}, "sign"),
    Told(LOCAL_BRANDS, {"brand": "text", "applicants": "owner"}, "mark"),
    Told(TRADEMARKS, {"mark_text": "text", "applicants": "owner", "credit_code": "owner_id", "nice_classes": "classes"}, "mark"),
)  # fmt: skip


class Columns(NamedTuple):
    """Names of the command with the heading each stands under, and the kind of all rows where the file is of one kind."""

    headings: Mapping[str, str]
    kind: str = ""

    @property
    def own(self) -> bool:
        """Whether each stands under the command's own name."""
        return not self.kind and all(name == heading for name, heading in self.headings.items())


def read_headings(name: str, heads: Sequence[str]) -> Columns:
    """The columns of a file among these headings; the command's own names go before those of the registers."""
    own = {column: column for column in (*NEEDED[name], *MORE[name]) if column in heads}
    if set(NEEDED[name]) <= own.keys():
        return Columns(own)
    if name == "known":
        found = ((told, _met(told, heads)) for told in LISTS)
        told, met = next(((told, met) for told, met in found if "text" in met), (None, {}))
        return Columns(met, told.kind) if told else Columns(own)
    met = dict[str, str]()
    for told in TOLD[name]:
        met = _met(told, heads) | met
    return Columns(met | own)


def _met(told: Told, heads: Iterable[str]) -> dict[str, str]:
    """The heading that names each column best."""
    matcher = Matcher(told.register, load().headings(told.register.name))
    best: dict[str, tuple[tuple[int, int], str]] = {}
    for heading in heads:
        found = matcher.match(heading)
        if found is None or found[1] not in told.columns:
            continue
        column = told.columns[found[1]]
        if column not in best or found[0] < best[column][0]:
            best[column] = (found[0], heading)
    return {column: heading for column, (_, heading) in best.items()}


def label(name: str, column: str) -> str:
    """A column by the command's name and the register's."""
    for told in (*TOLD.get(name, ()), *(LISTS if name == "known" else ())):
        for held, ours in told.columns.items():
            if ours == column:
                return f"{column}（{told.register[held].zh}）"
    return column


def is_transfer(text: str | None) -> bool:
    """Whether an event, as a list calls it, is a transfer; a list that names none holds transfers only."""
    if not (text or "").strip():
        return True
    choice = next(each for each in TRADEMARK_EVENTS["event"].choices if each.code == "transfer")
    return (text or "").strip() in (choice.code, choice.zh, choice.en, *choice.spellings)
