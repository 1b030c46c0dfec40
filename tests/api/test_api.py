"""The API: typed records, figures, pages that follow each other, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.test import Client, override_settings

from tests.builders import number, patent, write_rows
from tests.conftest import OFFICE, person
from xingzhi.core import jobs
from xingzhi.core.models import Office
from xingzhi.registers.receive import receive_file, start_import

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def officer(django_db_setup, django_db_blocker, tmp_path_factory):
    """The league's officer, with three patents and a population in the registers; made once for all tests."""
    folder = tmp_path_factory.mktemp("api")
    with django_db_blocker.unblock(), override_settings(HOME=folder / "home"), transaction.atomic():
        Office.objects.create(region=OFFICE, name="测试局")
        made = person("league", "league_officer", OFFICE)
        known = {"授权公告日": "2022-05-06", "法律状态": "授权", "法律状态公告日": "2022-05-06"}
        people = [{"地区": "兴安盟", "年份": "2023", "年末常住人口（万人）": "141.5"}]
        for name, rows in (("a.csv", [patent(2020, at, **known) for at in (1, 2, 3)]), ("b.csv", people)):
            batch = receive_file(made, write_rows(folder / name, rows), name)
            start_import(made, batch.pk)
        jobs.run_waiting()
        made.home = folder / "home"
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def own_home(settings, officer):
    """The files of the officer's office."""
    settings.HOME = officer.home
    return settings.HOME


@pytest.fixture
def api(officer):
    """A client in which the officer is logged in."""
    client = Client()
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
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
    ("query", "name"),
    [
        ({"patent_type": "no_such"}, "patent_type"),
        ({"filing_date_from": "soon"}, "filing_date_from"),
        ({"cursor": "x"}, "cursor"),
        ({"size": "many"}, "size"),
        ({"size": "0"}, "size"),
        ({"size": "100000"}, "size"),
        ({"sort": "no_such"}, "sort"),
        ({"legal_statu": "in_force"}, "legal_statu"),  # a condition misspelt would else give every row
    ],
)
def test_what_cannot_be_read_is_refused_not_guessed(api, query, name):
    response = api.get("/api/registers/patents", query)
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    said = response.json()
    assert (said["status"], said["type"]) == (422, "/system/api/#invalid")
    assert [each["name"] for each in said["errors"]] == [name]


@pytest.mark.parametrize(("language", "word"), [("zh-CN", "有参数不对"), ("en", "A parameter is not acceptable")])
def test_a_problem_speaks_the_callers_language(api, language, word):
    said = api.get("/api/registers/patents", {"size": "0"}, headers={"accept-language": language}).json()
    assert said["title"] == word


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


def test_a_figure_is_broken_down_and_opens_to_its_records(api):
    span = {"region": "152200", "at": "2024-03-31", "start": "2022-01-01"}
    parts = api.get("/api/indicators/grants/breakdown", span | {"by": "region,patent_type"}).json()
    assert parts == [{"values": {"region": "152221", "patent_type": "invention"}, "known": 3, "unknown": 0}]
    seen, cursor = [], ""
    while True:
        said = api.get("/api/indicators/grants/records", span | {"size": "2", "cursor": cursor}).json()
        seen += [row["key"] for row in said["rows"]]
        cursor = said["next"]
        if not cursor:
            break
    assert seen == [number(2020, at) for at in (1, 2, 3)]
    assert api.get("/api/indicators/grants/breakdown", span | {"by": "applicants"}).status_code == 422
    for asked in ("", "/records"):
        refused = api.get(f"/api/indicators/grants{asked}", span | {"where": "applicants=甲"})
        assert (refused.status_code, "applicants=甲" in str(refused.json())) == (422, True)
    assert (
        api.get("/api/indicators/grants", span | {"where": ["patent_type=invention", "duty=service"]}).json()["value"]
        == "3"
    )
    assert api.get("/api/indicators/grants", span | {"where": "patent_type=design"}).json()["value"] == "0"
    assert api.get("/api/indicators/grants/records", span | {"where": "zone=甲开发区"}).json()["rows"] == []
    zones = api.get("/api/indicators/grants/breakdown", span | {"by": "zone"}).json()
    assert zones == [{"values": {"zone": ""}, "known": 3, "unknown": 0}]
    assert api.get("/api/indicators/grants", span | {"start": "2025-01-01"}).status_code == 422


def test_what_no_operation_answers(api):
    for method in ("put", "patch", "delete"):
        response = getattr(api, method)("/api/registers/patents")
        assert (response.status_code, response.json()["status"], response["Allow"]) == (405, 405, "GET")
    response = api.get("/api/no/such/address")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_a_record_that_is_not_there(api):
    assert api.get("/api/registers/patents/999999").status_code == 404
    assert api.get("/api/registers/no_such").status_code == 404


def test_a_stranger_gets_401_and_no_page_to_log_in():
    response = Client().get("/api/registers/patents")
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert Client().get("/api/indicators/grants", {"region": "152200", "at": str(date(2024, 3, 31))}).status_code == 401
