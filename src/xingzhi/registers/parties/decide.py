"""What officers do with parties: merge two, split one, keep two apart, and turn each of these back.

A decision only moves spellings between parties and points parties at others; patents, figures and pages follow from
that. No row is deleted, so everything can be turned back, and every revision can be frozen again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import Counter
from xingzhi.core.office import office_path
from xingzhi.intake.models import Batch, BatchState
from xingzhi.packs import load
from xingzhi.registers import bulk, search
from xingzhi.registers.models import Party, PartyName, PatentParty
from xingzhi.registers.parties import identity
from xingzhi.registers.parties.book import PartyBook
from xingzhi.registers.parties.decidable import Refused, allowed, apart_pairs, common_region, party_of
from xingzhi.registers.parties.mentions import Mention, read_name
from xingzhi.registers.parties.models import DecisionKind, MergedParty, PartyDecision
from xingzhi.registers.parties.register import PARTIES
from xingzhi.registers.settle import Settler

BY_HAND = "manual_decision"


@action("merge_parties", zh="归并主体", en="Merge parties")
def merge_parties(act: Act, kept_id: int, other_id: int, reason: str) -> PartyDecision:
    """Make `other` count as `kept`: its spellings and patents follow; raise `Refused`."""
    kept, other = party_of(act, kept_id), party_of(act, other_id)
    if kept.pk == other.pk:
        raise Refused("same")
    region = allowed(act, (kept.pk, other.pk), reason)
    if (min(kept.pk, other.pk), max(kept.pk, other.pk)) in apart_pairs():
        raise Refused("kept_apart")
    decision = _decide(act, DecisionKind.MERGE, region, reason, kept, other=other, pointers=[[other.pk, None, kept.pk]])
    act.detail |= {"other": other.key}
    return decision


@action("split_party", zh="拆分主体", en="Split a party")
def split_party(act: Act, party_id: int, spellings: Sequence[int], reason: str) -> PartyDecision:
    """Take spellings (ids), with the patents that name them, out into a party of their own; raise `Refused`."""
    party = party_of(act, party_id)
    region = allowed(act, (party.pk,), reason)
    held = list(PartyName.objects.filter(party=party).order_by("id"))
    chosen = [name for name in held if name.pk in set(spellings)]
    if not chosen:
        raise Refused("nothing_chosen")
    if len(chosen) == len(held):
        raise Refused("nothing_left")
    revision = Counter.next("revision")
    new = _new_party(chosen, party, revision)
    moves = [[name.pk, name.home_id, new] for name in chosen]
    decision = _decide(
        act, DecisionKind.SPLIT, region, reason, party, other=Party(pk=new), homes=moves, revision=revision
    )
    act.detail |= {"spellings": [name.pk for name in chosen]}
    return decision


@action("keep_parties_apart", zh="确认不是同一主体", en="Keep parties apart")
def keep_apart(act: Act, one_id: int, other_id: int, reason: str) -> PartyDecision:
    """Remember that two parties are two: they are not proposed again, nor merged until this is undone."""
    one, other = party_of(act, one_id), party_of(act, other_id)
    if one.pk == other.pk:
        raise Refused("same")
    region = allowed(act, (one.pk, other.pk), reason)
    decision = _decide(act, DecisionKind.APART, region, reason, one, other=other)
    act.detail |= {"other": other.key}
    return decision


@action("undo_party_decision", zh="撤销主体决定", en="Undo a decision on parties")
def undo_decision(act: Act, decision_id: int, reason: str) -> PartyDecision:
    """Turn a decision back: everything is as if it had not been taken; raise `Refused`."""
    identity.lock()
    decision = get_object_or_404(PartyDecision.objects.visible_to(act.user), pk=decision_id)
    if not decision.stands:
        raise Refused("done")
    counts_as = identity.roots({decision.party_id, decision.other_id})
    region = allowed(act, (*counts_as.values(), decision.party_id, decision.other_id), reason)
    pointers = [[party, after, before] for party, before, after in decision.pointers]
    if decision.kind == DecisionKind.SPLIT:
        _split_stands_alone(decision)
        # What was split out stays as a row nobody meets: earlier snapshots hold it.
        pointers = [[decision.other_id, None, decision.party_id]]
    undoing = _decide(
        act,
        DecisionKind.UNDO,
        region,
        reason,
        decision.party,
        other=decision.other,
        homes=[[spelling, after, before] for spelling, before, after in decision.homes],
        pointers=pointers,
    )
    decision.undone_by = undoing
    decision.save(update_fields=["undone_by"])
    act.detail |= {"decision": decision.pk, "kind": decision.kind}
    return undoing


def _split_stands_alone(decision: PartyDecision) -> None:
    """Refuse to undo a split whose new party has gained or lost something since."""
    moved = {spelling for spelling, _, _ in decision.homes}
    at_home = set(PartyName.objects.filter(home=decision.other_id).values_list("id", flat=True))
    gone = PartyDecision.objects.filter(kind=DecisionKind.SPLIT, undone_by__isnull=False).values("other")
    merged = MergedParty.objects.filter(Q(party=decision.other_id) | Q(into=decision.other_id)).exclude(party__in=gone)
    if at_home != moved or merged.exists():
        raise Refused("later_first")


def _new_party(chosen: Sequence[PartyName], party: Any, revision: int) -> int:
    """A party for split-out spellings, where the first one says and their patents lie."""
    book = PartyBook(Settler(load(), office_path()), revision, BY_HAND)
    places = set(
        PatentParty.objects.filter(spelling__in=[name.pk for name in chosen]).values_list("patent__region", flat=True)
    )
    region = common_region(places) or party.region
    mention = Mention(chosen[0].shown, region)
    natural = read_name(mention.name, region, load().party_names)[1].key[:300]
    taken = set(Party.objects.filter(key__startswith=natural).values_list("key", flat=True))
    key = next(name for name in _numbered(natural) if name not in taken)
    row = book.row(key, mention) | {"party_key": key}
    [new] = bulk.insert(Party, [row])
    search.add(PARTIES, "head", [(new, search.analysed(PARTIES, "head", row))])
    return new


def _numbered(key: str) -> Iterable[str]:
    yield key
    number = 2
    while True:
        yield f"{key}#{number}"
        number += 1


def _decide(
    act: Act, kind: str, region: str, reason: str, party: Any, *, other: Any, revision: int = 0, **changes: Any
) -> PartyDecision:
    """Write the decision down and carry it out, as a batch of its own."""
    revision = revision or Counter.next("revision")
    decision = PartyDecision(
        region=region, kind=kind, party_id=party.pk, other_id=other.pk, reason=reason.strip()[:500],
        officer=act.user, revision=revision, **changes,
    )  # fmt: skip
    decision.save()
    identity.carry_out(decision.homes, decision.pointers)
    if decision.homes or decision.pointers:
        Batch.objects.create(
            register=PARTIES.name, source=BY_HAND, owner=act.user, region=region, by_hand=True,
            state=BatchState.APPLIED, rows_read=1, accepted=1, updated=1, revision=revision,
            applied_at=timezone.now(), packs=load().version, notes=[["reason", {"text": decision.reason}]],
        )  # fmt: skip
    act.on(PARTIES.name, party.pk, region, key=party.key, reason=decision.reason, revision=revision)
    return decision
