"""How well parties are told apart, on labelled pairs: the figures of docs/develop/accuracy.md are frozen here."""

from __future__ import annotations

import pytest

from tests.screening.same_party.labelled import pairs, rates, verdicts
from xingzhi.screening.same_party.compared import Verdict

# Precision and recall may rise and not fall.
PROPOSED = (1.0, 0.966)
SAME = (1.0, 0.571)


@pytest.fixture(scope="module")
def found():
    return verdicts()


def test_there_are_several_hundred_pairs_of_many_kinds():
    labelled = list(pairs())
    assert len(labelled) > 300
    assert len({pair.kind for pair in labelled}) > 20


def test_precision_and_recall_of_what_is_proposed(found):
    precision, recall = rates([(pair.same, verdict is not Verdict.APART) for pair, verdict, _ in found])
    assert precision >= PROPOSED[0], [p for p, v, _ in found if v is not Verdict.APART and not p.same]
    assert recall >= PROPOSED[1], [p for p, v, _ in found if v is Verdict.APART and p.same]


def test_precision_and_recall_of_what_may_be_merged_in_one_go(found):
    precision, recall = rates([(pair.same, verdict is Verdict.SAME) for pair, verdict, _ in found])
    assert precision >= SAME[0], [p for p, v, _ in found if v is Verdict.SAME and not p.same]
    assert recall >= SAME[1]


def test_in_whatever_order_two_are_compared_they_come_out_alike():
    from tests.screening.same_party.labelled import OFFICE
    from xingzhi.packs import load
    from xingzhi.screening.same_party.compare import Comparer
    from xingzhi.screening.same_party.parts import NameReader

    comparer = Comparer(NameReader(load(), OFFICE))
    for pair in pairs():
        assert comparer.compare(pair.one, pair.other) == comparer.compare(pair.other, pair.one), pair
