"""Notices as Word, PDF, OFD and text files, and files that are no notice."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from PIL import Image

from tests.plans.reading import samples
from xingzhi.cli import main
from xingzhi.engine.pictures import words
from xingzhi.plans.reading import files
from xingzhi.plans.reading.files import read_file
from xingzhi.plans.reading.problems import Unreadable
from xingzhi.plans.reading.reading import read_notice
from xingzhi.plans.reading.received import Line, Received

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


def test_a_ruled_table_of_an_ofd_gives_its_tasks(tmp_path: Path) -> None:
    table = [("工作任务", "责任单位", "时限"), ("开展检查2次", "执法科", "6月底前"), ("修订办法", "法规科", "长期坚持")]
    data = read_notice(read_file(samples.ofd(tmp_path / "notice.ofd", _LINES, table))).data()

    assert [(task["text"], task["lead"], task["due"]) for task in data["tasks"]] == [
        ("开展检查2次", ["执法科"], "2024-06-30"),
        ("修订办法", ["法规科"], None),
    ]


def test_running_heads_of_pages_are_left_out_and_told() -> None:
    lines = [
        *_LINES[:6],
        "一、任务",
        "（一）检查。各区县局要在全市范围内组织开展专项检查，重点检查代理",
        "机构。（执法科）",
    ]
    pages = [Line("示例市知识产权局文件", 1), *(Line(each, 1) for each in lines[:8]), Line("- 1 -", 1)]
    pages += [Line("示例市知识产权局文件", 2), Line(lines[8], 2), Line("- 2 -", 2)]
    data = read_notice(Received("pdf", tuple(pages), wrapped=True)).data()

    assert [task["text"][-6:] for task in data["tasks"]] == ["查代理机构。"]
    assert {"text": "示例市知识产权局文件", "part": "running_head"} in data["coverage"]["left_out"]
    assert data["coverage"]["unaccounted"] == 0


def test_a_photographed_page_is_read_where_text_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["工作任务", "责任单位", "时限"], ["开展检查2次", "执法科", "6月底前"]]
    found = [(_box(40, 40 * at, line), line, 0.9) for at, line in enumerate(_LINES, start=1)]
    found += [
        (_box(40 + 300 * column, 400 + 40 * at, text), text, 0.9)
        for at, row in enumerate(rows) for column, text in enumerate(row)
    ]  # fmt: skip
    monkeypatch.setattr(words, "_engine", lambda: lambda picture: (found, None))
    monkeypatch.setattr(files, "installed", lambda: True)
    path = tmp_path / "photo.jpg"
    Image.new("L", (1000, 700), 255).save(path)
    data = read_notice(read_file(path)).data()

    assert [(task["text"], task["lead"], task["due"]) for task in data["tasks"]] == [
        ("开展检查2次", ["执法科"], "2024-06-30")
    ]
    assert "recognised" in {problem["code"] for problem in data["problems"]}


def _box(left: int, top: int, text: str) -> list[tuple[int, int]]:
    right, bottom = left + 20 * len(text), top + 20
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def test_text_in_the_encoding_of_a_chinese_desktop_and_a_table_of_tabs(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    rows = "\n".join("\t".join(cell.replace("\n", "、") for cell in row) for row in samples.TABLE)
    path.write_bytes(("\n".join(_LINES) + "\n" + rows + "\n").encode("gb18030"))
    tasks = read_notice(read_file(path)).data()["tasks"]

    assert [task["lead"] for task in tasks] == [["促进科"], ["市财政局"], ["商标科"]]


def test_a_head_of_two_rows_and_the_same_as_above(tmp_path: Path) -> None:
    table = [
        ("任务", "责任单位", "责任单位", "时限"),
        ("任务", "牵头", "配合", "时限"),
        ("开展检查", "执法科", "各区县局", "6月底"),
        ("修订办法", "法规科", "同上", "同上"),
    ]
    tasks = read_notice(read_file(samples.word(tmp_path / "notice.docx", _LINES, table))).data()["tasks"]

    assert [(task["lead"], task["assist"], task["due"]) for task in tasks] == [
        (["执法科"], ["各区县局"], "2024-06-30"),
        (["法规科"], ["各区县局"], "2024-06-30"),
    ]


def test_a_table_of_markdown_with_broken_cells(tmp_path: Path) -> None:
    path = tmp_path / "notice.md"
    rows = [
        "| 任务 | 牵头单位 | 配合单位 | 时限 |",
        "|---|---|---|---|",
        "| 开展检查 | 执法科 | 甲局<br>乙局 | 年底前 |",
    ]
    path.write_text("\n".join([*_LINES, "", *rows]), encoding="utf-8")
    task = read_notice(read_file(path)).data()["tasks"][0]

    assert (task["lead"], task["assist"], task["due"]) == (["执法科"], ["甲局", "乙局"], "2024-12-31")


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
    with pytest.raises(Unreadable, match=r"一份.*a\.txt.*b\.txt"):
        read_file(path)


def test_an_archive_may_hold_a_pdf_and_says_what_else_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "notice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(samples.pdf(tmp_path / "a.pdf", _LINES), "通知.pdf")
        archive.writestr("照片.png", b"\x89PNG\r\n\x1a\n0000")
    data = read_notice(read_file(path)).data()

    assert data["document"]["number"] == "示知发〔2024〕15号"
    assert "照片.png" in next(each["zh"] for each in data["problems"] if each["code"] == "archive_others")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.docx", b"", "空"),
        ("blank.txt", b"\n \n", "空"),
        ("cut.docx", b"PK\x03\x04broken", "损坏"),
        ("cut.pdf", b"%PDF-1.4\nbroken", "损坏"),
        ("none.zip", b"PK\x05\x06" + bytes(18), "没有通知"),
        ("photo.jpg", b"\xff\xd8\xff0000", "图片"),
        ("any.dat", bytes(range(256)) * 8, "读不了"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_message_and_json_stays_json(
    name: str, content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert main(["plan", "read", str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    data = json.loads(out)
    assert err.count("\n") == 1
    assert said in err
    assert (data["tasks"], data["document"], [said in each["zh"] for each in data["problems"]]) == ([], None, [True])


def test_a_locked_document_asks_for_its_password(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain, path = (
        samples.word(tmp_path / "plain.docx", [*_LINES[:6], "1.开展检查。（执法科）"]),
        tmp_path / "locked.docx",
    )
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("pass", target)
    assert main(["plan", "read", str(path)]) == 2
    assert "密码" in capsys.readouterr().err

    (tmp_path / "password").write_text("pass\n")
    assert main(["plan", "read", str(path), "--json", "--password-file", str(tmp_path / "password")]) == 0
    assert json.loads(capsys.readouterr().out)["tasks"][0]["lead"] == ["执法科"]


def test_a_document_without_text_is_told(tmp_path: Path) -> None:
    data = read_notice(read_file(samples.word(tmp_path / "picture.docx", [""]))).data()

    assert [problem["code"] for problem in data["problems"]] == ["no_text"]


def test_days_that_do_not_exist_and_days_past_are_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    tasks = "一、任务\n1.办公室于2月31日前报送材料。\n2.办公室于2023年12月31日前报送总结。\n"
    path.write_text("\n".join([*_LINES[:6], tasks]), encoding="utf-8")
    data = read_notice(read_file(path)).data()
    codes = {problem["code"] for problem in data["problems"]}

    assert [task["due"] for task in data["tasks"]] == [None, "2023-12-31"]
    assert {"date_impossible", "date_before_notice"} <= codes


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
