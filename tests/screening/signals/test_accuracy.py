"""Precision and recall of the signals on invented offices whose truth is known; they may rise and not fall.

The settings of the packs were chosen on the first office. The second was made by the same hand with another seed; no
setting was chosen by it.
"""

from __future__ import annotations

import pytest

from tests.screening.signals.judged import CHOSEN, OTHER, known, measured, signals_of
from xingzhi.packs import load
from xingzhi.screening.signals.catalogue import screenings
from xingzhi.screening.signals.contract import SignalInputs

# As `measured` counts: groups told, of them right, of them of another screening's cases; cases planted, of them found.
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
