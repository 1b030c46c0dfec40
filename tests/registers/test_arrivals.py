"""Archives, locked files and folders on their way into the registers, and that no password stays anywhere."""

import io
import sys
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from tests.builders import patent, write_book, write_rows
from tests.intake.locked_files import PASSWORD, lock_agile, lock_zip
from tests.intake.test_xml import document
from tests.intake.xml_samples import write_filing
from xingzhi.core.models import LogEntry
from xingzhi.intake.models import Batch, BatchState
from xingzhi.registers.arrivals import as_file, open_locked, receive
from xingzhi.registers.models import Patent
from xingzhi.registers.receive import start_import
from xingzhi.sample.xml_files import write_xml

pytestmark = pytest.mark.django_db


def table(folder: Path, name: str, *serials: int) -> Path:
    rows = [patent(serial=serial) for serial in serials]
    return write_book(folder / name, {"S": [list(rows[0]), *(list(row.values()) for row in rows)]})


def zipped(path: Path, *files: Path, folder: str = "上报") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, f"{folder}/{file.name}")
    return path


def all_done(user, arrival):
    from xingzhi.core import jobs

    for batch in arrival.batches:
        start_import(user, batch.pk)
    jobs.run_waiting()
    for batch in arrival.batches:
        batch.refresh_from_db()
        assert batch.state == BatchState.APPLIED, batch.job.error
    return arrival.batches


def test_each_table_of_an_archive_is_a_batch(league, tmp_path):
    (tmp_path / "说明.txt").write_text("请查收，谢谢", encoding="utf-8")
    path = zipped(tmp_path / "上报.zip", table(tmp_path, "前旗.xlsx", 1, 2), table(tmp_path, "后旗.xlsx", 3),
                  tmp_path / "说明.txt")  # fmt: skip
    arrival = receive(league, path, path.name)
    assert [(batch.file_name, batch.package_name) for batch in arrival.batches] == [
        ("前旗.xlsx", "上报.zip"), ("后旗.xlsx", "上报.zip"),
    ]  # fmt: skip
    assert not arrival.problems
    first, second = all_done(league, arrival)
    assert (first.accepted, second.accepted, Patent.objects.count()) == (2, 1, 3)
    assert ["package_rest", {"count": 1, "files": "上报/说明.txt"}] in first.notes
    assert first.received.read_bytes() == path.read_bytes(), "kept as it was received"
    assert first.received == second.received


def test_the_same_archive_and_the_same_table_outside_it_change_nothing(league, tmp_path):
    inside = table(tmp_path, "前旗.xlsx", 1)
    path = zipped(tmp_path / "上报.zip", inside)
    [batch] = all_done(league, receive(league, path, path.name))
    again = receive(league, path, path.name)
    assert ([same.pk for same in again.same], again.batches) == ([batch.pk], [])
    assert [same.pk for same in receive(league, inside, inside.name).same] == [batch.pk]
    assert len(receive(league, path, path.name, again=True).batches) == 1


def test_one_bad_file_of_an_archive_does_not_keep_the_others_out(league, tmp_path):
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04nothing")
    path = zipped(tmp_path / "上报.zip", bad, table(tmp_path, "前旗.xlsx", 1))
    arrival = receive(league, path, path.name)
    assert [batch.file_name for batch in arrival.batches] == ["前旗.xlsx"]
    assert [(name, problem.code) for name, problem in arrival.problems] == [("上报.zip/上报/坏.xlsx", "file_damaged")]


def test_published_documents_go_the_way_of_a_spreadsheet(league, tmp_path):
    path = write_xml(tmp_path / "公布.xml", [document()], date(2021, 3, 2))
    [batch] = all_done(league, receive(league, path, path.name))
    assert (batch.rows_read, batch.accepted) == (1, 1)
    record = Patent.objects.get()
    assert (record.application_no, record.publication_no) == ("202010000001.1", "CN111000001A")
    assert (record.filing_date, record.publication_date) == (date(2020, 3, 4), date(2021, 3, 2))
    assert (record.applicants, record.inventors) == ("示例甲有限公司; 示例乙大学", "甲一; 乙二")
    assert (record.agency, record.agency_code) == ("示例专利代理有限公司", "15001")
    assert (record.address, record.postcode) == ("内蒙古自治区兴安盟示例路1号", "137400")
    assert (record.ipc_main, record.ipc) == ("A01B1/00", "A01B1/00; B02C2/10")
    assert record.priority == "KR 10-2019-0100096 20190810"
    assert record.parent_application_no == "201910000001.9"


