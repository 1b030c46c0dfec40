"""What anybody may read: releases the office switched on, no longer under embargo. Totals only, no name of an officer."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.publish.files.offered import for_everybody
from xingzhi.publish.models import Release
from xingzhi.web.views import parts
from xingzhi.web.views.publish import shown
from xingzhi.web.views.publish.catalog import catalog
from xingzhi.web.views.publish.files import sent


@login_not_required
@require_GET
def public_list(request: HttpRequest) -> HttpResponse:
    """The public releases, the newest first, with how fresh their data are and how many figures they give."""
    columns = [(gettext("名称"), "c-title"), (gettext("版本"), "c-nowrap"), (gettext("数据截至"), "c-date"), (gettext("数据行数"), "c-number"),
               (gettext("发布日期"), "c-date"), (gettext("数据文件"), "c-nowrap")]  # fmt: skip
    table = {
        "columns": parts.columns(*columns),
        "rows": [{"cells": _cells(each)} for each in _public()],
        "caption": gettext("统计发布"),
    }
    return render(request, "publish/public_list.html", {"page_title": gettext("统计发布"), "table": table})


def _cells(release: Release) -> list[Any]:
    version = gettext("第 %(n)s 版") % {"n": release.version}
    csv = reverse("public-release-file", args=[release.pk, "figures.csv"])
    return [
        {"text": release.title, "url": reverse("public-release", args=[release.pk])},
        gettext("%(version)s，已修订") % {"version": version} if release.superseded else version,
        release.content["data_as_of"], str(len(release.content["figures"])), str(release.released_on),
        {"text": "CSV", "url": csv},
    ]  # fmt: skip


@login_not_required
@require_GET
def public_catalog(request: HttpRequest) -> JsonResponse:
    """The same for programs."""
    made = catalog(_public(), request.build_absolute_uri)
    return JsonResponse(made, json_dumps_params={"ensure_ascii": False}, content_type="application/ld+json")


def _public() -> list[Release]:
    found = Release.objects.all().public().order_by("-released_on", "-id")
    return [each for each in found if not each.internal]


@login_not_required
@require_GET
def public_release(request: HttpRequest, release_id: int) -> HttpResponse:
    """One public release."""
    found = _public_or_404(release_id)
    context = {
        "page_title": found.title,
        "release": found,
        "files": [file for file in found.files.order_by("name") if for_everybody(file.name)],
        "later": next((each for each in _public() if each.amends_id == found.pk), None),
        **shown.content(found, records=lambda held: ""),
    }
    return render(request, "publish/public_release.html", context)


@login_not_required
@require_GET
def public_file(request: HttpRequest, release_id: int, name: str) -> HttpResponse:
    """A file of a public release that everybody may have."""
    if not for_everybody(name):
        raise Http404
    return sent(_public_or_404(release_id), name)


def _public_or_404(release_id: int) -> Release:
    found: Release = get_object_or_404(Release.objects.all().public(), pk=release_id)
    if found.internal:  # never switched on with such figures; asked again all the same
        raise Http404
    return found
