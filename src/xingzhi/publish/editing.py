"""What a person changes in a draft: a figure, a sentence, a footnote, the reason of an amended figure. All are marked."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.shortcuts import get_object_or_404

from xingzhi.core.actions import OFFICERS, Act, action
from xingzhi.packs import load
from xingzhi.publish.carrying import carried
from xingzhi.publish.comparing import amended, reason_of
from xingzhi.publish.files.subject import BRIEF_PARTS
from xingzhi.publish.making import composed
from xingzhi.publish.models import Release, ReleaseState, ReleaseStep
from xingzhi.publish.refused import Refused
from xingzhi.publish.store import settle

WRITABLE = (ReleaseState.DRAFT, ReleaseState.SUBMITTED, ReleaseState.CHECKED)
WRITTEN = 600  # letters of a part of the leader's page: it is one sheet


@action("edit_release", zh="修改发布稿", en="Edit a draft", roles=OFFICERS)
def edit_figure(act: Act, release_id: int, key: str, value: str, reason: str, carry: bool = False) -> Release:
    """Set a figure by hand, with the reason; an empty value takes that back. What follows of it is computed again.

    With `carry` the sums that hold it are moved by as much.
    """
    release = _draft(act, release_id)
    held = release.content["figures"].get(key)
    if held is None:
        raise Refused("unknown")
    if held["indicator"] in load().bulletin(release.bulletin).official_only:
        raise Refused("official_only")
    if value.strip():
        release.edits[key] = {
            "value": str(_decimal(value)),
            "reason": _reason(reason),
            "by": act.user.pk,
            "carry": carry,
        }
    else:
        release.edits.pop(key, None)
    release.edits = carried(release.content["figures"], release.edits)
    return _kept(act, release, figure=key, value=value, reason=reason)


@action("rewrite_sentence", zh="改写语句", en="Rewrite a sentence", roles=OFFICERS)
def rewrite_sentence(act: Act, release_id: int, sentence: str, text: str) -> Release:
    """Write a sentence anew; an empty text takes the drafted one again."""
    release = _draft(act, release_id)
    if text.strip():
        release.rewritten[sentence] = {"text": text.strip()[:2000], "by": act.user.pk}
    else:
        release.rewritten.pop(sentence, None)
    return _kept(act, release, sentence=sentence)


@action("write_brief", zh="写领导简报", en="Write the leader's page", roles=OFFICERS)
def write_brief(act: Act, release_id: int, problems: str, next_steps: str) -> Release:
    """Write the problems and next steps of the leader's page, until the release is approved; empty takes the drafted ones.

    What was checked already goes back to be checked again; the history keeps who wrote what.
    """
    release = _open(act, release_id)
    said = {
        BRIEF_PARTS["problems"]: problems.strip()[:WRITTEN],
        BRIEF_PARTS["next_steps"]: next_steps.strip()[:WRITTEN],
    }
    changed = {
        name: text for name, text in said.items()
        if text != (held := release.rewritten.get(name, {})).get("text", "") or held.get("carried")
    }  # fmt: skip
    if not changed:
        return release
    for name, text in changed.items():
        release.rewritten.pop(name, None)
        if text:
            release.rewritten[name] = {"text": text, "by": act.user.pk}
    if release.state == ReleaseState.CHECKED:
        release.state, release.checked_by = ReleaseState.SUBMITTED, None
    ReleaseStep.objects.create(
        release=release, move="written", by=act.user, note=" ".join(filter(None, changed.values()))[:500]
    )
    settle(release)
    act.on("release", release.pk, release.region, **changed)
    return release


@action("note_release", zh="加脚注", en="Set footnotes", roles=OFFICERS)
def set_notes(act: Act, release_id: int, notes: list[str]) -> Release:
    """The footnotes the office adds to those of the pack."""
    release = _draft(act, release_id)
    release.notes = [note.strip()[:500] for note in notes if note.strip()]
    return _kept(act, release, notes=len(release.notes))


@action("explain_amendment", zh="说明修订原因", en="Give reasons of an amendment", roles=OFFICERS)
def explain(act: Act, release_id: int, reasons: dict[str, str], others: str = "") -> Release:
    """Why each figure differs from the earlier version; `others` stands for all that have no reason yet."""
    release = _draft(act, release_id)
    for each in amended(release):
        said = reasons.get(each.key, "").strip() or reason_of(release, each.key) or others.strip()
        if said:
            release.reasons[each.key] = said[:300]
    settle(release)  # the reasons stand in the files, not in what was computed
    act.on("release", release.pk, release.region, reasons=len(release.reasons))
    return release


def _open(act: Act, release_id: int) -> Release:
    """A release that is not approved yet."""
    release: Release = get_object_or_404(
        Release.objects.visible_to(act.user).select_for_update(of=("self",)), pk=release_id
    )
    if release.state not in WRITABLE or not release.content:
        raise Refused("state")
    return release


def _draft(act: Act, release_id: int) -> Release:
    release = _open(act, release_id)
    if release.state != ReleaseState.DRAFT:
        raise Refused("state")
    return release


def _kept(act: Act, release: Release, **detail: Any) -> Release:
    release.content = composed(release, act.user)
    settle(release)
    act.on("release", release.pk, release.region, **detail)
    return release


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(text.replace(",", "").strip())
    except InvalidOperation as error:
        raise Refused("value") from error
    if not found.is_finite() or found < 0 or found >= Decimal(10) ** 15:
        raise Refused("value")
    return found


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused("reason")
    return text.strip()[:300]
