"""The collection through the API: read by whom it concerns, and a workbook handed in by a program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.builders import read_book
from tests.collection.conftest import MONTH, fill, opened, report_of  # noqa: F401 - a fixture
from tests.conftest import BANNER, OTHER_BANNER

pytestmark = pytest.mark.django_db


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_banner_reads_its_own_and_hands_its_workbook_in(
    opened: Any, league: Any, banner: Any, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    found = opened(BANNER, OTHER_BANNER)
    report, other = report_of(found, BANNER), report_of(found, OTHER_BANNER)
    above, below = client_of(league), client_of(banner)
    assert [each["units"] for each in below.get("/api/collection/rounds").json()] == [1], "counted are those it sees"
    assert below.get(f"/api/collection/rounds/{found.pk}").json()["sums"] is None
    assert [each["id"] for each in below.get(f"/api/collection/rounds/{found.pk}/reports").json()] == [report.pk]
    assert below.get(f"/api/collection/reports/{other.pk}").status_code == 404
    assert read_book(below.get(f"/api/collection/reports/{report.pk}/workbook").content)

    def hand_in(client: Client, path: Path) -> Any:
        return client.post("/api/collection/returned", {"file": SimpleUploadedFile("月报.xlsx", path.read_bytes())})

    unsigned = hand_in(below, fill(report, tmp_path / "0.xlsx", MONTH, ("李某", "", "2026-11-21", "")))
    assert (unsigned.status_code, "审核人 没有填" in unsigned.json()["detail"]) == (422, True)
    foreign = hand_in(below, fill(other, tmp_path / "1.xlsx", MONTH))
    assert (foreign.status_code, "不是您的地区" in foreign.json()["detail"]) == (422, True)
    path = fill(report, tmp_path / "2.xlsx", {**MONTH, "visits": "5家", "complaints": "-4"})
    (told,) = hand_in(below, path).json()
    assert (told["merged"], told["state"], told["rows"][0]["value"]) == (True, "filling", "-4")
    assert [each["same"] for each in hand_in(below, path).json()] == [True]
    (told,) = hand_in(below, fill(report_of(found, BANNER), tmp_path / "3.xlsx", MONTH)).json()
    assert (told["state"], told["rows"]) == ("checked", [])
    whole = above.get(f"/api/collection/rounds/{found.pk}").json()
    assert (whole["reported"], whole["missing"]) == (1, ["扎赉特旗"])
    assert {each["cell"]: each["total"] for each in whole["sums"]}["visits"] == "5"
    said = above.get(f"/api/collection/reports/{report.pk}").json()
    assert (said["values"]["visits"], said["steps"][-1]["what"]) == ("5", "checked")
