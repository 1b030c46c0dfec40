"""The search for marks: by name, by picture, beside each other, saved, printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from tests.conftest import OFFICE
from tests.contract.routes.calls import INSIDE, Call, simple

NAMES = ("乙秘密牌", "甲秘密牌", "丙秘密牌", "MIMIYIPAI")  # near the secrets; what is asked for is shown again


def _marks() -> list[Any]:
    from xingzhi.registers.models import MODELS

    return list(MODELS["trademarks"].objects.filter(mark_no__startswith="99000010").order_by("pk"))


def _digest() -> str:
    """The picture the league asked with."""
    [path] = (Path(settings.HOME) / "asked_pictures").glob("*/*.png")
    return path.stem


def _saved(**options: Any) -> list[Call]:
    from xingzhi.screening.models import SavedSearch

    planted = SavedSearch.objects.filter(owner__username="league").order_by("pk")
    return [Call(reverse("mark-search-saved", args=[each.pk]), (OFFICE,), **options) for each in planted]


def _searches() -> list[Call]:
    from xingzhi.screening.models import SavedSearch

    at = reverse("mark-search")
    asked = [{"q": name} | more for name in NAMES for more in ({}, {"verdict": "not_similar"}, {"goods": "09"})]
    saved = [{"saved": str(each.pk)} for each in SavedSearch.objects.all()]
    return [Call(at, data=data) for data in ({}, *asked, *saved, {"picture": _digest()})]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "mark-search": _searches,
    "mark-beside": lambda: [
        Call(reverse("mark-beside"), (each.region,), data={"q": "密乙", "row": str(each.pk), "without": other.mark_no})
        for each, other in zip(_marks(), _marks()[1:] + _marks()[:1], strict=True)
    ],
    "mark-index": lambda: simple("mark-index", method="post", roles=INSIDE),
    "mark-picture": lambda: simple("mark-picture", method="post"),
    "mark-asked-picture": lambda: [Call(reverse("mark-asked-picture", args=[_digest()]), (OFFICE,))],
    "mark-picture-words": lambda: [Call(reverse("mark-picture-words", args=[_digest()]), (OFFICE,))],
    "mark-search-save": lambda: [
        Call(reverse("mark-search-save"), method="post", data={"q": "秘密", "name": "试"}, roles=("nowhere",))
    ],
    "mark-search-saved": lambda: _saved(method="post", data={"do": "seen"}),
    "mark-search-report": lambda: [
        Call(reverse("mark-search-report"), method="post", data={"q": name}, roles=("nowhere",)) for name in NAMES
    ],
    "mark-drawings": lambda: simple("mark-drawings", method="post"),
    "mark-drawing": lambda: [Call(reverse("mark-drawing", args=[each.pk]), (each.region,)) for each in _marks()],
    "api:search_marks": lambda: [Call("/api/marks/search", data={"q": name}) for name in NAMES],
}
