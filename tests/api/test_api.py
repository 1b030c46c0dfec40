"""The API: what it refuses, what it caps, and that it only reads."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.builders import number, patent, write_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(take_in, league, tmp_path):
    """A client of the league's officer, with three patents and a population in the registers."""
    rows = [patent(2020, at, 授权公告日="2022-05-06", 法律状态="授权", 法律状态公告日="2022-05-06") for at in (1, 2, 3)]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    people = [{"地区": "兴安盟", "年份": "2023", "年末常住人口（万人）": "141.5"}]
    take_in(league, write_rows(tmp_path / "b.csv", people))
    client = Client()
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    return client


def test_records_are_typed(api):
    said = api.get("/api/registers/patents", {"sort": "application_no"}).json()
    assert [row["key"] for row in said["rows"]] == [number(2020, at) for at in (1, 2, 3)]
    first = said["rows"][0]
    assert (first["filing_date"], first["grant_date"], first["lapse_date"]) == ("2020-03-04", "2022-05-06", None)
    assert (first["patent_type"], first["legal_status"], first["region"]) == ("invention", "in_force", "152221")
    [figure] = api.get("/api/registers/population").json()["rows"]
    assert (figure["year"], float(figure["resident_population"])) == (2023, 141.5)


def test_pages_follow_each_other(api):
    seen, cursor = [], ""
    for _ in range(5):
        said = api.get("/api/registers/patents", {"size": "1", "cursor": cursor, "sort": "-application_no"}).json()
        seen += [row["key"] for row in said["rows"]]
        cursor = said["next"]
        if not cursor:
            break
    assert seen == [number(2020, at) for at in (3, 2, 1)]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"patent_type": "no_such"}, 400),
        ({"filing_date_from": "soon"}, 400),
        ({"cursor": "x"}, 400),
        ({"size": "many"}, 422),
        ({"size": "0"}, 200),
        ({"size": "100000"}, 200),
        ({"sort": "no_such"}, 200),
    ],
)
def test_what_cannot_be_read_is_refused_not_guessed(api, query, status):
    assert api.get("/api/registers/patents", query).status_code == status


def test_a_figure_with_all_it_rests_on(api):
    said = api.get("/api/indicators/valid_inventions_per_10000", {"region": "152200", "at": "2024-03-31"}).json()
    assert (said["value"], said["numerator"], said["denominator"]) == ("0.02", 3, "141.5")
    assert {"indicator", "region", "at", "unit", "pack", "snapshot", "unknown", "missing", "internal"} <= said.keys()
    for name, query, status in (
        ("no_such", {"region": "152200", "at": "2024-03-31"}, 404),
        ("grants", {"region": "999999", "at": "2024-03-31"}, 404),
        ("grants", {"region": "150500", "at": "2024-03-31"}, 404),
        ("grants", {"region": "152200", "at": "soon"}, 422),
        ("grants", {"region": "152200"}, 422),
    ):
        assert api.get(f"/api/indicators/{name}", query).status_code == status, (name, query)


def test_it_only_reads(api):
    for method in ("post", "put", "patch", "delete"):
        for path in ("/api/registers/patents", "/api/registers/patents/1", "/api/indicators/grants"):
            assert getattr(api, method)(path).status_code in (401, 403, 405)


def test_a_record_that_is_not_there(api):
    assert api.get("/api/registers/patents/999999").status_code == 404
    assert api.get("/api/registers/no_such").status_code == 404


def test_a_stranger_gets_401_and_no_page_to_log_in(office):
    response = Client().get("/api/registers/patents")
    assert response.status_code == 401
    assert response["Content-Type"].startswith("application/json")
    assert Client().get("/api/indicators/grants", {"region": "152200", "at": str(date(2024, 3, 31))}).status_code == 401
