"""The kinds of pairs: each told by its facts, none told by what is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from xingzhi.packs import load
from xingzhi.screening.similar_applications.facts import fact
from xingzhi.screening.similar_applications.kinds import Facts, kinds_of, labelled

DAY = date(2024, 6, 3)
A = Facts("202410000001.1", "甲装置", "invention", frozenset({"org:甲"}), DAY)
B = replace(A, key="202410000002.2")
TWIN = "same_day_invention_and_utility_model"


@pytest.fixture(scope="module")
def screening():
    return load().screening("similar_applications")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ("same_day_series",)),
        ({"patent_type": "utility_model"}, (TWIN,)),
        ({"patent_type": "utility_model", "parties": frozenset({"org:甲", "org:乙"})}, ("same_day_series",)),
        ({"filing_date": DAY + timedelta(1)}, ("same_applicant",)),
        ({"filing_date": None}, ("same_applicant",)),
        ({"parties": frozenset({"org:乙"})}, ("several_applicants",)),
        ({"parties": frozenset({"org:乙"}), "filing_date": DAY + timedelta(90)}, ("several_applicants",)),
        ({"parties": frozenset({"org:乙"}), "filing_date": DAY + timedelta(91)}, ("different_applicants",)),
        ({"parties": frozenset({"org:乙"}), "filing_date": None}, ("different_applicants",)),
        ({"parties": frozenset()}, ("other",)),
        ({"parent": A.key}, ("divisional",)),
        ({"later_number": True}, ("divisional_by_number",)),
        ({"later_number": True, "parent": A.key}, ("divisional", "divisional_by_number")),
        ({"later_number": True, "filing_date": DAY - timedelta(9)}, ("same_applicant",)),
        ({"later_number": True, "parties": frozenset({"org:乙"})}, ("several_applicants",)),
        ({"filing_date": DAY + timedelta(200), "priorities": frozenset({A.key})}, ("priority_pair",)),
        ({"filing_date": DAY + timedelta(200), "priorities": frozenset({"201910000009.9"})}, ("same_applicant",)),
    ],
)
def test_a_pair_is_of_the_kinds_its_facts_say(screening, changed, expected):
    other = replace(B, **changed)
    assert kinds_of(A, other, screening) == expected
    assert kinds_of(other, A, screening) == expected, "whichever comes first"


@pytest.mark.parametrize(
    ("status", "ended", "expected"),
    [
        ("withdrawn", DAY + timedelta(100), ("resubmission",)),
        ("refused", DAY + timedelta(100), ("resubmission",)),
        ("lapsed", DAY + timedelta(290), ("resubmission",)),  # announced soon after the later filing
        ("lapsed", DAY + timedelta(900), ("same_applicant",)),
        ("withdrawn", None, ("resubmission",)),
        ("in_force", DAY + timedelta(100), ("same_applicant",)),
        ("", None, ("same_applicant",)),
    ],
)
def test_filed_again_after_the_earlier_one_ended(screening, status, ended, expected):
    earlier = replace(A, status=status, ended_on=ended)
    later = replace(B, filing_date=DAY + timedelta(200))
    assert kinds_of(earlier, later, screening) == expected


def test_the_end_of_the_later_one_makes_no_resubmission(screening):
    later = replace(B, filing_date=DAY + timedelta(9), status="withdrawn")
    assert kinds_of(A, later, screening) == ("same_applicant",)


def test_a_claimed_priority_explains_that_the_first_was_withdrawn(screening):
    later = replace(B, filing_date=DAY + timedelta(200), priorities=frozenset({A.key}))
    assert kinds_of(replace(A, status="withdrawn"), later, screening) == ("priority_pair",)


def test_a_pair_may_be_of_several_kinds(screening):
    other = replace(B, parties=frozenset({"org:乙"}), filing_date=DAY + timedelta(30), columns={"inventors": "丙"})
    earlier = replace(A, columns={"inventors": "丙"}, published_on=DAY + timedelta(20))
    assert kinds_of(earlier, other, screening) == ("several_applicants", "same_inventors", "after_publication")


def test_an_invention_has_one_twin_the_most_alike_or_the_one_of_its_title(screening):
    first, second = (replace(A, key=f"20241000000{n}.0", title=f"装置{n}") for n in (1, 2))
    one, two = (replace(A, key=f"20242000000{n}.0", title=f"装置{n}", patent_type="utility_model") for n in (1, 2))
    facts = {each.key: each for each in (first, second, one, two)}
    pairs = [(a.key, b.key, score) for a, b, score in (
        (first, two, 0.8), (first, one, 0.9), (second, one, 0.9), (second, two, 0.9),
    )]  # fmt: skip
    assert labelled(pairs, facts, screening) == [("same_day_series",), (TWIN,), ("same_day_series",), (TWIN,)]
    assert labelled(pairs[::-1], facts, screening) == [(TWIN,), ("same_day_series",), (TWIN,), ("same_day_series",)]


# --- What a row of the register says ---


def row(**cells):
    blank = dict.fromkeys(("title", "patent_type", "applicants", "legal_status", "priority", "parent_application_no",
                           "inventors"), "")  # fmt: skip
    return blank | {"key": "202010000001.6", "filing_date": date(2020, 3, 4)} | cells


def test_names_spelled_in_two_ways_are_one_party():
    ours = fact(row(applicants="示例甲科技有限公司; 王某"), load())
    theirs = fact(row(applicants="王某; 示例甲科技有限责任公司"), load())
    assert ours.parties == theirs.parties
    assert fact(row(applicants=""), load()).parties == frozenset()


def test_linked_parties_stand_above_names():
    assert fact(row(applicants="甲"), load(), frozenset({"party-7"})).parties == {"party-7"}


@pytest.mark.parametrize(
    ("key", "filed", "later"),
    [
        ("202210000001.6", date(2020, 3, 4), True),
        ("202010000001.6", date(2020, 3, 4), False),
        ("202280000001.6", date(2020, 3, 4), False),  # an international application gets its number on entry
        ("202210000001.6", None, False),
    ],
)
def test_a_number_of_a_later_year_than_its_filing_date_is_told(key, filed, later):
    assert fact(row(key=key, filing_date=filed), load()).later_number is later


# --- The pack ---


def test_labels_never_say_more_than_that_something_is_to_be_looked_at(screening):
    for kind in screening.kinds:
        for text in (kind.label("zh"), kind.explanation("zh")):
            assert not any(word in text for word in ("非正常", "违法", "违规", "造假", "恶意申请", "认定为")), text
        assert not kind.lawful or not kind.limbs, "what the law allows comes under no limb"
        assert all(limb.since and limb.law for limb in kind.limbs)


def test_every_kind_has_its_place_and_the_last_resort_holds_of_anything(screening):
    assert list(screening.order) == [kind.code for kind in screening.kinds]
    blank = Facts("1"), Facts("2")
    assert kinds_of(*blank, screening) == ("other",)
