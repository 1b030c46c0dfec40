"""Sums of forms about single firms: hidden where too few stand behind them or others would give them away."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.builders import body, read_book
from tests.collection.test_pages import client_of
from xingzhi.collection.hiding import hidden
from xingzhi.collection.models import UnitReport
from xingzhi.collection.reminding import reminder
from xingzhi.packs import load
from xingzhi.text.reporting_periods import Period

FORM = "quarterly_firm_needs"
QUARTER = Period("quarter", 2026, 3)


def firm(**given: int) -> dict[str, str]:
    values = {"finance": 0, "needs_protection": 0, "needs_training": 0, "needs_other": 0} | given
    values["needs"] = values["needs_protection"] + values["needs_training"] + values["needs_other"]
    return {cell: str(value) for cell, value in values.items()}


def test_few_firms_are_hidden_and_with_them_what_would_give_them_away() -> None:
    form = load().forms[FORM]
    three = [firm(needs_protection=2, needs_training=4, needs_other=at) for at in (1, 2, 3)]
    assert hidden(form, three) == frozenset(), "all zero, and three said so: nobody is shown"
    one = [*three[:2], firm(needs_protection=2, needs_training=4, finance=300)]
    assert hidden(form, one) == {"finance", "needs_other", "needs_protection"}, "two gave others; protection would tell"
    assert hidden(form, three[:2]) == {"finance", "needs", "needs_protection", "needs_training", "needs_other"}
    assert hidden(load().forms["monthly_ip_work"], [{"visits": "1"}]) == frozenset(), "of offices nothing is hidden"


@pytest.mark.django_db
def test_the_sum_and_its_workbook_show_no_firm(opened: Any, league: Any) -> None:
    found = opened(period=QUARTER, form=FORM, names=["甲公司", "乙公司", "丙公司", "丁公司"])
    reports = list(UnitReport.objects.filter(round=found).order_by("name"))
    for at, report in enumerate(reports[:3]):
        report.values, report.state = firm(needs_training=4, finance=300 if at else 0), "accepted"
        report.save()
    page = body(client_of(league).get(reverse("collection-round", args=[found.pk])))
    assert "不足3家企业的合计不列，以“…”代替" in page
    rows = {
        row[0]: row for row in read_book(client_of(league).get(reverse("collection-totals", args=[found.pk])).content)
    }
    assert rows["融资：知识产权质押融资需求"][2] == "…", "two of three gave an amount"
    assert rows["需求：其中：培训"][2] == 12
    said = str(rows)
    assert "公司" not in said
    assert "公司" not in reminder(found, reports)
    assert "还没有报的：1 个单位" in reminder(found, reports)
