"""One request of the walk, and requests many areas make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.conftest import BANNER, OFFICE, OTHER_BANNER

EVERYONE = ("league", "banner", "neighbour", "outsider", "nowhere")
INSIDE = ("banner", "neighbour", "outsider", "nowhere")  # those something is hidden from


@dataclass(frozen=True)
class Call:
    """One request. `regions` are those of what is asked for: who sees none of them gets 404; None is for everybody."""

    path: str
    regions: tuple[str, ...] | None = None
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)
    clue: bool = False
    roles: tuple[str, ...] = ()  # these get 403 instead of an answer
    vague: bool = False  # who has no region at all is told that there is nothing to show
    json: str = ""  # the body of a request to the API

    def send(self, client: Client) -> Any:
        if self.json:
            return getattr(client, self.method)(self.path, self.json, content_type="application/json")
        return getattr(client, self.method)(self.path, self.data)


def records() -> Iterator[tuple[str, Any]]:
    from xingzhi.registers.models import MODELS

    for name, model in MODELS.items():
        for row in model.objects.order_by("id"):
            yield name, row


def jobs(route: str, **options: Any) -> list[Call]:
    """One job of each kind, owner and state of affairs: there are many alike."""
    from xingzhi.core.models import Job

    chosen = {(job.kind, job.region, job.owner_id, job.params.get("register")): job for job in Job.objects.all()}
    return [Call(reverse(route, args=[job.pk]), (job.region,), **options) for job in chosen.values()]


def clues(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.models import Clue

    return [
        Call(reverse(route, args=[clue.pk]), tuple(clue.records.values_list("region", flat=True)), clue=True, **options)
        for clue in Clue.objects.all()
    ]


def simple(*routes: str, **options: Any) -> list[Call]:
    return [Call(reverse(route), **options) for route in routes]


def snapshots() -> list[Call]:
    """A snapshot is of the whole office: who lies in it sees its digest, and counts of the own region only."""
    from xingzhi.snapshots.models import Snapshot

    inside = (OFFICE, BANNER, OTHER_BANNER)
    return [Call(reverse("snapshot", args=[snapshot.revision]), inside) for snapshot in Snapshot.objects.all()]


def with_rejects() -> list[Call]:
    from xingzhi.intake.models import Batch

    found = [batch for batch in Batch.objects.all() if batch.rejects_file.exists()]
    assert {batch.region for batch in found} == {OFFICE, BANNER, OTHER_BANNER}
    return [Call(reverse("batch-rejects", args=[batch.pk]), (batch.region,)) for batch in found]
