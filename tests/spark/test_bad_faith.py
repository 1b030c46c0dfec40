"""The leads on bad-faith filings are the same on two executor processes and on this machine."""

from __future__ import annotations

import pytest

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
