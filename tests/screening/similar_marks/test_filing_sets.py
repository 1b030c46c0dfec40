"""Filings of one applicant that spell an earlier mark together are found under 5.1.16."""

from __future__ import annotations

import json

import pytest

from xingzhi.cli import main
from xingzhi.packs import load
from xingzhi.screening.similar_marks.filing_sets import compare_set

SPELLED = ["六风", "青禾", "必味", "居酱"]


def told(filings, mark):
    return compare_set(filings, mark, load().mark_similarity)


@pytest.mark.parametrize(
    ("filings", "mark", "verdict", "how", "taken"),
    [(SPELLED, "六必居", "similar", "各取第1字", (0, 2, 3)), (["味六", "居酱", "酱居", "风必"], "六必居", "similar", "各取第2字", (0, 3, 2)),
     (["香云岭", "泉水"], "云岭泉", "similar", "连读", (0, 1)), (["VELO", "RANTE"], "VELORANTE", "similar", "连读", (0, 1)),
     (["必味", "六风", "酱居"], "六必居", "needs_person", "各取一字", (1, 0, 2)), (["晨光", "星海"], "晨星", "needs_person", "各取第1字", (0, 1))],
)  # fmt: skip
def test_a_set_that_spells_the_mark_is_found(filings, mark, verdict, how, taken):
    found = told(filings, mark)
    assert (found.verdict.value, found.ways[0].how, found.ways[0].filings) == (verdict, how, taken)


@pytest.mark.parametrize(
    ("filings", "mark"), [(["六风", "必味"], "六必居"), (["A", "B"], "AB"), ([], "六必居"), (["青禾", "云岭"], "")]
)
def test_a_set_that_lacks_a_part_spells_nothing(filings, mark):
    assert told(filings, mark).ways == ()


def test_in_a_large_set_any_characters_are_met_by_chance():
    assert (
        told([*SPELLED, *(f"{character}山" for character in "春夏秋冬"), *["远方"] * 100], "六必居").verdict.value
        == "needs_person"
    )


def test_a_filing_alike_alone_is_told_beside_the_set():
    found = told(["六必居酱园", "青禾"], "六必居")
    assert (found.verdict.value, found.ways) == ("similar", ())


def test_the_command(tmp_path, capsys):
    path = tmp_path / "申请.csv"
    path.write_text("\ufeff商标名称,类别\n" + "".join(f"{text},30\n" for text in SPELLED), encoding="utf-8")
    assert main(["marks", "compare-set", str(path), "--mark", "六必居", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["verdict"], data["rules"], data["note"]) == ("similar", ["5.1.16"], "检索参考，不构成商标近似认定")
    assert [each["no"] for each in data["ways"][0]["filings"]] == [1, 3, 4]
    assert (data["ways"][0]["rest"], len(data["alone"])) == ("风味酱", 4)
    assert main(["marks", "compare-set", str(path), "--mark", "六必居"]) == 0
    assert "六风 + 必味 + 居酱" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["名\n青禾\n", None])
def test_a_file_it_cannot_use_is_told(tmp_path, capsys, content):
    path = tmp_path / "set.csv"
    if content:
        path.write_text(content, encoding="utf-8")
    assert main(["marks", "compare-set", str(path), "--mark", "青禾"]) == 2
    assert str(path) in capsys.readouterr().err
