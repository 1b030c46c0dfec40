"""Workbooks of clusters: marked internal, names of people masked, no more than the owner may see."""

from __future__ import annotations

import pytest
from django.http import Http404

from tests.builders import number, patent, read_book, words, write_rows
from tests.conftest import OTHER_BANNER
from xingzhi.cases.actions import judge_cluster
from xingzhi.cases.cluster_models import Cluster
from xingzhi.cases.exports import export_clusters
from xingzhi.core import jobs

pytestmark = pytest.mark.django_db
TEXT = words(1, 150)


@pytest.fixture
def clusters(take_in, league, tmp_path):
    """A pair of a person and a firm over two banners, the other side unpublished; and a series of one firm."""
    rows = [
        patent(2020, 1, 摘要=TEXT + "甲", 申请人="王小明", 发明人="王小明"),
        patent(2020, 2, 摘要=TEXT + "乙", 申请人="扎旗保密有限公司", region=OTHER_BANNER),
        *(patent(2020, serial, 摘要=words(2, 150) + str(serial), 名称=f"=一种系列{serial}") for serial in (11, 12, 13)),
    ]
    assert take_in(league, write_rows(tmp_path / "a.csv", rows)).state == "applied"
    return {cluster.size: cluster for cluster in Cluster.objects.all()}


def written(user, query, cluster=None):
    """The sheets of the workbook a person asks for, as text."""
    export = export_clusters(user, query, cluster.pk if cluster else None)
    jobs.run_waiting()
    export.refresh_from_db()
    assert export.digest, export.job.error
    content = export.path.read_bytes()
    return export, [read_book(content, sheet) for sheet in range(3 if cluster else 2)]


def test_the_list_says_what_the_page_says_and_is_marked_internal(clusters, league):
    export, (rows, notes) = written(league, {"state": "open", "cursor": "x"})
    assert rows[0][0].startswith("内部资料 · 初核疑似")
    assert notes[0][0] == rows[0][0]
    assert [row[2] for row in rows[2:]] == ["3", "2"]
    assert rows[2][1] == "同一申请人同日系列申请"
    assert "王小明" not in str(rows)
    assert (export.rows, export.query) == (2, {"state": "open"})
    assert ["行数", "2"] in [row[:2] for row in notes]


def test_a_cluster_holds_its_members_pairs_and_judgements(clusters, league):
    judge_cluster(league, clusters[3].pk, "dismissed", "系列产品", everything=True)
    export, (inside, pairs, _notes) = written(league, {}, clusters[3])
    assert [row[1] for row in inside[2:]] == [number(2020, serial) for serial in (11, 12, 13)]
    assert inside[2][2] == "=一种系列11", "a text, no formula"
    assert len(pairs[2:]) == 3
    assert {tuple(row[4:7]) for row in pairs[2:]} == {("排除", "系列产品", "league")}
    assert export.rows == 6


def test_people_are_masked_and_what_another_banner_has_not_published_is_a_number(clusters, banner):
    _export, sheets = written(banner, {}, clusters[2])
    said = str(sheets)
    assert number(2020, 2) in said
    assert "扎赉特旗" in said
    for word in ("王小明", "保密有限公司", "不同申请人"):
        assert word not in said
    listed = str(written(banner, {"state": "open"})[1])
    assert number(2020, 1) in listed
    for word in ("王小明", "保密有限公司", "不同申请人"):
        assert word not in listed


def test_who_sees_nothing_of_a_cluster_gets_no_workbook(clusters, outsider):
    with pytest.raises(Http404):
        export_clusters(outsider, {}, clusters[2].pk)
    assert written(outsider, {"state": "open"})[0].rows == 0
