"""Which party a party counts as, now and at any earlier revision: officers' merges followed to their end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from xingzhi.core.models import Counter
from xingzhi.registers import bulk
from xingzhi.registers.models import Party, PartyName, PatentParty
from xingzhi.registers.parties.models import MergedParty, PartyDecision

LOCK = "party_decisions"
Pointers = dict[int, int]  # party -> the party it was merged into


def roots(parties: Iterable[int]) -> dict[int, int]:
    """The party each of these counts as today."""
    wanted = set(parties)
    found: dict[int, int] = dict(bulk.find(MergedParty, "party", wanted, ("party", "root"))) if wanted else {}
    return {party: found.get(party, party) for party in wanted}


def standing(parties: QuerySet[Any]) -> QuerySet[Any]:
    """Parties without those that count as another."""
    return parties.filter(~Exists(MergedParty.objects.filter(party=OuterRef("pk"))))


def lock() -> int:
    """Keep officers' decisions and the linking of names apart until the transaction ends; how often it was changed."""
    Counter.objects.get_or_create(name=LOCK)
    return Counter.objects.select_for_update().get(name=LOCK).value


def carry_out(homes: Sequence[Sequence[int]], pointers: Sequence[Sequence[Any]]) -> None:
    """Move spellings and point parties as a decision says, in the caller's transaction.

    Spellings and patents are then those of the party that counts.
    """
    lock()
    Counter.next(LOCK)
    for party, _, into in pointers:
        MergedParty.objects.filter(party=party).delete()
        if into is not None:
            MergedParty(party_id=party, into_id=into, root_id=into).save(force_insert=True)
    for spelling, _, home in homes:
        PartyName.objects.filter(pk=spelling).update(home=home)
    moved = _point_again() | {party for party, *_ in pointers if party} | {home for *_, home in homes}
    for party, root in roots(moved).items():
        PartyName.objects.filter(home=party).update(party=root)
        PatentParty.objects.filter(spelling__home=party).update(party=root)


def _point_again() -> set[int]:
    """Find the ends of all ways of merges anew; the parties whose end is another now."""
    merged = list(MergedParty.objects.all())
    pointers = {each.party_id: each.into_id for each in merged}
    moved = [each for each in merged if each.root_id != end_of(each.party_id, pointers)]
    for each in moved:
        each.root_id = end_of(each.party_id, pointers)
    MergedParty.objects.bulk_update(moved, ["root"])
    return {each.party_id for each in moved}


def end_of(party: int, pointers: Mapping[int, int]) -> int:
    """The last party on the way of merges from a party."""
    while party in pointers:
        party = pointers[party]
    return party


@dataclass(frozen=True)
class Identities:
    """Who was who at a revision, as far as it is not so today.

    `spellings` gives the party keys of those spellings that count as another party today (spelling id -> key), `merged`
    of every party merged then the key of the one it counted as.
    """

    spellings: dict[int, str]
    merged: dict[str, str]


def identities(revision: int) -> Identities:
    """Turn the decisions later than a revision back, in memory."""
    later = list(
        PartyDecision.objects.filter(revision__gt=revision).order_by("-revision").values_list("homes", "pointers")
    )
    pointers: Pointers = dict(MergedParty.objects.values_list("party", "into"))
    touched = {party for moves, _ in later for _, *ends in moves for party in ends}
    touched |= {party for _, moved in later for change in moved for party in change if party}
    now = {end_of(party, pointers) for party in touched}
    homes = dict(bulk.find(PartyName, "party", now, ("id", "home"))) if now else {}
    for moves, moved in later:
        for spelling, before, _ in moves:
            homes[spelling] = before
        for party, before, _ in moved:
            if before is None:
                pointers.pop(party, None)
            else:
                pointers[party] = before
    ends = {spelling: end_of(home, pointers) for spelling, home in homes.items()}
    merged = {party: end_of(party, pointers) for party in pointers}
    keys = dict(bulk.find(Party, "id", {*ends.values(), *merged, *merged.values()}, ("id", "key")))
    return Identities(
        {spelling: keys[party] for spelling, party in ends.items()},
        {keys[party]: keys[root] for party, root in merged.items()},
    )
