"""Template tags: values as a reader reads them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from xingzhi.core.declare import register_named
from xingzhi.web.templatetags import xingzhi as tags


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (13398, None, "13,398"),
        (Decimal("5.59"), 2, "5.59"),
        (Decimal("134.8500"), None, "134.85"),
        (Decimal("100.0000"), None, "100"),
        (0, None, "0"),
        (None, None, "未知"),
        ("", None, "未知"),
        ("约 3", None, "约 3"),
    ],
)
def test_a_number_is_read_easily_and_unknown_is_no_zero(value: Any, places: int | None, expected: str) -> None:
    with override("zh-hans"):
        assert tags.number(value, places) == expected


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("patent_type", "invention", "发明"),
        ("patent_type", "never heard of", "never heard of"),
        ("applicants", "甲有限公司; 乙有限公司", "甲有限公司；乙有限公司"),
        ("filing_date", date(2020, 3, 4), "2020-03-04"),
        ("filing_date", None, "—"),
        ("title", "", "—"),
    ],
)
def test_a_value_is_shown_by_its_kind(column: str, value: Any, expected: str) -> None:
    with override("zh-hans"):
        assert tags.display(register_named("patents")[column], value) == expected


def test_a_choice_is_shown_in_the_readers_language() -> None:
    with override("en"):
        assert tags.display(register_named("patents")["patent_type"], "invention") == "Invention"


def test_a_year_has_no_thousands_mark() -> None:
    assert tags.display(register_named("population")["year"], 2023) == "2023"


@pytest.mark.parametrize(("seconds", "expected"), [(1, 1), (60, 1), (61, 2), (900, 15)])
def test_a_wait_is_in_whole_minutes(seconds: int, expected: int) -> None:
    assert tags.minutes(timedelta(seconds=seconds)) == expected


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in tags.icon("search")
    assert tags.icon("search").endswith("#search</use></svg>") or '#search"' in tags.icon("search")


def test_cells_stand_beside_their_columns_and_blank_ones_say_so() -> None:
    cells = list(tags.beside(["甲", None, {"text": "", "url": "/x/"}], [{"label": name} for name in "abc"]))
    assert [(cell["text"], cell["blank"]) for cell, _column in cells] == [("甲", False), ("—", True), ("—", True)]
    with pytest.raises(ValueError, match="zip"):
        list(tags.beside(["甲"], [{}, {}]))


def test_the_rows_of_a_charts_table_carry_addresses() -> None:
    chart = {"categories": ["一月", "二月"], "series": [{"values": [1, None], "urls": ["/a/"]}, {"values": [3, 4]}]}
    assert list(tags.chart_rows(chart)) == [
        {"label": "一月", "cells": [{"value": 1, "url": "/a/"}, {"value": 3, "url": ""}]},
        {"label": "二月", "cells": [{"value": None, "url": ""}, {"value": 4, "url": ""}]},
    ]


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("核对 12000 行", "核对 12,000 行", "12,000 rows checked"),
        ("入库", "入库", "Imported"),
        ("某个说明", "某个说明", "某个说明"),
        ("", "", ""),
    ],
)
def test_what_jobs_say_is_translated(text: str, zh: str, en: str) -> None:
    with override("zh-hans"):
        assert tags.job_words(text) == zh
    with override("en"):
        assert tags.job_words(text) == en
