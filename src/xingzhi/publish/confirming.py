"""Confirm that a release may differ from what other releases and the office's papers say of the same facts."""

from __future__ import annotations

from xingzhi.core.models import User
from xingzhi.publish.comparing import conflicts, name_of, unconfirmed, unsettled
from xingzhi.publish.files.subject import figure_label
from xingzhi.publish.models import Release, ReleaseStep
from xingzhi.publish.papers.beside_releases import InPaper, in_papers
from xingzhi.publish.refused import Refused


def confirm(release: Release, user: User, reason: str) -> None:
    """Keep the reason with each contradiction (not saved yet); raise `Refused` (conflicts) where one has none."""
    left, reason, papers = unconfirmed(release), reason.strip()[:300], in_papers(release)
    open_ = [each for each in papers if each.name not in release.confirmed]
    if (left or open_) and not reason:
        raise Refused("conflicts")
    standing = {*map(name_of, conflicts(release)), *(each.name for each in papers)}
    kept = {name: held for name, held in release.confirmed.items() if name in standing}
    for each in left:
        kept[name_of(each)] = {
            "reason": reason, "by": user.pk, "title": each.other.title, "label": figure_label(each.was),
            "was": each.was["value"], "now": each.now["value"], "internal": each.other.internal,
        }  # fmt: skip
    for told in open_:
        kept[told.name] = {
            "reason": reason, "by": user.pk, "title": told.paper.title, "label": figure_label(release.content["figures"][told.key]),
            "was": told.was, "now": told.now, "internal": told.inside, "paper": told.paper.pk, "zh": told.zh, "en": told.en,
        }  # fmt: skip
    release.confirmed = kept
    if left or open_:
        ReleaseStep.objects.create(release=release, move="confirmed", by=user, note=reason)


def needs_reason(release: Release, papers: list[InPaper]) -> bool:
    """Whether a contradiction to another release or to one of `papers` waits for whoever approves to say why."""
    return bool(unconfirmed(release)) or any(each.name not in release.confirmed for each in papers)


def require_choices(release: Release) -> None:
    """Where documents received contradict each other an officer chooses first: nothing goes out with a silent gap."""
    if unsettled(release):
        raise Refused("contradiction")
