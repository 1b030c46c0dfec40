import json
import shutil
import sqlite3

import pyarrow as pa
import pytest

from xingzhi.cli import main
from xingzhi.engine.marks.asked import ask
from xingzhi.engine.marks.store import LOCK, SMALL, Marks, NoIndex, build
from xingzhi.packs import load
from xingzhi.screening.similar_marks.characters import tables
from xingzhi.screening.similar_marks.forms import forms_of
from xingzhi.screening.similar_marks.listing import Unreadable, read_listing
from xingzhi.screening.similar_marks.search import search

NAMES = [
    "青峰岭", "青峰", "清风", "情风", "新百莉", "百莉鞋业", "百莉", "佰丽", "VVOOSHEN", "WOOSHEN", "LOVEX HAPPI", "HAPPI LOVEX",
    "KATERINE", "CATHERIN", "PRE", "PBE", "好", "好好", "快乐", "HAPPY", "QINGFENG", "青峰岭 QINGFENGLING", "天地人和酒庄园林",
    "😀", "ＡＢＣ", "名" * 200, "مرحبا", "ᠮᠣᠩᠭᠣᠯ",
]  # fmt: skip
HEAD = "number,text,classes,groups,applicant,filed_on,status\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marks")
    path = folder / "list.csv"
    rows = [f"{at},{name},{30 if at % 2 else 35},,样本,2020-01-02,registered\n" for at, name in enumerate(NAMES, 100)]
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    assert main(["marks", "index", "--input", str(path), "--out", str(folder / "index")]) == 0
    return folder / "index"


def found(folder, text, limit=8, classes=""):
    return [hit.row["text"] for hit in search(text, Marks(folder), load().mark_similarity, limit, classes)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("青峰", ["青峰", "清风", "青峰岭"]),  # itself, sound, contained
        ("百莉", ["百莉", "新百莉", "百莉鞋业", "佰丽"]),  # weak words, sound
        ("WOOSHEN", ["WOOSHEN", "VVOOSHEN"]),  # as drawn
        ("CATERINE", ["KATERINE", "CATHERIN"]),  # as said
        ("PCE", ["PRE", "PBE"]),  # one letter of three
        ("好", ["好", "好好"]),  # repeated
        ("快乐", ["快乐", "HAPPY"]),  # translated
        ("清风", ["QINGFENG"]),  # spelled
        ("LOVEX HAPPI", ["HAPPI LOVEX"]),  # another order
        ("abc", ["ＡＢＣ"]),
        ("مرحبا", ["مرحبا"]),
        ("ᠮᠣᠩᠭᠣᠯ", ["ᠮᠣᠩᠭᠣᠯ"]),
        ("名" * 200, ["名" * 200]),
    ],
)
def test_finds_what_an_examiner_would_look_at(folder, text, names):
    assert set(names) <= set(found(folder, text))


def test_the_same_name_comes_first_and_classes_are_kept_apart(folder):
    assert found(folder, "青峰")[0] == "青峰"
    assert "青峰" not in found(folder, "青峰", classes="35")


def test_the_candidates_are_those_of_scoring_every_name(folder):
    marks = Marks(folder)
    [segment] = marks.segments
    for text in NAMES:
        asked = ask(text, forms_of(text, load().mark_similarity), marks.tables)
        assert segment.nearest(asked, 5)[0] == segment.nearest(asked, 5, every=True)[0]


def test_new_marks_are_found_beside_the_old_ones(folder, tmp_path):
    path = tmp_path / "new.csv"
    path.write_text(HEAD + "900,青锋,30,,,,\n", encoding="gb18030")
    assert main(["marks", "index", "--input", str(path), "--out", str(folder), "--add"]) == 0
    assert {"青锋", "青峰"} <= set(found(folder, "青峰"))


def test_many_small_additions_become_one_and_lose_nothing(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "index")
    for at in range(SMALL + 2):
        path = tmp_path / f"{at}.csv"
        path.write_text(HEAD + f"8{at},青峰{'甲乙丙丁戊己庚辛壬癸'[at]},{30 + at},,,,\n", encoding="utf-8")
        assert main(["marks", "index", "--input", str(path), "--out", str(tmp_path / "index"), "--add"]) == 0
    marks = Marks(tmp_path / "index")
    assert len(marks.segments) <= SMALL
    assert len(marks.table()) == len(Marks(folder).table()) + SMALL + 2
    assert len(list((tmp_path / "index").glob("marks-*"))) == len(marks.segments), "what was made one is gone"
    assert set(found(folder, "青峰", 20)) <= set(found(tmp_path / "index", "青峰", 60))
    assert "青峰丙" in found(tmp_path / "index", "青峰", 60, "32")
    assert "青峰丙" not in found(tmp_path / "index", "青峰", 60, "33")


def test_two_do_not_build_in_one_folder(folder, tmp_path, capsys):
    path = tmp_path / "new.csv"
    path.write_text(HEAD + "901,青锋,30,,,,\n", encoding="utf-8")
    with sqlite3.connect(folder / LOCK, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert main(["marks", "index", "--input", str(path), "--out", str(folder), "--add"]) == 2
        other.execute("ROLLBACK")
    other.close()
    assert "正在建立索引" in capsys.readouterr().err
    assert main(["marks", "index", "--input", str(path), "--out", str(folder), "--add"]) == 0


def test_a_search_says_why_and_what_it_is_not(folder, capsys):
    assert main(["marks", "search", "青峰", "--index", str(folder), "--limit", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["note"] == "检索参考，不构成商标近似认定"
    first = told["marks"][0]
    assert (first["verdict"], first["score"], first["reasons"][0]["rule"]) == ("identical", 1.0, "4.1.2")
    assert main(["marks", "search", "青峰", "--index", str(folder), "--limit", "3"]) == 0
    assert "检索参考" in capsys.readouterr().out


def test_a_stop_half_way_leaves_the_old_marks(folder, monkeypatch):
    before = found(folder, "青峰")

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("xingzhi.engine.marks.segment.postings", stop)
    table = pa.table({"text": ["另一"]})
    with pytest.raises(KeyboardInterrupt):
        build(folder, table, "text", pa.array([0]).to_numpy(), tables(), lambda _: None)
    assert found(folder, "青峰") == before


def test_what_cannot_be_searched_is_said(tmp_path, capsys):
    with pytest.raises(NoIndex, match="没有商标索引"):
        Marks(tmp_path)
    assert main(["marks", "search", "青峰", "--index", str(tmp_path)]) == 2
    assert main(["marks", "search", "😀", "--index", str(tmp_path)]) == 2
    assert "没有文字" in capsys.readouterr().err


def test_bad_rows_are_named_and_good_ones_count(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        HEAD + "1,青峰,三十,,,昨天,\n,无号,,,,,\n3,,,,,,\n4,好,3;5,3001,,2020/1/2,\n5,少列\n", encoding="utf-8-sig"
    )
    listing = read_listing(path)
    assert listing.table["text"].to_pylist() == ["青峰", "好"]
    assert listing.classes().tolist() == [0, 1 << 3 | 1 << 5]
    told = "\n".join(listing.problems)
    for part in ("row 2, filed_on: “昨天”", "row 2, classes: “三十”", "row 3, number", "row 4, text", "row 6: 2 列"):
        assert part in told
    path.write_text("no,name\n1,a\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="number, text"):
        read_listing(path)
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(Unreadable, match="broken"):
        read_listing(tmp_path / "broken.parquet")
