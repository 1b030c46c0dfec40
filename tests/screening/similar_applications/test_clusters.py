"""Clusters of a run's pairs: their members, what heads them, and what they are made of."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from xingzhi.packs import load
from xingzhi.screening.similar_applications.clusters import clusters_of
from xingzhi.screening.similar_applications.kinds import Facts
from xingzhi.screening.similar_applications.run import FINDINGS

TWIN = "same_day_invention_and_utility_model"


def table(*pairs):
    rows = [
        {"key_a": a, "key_b": b, "score": score, "relation": kinds[0], "kinds": kinds, "group": group}
        for a, b, score, kinds, group in pairs
    ]
    return pa.Table.from_pylist(rows, schema=FINDINGS)


FACTS = {
    key: Facts(key, parties=frozenset(parties), filing_date=filed)
    for key, parties, filed in (
        ("a", {"甲"}, date(2024, 5, 1)), ("b", {"甲", "乙"}, date(2024, 1, 1)), ("c", {"丙"}, None),
        ("x", {"丁"}, date(2023, 1, 1)), ("y", {"丁"}, date(2023, 1, 1)),
    )
}  # fmt: skip


def test_chained_pairs_are_one_cluster_headed_by_the_first_kind():
    findings = table(
        ("a", "b", 0.9, ("same_applicant",), "a"),
        ("b", "c", 0.6, ("several_applicants",), "a"),
        ("x", "y", 0.7, (TWIN,), "x"),
    )
    first, second = clusters_of(findings, FACTS, load().screening("similar_applications"))
    assert first.members == ["b", "a", "c"], "first filed first, those without a date last"
    assert (first.group, first.heading, first.pairs, first.lawful, first.score) == (
        "a",
        "several_applicants",
        2,
        0,
        0.9,
    )
    assert (first.applicants, first.first_filed, first.last_filed) == (3, date(2024, 1, 1), date(2024, 5, 1))
    assert first.kinds == {"same_applicant": 1, "several_applicants": 1}
    assert (second.heading, second.lawful, second.applicants) == (TWIN, 1, 1)


def test_nothing_found_makes_no_cluster():
    assert list(clusters_of(table(), {}, load().screening("similar_applications"))) == []
