"""The planted pairs are all the near pairs there are."""

from itertools import combinations

import pytest

from xingzhi.sample.similarity import grams, jaccard, pairs_at


def abstracts(office):
    return {row["number"]: row["abstract"] for row in office.published()}


def planted(office):
    return {frozenset((pair["left"], pair["right"])): pair for pair in office.key["similar"]["near"]}


def test_the_key_holds_every_near_pair_and_no_other(office):
    texts = abstracts(office)
    numbers = list(texts)
    found = {
        frozenset((numbers[left], numbers[right])): likeness
        for left, right, likeness in pairs_at(list(texts.values()), 0.5)
    }
    assert set(found) == set(planted(office))
    for pair, likeness in found.items():
        assert likeness == pytest.approx(planted(office)[pair]["similarity"], abs=1e-6)


def test_counting_shared_grams_agrees_with_brute_force(small):
    texts = abstracts(small)
    sets = {number: grams(text) for number, text in texts.items()}
    found = {
        frozenset((left, right))
        for left, right in combinations(sets, 2)
        if 2 * len(sets[left] & sets[right]) >= len(sets[left] | sets[right])
    }
    assert found == set(planted(small))


def test_kinds_and_spread(office):
    key = office.key["similar"]
    assert key["counts"] == {
        "copied": 20, "serial": 20, "cross_applicant": 20, "lawful_same_day": 12, "hard_negative": 40
    }  # fmt: skip
    near = [pair["similarity"] for pair in key["near"]]
    assert min(near) >= 0.5
    assert sum(likeness == 1.0 for likeness in near) >= 3
    for low in (0.5, 0.6, 0.7, 0.8, 0.9):
        assert sum(low <= likeness < low + 0.1 for likeness in near) >= 5
    assert all(0.3 <= pair["similarity"] < 0.5 for pair in key["hard_negatives"]["pairs"])


def test_lawful_pairs_are_one_applicant_one_day_two_types(office):
    lawful = [pair for pair in office.key["similar"]["near"] if pair["lawful"]]
    assert all(pair["filed"][0] == pair["filed"][1] for pair in lawful)
    assert all(pair["types"] == ["invention", "utility_model"] for pair in lawful)
    assert sum(pair["applicants"][0] != pair["applicants"][1] for pair in lawful) == 2
    unlawful = [pair for pair in office.key["similar"]["near"] if not pair["lawful"]]
    assert any(pair["filed"][0] == pair["filed"][1] and len(set(pair["types"])) == 2 for pair in unlawful)


def test_unrelated_texts_are_unlike(office):
    texts = list(abstracts(office).values())
    loose = sum(1 for _ in pairs_at(texts, 0.3))
    assert loose / (len(texts) * (len(texts) - 1) / 2) < 0.001


def test_lengths(office):
    length = office.key["patents"]["abstract_length"]
    assert 250 <= length["mean"] <= 335
    assert length["least"] >= 120
    assert length["most"] <= 450


def test_short_and_empty_texts():
    assert jaccard("", "") == 0
    assert jaccard("ＡＢ c", "abC") == 1
    assert list(pairs_at(["", "", "稻米", "稻米", "稻谷"], 0.5)) == [(2, 3, 1.0)]
