"""Parties through the API: merged and split in one's name, and turned back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.builders import patent, write_rows
from xingzhi.registers.models import Party, PatentParty

pytestmark = pytest.mark.django_db


def post(person: Any, path: str, **said: Any) -> Any:
    """A JSON request in a person's name."""
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client.post(path, json.dumps(said), content_type="application/json")


@pytest.fixture
def firms(take_in, league, tmp_path):
    """Two firms with a patent each."""
    rows = [patent(2020, 1, 申请人="东风机械有限公司"), patent(2020, 2, 申请人="西风农业有限公司")]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    return Party.objects.get(name="东风机械有限公司"), Party.objects.get(name="西风农业有限公司")


def test_a_merge_and_its_undoing(firms, league, banner):
    kept, other = firms
    made = post(league, "/api/parties/decisions", kind="merge", party=kept.pk, other=other.pk, reason="工商登记更名")
    assert made.status_code == 201, made.content
    assert PatentParty.objects.filter(party=kept).count() == 2
    again = post(league, "/api/parties/decisions", kind="merge", party=kept.pk, other=other.pk, reason="再来")
    assert (again.status_code, again.json()["errors"][0]["name"]) == (422, "kind")
    undone = post(league, f"/api/parties/decisions/{made.json()['id']}/undo", reason="看错了")
    assert (undone.status_code, undone.json()["kind"]) == (201, "undo")
    assert PatentParty.objects.filter(party=kept).count() == 1
    listed = Client()
    listed.force_login(league, "django.contrib.auth.backends.ModelBackend")
    rows = listed.get("/api/parties/decisions").json()["rows"]
    assert [(row["kind"], row["undone"]) for row in rows] == [("undo", False), ("merge", True)]


def test_what_cannot_be_decided(firms, league, outsider):
    kept, other = firms
    for said in ({"kind": "merge", "party": kept.pk}, {"kind": "merge", "party": kept.pk, "other": kept.pk},
                 {"kind": "split", "party": kept.pk}, {"kind": "both", "party": kept.pk}):  # fmt: skip
        assert post(league, "/api/parties/decisions", **said, reason="试").status_code == 422, said
    theirs = post(outsider, "/api/parties/decisions", kind="merge", party=kept.pk, other=other.pk, reason="试")
    assert theirs.status_code == 404
