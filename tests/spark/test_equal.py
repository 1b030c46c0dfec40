"""The short part of the equality suite: two executor processes find what this machine finds, byte by byte."""

from __future__ import annotations

import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.spark.samples import BURSTS, SHORT, SIMILAR, Case


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
