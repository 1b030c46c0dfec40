"""The workbooks are printed on the paper offices have, and show what is to be filled in and what is part of what."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.collection.conftest import report_of
from tests.collection.test_pages import client_of
from tests.conftest import BANNER
from xingzhi.collection import workbook
from xingzhi.collection.models import UnitReport
from xingzhi.intake.signed.writing import A4, HEAD_ROW, TO_FILL

pytestmark = pytest.mark.django_db


def test_the_workbooks_are_of_a4_and_tell_what_to_fill_in(
    opened: Any, league: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"pledges": {"value": "3", "indicator": "", "register": "pledges", "ref": "", "undecided": 0}}
    monkeypatch.setattr(workbook, "known_values", lambda report, form: known)
    found = opened(BANNER)
    report = report_of(found, BANNER)
    UnitReport.objects.create(round=found, region=BANNER, kind="zone", unit="z", name="某经济技术开发区")
    page = load_workbook(io.BytesIO(workbook.write(report))).active
    rows = {str(page.cell(row, 1).value).split("-")[1]: row for row in range(HEAD_ROW + 2, page.max_row + 1)}
    fills = {cell: page.cell(rows[cell], 6).fill.fgColor.rgb[2:] for cell in ("visits", "done", "pledges")}
    assert fills["visits"] == fills["done"] == TO_FILL[1:], "what is to be filled in has a ground of its own"
    assert fills["pledges"] == page.cell(rows["visits"], 1).fill.fgColor.rgb[2:], "what is known looks as what is fixed"
    assert page.cell(rows["pledges"], 6).value == 3
    assert int(page.page_setup.paperSize) == A4
    sums = load_workbook(io.BytesIO(client_of(league).get(reverse("collection-totals", args=[found.pk])).content))
    assert {int(each.page_setup.paperSize) for each in sums} == {A4}
    head = [cell.value for cell in sums.worksheets[0][4]]
    assert head[-1] == "其中：某经济技术开发区（不加进合计）"
    spans = {str(each) for each in sums.worksheets[0].merged_cells.ranges}
    assert {"A2:H2", "A3:H3"} <= spans, "signatures and notes keep inside the table"
