"""Archives, locked files and foreign formats: what is got out of them, and what is refused."""

import logging
import os
import stat
import struct
import time
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.builders import write_book
from tests.intake.biff import write_xls
from tests.intake.locked_files import PASSWORD, lock_agile, lock_standard, lock_zip
from tests.intake.xml_samples import FILING, ZC0012
from xingzhi.intake.messages import message
from xingzhi.intake.readers import ReaderProblem, converting, open_book
from xingzhi.intake.readers.archive_members import Limits
from xingzhi.intake.readers.unwrapping import Unwrapped, is_wrapped, unwrap

ROWS = [["申请号", "名称"], ["CN202010000001.1", "一种装置"]]
OTHERS = [["申请号", "名称"], ["CN202010000002.6", "另一装置"]]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "表.xlsx", {"S": ROWS})


def opened(path: Path, password: str | None = None, limits: Limits | None = None) -> Unwrapped:
    folder = path.parent / f"open-{time.monotonic_ns()}"
    folder.mkdir()
    return unwrap(path, path.name, folder, password, limits)


def cells(path: Path) -> list[list[object]]:
    return [row for _, row in open_book(path).sheets[0].rows()]


def refused(path: Path, password: str | None = None, limits: Limits | None = None) -> str:
    with pytest.raises(ReaderProblem) as caught:
        opened(path, password, limits)
    assert PASSWORD not in repr(caught.value)
    said = message(caught.value.code, caught.value.params)
    assert said != caught.value.code
    assert "?" not in said
    return caught.value.code


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_every_table_of_an_archive_comes_out_under_its_path(tmp_path, book):
    other = write_book(tmp_path / "二.xlsx", {"S": OTHERS}).read_bytes()
    inner = zipped(tmp_path / "内.zip", {"二.xlsx": other}).read_bytes()
    files = {"前旗/一.xlsx": book.read_bytes(), "内.zip": inner, "图.png": b"\x89PNG\r\n", "__MACOSX/._一.xlsx": b"x"}
    path = zipped(tmp_path / "上报.zip", files)
    assert is_wrapped(path, path.name)
    found = opened(path)
    assert {content.name: cells(content.path) for content in found.contents} == {
        "上报.zip/前旗/一.xlsx": ROWS, "上报.zip/内.zip/二.xlsx": OTHERS,
    }  # fmt: skip
    assert found.ignored == ["上报.zip/图.png"]


def test_names_written_in_gbk_are_read(tmp_path, book):
    """As archivers of a Chinese Windows write them: GBK, without saying so."""
    path = tmp_path / "a.zip"
    zipped(path, {"XXXX/YYYY.xlsx": book.read_bytes()})
    path.write_bytes(path.read_bytes().replace(b"XXXX/YYYY", "前旗".encode("gbk") + b"/" + "台账".encode("gbk")))
    assert [content.name for content in opened(path).contents] == ["a.zip/前旗/台账.xlsx"]


def test_documents_of_an_archive_are_one_table_and_a_filing_one_row(tmp_path):
    files = {"公布/1.xml": ZC0012.encode(), "公布/1.tif": b"II*\0", "2018103932133/a.xml": FILING["claims.xml"].encode(),
             "2018103932133/b.xml": FILING["description.xml"].encode()}  # fmt: skip
    [content] = opened(zipped(tmp_path / "文献.zip", files)).contents
    head, filing, published = cells(content.path)
    assert (filing[head.index("申请号")], filing[head.index("名称")]) == ("201810393213.3", "一种装置")
    assert filing[head.index("主权项")] == "一种装置，包括机架。"
    assert filing[head.index("XML 文件")] == "2018103932133"
    assert (published[head.index("申请号")], published[head.index("XML 文件")]) == ("CN202010000001.1", "公布/1.xml")
    codes = [note.code for note in open_book(content.path).notes]
    assert "xml_number_told" in codes


def test_a_number_with_a_wrong_check_digit_in_a_name_is_not_taken(tmp_path):
    [content] = opened(zipped(tmp_path / "2018103932134.zip", {"a.xml": FILING["claims.xml"].encode()})).contents
    head, filing = cells(content.path)
    assert filing[head.index("申请号")] is None


def test_a_damaged_document_is_told_by_its_file(tmp_path):
    [content] = opened(zipped(tmp_path / "a.zip", {"1.xml": ZC0012.encode(), "甲/2.xml": b"<a>"})).contents
    with pytest.raises(ReaderProblem) as caught:
        open_book(content.path)
    assert caught.value.params["file"] == "甲/2.xml"


