"""Whether an officer may decide on parties, and the region the decision is of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404

from xingzhi.core.actions import Act
from xingzhi.registers.models import Party, PatentParty
from xingzhi.registers.parties import identity
from xingzhi.registers.parties.models import DecisionKind, MergedParty, PartyDecision


class Refused(ValueError):
    """A decision that cannot be taken; `code` says why.

    reason_missing, elsewhere (records of a region the officer does not serve: the league decides), merged (counts as
    another party already), same (one party with itself), kept_apart (an officer said they are two), nothing_chosen,
    nothing_left (a split must leave a spelling), later_first (a later decision rests on this one), done (undone
    already).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def regions_of(parties: Iterable[int]) -> set[str]:
    """The regions of parties and of all patents that name them."""
    ids = list(parties)
    owned = set(Party.objects.filter(id__in=ids).values_list("region", flat=True))
    return owned | set(PatentParty.objects.filter(party__in=ids).values_list("patent__region", flat=True).distinct())


def common_region(regions: Iterable[str]) -> str:
    """The smallest region that holds all of these."""
    paths = list(regions)
    longest = max(map(len, paths), default=0)
    return next((paths[0][:size] for size in range(longest, 0, -2) if len({path[:size] for path in paths}) == 1), "")


def apart_pairs() -> set[tuple[int, int]]:
    """The parties officers said are two, as ids of what they count as today, the smaller first."""
    pairs = PartyDecision.objects.filter(kind=DecisionKind.APART, undone_by=None).values_list("party", "other")
    ids = {party for pair in pairs for party in pair}
    counts_as = identity.roots(ids)
    return {(min(a, b), max(a, b)) for one, other in pairs for a, b in ((counts_as[one], counts_as[other]),)}


def party_of(act: Act, party_id: int) -> Any:
    """A party the officer sees that counts as itself; everything about parties waits until the action is done."""
    identity.lock()
    party = get_object_or_404(Party.objects.visible_to(act.user), pk=party_id)
    if MergedParty.objects.filter(party=party).exists():
        raise Refused("merged")
    return party


def allowed(act: Act, parties: Iterable[int], reason: str) -> str:
    """The region of a decision about parties; refused where some record lies outside the officer's."""
    if not reason.strip():
        raise Refused("reason_missing")
    regions = regions_of(parties)
    scope = act.user.region
    if scope is None or not all(region.startswith(scope) for region in regions):
        raise Refused("elsewhere")
    return common_region(regions)
