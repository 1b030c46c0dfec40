"""Confirm that a release may differ from what other released documents say of the same facts."""

from __future__ import annotations

from xingzhi.core.models import User
from xingzhi.publish.comparing import conflicts, name_of, unconfirmed, unsettled
from xingzhi.publish.files.subject import figure_label
from xingzhi.publish.models import Release, ReleaseStep
from xingzhi.publish.refused import Refused


def confirm(release: Release, user: User, reason: str) -> None:
    """Keep the reason with each contradiction (not saved yet); raise `Refused` (conflicts) where one has none."""
    left, reason = unconfirmed(release), reason.strip()[:300]
    if left and not reason:
        raise Refused("conflicts")
    standing = {name_of(each) for each in conflicts(release)}
    kept = {name: held for name, held in release.confirmed.items() if name in standing}
    for each in left:
        kept[name_of(each)] = {
            "reason": reason, "by": user.pk, "title": each.other.title, "label": figure_label(release.content, each.key),
            "was": each.was["value"], "now": each.now["value"], "internal": each.other.internal,
        }  # fmt: skip
    release.confirmed = kept
    if left:
        ReleaseStep.objects.create(release=release, move="confirmed", by=user, note=reason)


def require_choices(release: Release) -> None:
    """Where documents received contradict each other an officer chooses first: nothing goes out with a silent gap."""
    if unsettled(release):
        raise Refused("contradiction")
