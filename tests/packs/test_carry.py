"""Export, import and the command line."""

from __future__ import annotations

import argparse
import zipfile
from pathlib import Path

import pytest

from xingzhi.packs import PackError, load
from xingzhi.packs.archive import export, unpack
from xingzhi.packs.cli import register
from xingzhi.packs.loading import pack_files

PROJECT = Path(__file__).parents[2] / "packs"


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    arguments = parser.parse_args(["packs", *words])
    code = arguments.func(arguments)
    assert isinstance(code, int)
    return code


def test_packs_come_back_byte_for_byte(tmp_path: Path) -> None:
    first, second, folder = tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "new"
    count = export(PROJECT, first)
    assert unpack(first, folder) == count
    assert {path.relative_to(folder): path.read_bytes() for path in pack_files(folder)} == {
        path.relative_to(PROJECT): path.read_bytes() for path in pack_files(PROJECT)
    }
    export(folder, second)
    assert first.read_bytes() == second.read_bytes()
    assert load(folder).version == load(PROJECT).version


def zipped(path: Path, **entries: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize(
    ("entries", "item"),
    [
        ({"../outside.yaml": "a: 1"}, "../outside.yaml"),
        ({"/root.yaml": "a: 1"}, "/root.yaml"),
        ({"program.py": "print()"}, "program.py"),
        ({"broken.yaml": "a: ["}, "broken.yaml"),
        ({"codes/headless.yaml": "a: 1"}, "codes/headless.yaml"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_nothing_is_written(
    tmp_path: Path, entries: dict[str, str], item: str
) -> None:
    target = tmp_path / "new"
    with pytest.raises(PackError) as raised:
        unpack(zipped(tmp_path / "bad.zip", **entries), target)
    assert raised.value.file == item
    assert not target.exists()


def test_what_is_no_zip_or_empty_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.zip"
    text.write_text("no", "utf-8")
    for path in (text, zipped(tmp_path / "empty.zip"), tmp_path / "missing.zip"):
        with pytest.raises(PackError):
            unpack(path, tmp_path / "new")


def test_a_full_folder_is_left_alone(tmp_path: Path) -> None:
    export(PROJECT, tmp_path / "a.zip")
    with pytest.raises(PackError, match="not empty"):
        unpack(tmp_path / "a.zip", tmp_path)


def test_check_says_what_is_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--folder", str(PROJECT)) == 0
    shown = capsys.readouterr().out
    assert "regions@" in shown
    assert "not loaded" in shown
    assert "不符 / failed: 0" in shown


def test_check_of_a_faulty_folder_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.yaml").write_text("a: 1\n", "utf-8")
    assert run("check", "--folder", str(tmp_path)) == 1
    assert "x.yaml" in capsys.readouterr().err


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "regions") == 0
    assert "行政区划" in capsys.readouterr().out
    assert run("show", "nothing") == 1
    assert "calendar_2026" in capsys.readouterr().err


def test_export_and_import_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, folder = tmp_path / "a.zip", tmp_path / "new"
    assert run("export", str(file)) == 0
    assert run("import", str(file), "--to", str(folder)) == 0
    assert "XINGZHI_PACKS" in capsys.readouterr().out
    assert run("import", str(file), "--to", str(folder)) == 1
