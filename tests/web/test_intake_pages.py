"""The pages of intake: several files at once, archives, and files that wait for their password."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import body
from tests.intake.locked_files import PASSWORD, lock_agile
from tests.registers.test_arrivals import table, zipped
from xingzhi.intake.models import Batch, BatchState

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(league: Any) -> Client:
    client = Client()
    client.force_login(league)
    return client


def upload(client: Client, *paths: Path, **data: str) -> Any:
    streams = [path.open("rb") for path in paths]
    try:
        return client.post(reverse("intake-upload"), {"files": streams, **data}, follow=True)
    finally:
        for stream in streams:
            stream.close()


def test_the_page_says_what_it_takes(at, monkeypatch):
    page = body(at.get(reverse("intake-list")))
    for word in ("XLSX", "ET（WPS 表格）", "MHT", "DOCX", "ST.36", "ZIP", "密码", ".mht,", ".xml"):
        assert word in page, word
    monkeypatch.setattr("xingzhi.web.views.intake.converter", lambda: "")
    assert "本机没有装 LibreOffice" in body(at.get(reverse("intake-list")))


def test_several_files_and_an_archive_at_once(at, tmp_path):
    archive = zipped(tmp_path / "上报.zip", table(tmp_path, "前旗.xlsx", 1), table(tmp_path, "后旗.xlsx", 2))
    page = body(upload(at, archive, table(tmp_path, "本局.xlsx", 3)))
    assert Batch.objects.filter(state=BatchState.RECEIVED).count() == 3
    assert "有 2 张表，各成一批" in page
    for name in ("前旗.xlsx", "后旗.xlsx", "本局.xlsx"):
        assert name in page


def test_a_locked_file_is_opened_on_its_page(at, tmp_path):
    path = lock_agile(table(tmp_path, "表.xlsx", 1), tmp_path / "密.xlsx")
    page = upload(at, path)
    batch = Batch.objects.get()
    assert page.redirect_chain[-1][0] == reverse("batch", args=[batch.pk])
    assert 'type="password"' in body(page)
    wrong = at.post(reverse("batch-unlock", args=[batch.pk]), {"password": "wrong-one"})
    assert wrong.status_code == 422
    assert "密码不对" in body(wrong)
    assert "wrong-one" not in body(wrong)
    right = at.post(reverse("batch-unlock", args=[batch.pk]), {"password": PASSWORD}, follow=True)
    page = body(right)
    assert "确认并入库" in page
    assert "密码没有保存" in page
    assert PASSWORD not in page
    assert PASSWORD not in repr(dict(at.session))


def test_the_file_as_it_was_received_is_given_back(at, tmp_path):
    path = lock_agile(table(tmp_path, "表.xlsx", 1), tmp_path / "密.xlsx")
    upload(at, path)
    batch = Batch.objects.get()
    at.post(reverse("batch-unlock", args=[batch.pk]), {"password": PASSWORD})
    answer = at.get(reverse("batch-file", args=[batch.pk]))
    assert b"".join(answer.streaming_content) == path.read_bytes()


def test_a_locked_file_can_be_given_up(at, tmp_path):
    upload(at, lock_agile(table(tmp_path, "表.xlsx", 1), tmp_path / "密.xlsx"))
    batch = Batch.objects.get()
    at.post(reverse("batch-give-up", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == BatchState.CANCELLED
    assert at.get(reverse("batch", args=[batch.pk])).status_code == 200
    assert at.post(reverse("batch-unlock", args=[batch.pk]), {"password": PASSWORD}).status_code == 302


def test_others_neither_see_nor_open_nor_give_up_a_locked_file(at, banner, outsider, tmp_path):
    upload(at, lock_agile(table(tmp_path, "表.xlsx", 1), tmp_path / "密.xlsx"))
    batch = Batch.objects.get()
    for user in (banner, outsider):
        client = Client()
        client.force_login(user)
        for name in ("batch-unlock", "batch-give-up"):
            assert client.post(reverse(name, args=[batch.pk]), {"password": PASSWORD}).status_code == 404
        assert client.get(reverse("batch", args=[batch.pk])).status_code == 404
    reader = Client()
    banner.role, banner.region = "reader", "1522"
    banner.save()
    reader.force_login(banner)
    assert 'type="password"' not in body(reader.get(reverse("batch", args=[batch.pk])))
    assert reader.post(reverse("batch-unlock", args=[batch.pk]), {"password": PASSWORD}).status_code == 403
    batch.refresh_from_db()
    assert batch.state == BatchState.LOCKED


def test_what_cannot_be_taken_is_told_file_by_file(at, tmp_path):
    bad = tmp_path / "坏.rar"
    bad.write_bytes(b"Rar!\x1a\x07\x00")
    page = body(upload(at, bad, table(tmp_path, "表.xlsx", 1)))
    assert "只收 ZIP" in page
    assert Batch.objects.count() == 1
