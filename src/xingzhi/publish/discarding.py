"""Throw a draft away: one of the wrong month, or an amendment that turned out to be none."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from xingzhi.core.actions import OFFICERS, Act, action
from xingzhi.publish.models import Release, ReleaseFile, ReleaseState, ReleaseStep
from xingzhi.publish.refused import Refused


@action("discard_release", zh="废弃发布稿", en="Discard a draft", roles=OFFICERS)
def discard_release(act: Act, release_id: int) -> Release | None:
    """Remove a draft with its files; the log keeps that it was there. Returns the version it amends, None of a first one.

    What was submitted is sent back first; what was released stays for ever.
    """
    release = get_object_or_404(Release.objects.visible_to(act.user).select_for_update(of=("self",)), pk=release_id)
    if release.state != ReleaseState.DRAFT:
        raise Refused("state")
    earlier: Release | None = release.amends
    act.on(
        "release", release.pk, release.region, title=release.title, version=release.version, digest=release.digest,
        steps=[f"{step.move} {step.by.username} {step.note}".strip() for step in release.steps.select_related("by").order_by("id")],
    )  # fmt: skip
    paths = [file.path for file in release.files.all()]
    ReleaseFile.objects.filter(release=release).delete()
    ReleaseStep.objects.filter(release=release).delete()
    release.delete()
    for path in paths:
        if not ReleaseFile.objects.filter(digest=path.name).exists():
            path.unlink(missing_ok=True)
    return earlier
