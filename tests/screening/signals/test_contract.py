"""Signals as a table: ordered, capped, the same bytes; and how they are worded."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from xingzhi.packs import load
from xingzhi.screening.signals.contract import (
    SCREENINGS,
    SIGNALS,
    Signal,
    SignalInputs,
    SignalScreening,
    declare,
    explained,
    to_table,
)

NAMES = ("filing_bursts", "dispersed_filings", "early_transfers", "beyond_capacity")


def test_signals_stand_by_number_with_at_most_fifty_partners():
    signals = [
        Signal("2", 0.5, partners=tuple(str(i) for i in range(80))),
        Signal("1", 1.0, facts={"名": "甲", "count": 3}),
    ]
    table = to_table(signals)
    assert table.schema == SIGNALS
    assert table["key"].to_pylist() == ["1", "2"]
    assert [len(partners) for partners in table["partners"].to_pylist()] == [0, 50]
    assert json.loads(table["facts"][0].as_py()) == {"名": "甲", "count": 3}
    assert to_table(reversed(signals)).equals(table)


def test_no_signal_is_a_table_too():
    assert to_table([]).schema == SIGNALS


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_outside_0_to_1_is_refused(score):
    with pytest.raises(ValueError, match="score"):
        Signal("1", score)


def test_a_name_is_declared_once():
    one = SignalScreening("tried_here", ("patents",), lambda inputs: [])
    try:
        assert declare(one) is declare(one)
        with pytest.raises(ValueError, match="twice"):
            declare(SignalScreening("tried_here", ("patents",), lambda inputs: [Signal("1", 1.0)]))
    finally:
        del SCREENINGS["tried_here"]


def test_columns_that_are_absent_or_empty_are_missing():
    patents = pa.table(
        {"key": ["1", "2"], "title": ["", None]}, schema=pa.schema({"key": pa.string(), "title": pa.string()})
    )
    inputs = SignalInputs({"patents": patents}, load().screening("filing_bursts"), load())
    columns, missing = inputs.columns("patents", ("key", "title", "agency"))
    assert columns == {"key": ["1", "2"], "title": [None, None], "agency": [None, None]}
    assert missing == ("title", "agency")
    assert inputs.columns("transfers", ("key",)) == ({"key": []}, ("key",))


def test_what_is_not_known_reads_as_a_dash():
    settings = load().screening("beyond_capacity")
    assert "社保人数—" in explained({"name": "甲", "insured_given": None}, settings, "zh")
    assert "社保人数3，" in explained({"name": "甲", "insured_given": 3}, settings, "zh")


@pytest.mark.parametrize("name", NAMES)
def test_no_word_shown_says_more_than_possibly(name):
    settings = load().screening(name)
    shown = [settings.signal.label, settings.signal.explanation, settings.disclaimer.text]
    assert "初核疑似" in settings.disclaimer.text.zh
    assert "认定以国家知识产权局决定为准" in settings.disclaimer.text.zh
    assert "核实" in settings.signal.explanation.zh
    for label in shown:
        said = label.zh.replace("认定以国家知识产权局决定为准", "")
        assert not any(word in said for word in ("认定", "属于非正常", "违法", "恶意", "骗取"))


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_says_why(name):
    for setting in load().screening(name).settings.values():
        assert setting.unit
        assert setting.reason.zh
        assert setting.reason.en


def test_what_names_linked_parties_is_for_enforcement_and_the_rest_is_never_enough_alone():
    packs = load()
    assert packs.screening("dispersed_filings").signal.restricted
    assert all(packs.screening(name).signal.never_alone for name in NAMES if name != "dispersed_filings")
    assert [limb.code for name in NAMES for limb in packs.screening(name).limbs] == ["3-6", "3-7", "3-5"]
