"""A round for a development zone from its opening to its sum: who fills it in, and that nothing of it counts twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.builders import body, patent, read_book, write_rows
from tests.collection.conftest import MONTH, fill, reported
from tests.collection.test_pages import client_of
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.collection.models import Round, UnitReport
from xingzhi.collection.totals import totals
from xingzhi.registers.models import MODELS

pytestmark = pytest.mark.django_db

ZONE = "甲开发区"
TYPED = {f"v-{cell}": value for cell, value in MONTH.items()}


@pytest.fixture
def declared(take_in: Any, league: Any, tmp_path: Path) -> None:
    """A zone of the first banner, and two patents granted there in October, one of them in the zone."""
    rows = [
        patent(2020, at, region=BANNER, 授权公告日="2026-10-09", 法律状态="授权", 法律状态公告日="2026-10-09") | {"申请人": name}
        for at, name in ((1, "示例甲科技有限公司"), (2, "示例乙科技有限公司"))
    ]  # fmt: skip
    take_in(league, write_rows(tmp_path / "p.csv", rows))
    member = {"开发区名称": ZONE, "成员名称": "示例甲科技有限公司", "地址字样": "", "所属旗县市": "科尔沁右翼前旗"}
    take_in(league, write_rows(tmp_path / "z.csv", [member]))


def opened_by_page(league: Any, *units: str) -> Round:
    asked = {"form": "monthly_ip_work", "period": "2026-10", "contact": "张联系", "unit": units,
             "deadline": str(timezone.localdate() + timedelta(days=5))}  # fmt: skip
    client_of(league).post(reverse("collection-open"), asked)
    return Round.objects.get()


def test_a_zone_is_driven_from_opening_to_acceptance(declared: Any, league: Any, banner: Any, tmp_path: Path) -> None:
    here = client_of(league)
    assert f'value="zone:{ZONE}"' in body(here.get(reverse("collection"))), "declared zones can be asked"
    found = opened_by_page(league, f"banner:{BANNER}", f"zone:{ZONE}")
    zone = UnitReport.objects.get(kind="zone")
    assert (zone.region, zone.name) == (BANNER, ZONE)
    address = reverse("collection-report", args=[found.pk, zone.pk])
    there = client_of(banner)
    assert address in body(there.get(reverse("collection"))), "the county it lies in fills in for it"
    page = body(there.get(address))
    assert "开发区没有自己的账号" in page
    assert "zone=%E7%94%B2" in page, "the patents known of the zone open to their records"
    there.post(address, TYPED | {"version": "0", "do": "submit", "filler": "区某"})
    there.post(address, {"do": "check", "reviewer": "赵某"})
    zone.refresh_from_db()
    assert (zone.state, zone.values["grants"]) == ("checked", "1"), "of the zone, not of its banner"
    assert "还没有报的：科尔沁右翼前旗。" in body(here.get(reverse("collection-round", args=[found.pk])))
    here.post(address, {"do": "return", "reason": "走访家数请核"})
    assert f"还没有报的：科尔沁右翼前旗、{ZONE}。" in body(here.get(reverse("collection-round", args=[found.pk])))
    page = body(there.get(address))
    assert "走访家数请核" in page
    zone.refresh_from_db()
    book = fill(zone, tmp_path / "区.xlsx", {"visits": 4}, ("区某", "赵某", str(timezone.localdate()), "")).read_bytes()
    upload = {"file": SimpleUploadedFile("区.xlsx", book)}
    there.post(reverse("collection-upload"), upload)
    zone.refresh_from_db()
    assert (zone.state, zone.values["visits"]) == ("checked", "4")
    here.post(address, {"do": "accept"})
    rows = MODELS["reported_figures"].objects.filter(reporter_kind="zone", cell="visits")
    assert [(row.reporter, row.value) for row in rows] == [(ZONE, 4)]
    reported(banner, report_of_banner(found))
    page = body(here.get(reverse("collection-round", args=[found.pk])))
    assert "其中开发区" in page
    rows = read_book(here.get(reverse("collection-totals", args=[found.pk])).content)
    visits = next(row for row in rows if row[0] == "走访服务：走访企业")
    assert visits[2] == 5, "the banner's own five; the zone's four lie in them"
    report = report_of_banner(found)
    UnitReport.objects.filter(pk=report.pk).update(values=report.values | {"grants": "7"})
    [grants] = [line for line in totals(found).lines if line.cell.id == "grants"]
    assert (grants.total, grants.to_date, grants.before, grants.own, grants.said) == (2, 2, 0, True, 7)
    page = body(here.get(reverse("collection-round", args=[found.pk])))
    assert "专利授权：取自系统（全部地区），不是各单位所报之和" in page
    assert "专利授权：各单位报表所列合计 7，与系统现有的 2 不同" in page


def report_of_banner(found: Round) -> UnitReport:
    return UnitReport.objects.select_related("round").get(round=found, kind="banner")


def test_a_zone_counts_where_its_banner_was_not_asked(opened: Any, league: Any, banner: Any) -> None:
    found = opened(OTHER_BANNER)
    UnitReport.objects.create(
        round=found, region=BANNER, kind="zone", unit=ZONE, name=ZONE, state="checked", values={"visits": "5"}
    )
    added = totals(found)
    [visits] = [line for line in added.lines if line.cell.id == "visits"]
    assert (visits.total, visits.zones, added.zones_added) == (5, None, [ZONE])
    page = body(client_of(league).get(reverse("collection-round", args=[found.pk])))
    assert f"含开发区所报（所在旗县没有下发）：{ZONE}" in page
