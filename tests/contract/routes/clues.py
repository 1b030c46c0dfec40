"""Clues, clusters and signals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conftest import OFFICE, OTHER_BANNER
from tests.contract.routes.calls import Call, clues


def _clue_lists() -> list[Call]:
    return [
        Call(reverse("clue-list"), data={"screening": screening, "verdict": verdict}, clue=True)
        for screening in ("similar_applications", "source_conflict")
        for verdict in ("open", "suspected", "unsure", "dismissed", "lawful", "gone")
    ]


def _clusters(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.cluster_models import Cluster

    return [
        Call(
            reverse(route, args=[cluster.pk]),
            tuple(cluster.members.values_list("region", flat=True)),
            clue=True,
            **options,
        )
        for cluster in Cluster.objects.all()
    ]


def _compared() -> list[Call]:
    from xingzhi.cases.cluster_models import Cluster

    calls = []
    for cluster in Cluster.objects.all():
        regions = tuple(cluster.members.values_list("region", flat=True))
        first, second = cluster.members.values_list("key", flat=True)[:2]
        path = reverse("cluster-compare", args=[cluster.pk])
        calls.append(Call(path, regions, data={"a": first, "b": second}, clue=True))
    return calls


def _cluster_lists() -> list[Call]:
    queries = [{}, {"state": "judged"}, {"state": "lawful"}, {"q": "密乙"}, {"q": "公开"}, {"region": OTHER_BANNER},
               {"kind": "several_applicants"}, {"kind": "same_day_series"}]  # fmt: skip
    return [Call(reverse("cluster-list"), data=query, clue=True) for query in queries]


def _signal_groups(route: str, **options: Any) -> list[Call]:
    """Groups of the newest runs; those of linked parties are for who sees the whole office."""
    from xingzhi.registers.models import Patent
    from xingzhi.screening.models import Run
    from xingzhi.screening.signals.groups import members_of

    regions, calls = dict(Patent.objects.values_list("key", "region")), []
    for screening in ("masked_templates", "dispersed_filings"):
        run = Run.objects.filter(screening=screening).order_by("-snapshot__revision").first()
        assert run
        members = members_of(run)
        for at, name in enumerate(members.names):
            places = tuple(regions[key] for key in members.keys.take(members.rows(at)).to_pylist())
            whole = places if screening == "masked_templates" else (OFFICE,)
            calls.append(Call(reverse(route, args=[screening, name]), whole, **options))
    assert len(calls) == 8
    return calls


def _all_patents(route: str, **options: Any) -> list[Call]:
    from xingzhi.registers.models import Patent

    return [Call(reverse(route, args=[row.pk]), (row.region,), **options) for row in Patent.objects.all()]


SIGNAL_QUERIES: list[dict[str, str]] = [
    {}, {"of": "filing_bursts"}, {"of": "dispersed_filings"}, {"of": "masked_templates", "q": "密乙"},
    {"of": "masked_templates", "region": OTHER_BANNER}, {"of": "masked_templates", "sort": "first"},
    {"of": "masked_templates", "state": "judged"},
]  # fmt: skip
ROUTES: dict[str, Callable[[], list[Call]]] = {
    "clue-list": _clue_lists,
    "cluster-list": _cluster_lists,
    "cluster-list-export": lambda: [],  # its files are asked for by "export-file"
    "cluster": lambda: _clusters("cluster"),
    "cluster-compare": _compared,
    "cluster-judge": lambda: _clusters(
        "cluster-judge", method="post", data={"verdict": "dismissed", "reason": "试", "scope": "all"}
    ),
    "cluster-export": lambda: _clusters("cluster-export", method="post"),
    "clue": lambda: clues("clue"),
    "clue-judge": lambda: clues("clue-judge", method="post", data={"verdict": "dismissed", "reason": "试"}),
    "signal-list": lambda: [Call(reverse("signal-list"), data=query) for query in SIGNAL_QUERIES],
    "signal-group": lambda: _signal_groups("signal-group"),
    "signal-group-links": lambda: _signal_groups("signal-group-links", method="post", data={"purpose": "试"}),
    "signal-judge": lambda: _all_patents("signal-judge", method="post", data={"verdict": "unsure", "reason": "试"}),
    "signal-links": lambda: _all_patents("signal-links", method="post", data={"purpose": "试"}),
}
