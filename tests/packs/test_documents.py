"""All packs of the project are dated and referenced, and load fast."""

from __future__ import annotations

from pathlib import Path

import pytest

from xingzhi.packs import Packs, loading
from xingzhi.packs.cases import Case, read_cases
from xingzhi.packs.loading import pack_files, read_documents
from xingzhi.packs.packs import Packs as LoadedPacks
from xingzhi.packs.reading import read_yaml
from xingzhi.packs.schema import Header, unreferenced

PROJECT = Path(__file__).parents[2] / "packs"
FILES = [path for path in pack_files(PROJECT) if path.suffix == ".yaml" and not loading.is_case(path)]
CASES = list(read_cases(PROJECT))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_every_value_has_a_date_and_a_reference(path: Path) -> None:
    header = Header.model_validate(read_yaml(path.read_bytes(), path.name))
    assert list(unreferenced(header)) == []
    for key, source in header.sources.items():
        assert source.doc_no or source.date or source.url, f"source {key} names neither number, date nor address"


def test_every_table_row_has_a_reference(packs: Packs) -> None:
    for document in packs.documents:
        for name, rows in document.tables.items():
            assert rows, name
            assert all(row["ref"] in document.header.sources for row in rows), name


def test_every_change_has_a_number_or_an_official_address(packs: Packs) -> None:
    for change in packs.regions.changes:
        assert change.doc_no or ".gov.cn/" in change.url, change
        assert 1949 < change.year <= 2026


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}: {case.name}")
def test_case(case: Case, packs: Packs) -> None:
    assert case.run(packs) == case.output


def test_all_kinds_of_cases_are_there() -> None:
    kinds = {case.kind for case in CASES}
    assert kinds >= {"locate", "working_day", "add_working_days", "classify", "legal_status", "by_code", "check_digit"}


def test_everything_loads() -> None:
    documents, version = read_documents(PROJECT)
    loaded = LoadedPacks(PROJECT, documents, version)
    assert len(loaded.regions) > 3000
    assert loaded.calendar.loaded_years


def test_a_result_can_name_the_packs_it_used(packs: Packs) -> None:
    assert packs.ref("regions") == f"regions@{packs.document('regions').header.version}"
    assert packs.ref("screenings/similar_applications").startswith("similar_applications@")
    assert packs.ref("calendar").startswith("calendar@")
    assert len(packs.version) == 12
    with pytest.raises(KeyError):
        packs.ref("nothing")
