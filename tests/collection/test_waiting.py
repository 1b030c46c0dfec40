"""What waits is listed as the first page counts it, and what needs no look is accepted together."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.builders import body
from tests.collection.conftest import MONTH, report_of, reported
from tests.collection.test_pages import client_of
from tests.conftest import BANNER, OTHER_BANNER
from xingzhi.collection.models import CellConflict
from xingzhi.collection.moves import return_report

pytestmark = pytest.mark.django_db
ADDRESS = "/collection/waiting/?what="


def test_reports_without_differences_are_accepted_together(opened: Any, league: Any, banner: Any) -> None:
    found = opened(BANNER, OTHER_BANNER)
    plain, doubtful = report_of(found, BANNER), report_of(found, OTHER_BANNER)
    reported(league, plain)
    reported(league, doubtful, MONTH, {"visits": "含上月"})
    CellConflict.objects.create(report=doubtful, cell="visits", ours="5", theirs="6", officer=league)
    client = client_of(league)
    assert f'href="{ADDRESS}accept"' in body(client.get(reverse("today")))
    page = body(client.get(ADDRESS + "accept"))
    assert f'value="{plain.pk}" aria-label="选中此行" checked' in page
    assert f'value="{doubtful.pk}"' not in page, "what contradicts is decided first"
    assert "两边不一致 1 处，先定；有说明：走访企业" in page
    assert doubtful.name in body(client.get(ADDRESS + "conflicts"))
    said = body(client.post(reverse("collection-accept"), {"report": [plain.pk, doubtful.pk]}, follow=True))
    assert "已验收 1 张" in said
    assert f"没有验收：{doubtful.name}" in said
    assert [report_of(found, each).state for each in (BANNER, OTHER_BANNER)] == ["accepted", "checked"]
    assert client_of(banner).post(reverse("collection-accept"), {"report": plain.pk}).status_code == 403


def test_a_report_sent_back_after_its_day_is_called_so_with_the_reason_one_click_away(
    opened: Any, league: Any, banner: Any
) -> None:
    found = opened(BANNER, OTHER_BANNER, days=-1)
    report = report_of(found, BANNER)
    reported(banner, report)
    return_report(league, report.pk, "走访数与清单不符")
    page = body(client_of(banner).get(reverse("today")))
    assert f'href="{ADDRESS}returned"' in page
    assert "张采集表被退回，要重报" in page
    assert "张采集表已过期限" not in page, "told once"
    assert "退回原因：走访数与清单不符" in body(client_of(banner).get(ADDRESS + "returned"))
    late = body(client_of(league).get(ADDRESS + "late"))
    assert reverse("collection-report", args=[found.pk, report_of(found, OTHER_BANNER).pk]) in late
