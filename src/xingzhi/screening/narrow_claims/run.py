"""Narrow claims: first claims far longer than others of their kind and piled up with narrow parameters.

Limb 3-4 of order 77 names scope needlessly narrowed. A long claim alone is no sign of it: a careful description is long,
and a composition has ranges by nature. So a claim is compared with those of its patent type and IPC section, and both its
size and its narrow parameters must stand out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, median

from xingzhi.packs import Screening
from xingzhi.screening.narrow_claims.measures import Claim, measure
from xingzhi.screening.signals.contract import Signal, SignalInputs, SignalScreening, declare
from xingzhi.screening.signals.filings import rounded
from xingzhi.screening.texts.applications import Applications, lacking, read_applications

NAME = "narrow_claims"
Kind = tuple[str, str]  # patent type and IPC section, "" where not known
COLUMNS = ("key", "title", "first_claim", "applicants", "filing_date", "patent_type", "ipc_main")


@dataclass(frozen=True)
class Group:
    """Claims of a kind, by each measure in order."""

    kind: Kind
    lengths: Sequence[int]
    features: Sequence[int]
    narrow: Sequence[int]

    @cached_property
    def usual(self) -> tuple[float, float, float]:
        """The medians."""
        return median(self.lengths), median(self.features), median(self.narrow)

    def ranks(self, claim: Claim) -> tuple[float, float, float]:
        """The share of the group below the claim's length, features and narrow parameters."""
        pairs = ((self.lengths, claim.length), (self.features, claim.features), (self.narrow, claim.narrow))
        length, features, narrow = (bisect_left(values, value) / len(values) for values, value in pairs)
        return length, features, narrow


def run(inputs: SignalInputs) -> list[Signal]:
    """A signal for each first claim that stands out in size and in narrow parameters among those of its kind.

    An application without a first claim is not known and gives none, as do claims without enough others to compare.
    """
    settings = inputs.settings
    applications = read_applications(inputs, "first_claim")
    chosen = [at for at, text in enumerate(applications.folded) if text]
    claims = {at: measure(applications.folded[at], float(settings["narrow_width"])) for at in chosen}
    kinds = {at: _kind(applications, at) for at in chosen}
    groups = _groups(claims, kinds, settings)
    signals = []
    for at in chosen:
        group = next((groups[kind] for kind in _wider(kinds[at]) if kind in groups), None)
        if group is not None and (signal := _signal(applications, at, claims[at], group, settings)):
            signals.append(signal)
    return signals


def _kind(applications: Applications, at: int) -> Kind:
    return applications.types[at], next(iter(applications.filings[at].subclasses), "")[:1]


def _wider(kind: Kind) -> tuple[Kind, Kind, Kind]:
    """The kind itself, its type in all sections, all claims."""
    return kind, (kind[0], ""), ("", "")


def _groups(claims: Mapping[int, Claim], kinds: Mapping[int, Kind], settings: Screening) -> dict[Kind, Group]:
    """The kinds with enough claims to compare with."""
    members: dict[Kind, list[Claim]] = defaultdict(list)
    for at, claim in claims.items():
        for kind in dict.fromkeys(_wider(kinds[at])):
            members[kind].append(claim)
    return {
        kind: Group(
            kind,
            sorted(claim.length for claim in held),
            sorted(claim.features for claim in held),
            sorted(claim.narrow for claim in held),
        )
        for kind, held in members.items()
        if len(held) >= settings.integer("least_group")
    }


def _signal(applications: Applications, at: int, claim: Claim, group: Group, settings: Screening) -> Signal | None:
    length, features, narrow = group.ranks(claim)
    usual_length, usual_features, usual_narrow = group.usual
    if (
        fmean((length, features)) < float(settings["size_rank"])
        or claim.length < float(settings["times_usual"]) * usual_length
        or claim.narrow < settings.integer("least_narrow")
        or narrow < float(settings["narrow_rank"])
    ):
        return None
    filing = applications.filings[at]
    facts = {
        "length": claim.length,
        "usual_length": usual_length,
        "features": claim.features,
        "usual_features": usual_features,
        "parameters": claim.parameters,
        "narrow": claim.narrow,
        "usual_narrow": usual_narrow,
        "patent_type": group.kind[0] or None,
        "ipc_section": group.kind[1] or None,
        "claims_compared": len(group.lengths),
        "length_rank": rounded(length),
        "features_rank": rounded(features),
        "narrow_rank": rounded(narrow),
    }
    missing = lacking(applications, ("patent_type", "ipc_main", "first_claim"))
    return Signal(filing.key, fmean((length, features, narrow)), filing.key, (), facts, missing)


SCREENING = declare(SignalScreening(NAME, ("patents",), run, {"patents": COLUMNS}))
