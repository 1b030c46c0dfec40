"""The short part of the equality suite: two executor processes find and count what this machine does, byte by byte."""

from __future__ import annotations

import os
import random
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.indicators.full_set.conftest import OWN, around, odd_office, patents  # noqa: F401 - a fixture among them
from tests.indicators.high_value.conftest import frozen  # noqa: F401 - a fixture
from tests.spark.samples import BURSTS, SHORT, SIMILAR, Case
from xingzhi.indicators.full_set.run import full_set
from xingzhi.indicators.full_set.spans import months_to
from xingzhi.packs import load


@pytest.mark.parametrize("case", SHORT, ids=str)
def test_both_engines_write_the_same_file(case: Case, run, cluster):
    blocks = ["--block-size", "100"] if case is SIMILAR else []
    here, there = run(case, "duckdb"), run(case, "spark", *blocks)
    assert there.read_bytes() == here.read_bytes()
    assert len(pq.read_table(here))


def test_both_say_the_same_of_what_was_read(run, cluster, capsys):
    said = []
    for engine in ("duckdb", "spark"):
        run(BURSTS, engine, out="out.csv")
        said.append([line for line in capsys.readouterr().err.splitlines() if "->" not in line])
    assert said[0] == said[1]
    assert any("2 个地区" in line for line in said[0])
    assert any("没有地区" in line for line in said[0])


def test_the_work_is_done_by_two_other_processes(cluster):
    def whose(rows: pa.Table) -> pa.Table:
        with open(f"/proc/{os.getppid()}/stat", encoding="ascii") as stat:
            executor = int(stat.read().rpartition(")")[2].split()[1])
        return pa.table({"executor": [executor]})

    frame = cluster.frame(pa.table({"task": pa.array(range(8), pa.int32())})).repartitionById(8, "task")
    workers = frame.groupBy("task").applyInArrow(whose, "executor long").toArrow()["executor"].to_pylist()
    assert len(set(workers)) == 2
    assert os.getpid() not in workers


@pytest.mark.django_db
def test_all_figures_are_the_same_on_spark(odd_office, cluster):  # noqa: F811
    spans = months_to(date(2021, 4, 17), 2)
    here = full_set(load(), odd_office, spans, OWN)
    assert full_set(load(), odd_office, spans, OWN, engine=cluster).equals(here, check_metadata=True)


@pytest.mark.at_length
@pytest.mark.django_db
def test_more_patents_over_more_months_on_spark(office, frozen, cluster):  # noqa: F811
    chance = random.Random(3)
    rows = patents(chance, 20_000)
    snapshot = frozen(*rows, **around(chance, [row["key"] for row in rows if row["patent_type"] == "invention"]))
    spans = months_to(date(2021, 10, 31), 66)
    here = full_set(load(), snapshot, spans)
    assert full_set(load(), snapshot, spans, engine=cluster).equals(here, check_metadata=True)
