"""Brands have steps and marks whose term ends soon; users of indications and signs are listed."""

from __future__ import annotations

from datetime import date


def test_steps_users_and_terms_that_end_soon(office):
    until = date.fromisoformat(office.key["until"])
    brands = {row[0]: row for row in office.rows("区域品牌台账.xlsx")[1:]}
    steps = office.rows("品牌培育事项.xlsx")[1:]
    assert {row[0] for row in steps} <= brands.keys()
    following = [date.fromisoformat(row[7]) for row in steps if row[7]]
    assert (len(steps), len(following), sum(day < until for day in following)) == (16, 8, 2)

    cultivated = {str(row[5]) for row in brands.values()}
    ends = [date.fromisoformat(row[14][-10:]) for row in office.rows("商标台账.xlsx")[2:]
            if str(row[1]) in cultivated and row[15] == "已注册"]  # fmt: skip
    assert sum(0 < (day - until).days < 180 for day in ends) == 2

    known = {row[0] for name in ("地理标志台账.xlsx", "受保护标志.xlsx") for row in office.rows(name)[1:]}
    assert {row[0] for row in office.rows("专用标志使用人.xlsx")[1:]} < known
