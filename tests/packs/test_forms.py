"""Forms: what makes them lawful to send, and what they may not contradict."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from xingzhi.packs import Packs
from xingzhi.packs.forms import FormBody, check_references
from xingzhi.text.reporting_periods import Period, parse_period, period_of, read_period

CELL = {"id": "a", "label": {"zh": "甲", "en": "A"}, "unit": {"zh": "件", "en": "items"}}
BODY = {"period": "month", "filled_by": ["banner"], "internal_record": True, "cells": [CELL]}
APPROVAL = {"table_no": "表1", "body": "示例统计局", "number": "示例〔2026〕1号", "valid_until": "2027-12-31"}
CHECK = {"id": "c", "level": "error", "left": ["a"], "message": {"zh": "错", "en": "wrong"}}


def form(**more: Any) -> FormBody:
    return FormBody.model_validate(BODY | more)


def test_a_form_to_firms_carries_its_approval(packs: Packs) -> None:
    with pytest.raises(ValidationError, match="a form to firms carries"):
        form(filled_by=["firm"])
    for missing in APPROVAL:
        with pytest.raises(ValidationError):
            form(
                filled_by=["firm"], internal_record=False, approval={k: v for k, v in APPROVAL.items() if k != missing}
            )
    approved = {"filled_by": ["firm"], "internal_record": False, "approval": APPROVAL}
    with pytest.raises(ValidationError, match="from how many units on"):
        form(**approved)
    few = {"since": "2020-01-01", "ref": "P", "few": 3, "note": {"zh": "不足{few}家不列", "en": "fewer than {few}"}}
    assert form(**approved, suppression=few).approval


def test_every_form_is_approved_or_marked_as_an_internal_record(packs: Packs) -> None:
    with pytest.raises(ValidationError, match="either approved or marked"):
        form(internal_record=False)
    with pytest.raises(ValidationError, match="either approved or marked"):
        form(approval=APPROVAL)
    assert len(packs.forms) >= 3
    for body in packs.forms.values():
        assert body.internal_record
        assert "firm" not in body.filled_by


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (CHECK | {"right": {"cells": ["b"]}}, "no number is called b"),
        (CHECK | {"change": {"share": 2, "least": 1}}, "never refused"),
        (CHECK, "exactly one of right and change"),
    ],
)
def test_a_check_that_cannot_hold_is_refused(check: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        form(checks=[check])


def test_what_a_form_names_elsewhere_is_there() -> None:
    other = form(checks=[CHECK | {"right": {"form": "x", "cells": ["a"]}}])
    assert list(check_references({"y": other}, set())) == [("y", "c: there is no form x")]
    known = form(cells=[CELL | {"known": {"indicator": "none"}}])
    assert list(check_references({"y": known}, {"grants"})) == [("y", "there is no indicator none")]


def test_periods_are_read_and_follow_each_other() -> None:
    assert parse_period("2026-11") == Period("month", 2026, 11)
    assert parse_period("2026-Q4") == Period("quarter", 2026, 4)
    assert [parse_period(text) for text in ("2026-13", "2026-Q5", "26-1", "")] == [None] * 4
    january = Period("month", 2026, 1)
    assert (january.before().code, january.year_before().code) == ("2025-12", "2025-01")
    quarter = period_of("quarter", date(2026, 11, 27))
    assert (quarter.code, quarter.start, quarter.end) == ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))
    assert quarter.holds(Period("month", 2026, 12))
    assert not quarter.holds(Period("month", 2026, 9))


def test_a_choice_has_answers_a_workbook_can_list() -> None:
    choice = {"id": "b", "kind": "choice", "label": {"zh": "乙", "en": "B"}}
    some = [{"zh": "是", "en": "yes"}, {"zh": "否", "en": "no"}]
    assert not form(cells=[choice | {"options": some}]).cells[0].counted
    for options in ([], some[:1], [some[0], some[0]]):
        with pytest.raises(ValidationError, match="two options or more"):
            form(cells=[choice | {"options": options}])
    with pytest.raises(ValidationError, match="two options or more"):
        form(cells=[CELL | {"options": some}])
    for text in ("甲,乙", "长" * 260):
        with pytest.raises(ValidationError, match="a workbook lists no more"):
            form(cells=[choice | {"options": [some[0], {"zh": text, "en": "x"}]}])


@pytest.mark.parametrize(
    ("written", "code"),
    [("2026-11", "2026-11"), ("２０２６年11月", "2026-11"), ("202611", "2026-11"), ("2026年四季度", "2026-Q4"), ("2026Q4", "2026-Q4"),
     ("2026年", "2026"), ("2026-13", None), ("2026年上半年", None), ("截至2026年6月底", None), ("", None)],
)  # fmt: skip
def test_a_period_is_read_as_a_person_writes_it(written: str, code: str | None) -> None:
    found = read_period(written)
    assert (found.code if found else None) == code
