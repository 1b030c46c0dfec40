"""Three-valued logic over dates: the SQL over all patents, the card of one, and the plain definition say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from xingzhi.engine.duckdb import DuckDBEngine
from xingzhi.indicators.high_value import CLASSES, NAME
from xingzhi.indicators.high_value.card import both
from xingzhi.indicators.high_value.facts import SCHEMA
from xingzhi.indicators.high_value.reading import REGISTERS, Reading
from xingzhi.indicators.high_value.states import held, relation, stretch, union
from xingzhi.packs import load

STATES = st.sampled_from(["yes", "no", "unknown"])
DAY = date(2021, 2, 1)
DAYS = st.integers(0, 40).map(lambda days: DAY + timedelta(days))
KEYS = ["a", "b", "c"]


@given(st.lists(STATES, min_size=1))
def test_the_union_is_what_every_completion_of_the_unknown_gives(states):
    """Put in yes or no for each unknown: where all ways agree that is the union, else it is unknown."""
    ways: list[list[str]] = [[]]
    for state in states[:8]:
        ways = [[*way, each] for way in ways for each in (["yes", "no"] if state == "unknown" else [state])]
    answers = {"yes" if "yes" in way else "no" for way in ways}
    assert union(states[:8]) == (answers.pop() if len(answers) == 1 else "unknown")


@given(STATES, STATES)
def test_both_is_what_every_completion_gives(left, right):
    answers = {
        "yes" if a == b == "yes" else "no"
        for a in (["yes", "no"] if left == "unknown" else [left])
        for b in (["yes", "no"] if right == "unknown" else [right])
    }
    assert both(left, right) == (answers.pop() if len(answers) == 1 else "unknown")


@st.composite
def facts(draw: Any) -> list[dict[str, Any]]:
    rows = []
    for _ in range(draw(st.integers(0, 12))):
        since, until = draw(st.none() | DAYS), draw(st.none() | DAYS)
        if since and until and since >= until:
            continue
        cls = draw(st.sampled_from(CLASSES))
        rows.append({"key": draw(st.sampled_from(KEYS)), "class": cls, "level": draw(st.sampled_from(["sure", "possible"])),
                     "since": since, "until": until, "register": REGISTERS[cls], "record": "1:A01B1/00", "reason": ""})  # fmt: skip
    return rows


def reading(complete: dict[str, date]) -> Reading:
    decided = tuple(sorted((f"complete:{name}", day.isoformat()) for name, day in complete.items()))
    return Reading(load().high_value, DAY + timedelta(5), ("trial",), decided, None)


COMPLETE = st.dictionaries(st.sampled_from(["family_members", "pledges", "awards"]), DAYS)


def naive(read: Reading, cls: str, rows: list[dict[str, Any]], at: date) -> str:
    """Day by day: sure on that day, else possible on it, else whether anything could be missing."""
    if at < read.valid_from:
        return "unknown"

    def holds(level: str) -> bool:
        return any(
            (row["since"] or date.min) <= at < (row["until"] or date.max)
            for row in rows
            if row["class"] == cls and row["level"] == level
        )

    if holds("sure"):
        return "yes"
    complete = read.complete(cls) if cls in ("family", "pledge", "award") else None
    sure_no = cls == "ten_years" or (cls != "sei" and complete is not None and at <= complete)
    return "no" if sure_no and not holds("possible") else "unknown"


@settings(max_examples=60)
@given(facts(), COMPLETE, DAYS)
def test_the_query_the_card_and_the_definition_agree_on_every_day(rows, complete, at):
    read = reading(complete)
    with DuckDBEngine(threads=1) as engine:
        engine.register("facts", pa.Table.from_pylist(rows, schema=SCHEMA))
        engine.register("rows", pa.table({"key": KEYS, "patent_type": ["invention"] * len(KEYS)}))
        asked = {row["key"]: row for row in engine.sql(relation(read, at)).to_pylist()}
    for key in KEYS:
        own = [row for row in rows if row["key"] == key]
        expected = {cls: naive(read, cls, own, at) for cls in CLASSES}
        assert {cls: asked[key][cls] for cls in CLASSES} == expected
        assert {cls: held(read, cls, own, at).state for cls in CLASSES} == expected
        assert asked[key][NAME] == union(expected.values())


@given(facts(), DAYS)
def test_since_and_until_bound_a_stretch_of_yes(rows, at):
    read = replace(reading({}), valid_from=date.min)
    for cls in CLASSES:
        own = [row | {"key": "a"} for row in rows]
        found = held(read, cls, own, at)
        if found.state != "yes":
            assert found.since is None
            assert found.until is None
            continue
        sure = [row for row in own if row["class"] == cls and row["level"] == "sure"]
        assert (found.since, found.until) == stretch(sure, at)
        if found.since:
            assert found.since <= at
            assert held(read, cls, own, found.since).state == "yes"
            assert held(read, cls, own, found.since - timedelta(1)).state != "yes"
        if found.until:
            assert at < found.until
            assert held(read, cls, own, found.until - timedelta(1)).state == "yes"
            assert held(read, cls, own, found.until).state != "yes"


def test_a_patent_without_facts_is_unknown_until_lists_are_complete():
    read = reading({"family_members": date(2022, 1, 1)})
    at = date(2021, 6, 1)
    assert {cls: held(read, cls, [], at).state for cls in CLASSES} == {
        "sei": "unknown", "family": "no", "ten_years": "no", "pledge": "unknown", "award": "unknown",
    }  # fmt: skip
