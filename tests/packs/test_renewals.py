"""The term of a registration by the law in force on the day it is asked."""

from __future__ import annotations

from datetime import date

import pytest

from xingzhi.packs import load
from xingzhi.packs.renewals import term

END = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-06-29", "far"), ("2026-06-30", "open"), ("2026-12-31", "open")],
)
def test_a_term_opens_twelve_months_before_its_end(today: str, state: str) -> None:
    found = term(END, None, load().trademark_law, date.fromisoformat(today))
    assert (found.state, found.opens, found.grace_until) == (state, date(2026, 6, 30), date(2027, 12, 30))
    assert found.article
    assert "第四十条" in found.article.zh


def test_grace_and_its_end() -> None:
    law = load().trademark_law
    assert term(date(2026, 5, 31), None, law, date(2026, 11, 30)).state == "grace"
    assert term(date(2026, 5, 31), None, law, date(2026, 12, 1)).state == "over"


def test_the_text_of_2026_was_not_read_so_no_window_is_computed() -> None:
    found = term(END, None, load().trademark_law, date(2027, 1, 1))
    assert (found.state, found.opens, found.grace_until) == ("ending", None, None)
    assert found.missing


def test_a_first_term_is_computed_from_the_registration_and_says_so() -> None:
    found = term(None, date(2020, 3, 1), load().trademark_law, date(2026, 11, 1))
    assert (found.until, found.computed, found.state) == (date(2030, 2, 28), True, "far")
    assert term(None, None, load().trademark_law, date(2026, 11, 1)).state == "unknown"
