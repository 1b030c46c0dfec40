"""Nobody meets what lies outside their region: every address of the site and the API, asked by five people.

A new address must get an entry in `ROUTES`, else `test_every_address_is_walked` fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.builders import body, number
from tests.conftest import BANNER, ELSEWHERE, OFFICE, OTHER_BANNER, PASSWORD, person
from tests.contract.world import PLACES, SERIALS, UPDATE, World, build
from xingzhi.core.declare import registers
from xingzhi.core.scope import ScopedModel, ScopedQuerySet

pytestmark = pytest.mark.django_db
EVERYONE = ("league", "banner", "neighbour", "outsider", "nowhere")
INSIDE = ("banner", "neighbour", "outsider", "nowhere")  # those something is hidden from


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """The planted office, made once; every test works in a savepoint of its transaction."""
    folder = tmp_path_factory.mktemp("rights")
    with django_db_blocker.unblock(), override_settings(HOME=folder / "home"), transaction.atomic():
        yield build(folder)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def own_home(settings: Any, world: World) -> Path:
    """The files of the planted office."""
    settings.HOME = world.folder / "home"
    return settings.HOME


# --- The addresses ---


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


def _records() -> Iterator[tuple[str, Any]]:
    from xingzhi.registers.models import MODELS

    for name, model in MODELS.items():
        for row in model.objects.order_by("id"):
            yield name, row


def _batches(route: str, **options: Any) -> list[Call]:
    from xingzhi.intake.models import Batch

    return [Call(reverse(route, args=[batch.pk]), (batch.region,), **options) for batch in Batch.objects.all()]


def _jobs(route: str, **options: Any) -> list[Call]:
    """One job of each kind, owner and state of affairs: there are many alike."""
    from xingzhi.core.models import Job

    chosen = {(job.kind, job.region, job.owner_id, job.params.get("register")): job for job in Job.objects.all()}
    return [Call(reverse(route, args=[job.pk]), (job.region,), **options) for job in chosen.values()]


def _lists(route: str) -> list[Call]:
    from xingzhi.core.declare import registers

    queries = [{}, {"q": "密乙"}, {"q": "公开"}, {"q": number(2020, 2000)[:11]}, {"region": OTHER_BANNER}, {"region": "-"},
               {"sort": "application_no"}]  # fmt: skip
    return [
        Call(reverse(route, args=[register.name]), data=query | {"size": "500"} if route.startswith("api") else query)
        for register in registers()
        for query in queries
    ]


def _clues(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.models import Clue

    return [
        Call(reverse(route, args=[clue.pk]), tuple(clue.records.values_list("region", flat=True)), clue=True, **options)
        for clue in Clue.objects.all()
    ]


def _clue_lists() -> list[Call]:
    return [
        Call(reverse("clue-list"), data={"screening": screening, "verdict": verdict}, clue=True)
        for screening in ("similar_applications", "source_conflict")
        for verdict in ("open", "suspected", "unsure", "dismissed", "lawful", "gone")
    ]


def _clusters(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.models import Cluster

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
    from xingzhi.cases.models import Cluster

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


def _indicators(route: str) -> list[Call]:
    from xingzhi.packs import load

    calls = []
    for name in load().indicators:
        kwargs = {"name": name}
        calls.append(Call(reverse(route, kwargs=kwargs), data={"at": "2026-06-30", "from": "2020-01-01"}))
        for region in (OFFICE, BANNER, OTHER_BANNER, ELSEWHERE, "15", ""):
            data = {"region": region, "at": "2026-06-30", "from": "2020-01-01"}
            calls.append(Call(reverse(route, kwargs=kwargs), (region,), data=data, vague=True))
            if route == "indicator-records":
                calls.append(Call(reverse(route, kwargs=kwargs), (region,), data=data | {"undecided": "1"}, vague=True))
    return calls


def _figures(part: str = "", **more: str) -> list[Call]:
    from xingzhi.packs import load

    codes = {OFFICE: "152200", BANNER: BANNER, OTHER_BANNER: OTHER_BANNER, ELSEWHERE: "150500", "15": "150000"}
    return [
        Call(f"/api/indicators/{name}{part}", (path,), data={"region": code, "at": "2026-06-30", **more})
        for name in load().indicators
        for path, code in codes.items()
    ]


def _batches_by_api(part: str, **options: Any) -> list[Call]:
    from xingzhi.intake.models import Batch

    return [Call(f"/api/batches/{batch.pk}{part}", (batch.region,), **options) for batch in Batch.objects.all()]


def _jobs_by_api(part: str, **options: Any) -> list[Call]:
    return [Call(f"/api/jobs/{call.path.split('/')[3]}{part}", call.regions, **options) for call in _jobs("job")]


def _clues_by_api(part: str, **options: Any) -> list[Call]:
    return [
        Call(f"/api/clues/{call.path.split('/')[2]}{part}", call.regions, clue=True, **options)
        for call in _clues("clue")
    ]


def _clusters_by_api(part: str, **options: Any) -> list[Call]:
    from xingzhi.cases.models import Cluster

    return [
        Call(
            f"/api/clusters/{each.pk}{part}", tuple(each.members.values_list("region", flat=True)), clue=True, **options
        )
        for each in Cluster.objects.all()
    ]


def _clue_lists_by_api() -> list[Call]:
    return [
        Call("/api/clues", data={"screening": screening, "section": section, "size": "500"}, clue=True)
        for screening in ("similar_applications", "source_conflict")
        for section in ("open", "suspected", "unsure", "dismissed", "lawful", "gone")
    ]


def _of_places(route: str) -> list[Call]:
    asked = [Call(reverse(route), (region,), data={"region": region}, vague=True)
             for region in (OFFICE, BANNER, OTHER_BANNER, "15")]  # fmt: skip
    return [Call(reverse(route)), *asked]


def _parties(route: str, **options: Any) -> list[Call]:
    from xingzhi.registers.models import Party

    return [Call(reverse(route, args=[row.pk]), (row.region,), **options) for row in Party.objects.order_by("id")]


def _proposals(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.models import PartyProposal

    return [Call(reverse(route, args=[row.pk]), (row.region,), **options) for row in PartyProposal.objects.all()]


def _decisions(route: str, **options: Any) -> list[Call]:
    from xingzhi.registers.models import PartyDecision

    return [Call(reverse(route, args=[row.pk]), (row.region,), **options) for row in PartyDecision.objects.all()]


def _merged_together() -> list[Call]:
    from xingzhi.cases.models import PartyProposal

    return [
        Call(reverse("party-proposals-merge"), (row.region,), method="post", data={"proposal": row.pk, "reason": "试"})
        for row in PartyProposal.objects.all()
    ]


def _patents(route: str, **options: Any) -> list[Call]:
    from xingzhi.registers.models import Patent

    return [Call(reverse(route, args=[row.pk]), (row.region,), **options) for row in Patent.objects.order_by("id")]


def _packs() -> list[Call]:
    from xingzhi.packs import load

    return [Call(reverse("pack", args=[document.id])) for document in load().documents[:3]]


def _exports(route: str) -> list[Call]:
    from xingzhi.registers.models import Export

    masked = Export.objects.filter(unmasked=False)
    return [
        Call(reverse(route, args=[export.pk]), (export.region,), clue=export.register == "clusters")
        for export in masked
    ]


def _records_at(route: str, **options: Any) -> list[Call]:
    return [Call(reverse(route, args=[name, row.pk]), (row.region,), **options) for name, row in _records()]


def _simple(*routes: str, **options: Any) -> list[Call]:
    return [Call(reverse(route), **options) for route in routes]


def _of_register(action: str) -> Callable[[], list[Call]]:
    name = action.split("_", 1)[1]

    def calls() -> list[Call]:
        if action.startswith("list_"):
            return [call for call in _api_lists() if call.path.endswith(f"/{name}")]
        return [Call(f"/api/registers/{name}/{row.pk}", (row.region,)) for found, row in _records() if found == name]

    return calls


def _api_lists() -> list[Call]:
    from xingzhi.core.declare import registers

    queries = [{}, {"q": "密乙"}, {"q": "公开"}, {"region": OTHER_BANNER}, {"region": "-"}, {"cursor": ""}]
    return [
        Call(f"/api/registers/{register.name}", data={**query, "size": "500"})
        for register in registers()
        for query in queries
    ]


NOTIFIED_QUERIES: list[dict[str, str]] = [
    {}, {"q": "密乙"}, {"q": number(2024, 2000)[:11]}, {"region": OTHER_BANNER}, {"batch": "没有的批"}, {"show": "open"},
    {"state": "pending"},
]  # fmt: skip


SIGNAL_QUERIES: list[dict[str, str]] = [
    {}, {"of": "filing_bursts"}, {"of": "dispersed_filings"}, {"of": "masked_templates", "q": "密乙"},
    {"of": "masked_templates", "region": OTHER_BANNER}, {"of": "masked_templates", "sort": "first"},
    {"of": "masked_templates", "state": "judged"},
]  # fmt: skip


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


def _matters(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.matters.models import Matter

    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in Matter.objects.all()]


def _cards(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.matters.models import Card

    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in Card.objects.all()]


def _letters() -> list[Call]:
    """Everybody may ask for letters about any card; what is not theirs is not in them."""
    from xingzhi.cases.matters.models import Card

    cards = [str(pk) for pk in Card.objects.values_list("pk", flat=True)]
    return [Call(reverse("notified-papers"), method="post", data={"paper": "notice", "card": cards})]


def _dispatches(route: str, **options: Any) -> list[Call]:
    from xingzhi.cases.models import Dispatch

    return [Call(reverse(route, args=[each.pk]), (each.region,), **options) for each in Dispatch.objects.all()]


def _all_patents(route: str, **options: Any) -> list[Call]:
    from xingzhi.registers.models import Patent

    return [Call(reverse(route, args=[row.pk]), (row.region,), **options) for row in Patent.objects.all()]


def _of_model(model: str, route: str, **options: Any) -> list[Call]:
    rows = apps.get_model("cases", model).objects.all()
    return [Call(reverse(route, args=[row.pk]), (row.region,), **options) for row in rows]


def _conflicts() -> list[Call]:
    from xingzhi.cases.models import ReturnConflict

    found = ReturnConflict.objects.select_related("returned__dispatch")
    return [
        Call(
            reverse("return-decide", args=[each.pk]),
            (each.returned.dispatch.region,),
            method="post",
            data={"take": "ours"},
        )
        for each in found
    ]


def _notified_lists() -> list[Call]:
    from xingzhi.intake.models import Batch

    lists = Batch.objects.filter(register="notified_items", by_hand=False)
    return [Call(reverse("notified-filled", args=[each.pk]), (each.region,)) for each in lists]


OUTSIDE_THE_DESCRIPTION = {"api:openapi-json", "api:api-root", "api:unknown"}
ROUTES: dict[str, Callable[[], list[Call]]] = {
    "login": lambda: [],  # asked in test_a_stranger_...
    "logout": lambda: [],
    "tokens": lambda: _simple("tokens", roles=("nowhere",)),
    "token-end": lambda: [],  # one's own alone: tests/api/test_tokens.py
    "api-reference": lambda: _simple("api-reference"),
    "set_language": lambda: [],
    "today": lambda: _simple("today"),
    "search": lambda: [Call(reverse("search"), data={"q": text}) for text in ("密乙", "公开", "机械有限公司", "指标")],
    "intake-list": lambda: _simple("intake-list"),
    "intake-upload": lambda: _simple("intake-upload", method="post"),
    "intake-template": lambda: [Call(reverse("intake-template", args=["patents"]))],
    "batch": lambda: _batches("batch"),
    "batch-start": lambda: _batches("batch-start", method="post"),
    "batch-unlock": lambda: _batches("batch-unlock", method="post", data={"password": "猜"}),
    "batch-give-up": lambda: _batches("batch-give-up", method="post"),
    "batch-rejects": lambda: _with_rejects(),
    "batch-file": lambda: _with_files(),
    "job-progress": lambda: _jobs("job-progress"),
    "job-cancel": lambda: _jobs("job-cancel", method="post"),
    "register-index": lambda: _simple("register-index"),
    "register-list": lambda: _lists("register-list"),
    "register-export": lambda: [],  # its files are asked for by "export-file"
    "record": lambda: _records_at("record"),
    "record-edit": lambda: [
        *_records_at("record-edit"),
        *_records_at("record-edit", method="post", data={"title": "改", "reason": "试"}),
    ],
    "export": lambda: _exports("export"),
    "export-file": lambda: _exports("export-file"),
    "party-proposals": lambda: [
        Call(reverse("party-proposals"), data={"likely": likely}) for likely in ("same", "propose", "later")
    ],
    "party-proposals-merge": _merged_together,
    "party-proposal": lambda: _proposals("party-proposal"),
    "party-proposal-decide": lambda: _proposals(
        "party-proposal-decide", method="post", data={"decision": "apart", "reason": "试"}
    ),
    "party-spellings": lambda: [
        *_parties("party-spellings"),
        *_parties("party-spellings", data={"q": "机械"}),
    ],
    "party-split": lambda: _parties("party-split", method="post", data={"spelling": "1", "reason": "试"}),
    "party-merge": lambda: _parties("party-merge", method="post", data={"other": "", "reason": "试"}),
    "party-undo": lambda: _decisions("party-undo", method="post", data={"reason": "试"}),
    "clue-list": _clue_lists,
    "cluster-list": _cluster_lists,
    "cluster-list-export": lambda: [],  # its files are asked for by "export-file"
    "cluster": lambda: _clusters("cluster"),
    "cluster-compare": _compared,
    "cluster-judge": lambda: _clusters(
        "cluster-judge", method="post", data={"verdict": "dismissed", "reason": "试", "scope": "all"}
    ),
    "cluster-export": lambda: _clusters("cluster-export", method="post"),
    "clue": lambda: _clues("clue"),
    "clue-judge": lambda: _clues("clue-judge", method="post", data={"verdict": "dismissed", "reason": "试"}),
    "signal-list": lambda: [Call(reverse("signal-list"), data=query) for query in SIGNAL_QUERIES],
    "signal-group": lambda: _signal_groups("signal-group"),
    "signal-group-links": lambda: _signal_groups("signal-group-links", method="post", data={"purpose": "试"}),
    "signal-judge": lambda: _all_patents("signal-judge", method="post", data={"verdict": "unsure", "reason": "试"}),
    "signal-links": lambda: _all_patents("signal-links", method="post", data={"purpose": "试"}),
    "notified": lambda: [Call(reverse("notified"), data=query) for query in NOTIFIED_QUERIES],
    "notified-papers": _letters,
    "notified-card": lambda: _cards("notified-card"),
    "notified-card-act": lambda: _cards("notified-card-act", method="post", data={"on": "2026-11-22", "matter": "1"}),
    "notified-card-details": lambda: _cards("notified-card-details", method="post", data={"phone": "试"}),
    "notified-card-assign": lambda: _cards("notified-card-assign", method="post", data={"officer": ""}),
    "notified-item-group": lambda: _matters("notified-item-group", method="post", data={"lead": ""}),
    "notified-items": lambda: [Call(reverse("notified-items"), data=query) for query in NOTIFIED_QUERIES],
    "notified-item": lambda: _matters("notified-item"),
    "notified-item-move": lambda: _matters(
        "notified-item-move", method="post", data={"on": "2026-11-22", "move": "promise"}
    ),
    "notified-item-event": lambda: _matters(
        "notified-item-event", method="post", data={"on": "2026-11-22", "name": "sued"}
    ),
    "dispatches": lambda: _simple("dispatches"),
    "dispatch-make": lambda: [
        Call(
            reverse("dispatch-make"),
            method="post",
            data={"region": BANNER, "deadline": "2027-01-01", "contact": "试"},
            roles=("banner", "neighbour"),
        )
    ],
    "dispatch-return": lambda: _simple("dispatch-return", method="post"),
    "dispatch": lambda: _dispatches("dispatch"),
    "dispatch-workbook": lambda: _dispatches("dispatch-workbook"),
    "dispatch-supervision": lambda: _dispatches("dispatch-supervision"),
    "dispatch-change": lambda: _dispatches(
        "dispatch-change",
        method="post",
        data={"what": "deadline", "deadline": "2027-01-01"},
        roles=("banner", "neighbour"),
    ),
    "return-decide": _conflicts,
    "notified-monthly": lambda: [
        Call(reverse("notified-monthly"), data={"month": "2026-11", "period": period})
        for period in ("month", "cumulative")
    ],
    "notified-monthly-file": lambda: [Call(reverse("notified-monthly-file"), data={"month": "2026-11"})],
    "notified-filled": lambda: _notified_lists(),
    "enquiries": lambda: _simple("enquiries"),
    "enquiry": lambda: _of_model("Enquiry", "enquiry"),
    "enquiry-review": lambda: _of_model("Enquiry", "enquiry-review", method="post", roles=("banner", "neighbour")),
    "enquiry-reply": lambda: _of_model("Enquiry", "enquiry-reply"),
    "reports": lambda: _simple("reports"),
    "report": lambda: _of_model("Report", "report"),
    "report-evidence": lambda: _of_model("Report", "report-evidence"),
    "notified-lookback": lambda: _simple("notified-lookback"),
    "indicator-list": lambda: [
        Call(reverse("indicator-list")),
        *(
            Call(reverse("indicator-list"), (region,), data={"region": region}, vague=True)
            for region in (OFFICE, BANNER, OTHER_BANNER, "15")
        ),
    ],
    "indicator": lambda: _indicators("indicator"),
    "indicator-records": lambda: _indicators("indicator-records"),
    "high-value": lambda: _of_places("high-value"),
    "high-value-watch": lambda: _of_places("high-value-watch"),
    "high-value-rules": lambda: [
        *_simple("high-value-rules"),
        Call(
            reverse("high-value-rules"),
            method="post",
            roles=("banner", "neighbour"),
            data={"name": "ipc_used", "value": "no", "document": "试"},
        ),
    ],
    "high-value-card": lambda: _patents("high-value-card"),
    "value-score": lambda: [*_patents("value-score"), *_patents("value-score", method="post", data={"note": "试"})],
    "office-tables": lambda: _simple("office-tables"),
    "office-table-upload": lambda: [
        Call(reverse("office-table-upload", args=["crosswalk"]), method="post", roles=("banner", "neighbour"))
    ],
    "office-table-preview": lambda: [],  # a file just uploaded by one who may; see tests/indicators/high_value
    "office-table-withdraw": lambda: [],
    "system": lambda: _simple("system"),
    "log-list": lambda: [*_simple("log-list"), Call(reverse("log-list"), data={"before": "9999"})],
    "job-list": lambda: _simple("job-list"),
    "job": lambda: _jobs("job"),
    "snapshot": lambda: _snapshots(),
    "pack-list": lambda: _simple("pack-list"),
    "pack": _packs,
    "paper-list": lambda: _simple("paper-list"),
    "paper-download": lambda: [
        Call(reverse("paper-download", args=[form, which]))
        for form in ("notice", "supervision")
        for which in ("used", "default", "example")
    ],
    "paper-upload": lambda: [  # everybody prints from it: only who sees the whole office may
        Call(reverse("paper-upload", args=["notice"]), method="post", roles=INSIDE)
    ],
    "paper-file": lambda: [Call(reverse("paper-file", args=[999999]), ())],  # a loaded one: tests/cases/test_papers.py
    "paper-withdraw": lambda: [
        Call(reverse("paper-withdraw", args=[999999]), (), method="post", roles=("banner", "neighbour"))
    ],
    "people": lambda: _simple("people", roles=("banner", "neighbour")),
    "password": lambda: _passwords(),
    "password_change": lambda: _simple("password_change"),
    "api:openapi-json": lambda: _simple("api:openapi-json"),
    "api:api-root": lambda: [],  # the address under which the others stand; it answers nothing itself
    "api:unknown": lambda: [],  # every other address below it
    **{
        f"api:{verb}_{register.name}": _of_register(f"{verb}_{register.name}")
        for register in registers()
        for verb in ("list", "get")
    },
    "api:list_registers": lambda: [Call("/api/registers")],
    "api:list_batches": lambda: [Call("/api/batches"), Call("/api/batches", data={"by_hand": "true"})],
    "api:get_batch": lambda: _batches_by_api(""),
    "api:receive_file": lambda: [],  # a file lies in the region of who brings it: tests/api/test_batches.py
    "api:unlock_batch": lambda: _batches_by_api("/unlock", method="post", json='{"password": "x"}'),
    "api:start_import": lambda: _batches_by_api("/start", method="post", json="{}"),
    "api:get_rejects": lambda: [
        Call(f"/api/batches/{call.path.split('/')[2]}/rejects", call.regions) for call in _with_rejects()
    ],
    "api:list_jobs": lambda: [Call("/api/jobs")],
    "api:get_job": lambda: _jobs_by_api(""),
    "api:cancel_job": lambda: _jobs_by_api("/cancel", method="post"),
    "api:list_clues": _clue_lists_by_api,
    "api:get_clue": lambda: _clues_by_api(""),
    "api:judge_clue": lambda: _clues_by_api(
        "/judgements", method="post", json='{"verdict": "dismissed", "reason": "试"}'
    ),
    "api:list_clusters": lambda: [
        Call("/api/clusters", data={"state": state, "size": "500"}, clue=True) for state in ("open", "judged", "lawful")
    ],
    "api:get_cluster": lambda: _clusters_by_api(""),
    "api:list_cluster_members": lambda: _clusters_by_api("/members"),
    "api:judge_cluster": lambda: _clusters_by_api(
        "/judgements", method="post", json='{"verdict": "dismissed", "reason": "试", "everything": true}'
    ),
    "api:list_party_proposals": lambda: [Call("/api/parties/proposals", data={"size": "500"})],
    "api:list_party_decisions": lambda: [Call("/api/parties/decisions", data={"size": "500"})],
    "api:decide_parties": lambda: [
        Call(
            "/api/parties/decisions",
            (row.region,),
            method="post",
            json=f'{{"kind": "apart", "party": {row.pk}, "other": {row.pk}, "reason": "试"}}',
        )
        for name, row in _records()
        if name == "parties"
    ],
    "api:undo_party_decision": lambda: [
        Call("/api/parties/decisions/999999/undo", (), method="post", json='{"reason": "试"}')
    ],
    "api:list_indicators": lambda: [Call("/api/indicators")],
    "api:indicator_breakdown": lambda: _figures("/breakdown", by="region,month"),
    "api:indicator_records": lambda: [
        *_figures("/records", start="2015-01-01"),
        *_figures("/records", start="2015-01-01", undecided="true"),
    ],
    "api:high_value_card": lambda: [
        Call(f"/api/registers/patents/{row.pk}/high-value", (row.region,))
        for name, row in _records()
        if name == "patents" and row.patent_type == "invention"
    ],
    "api:high_value_make_up": lambda: [
        Call("/api/high-value", (path,), data={"region": code, "at": "2026-06-30"})
        for path, code in ((OFFICE, "152200"), (BANNER, BANNER), (OTHER_BANNER, OTHER_BANNER), (ELSEWHERE, "150500"))
    ],
    "api:me": lambda: [Call("/api/me")],
    "api:list_snapshots": lambda: [Call("/api/snapshots")],
    "api:get_snapshot": lambda: [
        Call(f"/api/snapshots/{call.path.split('/')[3]}", call.regions) for call in _snapshots()
    ],
    "api:list_packs": lambda: [Call("/api/packs")],
    "api:get_pack": lambda: [Call("/api/packs/similar_applications")],
    "api:indicator_value": _figures,
}


def _snapshots() -> list[Call]:
    """A snapshot is of the whole office: who lies in it sees its digest, and counts of the own region only."""
    from xingzhi.snapshots.models import Snapshot

    inside = (OFFICE, BANNER, OTHER_BANNER)
    return [Call(reverse("snapshot", args=[snapshot.revision]), inside) for snapshot in Snapshot.objects.all()]


def _passwords() -> list[Call]:
    from xingzhi.core.models import User

    def others(username: str) -> tuple[str, ...]:
        return tuple(name for name in EVERYONE if name != username)

    return [Call(reverse("password", args=[user.pk]), roles=others(user.username)) for user in User.objects.all()]


def _with_rejects() -> list[Call]:
    from xingzhi.intake.models import Batch

    found = [batch for batch in Batch.objects.all() if batch.rejects_file.exists()]
    assert {batch.region for batch in found} == {OFFICE, BANNER, OTHER_BANNER}
    return [Call(reverse("batch-rejects", args=[batch.pk]), (batch.region,)) for batch in found]


def _with_files() -> list[Call]:
    from xingzhi.intake.models import Batch

    found = Batch.objects.filter(by_hand=False)
    return [Call(reverse("batch-file", args=[batch.pk]), (batch.region,)) for batch in found]


def _patterns(patterns: list[Any], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _patterns(pattern.url_patterns, space + inner)
        else:
            assert isinstance(pattern, URLPattern)
            yield space + (pattern.name or f"unnamed {pattern.pattern}"), pattern


def client_of(world: World, name: str) -> Client:
    """A browser in which that person is logged in."""
    client = Client()
    client.force_login(world.people[name], "django.contrib.auth.backends.ModelBackend")
    return client


# --- The walk ---


def test_every_address_is_walked() -> None:
    from xingzhi.api.routes import api

    patterns = list(_patterns(get_resolver().url_patterns))
    found = [name for name, _ in patterns]
    paths = api.get_openapi_schema()["paths"]
    described = [f"api:{operation['operationId']}" for path in paths.values() for operation in path.values()]
    # The addresses of the API share names; the description tells them apart, and none may be missing from it.
    inside = {str(each.pattern) for name, each in patterns if name.startswith("api:")} - {""}
    assert len(inside) == len(paths) + len({"openapi.json"})
    addresses = {name for name in found if not name.startswith("api:")} | set(described) | OUTSIDE_THE_DESCRIPTION
    assert addresses == set(ROUTES), "an address has no entry in ROUTES, or an entry no address"


@pytest.mark.parametrize("name", EVERYONE)
@pytest.mark.parametrize("route", [route for route in ROUTES if route not in ("login", "logout", "set_language")])
def test_everybody_gets_what_is_theirs_and_nothing_else(world: World, route: str, name: str) -> None:
    client = client_of(world, name)
    for call in ROUTES[route]():
        if call.method == "post" and call.regions and world.sees(name, *call.regions):
            continue  # what people may do is tested where it is done
        _check(world, name, call, call.send(client))


def _check(world: World, name: str, call: Call, response: Any) -> None:
    said = body(response)
    where = f"{name} asked {call.path} {call.data} and got {response.status_code}"
    for secret in world.secrets(name, clue=call.clue):
        assert secret not in said, f"{where} with {secret}"
    if name in call.roles:
        assert response.status_code == 403, where
    elif call.regions is None or world.sees(name, *call.regions):
        assert response.status_code in (200, 302), where
    elif call.vague and name == "nowhere":
        assert response.status_code in (200, 404), where
    else:
        assert response.status_code == 404, where
    if name != "league" and not call.clue:
        for mark, place in PLACES.items():
            if not world.sees(name, place):
                assert number(2020, SERIALS[mark] + 4) not in said, f"{where} with a number of {mark}"


def test_the_walk_would_notice(world: World) -> None:
    """The league, to whom nothing is hidden, meets every secret in lists, records, exports, histories and results."""
    client = client_of(world, "league")
    for route in ("register-list", "record", "export-file", "batch", "batch-file", "batch-rejects", "clue", "log-list",
                  "api:list_patents", "api:get_patents", "search"):  # fmt: skip
        said = "".join(body(call.send(client)) for call in ROUTES[route]())
        for mark in ("乙",) if route == "search" else PLACES:
            assert f"秘密{mark}" in said, f"{route} does not show 秘密{mark}"


def test_an_administrator_of_one_place_does_not_reach_people_of_another(world: World) -> None:
    client = Client()
    client.force_login(person("admin", "administrator", BANNER), "django.contrib.auth.backends.ModelBackend")
    people = body(client.get(reverse("people")))
    assert "neighbour" not in people
    assert "outsider" not in people
    data = {"new": "quite-another-one", "again": "quite-another-one"}
    for name, status in (("banner", 302), ("neighbour", 404), ("league", 404), ("outsider", 404), ("nowhere", 404)):
        address = reverse("password", args=[world.people[name].pk])
        assert client.post(address, data).status_code == status, name
    added = {"username": "x", "password": PASSWORD, "role": "banner_officer", "region": OTHER_BANNER}
    assert client.post(reverse("people"), added).status_code == 403


def test_the_snapshot_page_counts_the_own_region_only(world: World) -> None:
    from xingzhi.registers.models import Patent
    from xingzhi.snapshots.jobs import latest

    page = body(client_of(world, "banner").get(reverse("snapshot", args=[latest().revision])))
    assert f">{Patent.objects.visible_to(world.people['banner']).count()}<" in page
    assert f">{Patent.objects.count()}<" not in page


def test_what_is_changed_by_others_stays(world: World) -> None:
    """Posts of people who see nothing of it change nothing and leave no trace in the log."""
    from xingzhi.core.models import LogEntry

    before = LogEntry.objects.count()
    for name in INSIDE:
        client = client_of(world, name)
        for route in ("batch-start", "job-cancel", "record-edit", "clue-judge", "cluster-judge", "cluster-export"):
            hidden = [
                call
                for call in ROUTES[route]()
                if call.method == "post" and not world.sees(name, *(call.regions or ()))
            ]
            for call in hidden[::7]:
                assert call.send(client).status_code == 404
    assert LogEntry.objects.count() == before


def test_a_stranger_is_sent_to_log_in_or_told_401(world: World) -> None:
    stranger = Client()
    for route, calls in ROUTES.items():
        for call in calls()[:3]:
            response = call.send(stranger)
            said = body(response)
            assert not any(secret in said for secret in world.secrets("stranger"))
            if route.startswith("api:"):
                assert response.status_code == 401, call.path
            else:
                assert response.status_code == 302, call.path
                assert response["Location"].startswith("/login/"), call.path
    assert stranger.get("/login/").status_code == 200
    assert stranger.get("/logout/").status_code in (302, 405)


@pytest.mark.parametrize("name", EVERYONE)
def test_exports_asked_for_now_hold_what_the_person_sees(world: World, name: str) -> None:
    """Written by the job as the page asks for it, opened and read."""
    from xingzhi.core import jobs
    from xingzhi.core.declare import registers
    from xingzhi.registers.models import MODELS, Export

    client = client_of(world, name)
    if world.people[name].region is None:
        return
    for register in registers():
        for format in ("csv", "xlsx"):
            client.post(reverse("register-export", args=[register.name]), {"format": format})
    jobs.run_waiting()
    for export in Export.objects.filter(owner=world.people[name], query={}).order_by("-id")[:8]:
        said = body(client.get(reverse("export-file", args=[export.pk])))
        assert not any(secret in said for secret in world.secrets(name))
        assert export.rows == MODELS[export.register].objects.visible_to(world.people[name]).count()


def test_an_unmasked_export_is_its_owners_alone(world: World) -> None:
    from xingzhi.registers.models import Export

    for export in Export.objects.filter(unmasked=True):
        for name in EVERYONE:
            status = 200 if export.owner == world.people[name] else 404
            for route in ("export", "export-file"):
                assert client_of(world, name).get(reverse(route, args=[export.pk])).status_code == status
            assert (status == 200) == Export.objects.visible_to(world.people[name]).filter(pk=export.pk).exists()


# --- Clues that touch another banner's record ---


def _clue_of(left: str, right: str) -> Any:
    from xingzhi.cases.models import Clue

    [found] = [
        clue
        for clue in Clue.objects.filter(screening="similar_applications")
        if set(clue.records.values_list("key", flat=True)) == {left, right}
    ]
    return found


@pytest.mark.parametrize(("name", "own", "others"), [("banner", "甲", "乙"), ("neighbour", "乙", "甲")])
def test_a_published_record_of_another_banner_shows_its_published_data(
    world: World, name: str, own: str, others: str
) -> None:
    clue = _clue_of(number(2020, SERIALS["甲"]), number(2020, SERIALS["乙"]))
    said = body(client_of(world, name).get(reverse("clue", args=[clue.pk])))
    assert f"公开{own}装置0" in said
    assert f"公开{others}装置0" in said
    assert f"公开{others}机械有限公司" in said
    assert number(2020, SERIALS[others]) in said
    assert {"乙": "扎赉特旗", "甲": "科尔沁右翼前旗"}[others] in said
    assert f"秘密{others}师" not in said, "attorneys are not published with the record"
    assert f"私址{others}" not in said


def test_an_unpublished_record_of_another_banner_shows_number_and_region_only(world: World) -> None:
    theirs = number(2020, SERIALS["乙"] + 2)
    clue = _clue_of(number(2020, SERIALS["甲"] + 1), theirs)
    client = client_of(world, "banner")
    page = body(client.get(reverse("clue", args=[clue.pk])))
    assert theirs in page
    assert "扎赉特旗" in page
    assert "公开甲装置1" in page
    side = page.split(theirs, 1)[1].split("</section>", 1)[0]
    for word in ("秘密乙", "机械有限公司", "2020-03-04", "发明"):
        assert word not in side
    listed = body(client.get(reverse("clue-list")))
    assert theirs in listed
    assert "秘密乙" not in listed


def test_a_group_of_signals_shows_the_own_applications_and_how_many_others_there_are(world: World) -> None:
    shared = number(2020, SERIALS["甲"])
    seen = {}
    for name in ("league", "banner"):
        client = client_of(world, name)
        listed = body(
            client.get(reverse("signal-list"), {"of": "masked_templates", "size": "6-20" if name == "league" else "2"})
        )
        [address] = set(re.findall(r'"(/clues/signals/masked_templates/\w+/)"', listed))
        seen[name] = body(client.get(address))
        assert shared in seen[name]
    assert "秘密乙骨架" in seen["league"]
    assert "另有 4 件在别的地区" in seen["banner"]
    assert number(2020, SERIALS["乙"]) not in seen["banner"], "published or not, only the own ones are members"
    assert "乙骨架" not in seen["banner"]


def _cluster_of(left: str, right: str) -> Any:
    from xingzhi.cases.models import Cluster

    return Cluster.objects.get(group=_clue_of(left, right).group)


def test_a_cluster_tells_of_another_banners_unpublished_record_its_number_and_region_only(world: World) -> None:
    theirs = number(2020, SERIALS["乙"] + 2)
    cluster = _cluster_of(number(2020, SERIALS["甲"] + 1), theirs)
    client = client_of(world, "banner")
    page = body(client.get(reverse("cluster", args=[cluster.pk])))
    assert theirs in page
    assert "扎赉特旗" in page
    assert "公开甲装置1" in page
    assert "秘密乙" not in page
    assert "不同申请人" not in page.split("<main", 1)[1].split("</main>", 1)[0], (
        "how they stand would tell who filed it"
    )
    side = page.split(f'value="{theirs}" aria-label', 1)[1].split("</tr>", 1)[0]
    for word in ("机械有限公司", "2020-03-04", "发明"):
        assert word not in side
    compared = reverse("cluster-compare", args=[cluster.pk])
    answer = client.get(compared, {"a": theirs, "b": number(2020, SERIALS["甲"] + 1)})
    assert answer.status_code == 302, "a pair is compared on its own page"


def test_a_cluster_shows_published_data_of_another_banner(world: World) -> None:
    cluster = _cluster_of(number(2020, SERIALS["甲"]), number(2020, SERIALS["乙"]))
    page = body(client_of(world, "banner").get(reverse("cluster", args=[cluster.pk])))
    assert "公开乙装置0" in page
    assert "公开乙机械有限公司" in page
    assert "不同申请人近期申请近似文本" in page
    assert "私址乙" not in page
    assert "秘密乙师" not in page


def test_bulk_judging_reaches_visible_clues_only(world: World) -> None:
    from xingzhi.cases.models import Clue

    cluster = _cluster_of(number(2020, SERIALS["甲"] + 1), number(2020, SERIALS["乙"] + 2))
    sent = {"verdict": "suspected", "reason": "看过", "scope": "all"}
    foreign = Clue.objects.exclude(group=cluster.group).exclude(pk__in=Clue.objects.visible_to(world.people["banner"]))
    sent |= {"clue": list(foreign.values_list("pk", flat=True))}
    assert client_of(world, "banner").post(reverse("cluster-judge", args=[cluster.pk]), sent).status_code == 302
    assert set(Clue.objects.filter(group=cluster.group).values_list("verdict", flat=True)) == {"suspected"}
    assert not foreign.filter(judgements__officer=world.people["banner"]).exists()


def test_a_clue_of_another_banner_alone_is_not_there(world: World) -> None:
    clue = _clue_of(number(2020, SERIALS["乙"] + 3), number(2020, SERIALS["乙"] + 4))
    assert client_of(world, "banner").get(reverse("clue", args=[clue.pk])).status_code == 404
    page = body(client_of(world, "neighbour").get(reverse("clue", args=[clue.pk])))
    assert "秘密乙研判" in page


def test_a_record_names_no_file_of_the_league_to_a_banner(world: World) -> None:
    """A record's history tells its own banner what changed; the league's file is the league's."""
    from xingzhi.registers.models import Patent

    record = Patent.objects.get(application_no=number(2020, SERIALS["甲"] + 2))
    page = body(client_of(world, "banner").get(reverse("record", args=["patents", record.pk])))
    assert "秘密甲装置2" in page
    assert "秘密甲改名" in page
    assert UPDATE not in page


