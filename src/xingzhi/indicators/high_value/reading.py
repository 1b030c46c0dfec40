"""How the rule is read here and now: the pack, what the office decided, the table it loaded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from xingzhi import __version__
from xingzhi.indicators.high_value import NAME
from xingzhi.indicators.models import Decision, OfficeTable
from xingzhi.packs import Packs, load
from xingzhi.packs.crosswalk import Crosswalk, from_json
from xingzhi.packs.high_value import HighValue

COMPLETE = "complete:"
# The register each class is decided by; a statement that it is complete makes "no record" a "no".
REGISTERS = {
    "sei": "patents",
    "family": "family_members",
    "ten_years": "patents",
    "pledge": "pledges",
    "award": "awards",
}


@dataclass(frozen=True)
class Reading:
    """Everything the classes depend on besides the records; equal readings give equal results."""

    rule: HighValue
    valid_from: date
    refs: tuple[str, ...]
    decided: tuple[tuple[str, str], ...]
    table: OfficeTable | None

    @property
    def crosswalk(self) -> Crosswalk | None:
        """The strategic-industry table in use."""
        return _crosswalk(self.table.path) if self.table else None

    @property
    def verified(self) -> bool:
        """Whether the table, where there is one, was compared with the official text."""
        return self.table is None or self.table.verified

    @property
    def ref(self) -> str:
        """How a result names what it was read by."""
        return "; ".join(self.refs)

    @property
    def key(self) -> str:
        """What a derived file is named by."""
        said = repr((self.refs, self.decided, __version__))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def value(self, name: str) -> str:
        """A setting as decided by the office, else by the pack; "" where it is not decided."""
        held = dict(self.decided).get(name, "")
        given = self.rule.settings[name].value
        return held or ("" if given is None else str(given))

    def options(self, name: str) -> tuple[str, ...]:
        """Every way a setting may be read: the one decided, or all."""
        value = self.value(name)
        return (value,) if value else self.rule.settings[name].codes

    def complete(self, cls: str) -> date | None:
        """The last day up to which the office states the list of a class to be complete."""
        said = dict(self.decided).get(COMPLETE + REGISTERS[cls], "")
        return date.fromisoformat(said) if said else None


@lru_cache(maxsize=4)
def _crosswalk(path: Path) -> Crosswalk:
    return from_json(path.read_text("utf-8"))


def current_table(kind: str) -> OfficeTable | None:
    """The table of a kind that is in use."""
    return OfficeTable.objects.filter(kind=kind, withdrawn=False).order_by("-id").first()


def decisions() -> dict[str, Decision]:
    """The decision in force of each name."""
    newest: dict[str, Decision] = {}
    for decision in Decision.objects.order_by("id").select_related("decided_by"):
        newest[decision.name] = decision
    return {name: decision for name, decision in newest.items() if decision.value}


def reading(packs: Packs | None = None) -> Reading:
    """The rule as it is read now."""
    packs = packs or load()
    document = packs.document(NAME)
    table = current_table("crosswalk")
    refs = [document.ref, packs.ref("sei_crosswalk"), packs.ref("ipc_concordance")]
    if table:
        refs.append(table.ref if table.verified else f"{table.ref}（未核实）")
    decided = tuple(sorted((name, decision.value) for name, decision in decisions().items()))
    return Reading(packs.high_value, document.header.valid_from, tuple(refs), decided, table)
