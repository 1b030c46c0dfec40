"""Notices as Word, PDF, OFD and text files, and files that are no notice."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.plans.reading import samples
from xingzhi.cli import main
from xingzhi.plans.reading.files import read_file
from xingzhi.plans.reading.problems import Unreadable
from xingzhi.plans.reading.reading import read_notice

_LINES = [
    "示知发(2024)15号",
    "示例市知识产权局关于印发重点任务的通知",
    "各区县局：",
    "现印发给你们。",
    "示例市知识产权局",
    "2024年3月5日",
    "附件1",
    "重点任务分工表",
]


def test_the_table_of_a_word_document_comes_first(tmp_path: Path) -> None:
    body = [*_LINES[:6], "一、提升质量", "（一）培训。组织专题培训不少于6期。（促进科）", *_LINES[6:]]
    data = read_notice(read_file(samples.word(tmp_path / "notice.docx", body, samples.TABLE))).data()
    tasks = {task["text"]: task for task in data["tasks"]}

    assert data["document"]["number"] == "示知发〔2024〕15号"
    assert [task["origin"] for task in data["tasks"]] == ["table"] * 3
    assert tasks["组织专题培训不少于6期"]["also"]
    assert tasks["组织专题培训不少于6期"]["assist"] == ["保护中心"]
    assert tasks["6月底前完成政策修订"]["lead"] == ["市财政局"]
    assert tasks["6月底前完成政策修订"]["due"] == "2024-06-30"
    assert tasks["新建品牌指导站10个"]["heading"] == "加强保护"
    assert "table_units_differ" in {problem["code"] for problem in data["problems"]}
    assert data["coverage"]["share"] == 1.0


def test_a_pdf_gives_lines_and_its_ruled_table(tmp_path: Path) -> None:
    table = [tuple(cell.replace("\n", "、") for cell in row[2:]) for row in samples.TABLE]
    notice = read_notice(read_file(samples.pdf(tmp_path / "notice.pdf", _LINES, table)))
    tasks = notice.data()["tasks"]

    assert notice.head.issuer == "示例市知识产权局"
    assert [task["text"] for task in tasks] == ["组织专题培训不少于6期", "6月底前完成政策修订", "新建品牌指导站10个"]
    assert tasks[1]["lead"] == ["市财政局"]


def test_a_scan_is_told_and_not_guessed(tmp_path: Path) -> None:
    received = read_file(samples.scanned(tmp_path / "scan.pdf"))

    assert {problem.code for problem in received.problems} <= {"scan", "recognised"}
    assert received.problems


def test_an_ofd_is_read_by_position(tmp_path: Path) -> None:
    lines = [*_LINES[:3], "一、任务", "（一）检查。组织检查至少三次。（执法科）", *_LINES[4:6]]
    data = read_notice(read_file(samples.ofd(tmp_path / "notice.ofd", lines))).data()

    assert data["document"]["date"] == "2024-03-05"
    assert [(task["text"], task["lead"]) for task in data["tasks"]] == [("组织检查至少三次。", ["执法科"])]


def test_text_in_the_encoding_of_a_chinese_desktop_and_a_table_of_tabs(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    rows = "\n".join("\t".join(cell.replace("\n", "、") for cell in row) for row in samples.TABLE)
    path.write_bytes(("\n".join(_LINES) + "\n" + rows + "\n").encode("gb18030"))
    tasks = read_notice(read_file(path)).data()["tasks"]

    assert [task["lead"] for task in tasks] == [["促进科"], ["市财政局"], ["商标科"]]


def test_numbers_word_counts_itself_are_seen(tmp_path: Path) -> None:
    path = samples.word(
        tmp_path / "notice.docx", ["示例局关于检查的通知", "各科室：", "加强保护", "开展检查至少3次。（甲科）"]
    )
    _number(path, "加强保护")
    tasks = read_notice(read_file(path)).data()["tasks"]

    assert [(task["heading"], task["lead"]) for task in tasks] == [("一、加强保护", ["甲科"])]


def _number(path: Path, text: str) -> None:
    """Give a paragraph the number 一、 by a list of the document."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    numbering = (
        f'<w:numbering xmlns:w="{word}"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = parts["word/document.xml"].decode()
    listed = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr></w:pPr><w:r><w:t>'
    parts["word/document.xml"] = document.replace(f"<w:p><w:r><w:t>{text}", f"{listed}{text}").encode()
    parts["word/numbering.xml"] = numbering.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n0000", b"\xff\xd8\xff0000"])
def test_a_picture_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)

    with pytest.raises(Unreadable, match="图片"):
        read_file(path)


def test_an_archive_of_one_notice_is_opened_and_of_two_refused(tmp_path: Path) -> None:
    path = tmp_path / "notice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "\n".join(_LINES))
    assert read_notice(read_file(path)).head.number == "示知发〔2024〕15号"

    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("b.txt", "\n".join(_LINES))
    with pytest.raises(Unreadable, match="一份"):
        read_file(path)


def test_the_command_prints_json_and_names_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(samples.WRAPPED, encoding="utf-8")
    assert main(["plan", "read", str(path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {"document", "tasks", "coverage", "problems"} <= set(data)
    assert data["tasks"][0]["id"] == 1

    assert main(["plan", "read", str(path)]) == 0
    assert "商标科（建议 / suggested）" in capsys.readouterr().out

    (tmp_path / "empty.txt").write_text("")
    assert main(["plan", "read", str(tmp_path / "empty.txt")]) == 2
    assert "empty.txt" in capsys.readouterr().err
