"""What keeps patents, on the page of a path: known unpaid fees first, all of it within reach, narrowed by reason and place."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.builders import number, patent, write_rows

pytestmark = pytest.mark.django_db
GRANTED = {"授权公告日": "2020-05-05", "公开日": "2019-01-05", "法律状态": "授权", "法律状态日期": "2020-05-05"}
UNPAID = number(2018, 25)


@pytest.fixture
def page(take_in, league, tmp_path, client):
    rows = [patent(2018, serial, region="152223" if serial > 20 else "152221", **GRANTED) for serial in range(1, 26)]
    rows.append(patent(2018, 99, region="152221", **GRANTED | {"法律状态日期": "2026-06-30"}))
    take_in(league, write_rows(tmp_path / "patents.csv", rows))
    take_in(league, write_rows(tmp_path / "fees.csv", [{"申请号": UNPAID, "年费年度": 9, "应缴日": "2026-09-04"}]))
    client.force_login(league)
    address = reverse("indicator-path", args=["valid_inventions"])

    def page(**asked):
        text = client.get(address, {"at": "2026-06-30"} | asked).content.decode()
        section = text.split('id="keeping"')[1].split("</section>")[0]
        return section, re.findall(r"name=\"keep\" value=\"pay_fee\|([\dX.]+)\|", section)

    return page


def test_known_unpaid_first_and_the_rest_on_the_next_page(page):
    first, keys = page()
    assert (keys[0], len(keys)) == (UNPAID, 20)
    assert "日期已过" in first.split(UNPAID)[2][:700], "its day is over"
    _, more = page(keeping="20")
    assert len(set(keys + more)) == 26
    assert len(page(all="1")[1]) == 26
    assert page(keeping="5000")[1] == more, "past the end the last page is shown"


def test_narrowed_by_reason_and_by_place(page):
    section, keys = page(why="fee_due")
    assert keys == [UNPAID]
    assert "年费缴纳情况未知（25）" in section
    assert len(page(under="152223")[1]) == 5
    assert len(page(under="152223", why="fee_unknown")[1]) == 4
    assert page(under="150500")[1] == [], "a place of another office"
