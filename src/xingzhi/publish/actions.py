"""The steps of a release: made, submitted, checked by a second person, approved, released; amended by a new version."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import OFFICERS, Act, action
from xingzhi.core.jobs import enqueue
from xingzhi.indicators.tables.periods import Period
from xingzhi.packs import load
from xingzhi.publish.adding import apart
from xingzhi.publish.comparing import unchecked, unexplained
from xingzhi.publish.confirming import confirm, require_choices
from xingzhi.publish.hands import APPROVERS, CHECKERS, require_second_person
from xingzhi.publish.models import Release, ReleaseState, ReleaseStep
from xingzhi.publish.refused import Refused
from xingzhi.publish.store import settle
from xingzhi.snapshots.jobs import latest


@action("make_release", zh="起草发布", en="Draft a release", roles=OFFICERS)
def make_release(act: Act, bulletin: str, period: str, ranked: bool = False) -> Release:
    """Begin a bulletin of a month or quarter for the person's region; a job computes it. Raises `Refused`."""
    region, snapshot = act.user.region, latest()
    if region is None or snapshot is None:
        raise Refused("no_data")
    if bulletin not in {document.id for document in load().of_kind("bulletin")}:
        raise Refused("no_bulletin")
    try:
        asked = Period.parse(period, load().bulletin(bulletin).period)
    except ValueError as error:
        raise Refused("period") from error
    if asked.end > timezone.localdate():
        raise Refused("not_over")
    if Release.objects.filter(region=region, bulletin=bulletin, period=asked.code).exists():
        raise Refused("there_already")
    release = Release.objects.create(
        region=region, bulletin=bulletin, period=asked.code, ranked=ranked, snapshot=snapshot, made_by=act.user
    )
    _begun(act, release, "made")
    return release


@action("amend_release", zh="修订发布", en="Amend a release", roles=OFFICERS)
def amend_release(act: Act, release_id: int) -> Release:
    """Begin the next version of a released bulletin on the newest data; the earlier one stays as it is.

    What people wrote is taken over and to be looked at again; figures are counted anew.
    """
    earlier = _locked(act, release_id)
    if earlier.state != ReleaseState.RELEASED or earlier.amendments.exists():
        raise Refused("not_newest")
    newest = latest()
    assert newest is not None  # the earlier version rests on one
    kept = {name: held | {"carried": earlier.version} for name, held in earlier.rewritten.items()}
    release = Release.objects.create(
        region=earlier.region, bulletin=earlier.bulletin, period=earlier.period, ranked=earlier.ranked, amends=earlier,
        version=earlier.version + 1, snapshot=newest, made_by=act.user, notes=earlier.notes, rewritten=kept,
    )  # fmt: skip
    _begun(act, release, "made")
    return release


@action("refresh_release", zh="重新取数", en="Compute a draft anew", roles=OFFICERS)
def refresh_release(act: Act, release_id: int) -> Release:
    """Compute a draft again from the newest snapshot; what was changed by hand stays."""
    release = _locked(act, release_id, ReleaseState.DRAFT)
    newest = latest()
    assert newest is not None
    release.snapshot = newest
    _begun(act, release, "refreshed")
    return release


@action("submit_release", zh="提交审核", en="Submit a release", roles=OFFICERS)
def submit_release(act: Act, release_id: int, note: str = "") -> Release:
    """Hand a draft to the second person; every changed figure of an amendment needs its reason by now.

    Where a sum and its parts were not moved alike by hand, `note` says why.
    """
    release = _locked(act, release_id, ReleaseState.DRAFT)
    if not release.content:
        raise Refused("not_computed")
    if unexplained(release):
        raise Refused("reasons")
    if unchecked(release):
        raise Refused("carried")
    if not note.strip() and apart(release.content["figures"], load().regions):
        raise Refused("apart")
    if any(not section["causes"]["drafted"] for section in release.content["sections"] if "causes" in section):
        raise Refused("causes")
    require_choices(release)
    release.submitted_by = act.user
    _moved(act, release, ReleaseState.SUBMITTED, note)
    return release


