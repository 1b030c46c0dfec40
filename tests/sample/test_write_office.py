"""The same seed writes the same office; other places and sizes work too."""

import argparse
import hashlib
import os
import subprocess
import sys
from datetime import date

import pytest

from xingzhi.sample import cli, write_office
from xingzhi.sample.office import load_office


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_seed_writes_the_same_bytes_whatever_the_hash_seed(small, tmp_path):
    code = "import sys, pathlib; from xingzhi.sample import write_office; "
    code += "write_office(pathlib.Path(sys.argv[1]), seed=7, patents=500, parties=80)"
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=environment)
    assert digests(tmp_path) == digests(small.folder)


def test_another_seed_writes_another_office(small, tmp_path):
    write_office(tmp_path, seed=8, patents=300, parties=40)
    ours, theirs = digests(tmp_path), digests(small.folder)
    assert ours.keys() == theirs.keys()
    same = {name for name in ours if ours[name] == theirs[name]}
    assert same == {"空表.xlsx", "常住人口.xlsx", "示例参照关系表.docx", "受保护标志.xlsx", "地理标志台账.xlsx"}


def test_another_prefecture_and_day(tmp_path):
    places = {"990000": "示范省", "990100": "示范市", "990101": "东城县", "990102": "西山县"}
    manifest = write_office(tmp_path, seed=3, patents=300, parties=40, until=date(2024, 6, 28), office=places)
    assert manifest.office["path"] == "9901"
    assert set(manifest.patents["by_region"]) == {"990101", "990102", "unassigned"}
    assert (tmp_path / "专利检索导出_2023-2024.csv").exists()
    assert [figure["at"] for figure in manifest.figures["valid_inventions"]] == ["2023-12-31", "2024-06-28"]


def test_an_office_needs_a_prefecture_and_a_size(tmp_path):
    with pytest.raises(ValueError, match="prefecture"):
        load_office({"990101": "东城县"})
    with pytest.raises(ValueError, match="300 patents"):
        write_office(tmp_path, patents=10)


def test_the_command(tmp_path, capsys):
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers())
    arguments = parser.parse_args(["sample", str(tmp_path / "new"), "--seed", "11"])
    assert arguments.func(arguments) == 0
    assert "hidden_key.json" in capsys.readouterr().out
    assert (tmp_path / "new" / "hidden_key.json").exists()
