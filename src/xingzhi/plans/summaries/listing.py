"""Summaries as the API and the command give them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, Value, When

from xingzhi.plans.summaries.models import Summary
from xingzhi.plans.summaries.standing import days_late, missing
from xingzhi.plans.units import UnitKind
from xingzhi.registers.record import plain


def as_json(summary: Summary, today: date) -> dict[str, Any]:
    """One owed summary, days as text; `missing` names what was asked for and did not come."""
    return {
        "id": summary.pk,
        "call": summary.call_id,
        "title": summary.call.title if summary.call else "",
        "year": summary.year,
        "unit": summary.unit.name,
        "kind": summary.unit.kind,
        "region": summary.region,
        "due_on": plain(summary.due_on),
        "media": summary.media,
        "state": summary.state,
        "paper_on": plain(summary.paper_on),
        "electronic_on": plain(summary.electronic_on),
        "missing": [str(medium) for medium in missing(summary)],
        "days_late": days_late(summary, today),
        "version": summary.version,
        "reason": summary.reason,
    }


def in_order(summaries: Any) -> Any:
    """Newest call first; in it banners, zones, sections and others, each by place."""
    kinds = (UnitKind.BANNER, UnitKind.ZONE, UnitKind.SECTION, UnitKind.BODY, UnitKind.OUTSIDE)
    kind = Case(*(When(unit__kind=each, then=Value(at)) for at, each in enumerate(kinds)), default=Value(len(kinds)))
    return summaries.select_related("unit", "call").order_by("-call", kind, "unit__region", "unit")
