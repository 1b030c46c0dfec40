"""Precision and recall of the signals on invented offices whose truth is known; they may rise and not fall.

The settings of the packs were chosen on the first office. The second was made by the same hand with another seed; no
setting was chosen by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import pytest

from tests.screening.signals.labelled import office
from xingzhi.packs import load
from xingzhi.screening.signals.catalogue import screenings
from xingzhi.screening.signals.contract import Signal, SignalInputs

CHOSEN, OTHER = 7, 8
# Groups told, of them right, of them of another screening's cases; cases planted, of them found.
FROZEN = {
    ("filing_bursts", CHOSEN): (60, 58, 1, 22, 18),
    ("filing_bursts", OTHER): (64, 63, 1, 22, 19),
    ("dispersed_filings", CHOSEN): (9, 9, 0, 10, 9),
    ("dispersed_filings", OTHER): (9, 9, 0, 10, 9),
    ("early_transfers", CHOSEN): (14, 14, 0, 14, 14),
    ("early_transfers", OTHER): (15, 14, 0, 14, 14),
    ("beyond_capacity", CHOSEN): (10, 10, 0, 12, 10),
    ("beyond_capacity", OTHER): (10, 10, 0, 12, 10),
}
known = cache(office)


def signals_of(name: str, seed: int, without: frozenset[str] = frozenset()) -> list[Signal]:
    """What a screening tells of an office, with registers left out."""
    tables = {register: table for register, table in known(seed)[0].items() if register not in without}
    return screenings()[name].run(SignalInputs(tables, load().screening(name), load()))


@cache
def measured(name: str, seed: int) -> tuple[int, int, int, int, int]:
    """The five counts of `FROZEN`.

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


@pytest.mark.parametrize(("name", "seed"), FROZEN)
def test_precision_and_recall_do_not_fall(name, seed):
    told, right, elsewhere, planted, found = measured(name, seed)
    was_told, was_right, was_elsewhere, was_planted, was_found = FROZEN[name, seed]
    assert planted == was_planted
    assert found >= was_found
    assert told - right - elsewhere <= was_told - was_right - was_elsewhere
    assert right / (told - elsewhere) >= was_right / (was_told - was_elsewhere)


def test_colleges_seasons_and_growth_are_no_bursts():
    applicants = {signal.facts["name"] for signal in signals_of("filing_bursts", CHOSEN)}
    assert not any(name.endswith(("大学", "学院")) for name in applicants)


def test_a_link_by_one_inventor_and_an_attorney_is_not_enough():
    told = {signal.key for signal in signals_of("dispersed_filings", CHOSEN)}
    *_, weak = known(CHOSEN)[1]["dispersed_filings"]
    assert not told & weak


def test_without_declared_staff_the_others_are_told_as_before_and_say_what_is_missing():
    with_staff, without = (
        signals_of("beyond_capacity", CHOSEN, left_out) for left_out in (frozenset(), frozenset({"annual_reports"}))
    )
    unknown = {signal.key for signal in with_staff if "insured_staff" in signal.missing}
    assert {signal.key for signal in without} >= unknown
    assert all({"insured_staff", "registered_capital"} <= set(signal.missing) for signal in without)


@pytest.mark.parametrize("name", sorted({name for name, _ in FROZEN}))
def test_the_explanation_names_facts_that_are_given(name):
    settings = load().screening(name)
    for signal in signals_of(name, CHOSEN)[:3]:
        for language in ("zh", "en"):
            settings.signal.explanation(language).format(**signal.facts)  # KeyError where one is not given


@pytest.mark.parametrize("name", sorted({name for name, _ in FROZEN}))
def test_the_order_of_the_rows_makes_no_difference(name):
    tables = {register: table.take(list(reversed(range(len(table))))) for register, table in known(CHOSEN)[0].items()}
    again = screenings()[name].run(SignalInputs(tables, load().screening(name), load()))
    as_told = lambda signals: sorted((signal.key, signal.group, signal.score) for signal in signals)  # noqa: E731
    assert as_told(again) == as_told(signals_of(name, CHOSEN))
