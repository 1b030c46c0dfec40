"""A run of a screening is a function of snapshot, pack and program, and stands."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from tests.builders import number, patent, words, write_rows
from xingzhi import __version__
from xingzhi.core import jobs
from xingzhi.core.models import LogEntry
from xingzhi.packs import load
from xingzhi.screening.models import Run
from xingzhi.snapshots.jobs import latest

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(take_in, league, tmp_path):
    """The run over a few patents, two pairs among them."""
    one, two = words(1), words(2)
    texts = [one, words(7), two, one[:-1] + "改", two[:-1] + "改", words(8)]
    rows = [patent(serial=at, 摘要=text) for at, text in enumerate(texts, 1)]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    return Run.objects.get(screening="similar_applications")


def test_a_run_names_what_it_rests_on(run):
    assert (run.screening, run.snapshot, run.program) == ("similar_applications", latest(), __version__)
    assert run.pack == load().ref("similar_applications")
    assert run.totals == {"texts": 6, "pairs": 2, "groups": 2}
    assert LogEntry.objects.get(verb="run_screening", detail__screening=run.screening).detail["pairs"] == 2


def test_its_findings_are_a_file_in_order(run):
    found = pq.read_table(run.path).to_pylist()
    pairs = [(row["key_a"], row["key_b"]) for row in found]
    assert pairs == sorted(pairs)
    assert {frozenset(pair) for pair in pairs} == {
        frozenset((number(2020, 1), number(2020, 4))), frozenset((number(2020, 3), number(2020, 5))),
    }  # fmt: skip
    assert all(row["key_a"] < row["key_b"] and row["group"] == row["key_a"] for row in found)


def test_the_same_snapshot_is_not_screened_twice(run, league):
    made = run.path.stat().st_mtime_ns
    job = jobs.enqueue("screen_similar_applications", league, "1522", snapshot=latest().pk)
    jobs.run_waiting()
    job.refresh_from_db()
    assert job.result == {"run": run.pk}
    assert run.path.stat().st_mtime_ns == made
    assert Run.objects.filter(screening="similar_applications").count() == 1
