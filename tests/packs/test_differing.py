"""What an import would change is shown before anything is written."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pytest

from xingzhi.packs.archive import export
from xingzhi.packs.cli import register
from xingzhi.packs.differing import Change, compare

PROJECT = Path(__file__).parents[2] / "packs"
CALENDAR = "calendar/2026.yaml"
PROCEDURE = "procedures/abnormal_applications.yaml"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A copy of the packs to change."""
    return Path(shutil.copytree(PROJECT, tmp_path / "other"))


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    arguments = parser.parse_args(["packs", "import", *words])
    code = arguments.func(arguments)
    assert isinstance(code, int)
    return code


def test_a_copy_differs_in_nothing(other: Path) -> None:
    found = compare(PROJECT, other)
    assert (found.added, found.changed, found.removed, found.cases) == ((), {}, (), ())


def test_comments_and_layout_make_no_difference(other: Path) -> None:
    edit(other, CALENDAR, "body:\n", "# as announced\nbody:\n")
    assert not compare(PROJECT, other).changed


def test_a_changed_value_is_named_by_its_place(other: Path) -> None:
    edit(other, CALENDAR, "2026-10-10]", "2026-10-11]")
    edit(other, CALENDAR, "version: 2026-11-23", "version: 2026-12-01")
    assert compare(PROJECT, other).changed == {
        "calendar_2026": (
            Change("version", "2026-11-23", "2026-12-01"),
            Change(
                "body.worked.0.days",
                "[2026-01-04, 2026-02-14, 2026-02-28, 2026-05-09, 2026-09-20, 2026-10-10]",
                "[2026-01-04, 2026-02-14, 2026-02-28, 2026-05-09, 2026-09-20, 2026-10-11]",
            ),
        )
    }


def test_an_entry_put_before_others_does_not_shift_them(other: Path) -> None:
    entry = "{code: trial, zh: 试, en: Trial, rank: 1, reason: {zh: 因, en: why}, since: 2026-11-23, ref: P}"
    edit(other, "codes/sources.yaml", "  entries:\n", f"  entries:\n    - {entry}\n")
    [[change]] = compare(PROJECT, other).changed.values()
    assert (change.path, change.old) == ("body.entries.trial", None)
    assert change.new
    assert "rank: 1" in change.new


def test_rows_of_a_table_are_compared_as_rows(other: Path) -> None:
    path = other / "codes" / "region_changes.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), "utf-8")
    [[change]] = compare(PROJECT, other).changed.values()
    assert (change.path, change.new) == ("tables.changes", None)


def test_documents_and_case_files_come_and_go(other: Path) -> None:
    (other / CALENDAR).unlink()
    edit(other, "calendar/cases/terms.yaml", "inside a week", "within a week")
    found = compare(PROJECT, other)
    assert [document.id for document in found.removed] == ["calendar_2026"]
    assert found.cases == ("calendar/cases/terms.yaml",)
    assert [document.id for document in compare(other, PROJECT).added] == ["calendar_2026"]


def test_a_dry_run_shows_it_and_writes_nothing(
    other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XINGZHI_PACKS", str(PROJECT))
    edit(other, CALENDAR, "last: 2026-10-07", "last: 2026-10-08")
    (other / "calendar" / "2016.yaml").unlink()
    export(other, tmp_path / "a.zip")
    target = tmp_path / "new"
    assert run(str(tmp_path / "a.zip"), str(target), "--dry-run") == 0
    shown = capsys.readouterr().out
    assert "变动 / changed: calendar_2026\n  body.breaks.6.last: 2026-10-07 -> 2026-10-08\n" in shown
    assert "减少 / removed: calendar_2016@" in shown
    assert "未写入 / nothing written: 新增 / added 0, 变动 / changed 1, 减少 / removed 1" in shown
    assert not target.exists()


def test_a_dry_run_of_a_faulty_file_says_what_is_wrong(
    other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.zip").write_text("no", "utf-8")
    assert run(str(tmp_path / "a.zip"), "--dry-run") == 1
    assert "a.zip" in capsys.readouterr().err


def test_an_import_needs_one_folder(other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export(other, tmp_path / "a.zip")
    assert run(str(tmp_path / "a.zip")) == 2
    assert run(str(tmp_path / "a.zip"), str(tmp_path / "x"), "--to", str(tmp_path / "y")) == 2
    assert "FOLDER" in capsys.readouterr().err
    assert run(str(tmp_path / "a.zip"), str(tmp_path / "x")) == 0


def test_export_wipe_and_import_give_the_same_bytes(other: Path, tmp_path: Path) -> None:
    before = {path.relative_to(other): path.read_bytes() for path in other.rglob("*") if path.is_file()}
    export(other, tmp_path / "a.zip")
    shutil.rmtree(other)
    assert run(str(tmp_path / "a.zip"), str(other)) == 0
    assert {path.relative_to(other): path.read_bytes() for path in other.rglob("*") if path.is_file()} == before
