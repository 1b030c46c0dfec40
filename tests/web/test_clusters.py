"""The picture of a cluster: what is drawn of a large one, and in whose colours."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.builders import patent, words, write_rows
from xingzhi.cases.cluster_models import Cluster
from xingzhi.cases.models import Clue
from xingzhi.cases.seen import links, members
from xingzhi.web.views import cluster_chart
from xingzhi.web.views.cluster_chart import graph, over_time, strongest


def edges(*ends):
    return [(a, b, SimpleNamespace(score=1 - at / 100)) for at, (a, b) in enumerate(ends)]


def test_the_lines_that_hold_together_are_drawn_first_then_the_strongest():
    found = edges((0, 1), (1, 2), (0, 2), (0, 3), (2, 3), (3, 4))
    assert [each[:2] for each in strongest(found, 5, 4)] == [(0, 1), (1, 2), (0, 3), (3, 4)]
    assert [each[:2] for each in strongest(found, 5, 5)] == [(0, 1), (1, 2), (0, 2), (0, 3), (3, 4)]
    assert strongest(found, 5, 6) == found
    assert [each[:2] for each in strongest(found, 5, 2)] == [(0, 1), (1, 2), (0, 3), (3, 4)], "none stands alone"


def seen(day, who="甲"):
    class Seen(SimpleNamespace):
        def __getitem__(self, name):
            return who

    return Seen(filed=day, row=True)


def test_filings_are_counted_by_month_or_by_year_and_applicant():
    chart = over_time([seen(date(2020, 11, 3)), seen(date(2021, 1, 5)), seen(date(2021, 1, 9), "乙"), seen(None)])
    assert chart["categories"] == ["2020-11", "2020-12", "2021-01"]
    assert {each["name"]: each["values"] for each in chart["series"]} == {"甲": [1, 0, 1], "乙": [0, 0, 1]}
    assert over_time([seen(date(2010, 1, 1)), seen(date(2020, 1, 1))])["categories"] == [
        str(y) for y in range(2010, 2021)
    ]
    assert over_time([seen(date(2020, 1, 1)), seen(date(2020, 1, 1))]) is None
    assert over_time([seen(None)]) is None


@pytest.fixture
def cluster(take_in, league, tmp_path):
    """Twelve inventions of ten applicants with one text."""
    rows = [
        patent(2020, serial, 摘要=words(1, 150) + str(serial), 申请人=f"示例第{min(serial, 9)}机械有限公司")
        for serial in range(12)
    ]
    assert take_in(league, write_rows(tmp_path / "a.csv", rows)).state == "applied"
    return Cluster.objects.get()


@pytest.mark.django_db
def test_a_graph_has_a_point_a_member_and_says_what_it_leaves_out(cluster, league, monkeypatch):
    inside, clues = members(league, cluster), links(league, cluster, 1_000)
    chart = graph(inside, clues)
    assert (len(chart["nodes"]), len(chart["links"])) == (12, 66)
    assert len(chart["categories"]) == len(chart["series"][0]["values"]) == 66
    assert len(chart["groups"]) == cluster_chart.COLOURED + 2
    assert chart["nodes"][11]["group"] == 0, "the applicant with most applications has the first colour"
    monkeypatch.setattr(cluster_chart, "LINES", 20)
    monkeypatch.setattr(cluster_chart, "DRAWN", 10)
    less = graph(inside, clues)
    assert len(less["nodes"]) == 10
    assert "组内 12 件，图上只画先申请的 10 件" in less["note"]


@pytest.mark.django_db
def test_the_page_keeps_what_was_typed_where_nothing_was_chosen(cluster, league, client):
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    address = reverse("cluster-judge", args=[cluster.pk])
    answer = client.post(
        address, {"verdict": "suspected", "reason": "像", "note": "备", "scope": "chosen"}, follow=True
    )
    page = answer.content.decode()
    assert "没有选中待研判的成对申请" in page
    assert ">像</textarea>" in page
    assert not Clue.objects.exclude(verdict="").exists()
    answer = client.post(address, {"verdict": "suspected", "reason": "像", "scope": "all"}, follow=True)
    assert "已记录对 66 对的研判" in answer.content.decode()


@pytest.mark.django_db
def test_two_members_that_are_no_pair_stand_side_by_side(take_in, league, client, tmp_path):
    text = words(1, 200)
    rows = [patent(2020, at, 摘要=text[at * 30 : at * 30 + 120]) for at in range(3)]
    assert take_in(league, write_rows(tmp_path / "a.csv", rows)).state == "applied"
    cluster = Cluster.objects.get()
    assert (cluster.size, cluster.pairs) == (3, 2)
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    first, second, third = cluster.members.order_by("key").values_list("key", flat=True)
    address = reverse("cluster-compare", args=[cluster.pk])
    assert "这两件没有达到筛查的门槛" in client.get(address, {"a": first, "b": third}).content.decode()
    pair = Clue.objects.get(key__contains=f"{first}|{second}")
    assert client.get(address, {"a": second, "b": first})["Location"] == reverse("clue", args=[pair.pk])
    assert client.get(address, {"a": first, "b": "202099999999.9"}).status_code == 404
    assert client.get(address, {"a": first, "b": first})["Location"] == reverse("cluster", args=[cluster.pk])
