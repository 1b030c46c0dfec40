"""Files handed in through the API: the same door as the page."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.builders import patent, read_book, write_rows
from xingzhi.core import jobs
from xingzhi.core.models import LogEntry
from xingzhi.registers.models import Patent

pytestmark = pytest.mark.django_db


def client_of(person: Any) -> Client:
    """A browser in which that person is logged in."""
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def a_file(folder: Any, *rows: dict[str, str], name: str = "全部.csv") -> SimpleUploadedFile:
    """A received file."""
    return SimpleUploadedFile(name, write_rows(folder / "a.csv", rows or [patent()]).read_bytes())


def post(client: Client, path: str, **body: Any) -> Any:
    """A JSON request."""
    return client.post(path, json.dumps(body), content_type="application/json")


def test_a_file_goes_in(league, tmp_path):
    client = client_of(league)
    broken = patent(2020, 2, 申请号="2.02E+12")
    made = client.post("/api/batches", {"file": a_file(tmp_path, patent(), broken), "source": "office_table"})
    assert made.status_code == 201
    [batch] = made.json()["batches"]
    assert (batch["state"], batch["register"], batch["source"], batch["file_name"]) == (
        "received", "patents", "office_table", "全部.csv",
    )  # fmt: skip
    assert batch["sheets"][0]["mapping"]["0"] == "application_no"
    started = post(client, f"/api/batches/{batch['id']}/start")
    assert (started.status_code, started.json()["state"]) == (202, "queued")
    jobs.run_waiting()
    done = client.get(f"/api/batches/{batch['id']}").json()
    assert (done["state"], done["rows_read"], done["accepted"], done["rejected"]) == ("applied", 2, 1, 1)
    assert sum(each["rows"] for each in done["reasons"]) == 1
    assert Patent.objects.count() == 1
    assert client.get(f"/api/jobs/{done['job']}").json()["state"] == "done"
    workbook = client.get(f"/api/batches/{batch['id']}/rejects")
    assert "2.02E+12" in str(read_book(b"".join(workbook.streaming_content)))
    [listed] = client.get("/api/batches", {"state": "applied"}).json()["rows"]
    assert listed["id"] == batch["id"]


def test_the_same_file_is_told_and_not_taken_twice(league, tmp_path):
    client = client_of(league)
    first = client.post("/api/batches", {"file": a_file(tmp_path)}).json()["batches"][0]
    again = client.post("/api/batches", {"file": a_file(tmp_path)})
    assert (again.status_code, again.json()["batch"]) == (409, first["id"])
    assert client.post("/api/batches", {"file": a_file(tmp_path), "again": "true"}).status_code == 201


def test_what_is_no_table_is_refused(league):
    client = client_of(league)
    response = client.post("/api/batches", {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 nothing")})
    assert (response.status_code, response.json()["type"]) == (422, "/system/api/#not-a-table")
    assert response.json()["detail"]
    assert client.post("/api/batches", {"file": io.BytesIO(b"")}).status_code == 422
    assert client.post("/api/batches", {}).status_code == 422


def test_an_archive_under_a_password_waits_for_it(league, tmp_path):
    import pyzipper

    path = tmp_path / "包.zip"
    with pyzipper.AESZipFile(path, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"secret-word")
        archive.writestr("a.csv", write_rows(tmp_path / "a.csv", [patent()]).read_bytes())
    client = client_of(league)
    said = client.post("/api/batches", {"file": SimpleUploadedFile("包.zip", path.read_bytes())}).json()
    assert said["batches"] == []
    wrong = post(client, f"/api/batches/{said['locked']}/unlock", password="guess")
    assert (wrong.status_code, wrong.json()["type"]) == (422, "/system/api/#not-a-table")
    opened = post(client, f"/api/batches/{said['locked']}/unlock", password="secret-word")
    assert opened.status_code == 201, opened.content
    assert [each["state"] for each in opened.json()["batches"]] == ["received"]
    assert post(client, f"/api/batches/{said['locked']}/unlock", password="secret-word").status_code == 409
    assert "secret-word" not in json.dumps(list(LogEntry.objects.values()), default=str)


def test_a_file_beyond_the_limit_is_refused(league, tmp_path, settings):
    settings.API_UPLOAD_BYTES = 10
    assert client_of(league).post("/api/batches", {"file": a_file(tmp_path)}).status_code == 413


@pytest.mark.parametrize(
    "confirmed",
    [{"register": "no_such"}, {"source": "manual_decision"}, {"source": "no_such"}, {"mappings": {"7": {"0": "title"}}},
     {"mappings": {"0": {"99": "title"}}}, {"mappings": {"0": {"0": "no_such"}}}, {"taken": [5]},
     {"taken": []}, {"mappings": {"0": {"0": "title"}}}],
)  # fmt: skip
def test_what_cannot_be_confirmed_starts_nothing(league, tmp_path, confirmed):
    client = client_of(league)
    batch = client.post("/api/batches", {"file": a_file(tmp_path)}).json()["batches"][0]
    response = post(client, f"/api/batches/{batch['id']}/start", **confirmed)
    assert response.status_code == 422, response.content
    assert client.get(f"/api/batches/{batch['id']}").json()["state"] == "received"


def test_what_was_started_is_not_started_again(league, tmp_path):
    client = client_of(league)
    batch = client.post("/api/batches", {"file": a_file(tmp_path)}).json()["batches"][0]
    first = post(client, f"/api/batches/{batch['id']}/start").json()
    assert post(client, f"/api/batches/{batch['id']}/start").status_code == 409
    cancelled = client.post(f"/api/jobs/{first['job']}/cancel")
    assert (cancelled.status_code, cancelled.json()["cancel_requested"]) == (200, True)
    jobs.run_waiting()
    assert client.post(f"/api/jobs/{first['job']}/cancel").status_code == 409


def test_a_file_lies_in_the_region_of_who_brings_it(banner, outsider, tmp_path):
    batch = client_of(banner).post("/api/batches", {"file": a_file(tmp_path)}).json()["batches"][0]
    assert batch["region"] == banner.region
    assert client_of(outsider).get(f"/api/batches/{batch['id']}").status_code == 404


def test_readers_and_people_without_a_region_hand_in_nothing(office, tmp_path):
    from tests.conftest import OFFICE, person

    for who in (person("reader", "reader", OFFICE), person("nowhere", "league_officer", None)):
        response = client_of(who).post("/api/batches", {"file": a_file(tmp_path)})
        assert (response.status_code, response.json()["type"]) == (403, "/system/api/#forbidden")
