"""A faulty pack is refused with its file and the place in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xingzhi.packs import PackError
from xingzhi.packs.loading import read_documents
from xingzhi.packs.reading import read_table, read_yaml

Write = Callable[..., Path]
ENTRY = "  entries:\n    - {code: a, zh: 甲, en: A, rank: 1, reason: {zh: 因, en: why}"


def refused(folder: Path) -> PackError:
    with pytest.raises(PackError) as raised:
        read_documents(folder)
    return raised.value


def test_it_reads_no_surprises_from_plain_words() -> None:
    read = read_yaml(b"a: on\nb: no\nc: 010\nd: 12:30\ne: 2026-11-23\nf: 1_000\ng: true\nh: 7\ni: 0.5\nj:", "x")
    assert read == {
        "a": "on", "b": "no", "c": "010", "d": "12:30", "e": "2026-11-23", "f": "1_000",
        "g": True, "h": 7, "i": 0.5, "j": None,
    }  # fmt: skip


def test_it_refuses_a_key_given_twice() -> None:
    with pytest.raises(PackError, match=r"x\.yaml: line 2: the key 'a' stands here twice"):
        read_yaml(b"a: 1\na: 2\n", "x.yaml")


def test_it_refuses_python_objects() -> None:
    with pytest.raises(PackError):
        read_yaml(b"a: !!python/object/apply:os.getcwd []\n", "x.yaml")


@pytest.mark.parametrize("content", [b"- a\n", b"", b"a: [\n", b"\xff\xfe"])
def test_it_refuses_what_is_no_mapping(content: bytes) -> None:
    with pytest.raises(PackError):
        read_yaml(content, "x.yaml")


def test_it_names_a_value_without_reference(write: Write) -> None:
    error = refused(write(body=ENTRY + ", since: 2026-01-01}\n"))
    assert (error.file, error.where) == ("sources.yaml", "body.entries.0.code")


def test_it_names_a_value_without_date(write: Write) -> None:
    assert refused(write(body=ENTRY + ", ref: P}\n")).where == "body.entries.0.code"


def test_it_refuses_a_reference_to_no_source(write: Write) -> None:
    assert refused(write(body=ENTRY + ", since: 2026-01-01, ref: X}\n")).where == "body.entries.0.code"


def test_it_names_an_unknown_key(write: Write) -> None:
    error = refused(write(body=ENTRY + ", colour: red, since: 2026-01-01, ref: P}\n"))
    assert error.where == "body.entries.0.colour"


def test_it_names_a_wrong_date(write: Write) -> None:
    error = refused(write("calendar", "  since: 2026-13-01\n  ref: P\n  year: 2026\n  breaks: []\n  worked: []\n"))
    assert error.where == "body.since"


def test_it_refuses_a_make_up_day_in_the_week(write: Write) -> None:
    body = "  since: 2026-01-01\n  ref: P\n  year: 2026\n  breaks: []\n  worked:\n    - {days: [2026-11-23]}\n"
    assert "needs no make-up day" in refused(write("calendar", body)).reason


def test_it_refuses_an_unknown_kind(write: Write) -> None:
    assert refused(write("recipes", "  since: 2026-01-01\n")).where == "kind"


def test_it_refuses_one_id_in_two_files(write: Write) -> None:
    write(name="one.yaml")
    assert refused(write(name="two.yaml")).where == "id"


def test_it_refuses_a_table_nobody_names(write: Write) -> None:
    folder = write()
    (folder / "stray.csv").write_text("a\n1\n", "utf-8")
    assert refused(folder).file == "stray.csv"


def test_it_refuses_an_applicant_rule_of_no_kind(write: Write) -> None:
    body = """\
  kinds: [{code: a, zh: 甲, en: A, since: 2026-01-01, ref: P}]
  rules: [{kind: b, match: ends, values: [厂], reason: {zh: 因, en: why}, since: 2026-01-01, ref: P}]
"""
    assert refused(write("applicant_kinds", body)).where == "body.rules.0.kind"


def test_a_table_must_have_its_heading_and_whole_rows() -> None:
    assert read_table("a,b\n1,二\n".encode(), "t.csv", ("a", "b")) == ({"a": "1", "b": "二"},)
    with pytest.raises(PackError, match="line 1"):
        read_table(b"a,c\n1,2\n", "t.csv", ("a", "b"))
    with pytest.raises(PackError, match="line 2: has 1 cells"):
        read_table(b"a,b\n1\n", "t.csv", ("a", "b"))
    with pytest.raises(PackError, match="UTF-8"):
        read_table(b"\xff", "t.csv", ("a",))
