"""Registers, records, exports, search and parties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.builders import number
from tests.conftest import OTHER_BANNER
from tests.contract.routes.calls import Call, records, simple
from xingzhi.core.declare import registers


def _lists(route: str) -> list[Call]:
    queries = [{}, {"q": "密乙"}, {"q": "公开"}, {"q": number(2020, 2000)[:11]}, {"region": OTHER_BANNER}, {"region": "-"},
               {"sort": "application_no"}]  # fmt: skip
    return [
        Call(reverse(route, args=[register.name]), data=query | {"size": "500"} if route.startswith("api") else query)
        for register in registers()
        for query in queries
    ]


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


def _exports(route: str) -> list[Call]:
    from xingzhi.registers.export_models import Export

    masked = Export.objects.filter(unmasked=False)
    return [
        Call(reverse(route, args=[export.pk]), (export.region,), clue=export.register == "clusters")
        for export in masked
    ]


def _records_at(route: str, **options: Any) -> list[Call]:
    return [Call(reverse(route, args=[name, row.pk]), (row.region,), **options) for name, row in records()]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "search": lambda: [Call(reverse("search"), data={"q": text}) for text in ("密乙", "公开", "机械有限公司", "指标")],
    "register-index": lambda: simple("register-index"),
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
}
