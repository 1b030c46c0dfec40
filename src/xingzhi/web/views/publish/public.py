"""What anybody may read: releases the office switched on, no longer under embargo. Totals only, no name of an officer."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.publish.files import for_everybody
from xingzhi.publish.models import Release
from xingzhi.web.views.publish import shown
from xingzhi.web.views.publish.files import sent


@login_not_required
@require_GET
def public_list(request: HttpRequest) -> HttpResponse:
    """The public releases, the newest first."""
    found = Release.objects.all().public().order_by("-released_on", "-id")
    context = {"page_title": gettext("统计发布"), "releases": found}
    return render(request, "publish/public_list.html", context)


@login_not_required
@require_GET
def public_release(request: HttpRequest, release_id: int) -> HttpResponse:
    """One public release."""
    found = _public_or_404(release_id)
    context = {
        "page_title": found.title,
        "release": found,
        "files": [file for file in found.files.order_by("name") if for_everybody(file.name)],
        "later": Release.objects.all().public().filter(amends=found).first(),
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
