"""What the screenings of metadata tell of the invented offices, held against what was planted there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from tests.screening.signals.labelled import office
from xingzhi.packs import load
from xingzhi.screening.signals.catalogue import screenings
from xingzhi.screening.signals.contract import Signal, SignalInputs

CHOSEN, OTHER = 7, 8  # the settings were chosen on the first office
NAMES = ("filing_bursts", "dispersed_filings", "early_transfers", "beyond_capacity")
known = cache(office)


def signals_of(name: str, seed: int, without: frozenset[str] = frozenset()) -> list[Signal]:
    """What a screening tells of an office, with registers left out."""
    tables = {register: table for register, table in known(seed)[0].items() if register not in without}
    return screenings()[name].run(SignalInputs(tables, load().screening(name), load()))


@cache
def measured(name: str, seed: int) -> tuple[int, int, int, int, int]:
    """Groups told, of them right, of them of another screening's cases; cases planted, of them found.

    A group belongs to a case where half and more of its applications are of it; a case is found where half of it is told.
    """
    truth = known(seed)[1]
    groups: Mapping[str, set[str]] = defaultdict(set)
    for signal in signals_of(name, seed):
        groups[signal.group].add(signal.key)
    told = {key for keys in groups.values() for key in keys}
    right = [keys for keys in groups.values() if _of_one(keys, truth[name])]
    others = [case for screening, cases in truth.items() if screening != name for case in cases]
    elsewhere = sum(keys not in right and _of_one(keys, others) for keys in groups.values())
    found = sum(2 * len(case & told) >= len(case) for case in truth[name])
    return len(groups), len(right), elsewhere, len(truth[name]), found


def _of_one(keys: set[str], cases: list[set[str]]) -> bool:
    return any(2 * len(keys & case) >= len(keys) for case in cases)
