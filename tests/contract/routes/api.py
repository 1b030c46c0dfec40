"""The API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.conftest import BANNER, ELSEWHERE, OFFICE, OTHER_BANNER
from tests.contract.routes.calls import Call, clues, jobs, records, simple, snapshots, with_rejects
from tests.contract.routes.statistics import SPOKEN_FOR, opening
from xingzhi.core.declare import registers


def _figures(part: str = "", **more: str) -> list[Call]:
    codes = {OFFICE: "152200", BANNER: BANNER, OTHER_BANNER: OTHER_BANNER, ELSEWHERE: "150500", "15": "150000"}
    return [
        Call(f"/api/indicators/{name}{part}", (path,), data={"region": code, "at": "2026-06-30", **more})
        for name in (opening() if part else SPOKEN_FOR)
        for path, code in codes.items()
    ]


def _batches_by_api(part: str, **options: Any) -> list[Call]:
    from xingzhi.intake.models import Batch

    return [Call(f"/api/batches/{batch.pk}{part}", (batch.region,), **options) for batch in Batch.objects.all()]


def _jobs_by_api(part: str, **options: Any) -> list[Call]:
    return [Call(f"/api/jobs/{call.path.split('/')[3]}{part}", call.regions, **options) for call in jobs("job")]


def _clues_by_api(part: str, **options: Any) -> list[Call]:
    return [
        Call(f"/api/clues/{call.path.split('/')[2]}{part}", call.regions, clue=True, **options)
        for call in clues("clue")
    ]


def _clusters_by_api(part: str, **options: Any) -> list[Call]:
    from xingzhi.cases.cluster_models import Cluster

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


def _of_register(action: str) -> Callable[[], list[Call]]:
    name = action.split("_", 1)[1]

    def calls() -> list[Call]:
        if action.startswith("list_"):
            return [call for call in _api_lists() if call.path.endswith(f"/{name}")]
        return [Call(f"/api/registers/{name}/{row.pk}", (row.region,)) for found, row in records() if found == name]

    return calls


def _api_lists() -> list[Call]:
    from xingzhi.core.declare import registers

    queries = [{}, {"q": "密乙"}, {"q": "公开"}, {"region": OTHER_BANNER}, {"region": "-"}, {"cursor": ""}]
    return [
        Call(f"/api/registers/{register.name}", data={**query, "size": "500"})
        for register in registers()
        for query in queries
    ]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "api:openapi-json": lambda: simple("api:openapi-json"),
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
        Call(f"/api/batches/{call.path.split('/')[2]}/rejects", call.regions) for call in with_rejects()
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
        for name, row in records()
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
        for name, row in records()
        if name == "patents" and row.patent_type == "invention"
    ],
    "api:high_value_make_up": lambda: [
        Call("/api/high-value", (path,), data={"region": code, "at": "2026-06-30"})
        for path, code in ((OFFICE, "152200"), (BANNER, BANNER), (OTHER_BANNER, OTHER_BANNER), (ELSEWHERE, "150500"))
    ],
    "api:me": lambda: [Call("/api/me")],
    "api:list_snapshots": lambda: [Call("/api/snapshots")],
    "api:get_snapshot": lambda: [
        Call(f"/api/snapshots/{call.path.split('/')[3]}", call.regions) for call in snapshots()
    ],
    "api:list_packs": lambda: [Call("/api/packs")],
    "api:get_pack": lambda: [Call("/api/packs/similar_applications")],
    "api:indicator_value": _figures,
}