def test_a_document_that_cannot_go_in_comes_back_with_its_place(league, tmp_path):
    from tests.builders import read_book

    bad = document(2, number="202010000001.8")
    path = write_xml(tmp_path / "公布.xml", [document(), bad, document(3, number="2.02E+12")], date(2021, 3, 2))
    [batch] = all_done(league, receive(league, path, path.name))
    assert (batch.accepted, batch.rejected) == (1, 2)
    assert batch.reasons == {"rejected:number_check_digit": 1, "rejected:number_destroyed": 1}
    head, first, second = read_book(batch.rejects_file.read_bytes())
    assert (first[head.index("XML 文献")], second[head.index("XML 文献")]) == ("2", "3")
    assert "申请号: BibliographicData/ApplicationReference/DocumentID" in first[head.index("XML 元素")]
    assert "202010000001.8" in first[head.index("问题：申请号")]


def test_a_filing_goes_in_from_its_folder_or_when_its_number_is_added(league, tmp_path):
    from tests.builders import read_book

    with as_file(write_filing(tmp_path, "202010000001.1 申请文件")) as path:
        [batch] = all_done(league, receive(league, path, path.name))
    record = Patent.objects.get(application_no="202010000001.1")
    assert (record.title, record.abstract) == ("一种装置", "本发明公开了一种装置。")
    assert record.first_public_date is None, "not published: it stays inside"
    with as_file(write_filing(tmp_path, "没有号")) as path:
        [batch] = all_done(league, receive(league, path, path.name))
    assert (batch.accepted, batch.rejected) == (0, 1)
    head, row = read_book(batch.rejects_file.read_bytes())
    row[head.index("申请号")] = "CN202010000002.6"
    mended = write_book(tmp_path / "退回.xlsx", {"S": [head, row]})
    [batch] = all_done(league, receive(league, mended, mended.name))
    assert batch.accepted == 1
    assert Patent.objects.get(application_no="202010000002.6").title == "一种装置"


def test_a_locked_file_waits_for_its_password(league, tmp_path):
    path = lock_agile(table(tmp_path, "表.xlsx", 1), tmp_path / "密.xlsx")
    arrival = receive(league, path, path.name)
    assert arrival.locked.state == BatchState.LOCKED
    assert receive(league, path, path.name).locked.pk == arrival.locked.pk, "handed in again, it is the same"
    wrong = open_locked(league, arrival.locked.pk, "wrong")
    assert [problem.code for _, problem in wrong.problems] == ["password_wrong"]
    assert wrong.locked.pk == arrival.locked.pk
    opened = open_locked(league, arrival.locked.pk, PASSWORD)
    assert [batch.pk for batch in opened.batches] == [arrival.locked.pk], "the batch that waited goes on"
    [batch] = all_done(league, opened)
    assert (batch.accepted, batch.file_name) == (1, "密.xlsx")
    assert batch.received.read_bytes() == path.read_bytes()
    assert [same.pk for same in receive(league, path, path.name).same] == [batch.pk], "no password is asked for again"


def test_a_locked_archive_of_several(league, tmp_path):
    tables = {
        f"{name}.xlsx": table(tmp_path, f"{name}.xlsx", serial).read_bytes() for serial, name in ((1, "一"), (2, "二"))
    }
    path = lock_zip(tmp_path / "密.zip", tables)
    waiting = receive(league, path, path.name).locked
    batches = all_done(league, open_locked(league, waiting.pk, PASSWORD))
    assert {batch.file_name for batch in batches} == {"一.xlsx", "二.xlsx"}
    assert waiting.pk in {batch.pk for batch in batches}
    assert not Batch.objects.filter(state=BatchState.LOCKED).exists()


def test_a_locked_file_that_holds_nothing_new_waits_no_longer(league, tmp_path):
    plain = table(tmp_path, "表.xlsx", 1)
    [known] = receive(league, plain, plain.name).batches
    path = lock_agile(plain, tmp_path / "密.xlsx")
    waiting = receive(league, path, path.name).locked
    arrival = open_locked(league, waiting.pk, PASSWORD)
    assert ([same.pk for same in arrival.same], arrival.locked) == ([known.pk], None)
    waiting.refresh_from_db()
    assert waiting.state == BatchState.CANCELLED


