"""What a person changes in a draft: a figure, a sentence, a footnote, the reason of an amended figure. All are marked."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.shortcuts import get_object_or_404

from xingzhi.core.actions import OFFICERS, Act, action
from xingzhi.packs import load
from xingzhi.publish.comparing import amended
from xingzhi.publish.making import composed
from xingzhi.publish.models import Release, ReleaseState
from xingzhi.publish.refused import Refused
from xingzhi.publish.store import settle


@action("edit_release", zh="修改发布稿", en="Edit a draft", roles=OFFICERS)
def edit_figure(act: Act, release_id: int, key: str, value: str, reason: str) -> Release:
    """Set a figure by hand, with the reason; an empty value takes that back. What follows of it is computed again."""
    release = _draft(act, release_id)
    held = release.content["figures"].get(key)
    if held is None:
        raise Refused("unknown")
    if held["indicator"] in load().bulletin(release.bulletin).official_only:
        raise Refused("official_only")
    if value.strip():
        release.edits[key] = {"value": str(_decimal(value)), "reason": _reason(reason), "by": act.user.pk}
    else:
        release.edits.pop(key, None)
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
        said = reasons.get(each.key, "").strip() or release.reasons.get(each.key) or others.strip()
        if said:
            release.reasons[each.key] = said[:300]
    return _kept(act, release, reasons=len(release.reasons))


def _draft(act: Act, release_id: int) -> Release:
    release: Release = get_object_or_404(
        Release.objects.visible_to(act.user).select_for_update(of=("self",)), pk=release_id
    )
    if release.state != ReleaseState.DRAFT or not release.content:
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
