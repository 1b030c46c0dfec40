"""Searching many parties finds the pairs that comparing each with each finds, and says what its caps left out."""

from __future__ import annotations

from itertools import combinations

import pytest

from bench.parties.corpus import directory
from tests.screening.same_party.labelled import OFFICE, pairs
from xingzhi.packs import load
from xingzhi.screening.same_party.compare import Comparer
from xingzhi.screening.same_party.compared import Party, Verdict
from xingzhi.screening.same_party.find import bearers, find_pairs
from xingzhi.screening.same_party.parts import NameReader


def everything(parties):
    """The pairs found by comparing each with each."""
    reader = NameReader(load(), OFFICE)
    comparer = Comparer(reader, bearers(parties, reader))
    return {
        (one, other)
        for one, other in combinations(range(len(parties)), 2)
        if comparer.compare(parties[one], parties[other]).verdict is not Verdict.APART
    }


def searched(parties):
    return {(pair.one, pair.other) for pair in find_pairs(parties, load(), OFFICE).pairs}


def test_the_blocks_lose_nothing_of_a_directory():
    parties = [Party(str(at), (row.name,), address=row.address) for at, row in enumerate(directory(250, seed=7))]
    assert searched(parties) == everything(parties)


def test_the_blocks_find_every_labelled_pair_the_comparison_finds():
    labelled = list(pairs())
    for start in range(0, len(labelled), 40):
        parties = [party for pair in labelled[start : start + 40] for party in (pair.one, pair.other)]
        asked = {(at, at + 1) for at in range(0, len(parties), 2)}
        assert searched(parties) & asked == everything(parties) & asked


def test_a_block_over_its_cap_is_counted_and_named():
    cap = load().party_matching.blocks["body"].cap
    alike = [Party(str(at), (f"绿源机械{'有限公司' * (at % 2)}",), credit_code=str(at)) for at in range(cap * 2 + 1)]
    found = find_pairs(alike, load(), OFFICE)
    [bare, *_] = [each for each in found.capped if each.block == "bare"]
    assert (bare.keys, bare.records, bare.largest) == (1, cap * 2 + 1, (("绿源机械", cap * 2 + 1),))


@pytest.mark.parametrize("size", [0, 1])
def test_nothing_to_compare(size):
    parties = [Party(str(at), ("绿源机械有限公司",)) for at in range(size)]
    found = find_pairs(parties, load(), OFFICE)
    assert (found.pairs, found.compared, found.capped) == ([], 0, [])