def test_the_password_stays_nowhere(league, tmp_path, own_home, caplog):
    """Neither in the database (versions, log, jobs, sessions) nor in any file of the home folder nor in what is logged."""
    from django.db import connection

    plain = table(tmp_path, "表.xlsx", 1)
    other = table(tmp_path, "另.xlsx", 2).read_bytes()
    for path in (lock_agile(plain, tmp_path / "密.xlsx"), lock_zip(tmp_path / "密.zip", {"另.xlsx": other})):
        waiting = receive(league, path, path.name).locked
        open_locked(league, waiting.pk, "Falsches-8842")
        all_done(league, open_locked(league, waiting.pk, PASSWORD))
    writings = [
        secret.encode(name) for secret in (PASSWORD, "Falsches-8842") for name in ("utf-8", "utf-16-le", "gb18030")
    ]
    writings += [PASSWORD.encode("unicode_escape")]
    files = [file for file in own_home.rglob("*") if file.is_file()]
    assert len(files) > 4
    for file in files:
        assert not any(writing in file.read_bytes() for writing in writings), file
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            text = repr(cursor.fetchall())
            assert PASSWORD not in text, name
            assert "Falsches" not in text, name
    assert PASSWORD not in caplog.text
    assert not list((own_home / "files").glob(".open-*")), "nothing unpacked is left"


def test_what_is_done_is_logged(league, tmp_path):
    path = lock_agile(table(tmp_path, "表.xlsx", 1), tmp_path / "密.xlsx")
    waiting = receive(league, path, path.name).locked
    open_locked(league, waiting.pk, PASSWORD)
    entries = LogEntry.objects.filter(target="batch", target_id=str(waiting.pk)).order_by("seq")
    assert [entry.verb for entry in entries] == ["receive_locked", "receive_file"]
    assert entries[1].detail["package_digest"] == entries[0].detail["digest"] != entries[1].detail["digest"]


def test_others_open_nothing(league, banner, outsider, tmp_path):
    from django.http import Http404

    path = lock_agile(table(tmp_path, "表.xlsx", 1), tmp_path / "密.xlsx")
    waiting = receive(league, path, path.name).locked
    for other in (banner, outsider):
        with pytest.raises(Http404):
            open_locked(other, waiting.pk, PASSWORD)
    banner.role = "reader"
    with pytest.raises(PermissionDenied):
        receive(banner, path, path.name)


def test_a_banner_brings_rows_of_its_own_only_in_an_archive_too(banner, tmp_path):
    rows = [patent(serial=1), patent(serial=2, region="152223")]
    path = zipped(tmp_path / "a.zip", write_rows(tmp_path / "表.csv", rows))
    [batch] = all_done(banner, receive(banner, path, path.name))
    assert (batch.accepted, batch.reasons) == (1, {"rejected:outside_region": 1})


# --- The command ---


def run(capsys, monkeypatch, *arguments: str, stdin: str = "") -> SimpleNamespace:
    from xingzhi.cli import build_parser

    monkeypatch.setattr("xingzhi.registers.cli.start", lambda: None)
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    arguments_read = build_parser().parse_args(["intake", *arguments])
    code = arguments_read.func(arguments_read)
    captured = capsys.readouterr()
    return SimpleNamespace(code=code, out=captured.out, err=captured.err)


@pytest.mark.django_db(transaction=True)
def test_the_command_takes_a_locked_file_with_its_password_from_standard_input(admin, tmp_path, capsys, monkeypatch):
    path = lock_agile(table(tmp_path, "表.xlsx", 1), tmp_path / "密.xlsx")
    asked = run(capsys, monkeypatch, str(path))
    assert asked.code == 1
    assert "--password-stdin" in asked.err
    wrong = run(capsys, monkeypatch, str(path), "--password-stdin", stdin="wrong\n")
    assert wrong.code == 1
    assert "密码不对" in wrong.err
    right = run(capsys, monkeypatch, str(path), "--password-stdin", stdin=PASSWORD + "\n")
    assert right.code == 0, right.err
    assert "接受 1" in right.out
    assert PASSWORD not in asked.err + wrong.err + right.err + right.out


@pytest.mark.django_db(transaction=True)
def test_the_command_takes_a_folder_and_an_archive(admin, tmp_path, capsys, monkeypatch):
    folder = write_filing(tmp_path, "202010000001.1")
    archive = zipped(tmp_path / "上报.zip", table(tmp_path, "前旗.xlsx", 2), table(tmp_path, "后旗.xlsx", 3))
    done = run(capsys, monkeypatch, str(folder), str(archive))
    assert done.code == 0, done.err
    assert done.out.count("接受 1") == 3
    assert "取自文件夹名" in done.out
    assert Patent.objects.count() == 3
