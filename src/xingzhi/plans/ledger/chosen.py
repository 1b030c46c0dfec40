"""What the ledger may be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass

from xingzhi.plans.ledger.rows import LedgerRow


@dataclass(frozen=True)
class Chosen:
    """What a ledger is narrowed to; empty is all. `colour` may be "none" for rows that have none."""

    unit: int = 0
    colour: str = ""
    state: str = ""
    mark: str = ""
    person: int = 0

    def holds(self, row: LedgerRow) -> bool:
        """Whether a row is among the chosen."""
        task = row.task
        units = {share.unit_id for share in row.shares} | {task.lead_unit_id}
        return (
            (not self.unit or self.unit in units)
            and (not self.colour or (row.colour or "none") == self.colour)
            and (not self.state or task.state == self.state)
            and (not self.mark or self.mark in row.marks)
            and (not self.person or task.lead_person_id == self.person)
        )
