"""Where each thing a sentence rests on opens: a record, a figure's records, a release, a unit's month, a task, the plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.plans.ledger.models import Plan, PlanTaskState, Progress
from xingzhi.registers.models import MODELS
from xingzhi.web.views.figures import records_url

RUNNING = (PlanTaskState.OPEN, PlanTaskState.BLOCKED)
Proof = dict[str, Any]


class Links:
    """The addresses of all proofs of a text, read at once; "" for what is gone."""

    def __init__(self, proofs: Iterable[Proof]) -> None:
        of: dict[str, list[Proof]] = {}
        for each in proofs:
            of.setdefault(each["kind"], []).append(each)
        self.records = _records(of.get("record", ()))
        said = Progress.objects.select_related("share__task", "share__unit")
        self.progress = said.in_bulk([each["progress"] for each in of.get("progress", ())])
        self.years = dict(
            Plan.objects.filter(pk__in=[each["plan"] for each in of.get("plan", ())]).values_list("pk", "year")
        )

    def url(self, proof: Proof) -> str:
        """The page on which it stands."""
        match proof["kind"]:
            case "record":
                pk = self.records.get((proof["register"], proof["key"]))
                return reverse("record", args=[proof["register"], pk]) if pk else ""
            case "release":
                return reverse("release", args=[proof["release"]])
            case "figure":
                return _figure(proof)
            case "task":
                return reverse("plan-task", args=[proof["task"]])
            case "summary":
                page = reverse("summary", args=[proof["call"], proof["summary"]])
                return f"{page}?version={proof['version']}#p{proof['paragraph']}"
            case "plan":
                year = self.years.get(proof["plan"])
                return f"{reverse('plan-ledger')}?year={year}" if year else ""
        return self._progress(proof["progress"]) if proof["kind"] == "progress" else ""

    def _progress(self, number: int) -> str:
        """The unit's page of the month; of a task no longer reported on the page of the task, which has all months."""
        found = self.progress.get(number)
        if found is None:
            return ""
        task, unit = found.share.task, found.share.unit
        if task.state not in RUNNING:
            return reverse("plan-task", args=[task.pk])
        return f"{reverse('plan-unit', args=[task.plan_id, unit.pk])}?month={found.month}#share-{found.share_id}"


def _figure(proof: Proof) -> str:
    found = load().indicators.get(proof["indicator"])
    span = Span(date.fromisoformat(proof["start"]), date.fromisoformat(proof["end"]))
    return records_url(found, Cell(proof["place"], span)) if found else ""


def _records(proofs: Iterable[Proof]) -> dict[tuple[str, str], int]:
    keys: dict[str, set[str]] = {}
    for each in proofs:
        if each["register"] in MODELS:
            keys.setdefault(each["register"], set()).add(each["key"])
    return {
        (name, key): pk
        for name, wanted in keys.items()
        for key, pk in MODELS[name].objects.filter(key__in=wanted).values_list("key", "pk")
    }
