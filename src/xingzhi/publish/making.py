"""The job that computes a draft."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from xingzhi.core.jobs import JobRun, job_kind
from xingzhi.core.office import office
from xingzhi.indicators.tables.periods import Period
from xingzhi.packs import load
from xingzhi.publish.carrying import carried
from xingzhi.publish.compose import Brief, Composer
from xingzhi.publish.models import Release, ReleaseState
from xingzhi.publish.store import settle


def composed(release: Release, user: Any) -> dict[str, Any]:
    """What a draft says: from its own snapshot, with what was changed by hand."""
    here, packs = office(), load()
    kind = packs.bulletin(release.bulletin).period
    brief = Brief(
        release.bulletin, Period.parse(release.period, kind), release.region, here.name if here else "", release.ranked,
        release.edits, release.rewritten, list(release.notes),
    )  # fmt: skip
    return Composer(brief, packs, release.snapshot, user).content()


@job_kind("draft_release", zh="编制发布稿", en="Compute a release", lane="publish")
def draft_release(run: JobRun) -> dict[str, Any]:
    """Compute the draft and write its files; asked again it does the same again. A draft discarded meanwhile is left."""
    release = Release.objects.select_related("snapshot").filter(pk=run.params["release"]).first()
    if release is None:
        return {}
    run.progress(0, 2, "编制发布稿")
    content = composed(release, run.owner)
    if (edits := carried(content["figures"], release.edits)) != release.edits:  # the sums were counted anew
        release.edits = edits
        content = composed(release, run.owner)
    run.progress(1, 2, "编制发布稿")
    with transaction.atomic():
        run.fence()
        release = Release.objects.select_for_update(of=("self",)).filter(pk=release.pk).first()
        if release and release.state == ReleaseState.DRAFT:
            release.content, release.edits = content, carried(content["figures"], release.edits)
            settle(release)
    return {"release": run.params["release"], "figures": len(content["figures"])}
