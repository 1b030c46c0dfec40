"""What a release says of notified applications: totals by both years, each application once, nobody named."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from xingzhi.cases.notified import tally
from xingzhi.cases.notified.tally import Application
from xingzhi.indicators.tables.periods import Period
from xingzhi.packs import load
from xingzhi.publish.abnormal import abnormal_totals


def application(number: str, filed: date, **batches: date) -> Application:
    return Application(
        number, "152221", 7, frozenset(), "notified", "invention", "某某代理公司", filed, dict(batches), [(date(2026, 3, 1), "withdrawn")]
    )  # fmt: skip


def test_an_application_of_two_batches_counts_once_and_the_years_are_told_apart(monkeypatch: Any) -> None:
    held = [
        application("202510000001.0", date(2025, 6, 1), 一=date(2026, 1, 9), 二=date(2026, 3, 9)),
        application("202610000002.0", date(2026, 1, 5), 二=date(2026, 3, 9)),
        application("202610000003.0", date(2026, 1, 5), 三=date(2026, 5, 9)),
    ]
    monkeypatch.setattr(tally, "applications", lambda user: held)
    found = abnormal_totals(None, Period.parse("2026-03"), load())
    by_year = {line["basis"]: line["counts"][0] for line in found["lines"]}
    assert by_year == {"notice": 2, "filing": 1}, "the third was notified after the month"
    said = json.dumps(found, ensure_ascii=False)
    assert not [name for name in ("某某代理公司", "202510000001", "152221") if name in said]
