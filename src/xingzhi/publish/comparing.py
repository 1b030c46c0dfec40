"""What an amendment changed, and which released documents contradict each other about one fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from xingzhi.publish.models import Release, ReleasedFigure, ReleaseState

DROPPED = "dropped"
BRIEF_PARTS = ("brief_problems", "brief_next_steps")  # what people write on the leader's page


@dataclass(frozen=True)
class Difference:
    """One fact with two values; `causes` are codes: kind, edited, definition, data, packs, dropped (no longer stated)."""

    key: str
    was: dict[str, Any]
    now: dict[str, Any]
    other: Release
    causes: tuple[str, ...]


def amended(release: Release) -> list[Difference]:
    """The figures whose value differs from the earlier version's, and those it stated and this one does not.

    Those of the leader's page come first.
    """
    earlier = release.amends
    if earlier is None or not release.content:
        return []
    held, first = earlier.content["figures"], _headline(earlier.content)
    dropped = [
        Difference(key, held[key], held[key] | {"value": None}, earlier, (DROPPED,))
        for key in held.keys() - release.content["figures"].keys()
    ]
    return sorted([*_between(earlier, release), *dropped], key=lambda each: (first.get(each.key, len(first)), each.key))


def _headline(content: dict[str, Any]) -> dict[str, int]:
    """The keys of the figures on the leader's page, in its order."""
    return {content["named"][name]: at for at, name in enumerate(content["brief"])}


def reason_of(release: Release, key: str) -> str:
    """Why a figure differs from the earlier version: as written there, else as it was set by hand."""
    return str(release.reasons.get(key) or release.edits.get(key, {}).get("reason", ""))


def unexplained(release: Release) -> list[str]:
    """Changed figures without a reason."""
    return [each.key for each in amended(release) if not reason_of(release, each.key)]


def unchecked(release: Release) -> list[str]:
    """The sentences and parts of the leader's page taken over from the earlier version that nobody looked at yet."""
    sections = release.content.get("sections", [])
    said = {each["id"] for section in sections for each in [*section["sentences"], section.get("causes", {"id": ""})]}
    return [name for name, held in release.rewritten.items() if held.get("carried") and name in said | {*BRIEF_PARTS}]


def unsettled(release: Release) -> list[str]:
    """Figures for which documents received contradict each other and nobody chose one."""
    held: dict[str, dict[str, Any]] = release.content.get("figures", {})
    return [key for key, figure in sorted(held.items()) if figure.get("contradicts")]


def conflicts(release: Release) -> list[Difference]:
    """Facts that documents already released, but for other versions of this one, give another value for."""
    keys = list(release.content.get("figures", {}))
    versions = {each.pk for each in (*versions_before(release), *versions_after(release))}
    out: QuerySet[Release] = Release.objects.filter(region=release.region, state=ReleaseState.RELEASED, amendments=None)
    holding = ReleasedFigure.objects.filter(key__in=keys, release__in=out.exclude(pk__in={release.pk, *versions}))
    found: list[Difference] = []
    for other in Release.objects.filter(pk__in=holding.values("release")).order_by("-id"):
        found += _between(other, release)
    return found


def unconfirmed(release: Release) -> list[Difference]:
    """The contradictions nobody answered for, or whose values moved since somebody did."""
    return [
        each
        for each in conflicts(release)
        if (held := release.confirmed.get(name_of(each))) is None
        or (held["was"], held["now"]) != (each.was["value"], each.now["value"])
    ]


def name_of(difference: Difference) -> str:
    """By what a contradiction is known again."""
    return f"{difference.other.pk}|{difference.key}"


def versions_before(release: Release) -> list[Release]:
    """The versions a release amends, the newest first."""
    found, at = [], release.amends
    while at:
        found.append(at)
        at = at.amends
    return found


def versions_after(release: Release) -> list[Release]:
    """The versions that amend it, one after the other."""
    found: list[Release] = []
    at = release.amendments.first()
    while at:
        found.append(at)
        at = at.amendments.first()
    return found


def _between(earlier: Release, later: Release) -> Iterator[Difference]:
    before, after = earlier.content["figures"], later.content["figures"]
    for key in sorted(before.keys() & after.keys()):
        if before[key]["value"] != after[key]["value"]:
            yield Difference(key, before[key], after[key], earlier, tuple(_causes(key, earlier, later)))


def _causes(key: str, earlier: Release, later: Release) -> Iterator[str]:
    was, now = earlier.content["figures"][key], later.content["figures"][key]
    if "edited" in (was["kind"], now["kind"]):
        yield "edited"
    elif was["kind"] != now["kind"]:
        yield "kind"
    if _definition(earlier, was["indicator"]) != _definition(later, was["indicator"]):
        yield "definition"
    if earlier.content["snapshot"] != later.content["snapshot"]:
        yield "data"
    elif earlier.content["packs"] != later.content["packs"]:
        yield "packs"


def _definition(release: Release, indicator: str) -> str:
    return next((each["version"] for each in release.content["definitions"] if each["id"] == indicator), "")