def test_the_same_documents_give_the_same_bytes(tmp_path):
    files = {"1.xml": ZC0012.encode(), "2.xml": FILING["claims.xml"].encode()}
    first = zipped(tmp_path / "a.zip", files)
    again = tmp_path / "b" / "a.zip"
    again.parent.mkdir()
    zipped(again, dict(reversed(files.items())))
    assert first.read_bytes() != again.read_bytes()
    assert opened(first).contents[0].path.read_bytes() == opened(again).contents[0].path.read_bytes()


def test_paths_and_links_that_lead_out_are_refused(tmp_path):
    for name in ("../../etc/x.csv", "/etc/x.csv", "a/../../x.csv", "C:\\x.csv", "\\\\host\\x.csv"):
        assert refused(zipped(tmp_path / "a.zip", {name: b"a,b\n1,2\n"})) == "archive_unsafe", name
    link = zipfile.ZipInfo("x.csv")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refused(tmp_path / "a.zip") == "archive_unsafe"


def test_bombs_are_refused_before_they_grow(tmp_path):
    bomb = zipped(tmp_path / "a.zip", {"a.csv": bytes(60 << 20)})
    assert refused(bomb) == "archive_bomb", "by its growth"
    assert refused(bomb, limits=Limits(total=1 << 20, ratio=10**6)) == "archive_bomb", "by its size"
    assert refused(zipped(tmp_path / "b.zip", {f"{i}.csv": b"a,b" for i in range(9)}), limits=Limits(files=8))
    inner = zipped(tmp_path / "c.zip", {"a.csv": bytes(600_000)}).read_bytes()
    many = zipped(tmp_path / "d.zip", {f"{i}.zip": inner for i in range(9)})
    assert refused(many, limits=Limits(total=2_000_000)) == "archive_bomb", "with all that is inside"


def test_what_an_archive_says_of_its_own_sizes_is_not_believed(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.csv": bytes(30 << 20)})
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(content)
    found = opened(path)
    assert not found.contents
    assert [problem.code for _, problem in found.problems] == ["archive_unreadable"]


def test_archives_in_archives_end_somewhere(tmp_path):
    content = b"a,b\n1,2\n"
    name = "a.csv"
    for level in range(4):
        content = zipped(tmp_path / f"{level}.zip", {name: content}).read_bytes()
        name = f"{level}.zip"
    found = opened(tmp_path / "3.zip")
    assert [problem.code for _, problem in found.problems] == ["archive_too_deep"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Rar!\x1a\x07\x00rest", "archive_unreadable"),
        (b"7z\xbc\xaf\x27\x1crest", "archive_unreadable"),
        (b"\x1f\x8b\x08rest", "archive_unreadable"),
    ],
)
def test_other_archives_are_told_to_be_unpacked(tmp_path, content, code):
    path = tmp_path / "a.rar"
    path.write_bytes(content)
    assert refused(path) == code


def test_an_archive_without_tables_says_so(tmp_path):
    assert refused(zipped(tmp_path / "a.zip", {"图.png": b"\x89PNG\r\n", "文.pdf": b"%PDF-1.7"})) == "archive_empty"


def test_locked_workbooks_open_with_their_password_only(tmp_path, book):
    write_xls(tmp_path / "旧.xls", "S", ROWS, PASSWORD)
    locked = {
        lock_agile(book, tmp_path / "新.xlsx"): "xlsx",
        lock_standard(book, tmp_path / "2007.xlsx"): "xlsx",
        tmp_path / "旧.xls": "xls",
        lock_agile(book, tmp_path / "表.et"): "xlsx",
    }
    for path, kind in locked.items():
        assert is_wrapped(path, path.name)
        assert refused(path) == "password_needed", path.name
        assert refused(path, "wrong") == "password_wrong", path.name
        [content] = opened(path, PASSWORD).contents
        assert (open_book(content.path).kind, cells(content.path)) == (kind, ROWS)
        assert [note.code for note in content.notes] == ["was_locked"]


def test_a_file_locked_against_writing_only_opens_by_itself(tmp_path, book):
    [content] = opened(lock_agile(book, tmp_path / "a.xlsx", "VelvetSweatshop")).contents
    assert cells(content.path) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_locked_archives_open_however_the_password_was_written(tmp_path, book, encoding):
    path = lock_zip(tmp_path / "a.zip", {"甲/表.xlsx": book.read_bytes()}, PASSWORD.encode(encoding))
    assert refused(path) == "password_needed"
    assert refused(path, "wrong") == "password_wrong"
    assert cells(opened(path, PASSWORD).contents[0].path) == ROWS


