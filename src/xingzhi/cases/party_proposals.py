"""What the search of parties found becomes proposals, and an officer may leave one open."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow.parquet as pq
from django.db import transaction
from django.shortcuts import get_object_or_404

from xingzhi.cases.party_models import PartyProposal
from xingzhi.core.actions import Act, action
from xingzhi.core.jobs import JobRun, enqueue, job_kind
from xingzhi.core.log import follower
from xingzhi.core.models import LogEntry, User
from xingzhi.registers import bulk
from xingzhi.registers.models import Party, PatentParty
from xingzhi.registers.parties.decidable import apart_pairs, common_region
from xingzhi.registers.parties.models import MergedParty
from xingzhi.screening.models import Run

CHUNK = 1_000


@action("postpone_proposal", zh="主体核对待定", en="Leave a proposal on parties open")
def postpone(act: Act, proposal_id: int, note: str) -> PartyProposal:
    """Note that an officer looked at a proposal and left it open."""
    proposal: PartyProposal = get_object_or_404(PartyProposal.objects.visible_to(act.user).waiting(), pk=proposal_id)
    proposal.later, proposal.note = True, note.strip()[:500]
    proposal.save(update_fields=["later", "note"])
    act.on("party_proposal", proposal.pk, proposal.region, note=proposal.note)
    return proposal


@follower("party_proposals", verbs=("find_parties",))
def after_search(entry: LogEntry) -> None:
    """What a search found becomes proposals."""
    owner = User.objects.get(username=entry.actor)
    enqueue("collect_party_proposals", owner, entry.region, once=True, run=int(entry.target_id))


@job_kind("collect_party_proposals", zh="生成归并建议", en="Collect proposals on parties", lane="clues")
def collect_proposals(run: JobRun) -> dict[str, Any]:
    """Make proposals of a search's findings; those not found again stay, marked so."""
    search = Run.objects.get(pk=run.params["run"])
    findings = pq.read_table(search.path).to_pylist()
    totals = {"new": 0, "known": 0}
    for start in range(0, len(findings), CHUNK):
        with transaction.atomic():
            run.fence()
            for name, count in _collect(findings[start : start + CHUNK], search.pk).items():
                totals[name] += count
        run.progress(min(start + CHUNK, len(findings)), len(findings), "生成归并建议")
    with transaction.atomic():
        run.fence()
        totals["gone"] = PartyProposal.objects.filter(current=True).exclude(run=search.pk).update(current=False)
    return totals


def _collect(findings: Sequence[dict[str, Any]], run: int) -> dict[str, int]:
    named = {key for row in findings for key in (row["key_a"], row["key_b"], *row["rivals"])}
    ids = dict(bulk.find(Party, "key", named, ("key", "id")))
    found = {}
    apart = apart_pairs()
    for row in findings:
        pair = tuple(sorted((ids[row["key_a"]], ids[row["key_b"]])))
        if pair not in apart:
            found[pair] = row
    merged = set(MergedParty.objects.filter(party__in=ids.values()).values_list("party", flat=True))
    regions = _regions({party for pair in found for party in pair})
    known = {
        (each.one_id, each.other_id): each
        for each in PartyProposal.objects.filter(one__in={one for one, _ in found})
        if (each.one_id, each.other_id) in found
    }
    fresh = []
    for pair, row in found.items():
        if merged & set(pair):
            continue
        proposal = known.get(pair) or PartyProposal(one_id=pair[0], other_id=pair[1])
        proposal.region = common_region(regions[pair[0]] | regions[pair[1]])
        proposal.likely, proposal.bits, proposal.likelihood = row["verdict"], row["bits"], row["likelihood"]
        proposal.reasons = json.loads(row["reasons"])
        proposal.rivals = [ids[key] for key in row["rivals"]]
        proposal.run, proposal.current = run, True
        if pair not in known:
            fresh.append(proposal)
    PartyProposal.objects.bulk_create(fresh)
    fields = ["region", "likely", "bits", "likelihood", "reasons", "rivals", "run", "current"]
    PartyProposal.objects.bulk_update(known.values(), fields)
    return {"new": len(fresh), "known": len(known)}


def _regions(parties: Iterable[int]) -> dict[int, set[str]]:
    """Where parties and all patents that name them lie."""
    ids = list(parties)
    found: defaultdict[int, set[str]] = defaultdict(set)
    for party, region in bulk.find(Party, "id", ids, ("id", "region")):
        found[party].add(region)
    links = PatentParty.objects.filter(party__in=ids).values_list("party", "patent__region").distinct()
    for party, region in links:
        found[party].add(region)
    return found
