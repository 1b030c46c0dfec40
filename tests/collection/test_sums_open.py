"""A sum opens to what it was added up from, and says which units are in it; a value known opens to its own period's records."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.builders import body
from tests.collection.conftest import MONTH, OCTOBER, report_of, reported
from tests.collection.test_pages import client_of
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.collection.models import UnitReport
from xingzhi.indicators.query import Span
from xingzhi.packs import load
from xingzhi.web.views.collection.known import opens

pytestmark = pytest.mark.django_db


def test_a_count_of_a_register_opens_to_the_records_of_its_period() -> None:
    known = load().forms["monthly_ip_work"].cell("pledges").known
    assert known
    november = Span(date(2026, 11, 1), date(2026, 11, 30))
    listed = reverse("register-list", args=["pledges"])
    assert opens(known, BANNER, november) == (
        f"{listed}?region={BANNER}&registered_on_from=2026-11-01&registered_on_to=2026-11-30"
    )


def test_every_column_of_a_sum_opens_and_tells_whom_it_lacks(opened: Any, league: Any, banner: Any) -> None:
    before = opened(BANNER, OTHER_BANNER, period=OCTOBER.before())
    reported(banner, report_of(before, BANNER))
    found = opened(BANNER, OTHER_BANNER)
    for region in (BANNER, OTHER_BANNER):
        reported(league, report_of(found, region), MONTH | {"visits": "7"})
    UnitReport.objects.create(round=found, region=BANNER, kind="zone", unit="z", name="某开发区", state="empty")
    page = " ".join(body(client_of(league).get(reverse("collection-round", args=[found.pk]))).split())
    then = reverse("collection-round", args=[before.pk])
    assert f'<a href="{then}?cell=visits#behind">5</a>' in page, "the period before opens to its own units"
    assert "上期 1/2 已报，不含：扎赉特旗" in page
    assert "本期 2/2 已报（另有开发区 1 个，所在旗县也报，为免重复不加进合计）" in page
    assert "没有报齐：2026-01 — 2026-09" in page, "a run of months is told as one"
    assert "已报 2/3（其中开发区 0/1）" in page, "why it is three above and two here"
