"""Releases, and what everybody may read of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.conftest import BANNER, ELSEWHERE, OFFICE, OTHER_BANNER
from tests.contract.routes.calls import Call, simple


def _each(route: str, *more: str, **options: Any) -> list[Call]:
    from xingzhi.publish.models import Release

    return [Call(reverse(route, args=[each.pk, *more]), (each.region,), **options) for each in Release.objects.all()]


def _files() -> list[Call]:
    from xingzhi.publish.models import ReleaseFile

    return [
        Call(reverse("release-file", args=[each.release_id, each.name]), (each.release.region,))
        for each in ReleaseFile.objects.select_related("release")
    ]


def _public(route: str, *more: str) -> list[Call]:
    from xingzhi.publish.models import Release

    return [Call(reverse(route, args=[each.pk, *more])) for each in Release.objects.filter(public=True)]


def _api() -> list[Call]:
    from xingzhi.publish.models import Release

    return [Call(f"/api/releases/{each.pk}", (each.region,)) for each in Release.objects.all()]


def _api_files() -> list[Call]:
    from xingzhi.publish.models import ReleaseFile

    return [
        Call(f"/api/releases/{each.release_id}/files/{each.name}", (each.release.region,))
        for each in ReleaseFile.objects.select_related("release")
    ]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "release-list": lambda: simple("release-list"),
    "release": lambda: _each("release"),
    "release-move": lambda: _each("release-move", "submit_release", method="post"),
    "release-edit": lambda: [
        *_each("release-edit", "notes", method="post", data={"notes": "试"}),
        *_each("release-edit", "brief", method="post", data={"problems": "试", "next_steps": "试"}),
    ],
    "release-discard": lambda: _each("release-discard", method="post"),
    "release-verify": lambda: _each("release-verify", method="post"),
    "release-file": _files,
    "indicator-brief": lambda: [
        Call(
            reverse("indicator-brief", args=["grants"]),
            (region,),
            data={"region": region, "at": "2024-03-31"},
            vague=True,
        )
        for region in (OFFICE, BANNER, OTHER_BANNER, ELSEWHERE)
    ],
    "api:list_releases": lambda: [Call("/api/releases")],
    "api:get_release": lambda: _api(),
    "api:get_release_file": _api_files,
    "public-release-catalog": lambda: simple("public-release-catalog"),
    "public-release-list": lambda: simple("public-release-list"),
    "public-release": lambda: _public("public-release"),
    "public-release-file": lambda: _public("public-release-file", "figures.csv"),
}
