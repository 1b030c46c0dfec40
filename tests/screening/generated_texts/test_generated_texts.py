"""Batches that are filled forms are found, growing series and one firm's different products are not; never alone."""

from __future__ import annotations

import pytest

from bench.abnormal_texts.office import inputs, outcome
from bench.abnormal_texts.planted import generated_texts
from xingzhi.packs import load
from xingzhi.screening.generated_texts.measures import clauses, repetition, spread
from xingzhi.screening.generated_texts.run import SCREENING
from xingzhi.screening.signals.contract import to_table

NAME = "generated_texts"


@pytest.mark.parametrize(("seed", "precision", "recall"), [(13, 0.99, 0.92), (101, 0.99, 0.82), (102, 0.99, 0.78)])
def test_precision_and_recall_on_planted_batches(seed, precision, recall):
    cases = generated_texts(seed=seed)
    got = outcome(cases, SCREENING.run(inputs(cases, NAME)))
    assert got.precision >= precision
    assert got.recall >= recall
    assert all(found == 0 for label, (found, _) in got.found.items() if not label.startswith("+"))


def test_it_is_never_enough_alone_and_says_so():
    settings = load().screening(NAME)
    assert settings.signal.never_alone
    assert "不得单独" in settings.signal.label.zh
    assert "不得单独" in settings.disclaimer.text.zh


def test_each_measure_is_told():
    cases = generated_texts(seed=13, background=100)
    signal = SCREENING.run(inputs(cases, NAME))[0]
    assert {"skeleton", "compression", "rhythm", "repetition", "texts", "score"} <= signal.facts.keys()
    assert all(0 <= signal.facts[name] <= 1 for name in ("skeleton", "compression", "rhythm", "repetition"))
    assert len(signal.partners) + 1 == signal.facts["texts"]


def test_without_applicants_there_are_no_batches():
    assert SCREENING.run(inputs(generated_texts(seed=13, background=50), NAME, without=("applicants",))) == []


def test_without_dates_the_missing_date_is_told():
    signals = SCREENING.run(inputs(generated_texts(seed=13, background=50), NAME, without=("filed",)))
    assert signals
    assert all("filing_date" in signal.missing and signal.facts["first_filed"] is None for signal in signals)


def test_repetition_and_rhythm_are_counted_by_hand():
    assert repetition("甲乙丙丁甲乙丙丁", 4) == pytest.approx(1 / 5)
    assert clauses("一二三,四五。六") == [3, 2, 1]
    assert spread([2, 2, 2]) == 0
    assert spread([1, 3]) == pytest.approx(0.5)


def test_it_is_the_same_whenever_it_is_run():
    asked = inputs(generated_texts(seed=5, background=50), NAME)
    assert to_table(SCREENING.run(asked)).equals(to_table(SCREENING.run(asked)))
