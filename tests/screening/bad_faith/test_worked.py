"""Every worked case of the guide is told, and nothing is told of honest filers, all in the same files."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.screening.bad_faith.worked import Case, guide, honest, others
from xingzhi.cli import main

TOLD, HONEST = [*guide(), *others()], honest()
COLUMNS = {
    "filings": ("number", "filed_on", "text", "classes", "applicant", "agent", "kind", "in_use"),
    "parties": ("name", "kind", "capital", "paid_capital", "staff", "scope_classes", "scope", "related"),
    "transfers": ("number", "to", "day"),
    "known": ("text", "kind", "owner", "classes", "licensed", "place", "day"),
}


def write(folder: Path, cases: list[Case]) -> list[str]:
    """Put the cases into files; gives the options that name them."""
    options = []
    for name, columns in COLUMNS.items():
        rows = [{column: row.get(column) for column in columns} for case in cases for row in getattr(case, name)]
        path = folder / f"{name}.parquet"
        pq.write_table(pa.Table.from_pylist(rows, pa.schema([(column, pa.string()) for column in columns])), path)
        options += [f"--{name}", str(path)]
    return options


def screen(folder: Path, cases: list[Case], *more: str) -> list[dict]:
    out = folder / "leads.parquet"
    assert main(["screen", "bad-faith", *write(folder, cases), "--out", str(out), *more]) == 0
    return pq.read_table(out).to_pylist()


@pytest.fixture(scope="module")
def leads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, dict]]:
    found: dict[str, dict[str, dict]] = defaultdict(dict)
    for lead in screen(tmp_path_factory.mktemp("all"), [*TOLD, *HONEST]):
        for who in {lead["name"], *json.loads(lead["facts"]).get("applicants", ())}:
            found[who][lead["pattern"]] = lead
    return found


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case.name)
def test_the_worked_case_is_told_by_its_patterns(case, leads):
    assert case.expect <= leads[case.who].keys()
    own = {row["number"] for row in case.filings}
    for pattern in case.expect:
        assert leads[case.who][pattern]["evidence"]
        assert own.issuperset(leads[case.who][pattern]["evidence"])


@pytest.mark.parametrize("case", HONEST, ids=lambda case: case.name)
def test_nothing_is_told_of_an_honest_filer(case, leads):
    assert {who: [*leads[who]] for who in {case.who, *(row["applicant"] for row in case.filings)} if who in leads} == {}
