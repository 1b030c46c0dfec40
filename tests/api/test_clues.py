"""Clues through the API: what is told of them, and judging them."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.builders import number, patent, words, write_rows
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.cases.models import Clue

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(take_in, league, tmp_path):
    """A pair across two banners; the other banner's application is not published."""
    alike = words(1, 150)
    rows = [
        patent(2020, 1, 摘要=alike + "甲", 申请人="甲机械有限公司", 公开日="2021-02-03"),
        patent(2020, 2, 摘要=alike + "乙", 申请人="乙机械有限公司", region=OTHER_BANNER),
    ]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    return Clue.objects.get(screening="similar_applications")


def client_of(person):
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def test_of_another_banners_unpublished_record_only_number_and_place_are_told(pair, banner, league):
    said = client_of(banner).get(f"/api/clues/{pair.pk}").json()
    own, other = said["records"]
    assert (own["key"], own["own"], own["values"]["applicants"]) == (number(2020, 1), True, "甲机械有限公司")
    assert other == {"register": "patents", "key": number(2020, 2), "region": OTHER_BANNER, "own": False, "id": None,
                     "values": {}}  # fmt: skip
    assert said["relation"] == ""
    whole = client_of(league).get(f"/api/clues/{pair.pk}").json()
    assert whole["relation"]
    assert all(record["own"] for record in whole["records"])


def test_a_judgement_is_added_in_ones_name(pair, banner, outsider):
    client = client_of(banner)
    path = f"/api/clues/{pair.pk}/judgements"

    def judge(**said: str) -> int:
        return client.post(path, json.dumps(said), content_type="application/json").status_code

    assert judge(verdict="suspected", reason="字句相同") == 201
    assert judge(verdict="dismissed", reason="看过原件") == 201
    assert judge(verdict="guilty", reason="x") == 422
    assert judge(verdict="unsure", reason="  ") == 422
    assert judge(verdict="unsure") == 422
    assert judge(verdict="taken", reason="不是来源冲突") == 422
    whole = client.get(f"/api/clues/{pair.pk}").json()
    assert [(each["verdict"], each["officer"]) for each in whole["judgements"]] == [
        ("dismissed", "banner"), ("suspected", "banner"),
    ]  # fmt: skip
    assert client.get("/api/clues").json()["rows"] == []
    assert [row["id"] for row in client.get("/api/clues", {"section": "dismissed"}).json()["rows"]] == [pair.pk]
    assert client_of(outsider).get("/api/clues", {"section": "dismissed"}).json()["rows"] == []


def test_a_list_of_one_place(pair, league):
    client = client_of(league)
    for region, found in ((BANNER, 1), (OTHER_BANNER, 1), ("152224", 0)):
        assert len(client.get("/api/clues", {"region": region}).json()["rows"]) == found


def test_a_conflict_masks_what_is_personal(take_in, league, tmp_path):
    take_in(league, write_rows(tmp_path / "a.csv", [patent(发明人="张某某")]))
    take_in(league, write_rows(tmp_path / "b.csv", [patent(发明人="李某某")]), source="commercial_database")
    said = client_of(league).get("/api/clues", {"screening": "source_conflict"}).json()
    [clue] = said["rows"]
    assert clue["evidence"]["kept"] == "张**"
    assert "李某某" not in json.dumps(said, ensure_ascii=False)