def test_the_old_lock_of_archives(tmp_path):
    """ZipCrypto; one byte tells a wrong password, so one in 256 goes on to garbage and must be noticed there."""
    path = tmp_path / "a.zip"
    _zip_crypto(path, "a.csv", b"a,b\n1,2\n" * 100, b"geheim")
    assert cells(opened(path, "geheim").contents[0].path)[1] == ["1", "2"]
    assert {refused(path, f"wrong{i}") for i in range(600)} == {"password_wrong"}


def _zip_crypto(path: Path, name: str, content: bytes, password: bytes) -> None:
    """Write an archive under the traditional lock (APPNOTE 6.1)."""
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = []
    for i in range(256):
        value = i
        for _ in range(8):
            value = (value >> 1) ^ 0xEDB88320 if value & 1 else value >> 1
        table.append(value)

    def update(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in password:
        update(byte)
    crc = zlib.crc32(content)
    hidden = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + content:
        mask = keys[2] | 2
        hidden.append(byte ^ ((mask * (mask ^ 1) >> 8) & 0xFF))
        update(byte)
    raw = name.encode()
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 1, 0, 0, 0, crc, len(hidden), len(content), len(raw), 0) + raw
    central = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 1, 0, 0, 0, crc, len(hidden), len(content),
                          len(raw), 0, 0, 0, 0, 0, 0) + raw  # fmt: skip
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(central), len(local) + len(hidden), 0)
    path.write_bytes(local + hidden + central + end)


def test_a_lock_nobody_knows_says_what_to_do(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage\0".encode("utf-16-le"))
    assert refused(path, "x") == "lock_unknown"


def test_no_log_tells_the_password_however_much_it_tells(tmp_path, book, caplog):
    path = lock_standard(book, tmp_path / "a.xlsx")
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        opened(path, PASSWORD)
    assert PASSWORD not in caplog.text


def test_failures_of_libraries_carry_no_password(tmp_path, book, monkeypatch):
    def fails(*args: object) -> None:
        raise RuntimeError(f"password {args}")

    monkeypatch.setattr("xingzhi.intake.readers.locked.unlock", fails)
    assert refused(lock_agile(book, tmp_path / "a.xlsx"), PASSWORD) == "file_damaged"


# --- Foreign formats ---

DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument\0".encode("utf-16-le")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the only place of programs, but for the shell's own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/bin{os.pathsep}/usr/bin")
    monkeypatch.setattr(converting, "PROGRAMS", ("soffice-of-this-test",))
    return folder


def program(folder: Path, body: str) -> None:
    path = folder / "soffice-of-this-test"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def test_without_a_converter_it_is_said_what_to_do(tmp_path, programs):
    path = tmp_path / "名单.wps"
    path.write_bytes(DOC)
    assert is_wrapped(path, path.name)
    with pytest.raises(ReaderProblem) as caught:
        opened(path)
    said = message(caught.value.code, caught.value.params)
    assert "LibreOffice" in said
    assert "另存为" in said
    assert ".docx" in said


def test_the_converter_gets_a_place_of_its_own_and_what_it_makes_is_read(tmp_path, programs, book):
    program(
        programs,
        f"""
echo "$@" > {tmp_path}/asked
env > {tmp_path}/env
while [ "$1" != --outdir ]; do shift; done
cp {book} "$2/source.xlsx" """,
    )
    path = tmp_path / "表.et"
    path.write_bytes(b"\x00\x01unknown to us")
    [content] = opened(path).contents
    assert cells(content.path) == ROWS
    assert [note.code for note in content.notes] == ["was_converted"]
    asked = (tmp_path / "asked").read_text()
    assert "--headless" in asked
    assert "-env:UserInstallation=file://" in asked
    assert "--convert-to xlsx" in asked
    assert "http_proxy=http://127.0.0.1:9" in (tmp_path / "env").read_text()


def test_a_converter_that_hangs_is_ended_with_what_it_started(tmp_path, programs):
    program(programs, f"sleep 300 & echo $! > {tmp_path}/child; wait")
    path = tmp_path / "a.doc"
    path.write_bytes(DOC)
    assert refused(path, limits=Limits(seconds=0.5)) == "converter_too_slow"
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not _runs(child):
            break
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


def test_a_converter_that_makes_nothing(tmp_path, programs):
    program(programs, "exit 1")
    path = tmp_path / "a.doc"
    path.write_bytes(DOC)
    assert refused(path) == "converter_failed"


def test_et_files_are_told_by_content(tmp_path, book):
    """WPS writes .et as the old or the new format of Excel; both are read as such."""
    write_xls(tmp_path / "旧.et", "S", ROWS)
    (tmp_path / "新.et").write_bytes(book.read_bytes())
    assert [open_book(tmp_path / name).kind for name in ("旧.et", "新.et")] == ["xls", "xlsx"]
    assert cells(tmp_path / "旧.et") == cells(tmp_path / "新.et") == ROWS
