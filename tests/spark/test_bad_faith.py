"""The leads on bad-faith filings are the same on two executor processes and on this machine."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from bench.bad_faith.corpus import MONTH, SINCE
from bench.bad_faith.corpus import write as write_corpus
from tests.screening.bad_faith.test_worked import write
from tests.screening.bad_faith.worked import guide, honest, others
from tests.spark.conftest import MASTER
from xingzhi.cli import main


@pytest.mark.at_length
def test_both_engines_write_the_same_leads(tmp_path, cluster):
    wanted = {"6.2A", "6.2B", "6.6B", "GI", "hot word", "agent's clients", "local association", "owner of the event"}
    options = write(tmp_path, [case for case in (*guide(), *others(), *honest()) if case.name in wanted])
    files = {}
    for engine, more in (("duckdb", []), ("spark", ["--engine", "spark", "--master", MASTER])):
        files[engine] = tmp_path / f"{engine}.parquet"
        assert main(["screen", "bad-faith", *options, "--out", str(files[engine]), *more]) == 0
    assert files["spark"].read_bytes() == files["duckdb"].read_bytes()


@pytest.mark.at_length
def test_both_engines_write_the_same_leads_of_a_month_of_filings(tmp_path, cluster):
    """Generated filings: many applicants, agents with many clients, transfers, names touched by chance."""
    paths = write_corpus(tmp_path / "in", 1_500, 15_000)
    options = [word for name, path in paths.items() for word in (f"--{name}", str(path))]
    options += ["--since", str(SINCE), "--until", str(SINCE + (MONTH - 1))]
    written = []
    for engine, more in (("duckdb", []), ("spark", ["--engine", "spark", "--master", MASTER])):
        out = tmp_path / f"{engine}.parquet"
        assert main(["screen", "bad-faith", *options, "--out", str(out), *more]) == 0
        written.append(out.read_bytes())
    assert written[0] == written[1]
    patterns = set(pq.read_table(tmp_path / "duckdb.parquet")["pattern"].to_pylist())
    assert len(patterns) >= 3, "data in which nothing is found would say nothing"