# --- The models behind all of it ---


OF_THE_INSTALLATION = {
    "ProcedureText": "versions of procedures, from the packs",
    "Office": "the one office",
    "User": "listed by region on the people page only",
    "LogHead": "the end of the chain",
    "Counter": "running numbers",
    "LogCursor": "how far followers have read",
    "IndexedText": "which revision is indexed",
}


def _own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("xingzhi.")]


def test_every_model_is_read_through_visible_to() -> None:
    for model in _own_models():
        if model.__name__ in OF_THE_INSTALLATION:
            assert not issubclass(model, ScopedModel)
        else:
            assert hasattr(model._default_manager.all(), "visible_to"), model
            assert isinstance(model._default_manager.all(), ScopedQuerySet), model


def test_who_has_no_region_or_is_not_active_sees_no_row_of_anything(world: World) -> None:
    gone = world.people["league"]
    gone.is_active = False
    filled = set()
    try:
        for model in _own_models():
            if model.__name__ in OF_THE_INSTALLATION:
                continue
            for nobody in (world.people["nowhere"], world.people["outsider"], AnonymousUser(), gone):
                seen = model._default_manager.visible_to(nobody)
                if nobody is world.people["outsider"]:
                    seen = [row for row in seen if not _of_the_outsider(row)]
                assert not list(seen), (model, nobody)
            if model._default_manager.exists():
                filled.add(model.__name__)
    finally:
        gone.is_active = True
    assert {"Patent", "Party", "Population", "OfficialFigure", "PartyName", "PatentParty", "Conflict", "Export",
            "Version", "LogEntry", "Job", "Batch", "Snapshot", "Run", "Clue", "ClueRecord", "Judgement", "Cluster",
            "PartyDecision", "PartyProposal", "Matter", "Card", "Contact", "Step", "Event", "Dispatch", "DispatchItem",
            "Returned", "ReturnConflict", "Enquiry", "Report",
            "ClusterMember", "ClusterJudgement"} <= filled  # fmt: skip


def _of_the_outsider(row: Any) -> bool:
    """The outsider asked for exports: those, their jobs and their log entries lie in the outsider's own region."""
    return getattr(row, "region", "").startswith(ELSEWHERE)


def test_the_whole_nation_is_seen_by_whoever_is_given_it(world: World) -> None:
    """ "" is the nation, None is no region: the two are never taken for each other."""
    from xingzhi.registers.models import Patent

    nation = world.people["nowhere"]
    nation.region = ""
    try:
        assert Patent.objects.visible_to(nation).count() == Patent.objects.count() > 0
    finally:
        nation.region = None