@action("check_release", zh="审核发布", en="Check a release", roles=CHECKERS)
def check_release(act: Act, release_id: int, note: str = "") -> Release:
    """A second person confirms the figures; nobody checks what they made, submitted or changed."""
    release = _locked(act, release_id, ReleaseState.SUBMITTED)
    require_second_person(act.user, release)
    release.checked_by = act.user
    _moved(act, release, ReleaseState.CHECKED, note)
    return release


@action("approve_release", zh="批准发布", en="Approve a release", roles=APPROVERS)
def approve_release(
    act: Act, release_id: int, note: str = "", inputs_basis: str = "", conflicts_reason: str = ""
) -> Release:
    """Approve a checked release. `inputs_basis` states why figures computed here may leave the office: it lifts the mark.

    Where released documents give other values for the same facts, `conflicts_reason` says why both may stand.
    """
    release = _locked(act, release_id, ReleaseState.CHECKED)
    require_second_person(act.user, release)
    require_choices(release)
    confirm(release, act.user, conflicts_reason)
    release.approved_by, release.inputs_basis = act.user, inputs_basis.strip()[:300]
    _moved(act, release, ReleaseState.APPROVED, note, inputs_basis=release.inputs_basis)
    return release


@action("return_release", zh="退回起草", en="Return a release", roles=CHECKERS)
def return_release(act: Act, release_id: int, note: str) -> Release:
    """Send a release that is not out yet back to be drafted again, with the reason."""
    release = _locked(act, release_id)
    if release.state in (ReleaseState.DRAFT, ReleaseState.RELEASED):
        raise Refused("state")
    if not note.strip():
        raise Refused("note")
    release.submitted_by = release.checked_by = release.approved_by = None
    release.inputs_basis, release.confirmed = "", {}
    _moved(act, release, ReleaseState.DRAFT, note)
    return release


@action("release", zh="发布", en="Release", roles=APPROVERS)
def release_it(
    act: Act, release_id: int, number: str = "", embargo: date | None = None, public: bool = False,
    conflicts_reason: str = "",
) -> Release:  # fmt: skip
    """Let it out: from now on neither content nor files change. A page for everybody needs figures that may leave.

    Contradictions with documents released since the approval need their reason, too.
    """
    release = _locked(act, release_id, ReleaseState.APPROVED)
    confirm(release, act.user, conflicts_reason)
    if public and release.internal:
        raise Refused("internal")
    release.number, release.embargo, release.public = number.strip()[:100], embargo, public
    release.released_on = timezone.localdate()
    _moved(act, release, ReleaseState.RELEASED, "", number=release.number, public=public)
    return release


@action("switch_public", zh="开关公开页面", en="Switch a public page", roles=APPROVERS)
def switch_public(act: Act, release_id: int, public: bool, embargo: date | None = None) -> Release:
    """Show a released bulletin to everybody, at once or from a day on; or no longer."""
    release = _locked(act, release_id, ReleaseState.RELEASED)
    if public and release.internal:
        raise Refused("internal")
    release.public = public
    if public:
        release.embargo = embargo
    release.save(update_fields=["public", "embargo"])
    act.on("release", release.pk, release.region, public=public, embargo=str(release.embargo or ""))
    return release


def _locked(act: Act, release_id: int, state: str = "") -> Release:
    seen = Release.objects.visible_to(act.user).select_for_update(of=("self",))
    release: Release = get_object_or_404(seen, pk=release_id)
    if state and release.state != state:
        raise Refused("state")
    return release


def _begun(act: Act, release: Release, move: str) -> None:
    release.job = enqueue("draft_release", act.user, release.region, release=release.pk)
    release.save()
    ReleaseStep.objects.create(release=release, move=move, by=act.user)
    act.on(
        "release", release.pk, release.region, bulletin=release.bulletin, period=release.period, version=release.version
    )


def _moved(act: Act, release: Release, state: str, note: str, **detail: Any) -> None:
    release.state = state
    ReleaseStep.objects.create(release=release, move=state, by=act.user, note=note.strip()[:500])
    settle(release)
    act.on("release", release.pk, release.region, state=state, version=release.version, digest=release.digest, **detail)
