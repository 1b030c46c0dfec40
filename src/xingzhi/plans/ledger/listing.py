"""A row of the ledger as the API and the command give it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xingzhi.plans.ledger.rows import LedgerRow


def as_json(row: LedgerRow) -> dict[str, Any]:
    """A row as the API and the command give it."""
    task = row.task
    return {
        "id": task.pk, "number": row.number, "heading": task.heading, "text": task.text, "region": task.region,
        "lead_unit": task.lead_unit.name if task.lead_unit else "", "person": task.person, "assisting": row.assisting,
        "due_on": task.due_on.isoformat() if task.due_on else None, "recurrence": task.recurrence,
        "instalments": [
            {"label": each.label, "due_on": each.due_on.isoformat(),
             "done_on": each.done_on.isoformat() if each.done_on else None, "note": each.note}
            for each in row.times
        ],
        "first_due": task.first_due.isoformat() if task.first_due else None,
        "state": task.state, "colour": row.colour, "marks": sorted(row.marks), "target": row.reached.text,
        "target_kind": task.target_kind, "target_value": _plain(row.reached.target), "value": _plain(row.reached.value),
        "unit": row.reached.unit, "lacks": row.reached.lacks, "blocked_by": task.blocked_by,
        "unblocked_when": task.unblocked_when, "note": task.note,
        "progress": [
            {"unit": share.unit.name, "answer": row.said[share.pk].answer, "text": row.said[share.pk].text,
             "value": _plain(row.said[share.pk].value), "evidence": row.said[share.pk].evidence}
            for share in row.shares if share.pk in row.said
        ],
    }  # fmt: skip


def _plain(number: Decimal | None) -> str | None:
    return f"{number.normalize():f}" if number is not None else None
