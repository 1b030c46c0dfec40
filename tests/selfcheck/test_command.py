"""The command prints and writes what it should, and leaves nothing else behind."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.selfcheck.samples import SHARED, published, text_draft, word_draft
from tests.word_files import faults
from xingzhi.cli import main

# Words of a verdict, of a limb, of a grade, of advice: none may stand in anything the self-check says.
VERDICTS = re.compile(
    r"非正常|异常|抄袭|侵权|违法|违规|新颖性|创造性|合格|不通过|通过率|高风险|低风险|风险|应当修改|建议修改|改为|降低|规避"
    r"|abnormal|plagiari|infring|illegal|novelty|inventive|\bpass(?:ed|es)?\b|\bfail|\brisk|should (?:be )?(?:re|change)|reduce|avoid",
    re.IGNORECASE,
)


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    return ["selfcheck", str(word_draft(tmp_path)), "--against", str(published(tmp_path))]


def test_the_screen_shows_the_figures_and_the_stretches(asked: list[str], capsys: Any) -> None:
    assert main(asked) == 0
    shown = capsys.readouterr().out
    assert "见于所给 3 件文本中的任一件" in shown
    assert "stand in any of the 3 texts supplied" in shown
    assert re.search(rf"1\. CN111000001A .*\n(?:.*\n)*?.*「{SHARED}", shown)
    assert shown.index("CN111000001A 一种") < shown.index("CN111000002A 一种")


def test_it_says_what_it_is_not_what_it_knows_and_that_nothing_is_kept(asked: list[str], capsys: Any) -> None:
    main(asked)
    shown = capsys.readouterr().out
    for said in ("不判断任何法律问题", "judges no question of law", "不提改写建议", "no advice on wording", "不留存，不发送",
                 "not kept and not sent", "别的一概不知", "no others", "已公布.csv：文件日期", "最晚公布日 2021-03-16"):  # fmt: skip
        assert said in shown


@pytest.mark.parametrize("kind", ["docx", "html", "json"])
def test_a_report_holds_the_same_findings(asked: list[str], tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"report.{kind}"
    assert main([*asked, "--out", str(out)]) == 0
    text = out.read_bytes().decode("utf-8", "replace")
    if kind == "docx":
        with zipfile.ZipFile(out) as archive:
            text = archive.read("word/document.xml").decode()
            assert "python-docx" not in archive.read("docProps/core.xml").decode()
        assert faults(out.read_bytes()) == []
    for held in ("CN111000001A", SHARED, "不判断任何法律问题", "judges no question of law"):
        assert held in text


def test_no_verdict_no_grade_and_no_advice_stand_in_anything_it_says(
    asked: list[str], tmp_path: Path, capsys: Any
) -> None:
    for kind in ("docx", "html", "json"):
        main([*asked, "--out", str(tmp_path / f"r.{kind}")])
    with zipfile.ZipFile(tmp_path / "r.docx") as archive:
        written = archive.read("word/document.xml").decode()
    html = re.sub(r"<style>.*?</style>", "", (tmp_path / "r.html").read_text("utf-8"), flags=re.DOTALL)
    for said in (
        capsys.readouterr().out,
        re.sub(r"<[^>]+>", " ", written),
        html,
        (tmp_path / "r.json").read_text("utf-8"),
    ):
        assert VERDICTS.findall(said) == []


def test_json_gives_places_in_the_texts(asked: list[str], capsys: Any) -> None:
    assert main([*asked, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    stretch = data["texts"][0]["in_draft"][0]
    assert (data["texts"][0]["number"], data["texts"][0]["published"]) == ("CN111000001A", "2021-03-02")
    assert stretch["end"] - stretch["start"] == len(stretch["text"])
    assert data["sources"][0]["texts"] == 3
    assert {"score", "threshold", "verdict", "similarity"}.isdisjoint(re.findall(r'"(\w+)":', json.dumps(data)))


def test_a_report_in_html_loads_and_runs_nothing(asked: list[str], tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    main([*asked, "--out", str(out)])
    text = out.read_text("utf-8")
    assert "default-src 'none'" in text
    assert re.search(r"<script|\ssrc=|\shref=|url\(|https?://|\son\w+=", text) is None


def test_text_that_looks_like_markup_is_shown_as_text(tmp_path: Path) -> None:
    draft = text_draft(tmp_path, ["<script>alert(1)</script>一种装置<img src=x>&。"])
    rows = [["1", "一种装置", "<script>alert(1)</script>一种装置<img src=x>&。", "CN1A<b>", "2020-01-01"]]
    main(["selfcheck", str(draft), "--against", str(published(tmp_path, *rows)), "--out", str(tmp_path / "r.html")])
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)" in text
    assert "<script" not in text
    assert "<img" not in text
    assert "<b>" not in text


def test_nothing_but_the_report_is_written_and_no_home_is_needed(tmp_path: Path) -> None:
    """Every place a program writes to on the quiet is an empty folder of its own here, and stays empty."""
    places = {name: tmp_path / name for name in ("given", "out", "working", "temporary")}
    for place in places.values():
        place.mkdir()
    asked = [str(word_draft(places["given"])), "--against", str(published(places["given"]))]
    given = {path: path.read_bytes() for path in places["given"].iterdir()}
    bare = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "PYTHONPATH") if name in os.environ}
    environment = bare | {"TMPDIR": str(places["temporary"]), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    for kind in ("docx", "html", "json"):
        out = places["out"] / f"r.{kind}"
        done = subprocess.run(
            [sys.executable, "-c", WATCHED, "selfcheck", *asked, "--out", str(out)],
            cwd=places["working"], env=environment, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert done.stderr.splitlines() == [f"written {out}"]
    assert sorted(path.name for path in places["out"].iterdir()) == ["r.docx", "r.html", "r.json"]
    assert list(places["working"].iterdir()) == list(places["temporary"].iterdir()) == []
    assert {path: path.read_bytes() for path in places["given"].iterdir()} == given


# Runs the command and tells every file that is opened to be written, made, moved or deleted, and every socket made.
WATCHED = """
import os, sys
sys.path[:0] = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
def watch(event, arguments):
    if event == "open":
        mode, flags = str(arguments[1] or ""), arguments[2] or 0
        if set(mode) & set("wax+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            print("written", arguments[0], file=sys.stderr)
    elif event.startswith(("socket.", "os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "tempfile.",
                           "sqlite3.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork")):
        print(event, arguments, file=sys.stderr)
sys.addaudithook(watch)
from xingzhi.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_no_socket_is_opened(asked: list[str], tmp_path: Path, monkeypatch: Any) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise AssertionError("a socket was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "socketpair"):
        monkeypatch.setattr(socket, name, refuse)
    assert main([*asked, "--out", str(tmp_path / "r.docx")]) == 0


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (["--out", "report.pdf"], "报告只能是"),
        (["--out", "no-such-folder/r.html"], "没有这个文件夹"),
        (["--page"], "--page"),
        (["--id", "没有的列"], "没有的列|认不出"),
    ],
)
def test_what_cannot_be_done_is_refused(asked: list[str], capsys: Any, more: list[str], reason: str) -> None:
    assert main([*asked, *more]) == 2
    said = capsys.readouterr()
    assert re.search(reason, said.err)
    assert said.out == ""


def test_a_report_never_replaces_what_was_given(tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "r.json"
    out.write_text("given", encoding="utf-8")
    assert main(["selfcheck", str(out), "--against", str(published(tmp_path)), "--out", str(out)]) == 2
    assert out.read_text(encoding="utf-8") == "given"
