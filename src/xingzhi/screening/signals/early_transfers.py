"""Applications and patents passed on soon after filing or grant, in chains and with changed inventors (limb 3-7).

A single early transfer is common and says nothing; what is told is an early one together with more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from xingzhi.packs import Screening
from xingzhi.screening.signals.changes import Transfer, read_inventor_changes, read_transfers
from xingzhi.screening.signals.contract import MOST_PARTNERS, Signal, SignalInputs, SignalScreening, declare
from xingzhi.screening.signals.filings import Filing, day_of, read_filings

NAME = "early_transfers"
NEEDED = ("transfers", "legal_events")


@dataclass(frozen=True)
class Around:
    """What else passed hands near a transfer."""

    given: tuple[str, ...]  # applications the same giver passed on, in order
    taken: tuple[str, ...]  # applications the same taker took
    takers: int  # different ones the giver gave to
    givers: int  # different ones the taker took from
    individuals: float  # share of people among those the giver gave to


class Chains:
    """All transfers by who gave and who took, asked for what lies near one."""

    def __init__(self, transfers: Sequence[Transfer], inputs: SignalInputs) -> None:
        self._days = inputs.settings.integer("chain_days")
        self._kinds = inputs.packs.applicant_kinds
        self._given: dict[tuple[str, ...], list[Transfer]] = defaultdict(list)
        self._taken: dict[tuple[str, ...], list[Transfer]] = defaultdict(list)
        for transfer in transfers:
            self._given[transfer.givers].append(transfer)
            self._taken[transfer.takers].append(transfer)
        self._known: dict[tuple[Any, ...], Around] = {}

    def around(self, transfer: Transfer) -> Around:
        """What passed hands within the pack's days of it; many of one day and one pair are looked at once."""
        same = (transfer.givers, transfer.takers, transfer.day)
        if same not in self._known:
            given = self._near(self._given[transfer.givers], transfer.day) if transfer.givers else []
            taken = self._near(self._taken[transfer.takers], transfer.day)
            people = [self._kinds.classify(name)[0] == "individual" for each in given for name in each.taker_names]
            self._known[same] = Around(
                tuple(sorted({each.key for each in given})),
                tuple(sorted({each.key for each in taken})),
                len({each.takers for each in given}),
                len({each.givers for each in taken if each.givers}),
                fmean(people) if people else 0.0,
            )
        return self._known[same]

    def _near(self, listed: list[Transfer], day: int) -> list[Transfer]:
        first = bisect_left(listed, day - self._days, key=lambda each: each.day)
        return listed[first : bisect_right(listed, day + self._days, key=lambda each: each.day)]


def find_early_transfers(inputs: SignalInputs) -> list[Signal]:
    """A signal for each application whose early transfer reaches the pack's score; the group is the chain's hub."""
    filings, missing = read_filings(inputs)
    known = {filing.key: filing for filing in filings}
    transfers = read_transfers(inputs)
    changes = read_inventor_changes(inputs)
    lacking = tuple(name for name in NEEDED if name not in inputs.tables)
    lacking += () if changes else ("inventor_changes",)
    lacking += ("grant_date",) if "grant_date" in missing else ()
    chains = Chains(transfers, inputs)
    signals: dict[str, Signal] = {}
    for transfer in transfers:
        filing = known.get(transfer.key)
        if filing is None or not filing.day:
            continue
        around = chains.around(transfer)
        held = _circumstances(transfer, filing, around, changes.get(transfer.key, ()), inputs.settings)
        signal = _told(transfer, filing, around, held, inputs.settings, lacking)
        if signal and signal.score > (signals[signal.key].score if signal.key in signals else 0.0):
            signals[signal.key] = signal
    return list(signals.values())


def _circumstances(
    transfer: Transfer, filing: Filing, around: Around, changes: Sequence[int], settings: Screening
) -> tuple[str, ...]:
    """The pack's circumstances that hold of a transfer; those of time first."""
    since_grant = transfer.day - filing.granted if filing.granted else -1
    many = around.takers >= settings.integer("many_takers")
    held = {
        "early_filing": 0 <= transfer.day - filing.day <= settings["days_after_filing"],
        "early_grant": 0 <= since_grant <= settings["days_after_grant"],
        "many_takers": many,
        "many_givers": around.givers >= settings.integer("many_givers"),
        "to_individuals": many and around.individuals >= settings["individuals_share"],
        "inventors_changed": any(abs(day - transfer.day) <= settings["change_days"] for day in changes),
    }
    return tuple(name for name, holds in held.items() if holds)


def _told(
    transfer: Transfer,
    filing: Filing,
    around: Around,
    held: tuple[str, ...],
    settings: Screening,
    lacking: tuple[str, ...],
) -> Signal | None:
    score = min(1.0, sum(float(settings[f"weight_{name}"]) for name in held))
    early = "early_filing" in held or "early_grant" in held
    if not early or score < settings["threshold"]:
        return None
    facts: dict[str, Any] = {
        "transferor": "、".join(transfer.giver_names) or None,
        "transferee": "、".join(transfer.taker_names),
        "day": day_of(transfer.day),
        "days_after_filing": transfer.day - filing.day,
        "days_after_grant": transfer.day - filing.granted if filing.granted else None,
        "chain_days": settings.integer("chain_days"),
        "takers": around.takers,
        "given": len(around.given),
        "givers": around.givers,
        "inventors_changed": "inventors_changed" in held,
        "circumstances": list(held),
    }
    by_taker = "many_givers" in held and "many_takers" not in held
    chain, hub = (around.taken, transfer.takers) if by_taker else (around.given, transfer.givers)
    group = f"{'taker' if by_taker else 'giver'}:{'、'.join(hub) or transfer.key}"
    partners = tuple(key for key in chain[: MOST_PARTNERS + 1] if key != transfer.key)
    return Signal(transfer.key, score, group, partners, facts, lacking)


declare(
    SignalScreening(
        NAME,
        ("patents", "transfers", "legal_events"),
        find_early_transfers,
        {"patents": ("key", "title", "applicants", "filing_date", "grant_date")},
    )
)
