"""Claims piled up with fixed sizes are found; long honest ones, compositions and unknown ones are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.abnormal_texts.office import inputs, outcome
from bench.abnormal_texts.planted import narrow_claims
from xingzhi.screening.narrow_claims.measures import Claim, measure
from xingzhi.screening.narrow_claims.run import SCREENING
from xingzhi.text.normalise import fold

NAME = "narrow_claims"


@pytest.mark.parametrize(("seed", "precision", "recall"), [(14, 0.99, 0.93), (101, 0.96, 0.99), (102, 0.99, 0.9)])
def test_precision_and_recall_on_planted_claims(seed, precision, recall):
    cases = narrow_claims(seed=seed)
    got = outcome(cases, SCREENING.run(inputs(cases, NAME)))
    assert got.precision >= precision
    assert got.recall >= recall
    assert (
        got.found["-compositions with ranges"][0] == got.found["-short claims with sizes"][0] == got.found[""][0] == 0
    )


def test_what_is_outstanding_is_told_beside_what_is_usual():
    signal = SCREENING.run(inputs(narrow_claims(), NAME))[0]
    assert signal.facts["length"] > 2 * signal.facts["usual_length"]
    assert signal.facts["narrow"] > signal.facts["usual_narrow"]
    assert signal.facts["claims_compared"] >= 50
    assert signal.facts["patent_type"] in ("utility_model", "invention")
    assert signal.facts["ipc_section"] == "B"
    assert signal.missing == ()


def test_an_application_without_a_first_claim_is_unknown_and_never_found():
    cases = narrow_claims()
    keys = {signal.key for signal in SCREENING.run(inputs(cases, NAME))}
    unknown = [replace(case, first_claim=None) if case.key in keys else case for case in cases]
    assert not keys & {signal.key for signal in SCREENING.run(inputs(unknown, NAME))}
    assert SCREENING.run(inputs(cases, NAME, without=("first_claim",))) == []


def test_too_few_claims_are_compared_with_nothing():
    assert SCREENING.run(inputs(narrow_claims(background=0)[:40], NAME)) == []


def test_where_type_and_class_are_not_known_all_claims_are_compared_and_it_is_told():
    signals = SCREENING.run(inputs(narrow_claims(), NAME, without=("patent_type", "ipc_main")))
    assert signals
    assert all(set(signal.missing) == {"patent_type", "ipc_main"} for signal in signals)


@pytest.mark.parametrize(
    ("claim", "made_of"),
    [
        ("1. 一种泵，包括泵体（1）和阀(2a)；所述阀的直径为10.2-10.4mm。", Claim(30, 3, 1, 1)),
        ("一种药，由黄芪10～20份、当归8%组成", Claim(20, 2, 2, 1)),
        ("钳柄1与钳颈2相连", Claim(9, 1, 0, 0)),
    ],
)
def test_parameters_and_narrow_ones_are_counted(claim, made_of):
    assert measure(fold(claim), 0.1) == made_of
