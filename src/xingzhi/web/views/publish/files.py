"""Files of a release, byte for byte as kept; and the leader's page of an indicator."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from xingzhi.publish.files.offered import media_type
from xingzhi.publish.indicator_brief import indicator_brief
from xingzhi.publish.models import Release
from xingzhi.publish.store import kept_bytes
from xingzhi.snapshots.jobs import latest
from xingzhi.web.downloads import DOCX, attachment
from xingzhi.web.views.indicators import asked
from xingzhi.web.views.publish.release import seen_or_404


@require_GET
def release_file(request: HttpRequest, release_id: int, name: str) -> HttpResponse:
    """A file of a release the person may see."""
    return sent(seen_or_404(request, release_id), name)


def sent(release: Release, name: str) -> HttpResponse:
    """The kept bytes of a file."""
    content = kept_bytes(get_object_or_404(release.files, name=name))
    if content is None:  # gone, or not what was released: never handed out as if it were
        raise Http404
    shown = f"{release.period}-v{release.version}-{name}"
    return attachment(content, shown, media_type(name))


@require_GET
def brief(request: HttpRequest, name: str) -> HttpResponse:
    """The leader's page of one indicator, as a DOCX."""
    region, at = asked(request)
    snapshot = latest()
    if snapshot is None:
        raise Http404
    found = indicator_brief(name, region, min(at, date(9998, 12, 31)), snapshot)
    if found is None:
        raise Http404
    title, content = found  # it may be of an earlier day than asked
    return attachment(content, f"领导简报-{title}.docx", DOCX)
