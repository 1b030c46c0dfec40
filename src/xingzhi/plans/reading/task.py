"""A task as read: what is to be done, by whom, until when, and where the notice says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xingzhi.plans.reading.deadlines import Deadline
from xingzhi.plans.reading.roles import Units
from xingzhi.plans.reading.targets import Cited, Target


@dataclass
class Task:
    """One task. `kind`: measure, goal or row; `origin`: body or table; `units_from` tells where its units stand."""

    heading: str
    path: tuple[str, ...]
    text: str
    start: int
    end: int
    kind: str = "measure"
    origin: str = "body"
    units: Units | None = None
    units_from: str | None = None
    for_all: bool = False
    dates: list[Deadline] = field(default_factory=list)
    due_text: str | None = None
    targets: list[Target] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    also: list[tuple[int, int]] = field(default_factory=list)
    cell: tuple[int, int] | None = None  # of a table, where it holds other tasks as well
    measures: list[int] = field(default_factory=list)  # where the sentences under its heading start

    @property
    def due(self) -> Deadline | None:
        """The deadline that counts: the last day named."""
        days = [each for each in self.dates if each.day]
        return max(days, key=lambda each: str(each.day), default=None)

    def data(self) -> dict[str, Any]:
        """As JSON; what the notice does not say is null or an empty list."""
        lead, assist, suggested = self.units.split if self.units else ([], [], False)
        due = self.due
        recurring = next((each.text for each in self.dates if each.rule == "recurring"), None)
        first = due or next(iter(self.dates), None)
        return {
            "heading": self.heading,
            "path": list(self.path),
            "text": self.text,
            "kind": self.kind,
            "origin": self.origin,
            "lead": lead,
            "assist": assist,
            "lead_suggested": suggested,
            "units": [{"name": each.name, "role": each.role or None} for each in self.units.named]
            if self.units
            else [],
            "persons": [{"unit": each.unit, "name": each.name} for each in self.units.persons] if self.units else [],
            "units_from": self.units_from,
            "units_open": bool(self.units and self.units.open_list),
            "by_duty": bool(self.units and self.units.by_duty),
            "for_all": self.for_all,
            "due": due.day.isoformat() if due and due.day else None,
            "due_text": self.due_text or (first.text if first else None),
            "due_rule": first.rule if first else None,
            "due_year_assumed": bool(due and due.year_assumed),
            "recurrence": recurring,
            "targets": [each.text for each in self.targets],
            "target_values": [
                {"text": each.text, "value": each.value, "unit": each.unit, "sense": each.sense or None}
                for each in self.targets
            ],
            "cited": [each.text for each in self.cited],
            "cited_documents": [
                {"title": each.title, "number": each.number or None, "to_issue": each.to_issue} for each in self.cited
            ],
            "start": self.start,
            "end": self.end,
            "also": [{"start": start, "end": end} for start, end in self.also],
            "measures": self.measures,
            "cell": {"start": self.cell[0], "end": self.cell[1]} if self.cell else None,
        }
