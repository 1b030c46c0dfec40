"""The office's own papers, opinions asked of units, and receipts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.contract.routes.calls import Call, simple


def _kept(route: str, *more: Any, **options: Any) -> list[Call]:
    from xingzhi.publish.papers.models import Paper

    return [Call(reverse(route, args=[each.pk, *more]), (each.region,), **options) for each in Paper.objects.all()]


def _readers(each: Any) -> tuple[str, ...]:
    issued = each.recipients.values_list("region", flat=True) if each.state == "issued" else ()
    return (each.region, *issued)


def _read(address: Callable[[int], str]) -> list[Call]:
    from xingzhi.publish.papers.models import Paper

    return [Call(address(each.pk), _readers(each)) for each in Paper.objects.all()]


def _sentences() -> list[Call]:
    from xingzhi.publish.papers.models import Paper, sentences

    return [
        Call(reverse("document-sentence", args=[each.pk, sentence["id"]]), (each.region,), data={"q": "装置"})
        for each in Paper.objects.all()
        for sentence in sentences(each.text.blocks)[:1]
    ]


def _opinions() -> list[Call]:
    from xingzhi.publish.papers.asked import PaperOpinion

    return [Call(reverse("document-opinion", args=[each.pk]), (each.region,)) for each in PaperOpinion.objects.all()]


def _receipts() -> list[Call]:
    from xingzhi.publish.papers.asked import PaperRecipient

    return [
        Call(reverse("document-receipt", args=[each.pk]), (each.region,), method="post")
        for each in PaperRecipient.objects.all()
    ]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "document-list": lambda: simple("document-list"),
    "document-deputies": lambda: simple("document-deputies"),
    "document": lambda: _read(lambda pk: reverse("document", args=[pk])),
    "document-edit": lambda: _kept("document-edit"),
    "document-frame": lambda: _kept("document-frame"),
    "document-sentence": _sentences,
    "document-versions": lambda: _kept("document-versions", 1, 2),
    "document-move": lambda: _kept("document-move", "submit_paper", method="post"),
    "document-file": lambda: (
        _read(lambda pk: reverse("document-file", args=[pk, "clean"])) + _kept("document-file", "marked")
    ),
    "document-verify": lambda: _kept("document-verify", method="post"),
    "document-opinion": _opinions,
    "document-receipt": _receipts,
    "api:list_documents": lambda: [Call("/api/documents")],
    "api:get_document": lambda: _read(lambda pk: f"/api/documents/{pk}"),
}
