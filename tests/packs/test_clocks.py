"""Statutory clocks: when a term ends, what stops and extends it, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingzhi.packs import load
from xingzhi.packs.clock_schema import Clock
from xingzhi.packs.clocks import ClockError, Course, Extension, Pause, Running, group_clock, run

CALENDAR = load().calendar
TEXT = {"zh": "例", "en": "case"}
START, TODAY = date(2026, 11, 2), date(2026, 11, 6)
EVENTS = {"start": START}
UNITS = ("days", "working_days", "months", "years")


def clock(count: int = 10, unit: str = "days", **more: Any) -> Clock:
    written = {
        "id": "term", "label": TEXT, "starts": "start", "ends": ["end", "given_up"], "article": TEXT,
        "length": {"count": count, "unit": unit},
        "pauses": [{"code": code, "label": TEXT, "article": TEXT} for code in ("stay", "appraisal")],
        "extensions": [
            {"code": "complex", "label": TEXT, "by": ["reviewer"], "count": 5, "unit": "days", "times": 2, "article": TEXT},
            {"code": "decided", "label": TEXT, "by": ["reviewer"], "article": TEXT},
        ],
    }  # fmt: skip
    return Clock.model_validate(written | more)


def due(made: Clock, course: Course, today: date = TODAY) -> Running:
    return run(made, CALENDAR, course, today)


def day(text: str) -> date:
    return date.fromisoformat(text)


def stay(first: str, last: str | None = None, code: str = "stay") -> Pause:
    return Pause(code, day(first), day(last) if last else None)


# How a clock stands


def test_before_the_start_it_has_not_started() -> None:
    assert due(clock(), Course({})).state == "not_started"
    found = due(clock(), Course(EVENTS), START - timedelta(days=1))
    assert (found.state, found.due, found.left) == ("not_started", day("2026-11-12"), None)


def test_the_due_day_itself_is_not_overdue() -> None:
    assert due(clock(), Course(EVENTS), day("2026-11-12")).state == "running"
    found = due(clock(), Course(EVENTS), day("2026-11-13"))
    assert (found.state, found.left, found.late) == ("overdue", -1, True)


def test_the_earliest_end_ends_it() -> None:
    found = due(clock(), Course(EVENTS | {"end": day("2026-11-20"), "given_up": day("2026-11-05")}), day("2026-12-01"))
    assert (found.state, found.ended_on, found.late, found.left) == ("ended", day("2026-11-05"), False, None)


def test_an_end_after_the_due_day_is_late() -> None:
    assert due(clock(), Course(EVENTS | {"end": day("2026-11-13")}), day("2026-12-01")).late


def test_an_end_before_the_start_belongs_to_an_earlier_round() -> None:
    assert due(clock(), Course(EVENTS | {"end": day("2026-10-01")})).state == "running"


def test_an_end_of_a_later_day_has_not_happened_yet() -> None:
    assert due(clock(), Course(EVENTS | {"end": day("2026-11-07")}), TODAY).state == "running"


def test_working_days_left_are_working_days() -> None:
    found = due(clock(5, "working_days"), Course(EVENTS), day("2026-11-06"))
    assert (found.due, found.left, found.unit) == (day("2026-11-09"), 1, "working_days")


def test_overdue_working_days_are_working_days() -> None:
    assert due(clock(5, "working_days"), Course(EVENTS), day("2026-11-16")).left == -5


def test_it_says_by_which_article_and_gives_plain_types() -> None:
    told = due(clock(), Course(EVENTS, (), (Extension("complex", "reviewer", START),))).as_json()
    assert told["article"] == TEXT
    assert told["due"] == "2026-11-17"
    assert told["extended_by"] == [
        {"code": "complex", "by": "reviewer", "on": "2026-11-02", "count": 5, "unit": "days"}
    ]


# Reminders


def test_it_reminds_before_and_on_the_day() -> None:
    warnings = [{"before": 7}, {"before": 2, "unit": "working_days"}]
    assert due(clock(warnings=warnings), Course(EVENTS)).warn_on == tuple(
        day(text) for text in ("2026-11-05", "2026-11-10", "2026-11-12")
    )


def test_it_does_not_remind_before_the_start() -> None:
    assert due(clock(3, warnings=[{"before": 7}]), Course(EVENTS)).warn_on == (day("2026-11-05"),)


# Stops


def test_a_stop_after_the_due_day_changes_nothing() -> None:
    found = due(clock(), Course(EVENTS, (stay("2026-11-13"),)), day("2026-11-20"))
    assert (found.due, found.state, found.paused_for) == (day("2026-11-12"), "overdue", None)


def test_an_open_stop_that_lies_ahead_hides_the_due_day_and_the_clock_still_runs() -> None:
    found = due(clock(), Course(EVENTS, (stay("2026-11-10"),)), TODAY)
    assert (found.state, found.due, found.missing) == ("running", None, "pause_open")


def test_a_stop_over_the_start_counts_from_its_end() -> None:
    assert due(clock(), Course(EVENTS, (stay("2026-10-30", "2026-11-04"),))).due == day("2026-11-14")


def test_a_designated_day_moves_with_a_stop() -> None:
    made = clock(length=None, due_event="named")
    events = EVENTS | {"named": day("2026-11-20")}
    assert due(made, Course(events, (stay("2026-11-05", "2026-11-06"),))).due == day("2026-11-22")
    assert due(made, Course({"named": events["named"]}, (stay("2026-11-05", "2026-11-06"),))).due == day("2026-11-22")
    found = due(made, Course({"named": events["named"]}, (stay("2026-11-05"),)))
    assert (found.state, found.missing) == ("paused", "pause_open")


def test_a_last_day_that_rolls_into_a_stop_waits_for_its_end() -> None:
    made = clock(12, rolls={"value": True})  # the twelfth day is Saturday 14 November
    assert due(made, Course(EVENTS)).due == day("2026-11-16")
    assert due(made, Course(EVENTS, (stay("2026-11-15", "2026-11-17"),))).due == day("2026-11-18")


# Extensions


def test_extensions_of_the_same_unit_make_one_longer_term() -> None:
    more = Extension("decided", "reviewer", START, 1, "months")
    assert due(clock(3, "months"), Course({"start": day("2026-11-30")}, (), (more,))).due == day("2027-03-30")


def test_extensions_of_another_unit_count_on_from_the_last_day() -> None:
    found = due(
        clock(3, "months"), Course({"start": day("2026-03-10")}, (), (Extension("complex", "reviewer", START),))
    )
    assert found.due == day("2026-06-15")


@pytest.mark.parametrize(
    ("course", "code"),
    [
        (Course(EVENTS, (stay("2026-11-05", code="holiday"),)), "unknown_pause"),
        (Course(EVENTS, (stay("2026-11-05", "2026-11-04"),)), "pause_reversed"),
        (Course(EVENTS, (stay("2026-11-05", "2026-11-07"), stay("2026-11-07", "2026-11-08"))), "pause_overlap"),
        (Course(EVENTS, (stay("2026-11-05"), stay("2026-12-01", "2026-12-02"))), "pause_overlap"),
        (Course(EVENTS, (), (Extension("kind", "reviewer", START),)), "unknown_extension"),
        (Course(EVENTS, (), (Extension("complex", "banner_officer", START),)), "extension_role"),
        (Course(EVENTS, (), (Extension("complex", "reviewer", START),) * 3), "extension_times"),
        (Course(EVENTS, (), (Extension("complex", "reviewer", START, 6),)), "extension_length"),
        (Course(EVENTS, (), (Extension("complex", "reviewer", START, 0),)), "extension_length"),
        (Course(EVENTS, (), (Extension("complex", "reviewer", START, 1, "months"),)), "extension_unit"),
        (Course(EVENTS, (), (Extension("decided", "reviewer", START),)), "extension_length"),
        (Course(EVENTS, (), (Extension("decided", "reviewer", START, 3),)), "extension_unit"),
    ],
)
def test_what_the_pack_does_not_allow_is_refused(course: Course, code: str) -> None:
    with pytest.raises(ClockError) as raised:
        due(clock(), course)
    assert raised.value.code == code
    assert raised.value.label.zh


def test_a_designated_day_before_the_start_is_refused() -> None:
    with pytest.raises(ClockError, match="before the start"):
        due(clock(length=None, due_event="named"), Course(EVENTS | {"named": day("2026-11-01")}))


# A lead matter and its group


def test_a_lead_holds_for_its_group_only_where_the_clock_spreads() -> None:
    lead = Course({"start": day("2026-10-01")}, (stay("2026-11-05", "2026-11-09"),),
                  (Extension("complex", "reviewer", START),))  # fmt: skip
    assert group_clock(clock(), lead, Course(EVENTS)) == Course(EVENTS)
    spread = clock(spreads=True)
    assert due(spread, group_clock(spread, lead, Course(EVENTS))).due == day("2026-11-22")


def test_days_both_stand_still_are_taken_once() -> None:
    spread = clock(spreads=True)
    lead = Course(EVENTS, (stay("2026-11-05", "2026-11-06"), stay("2026-11-09", "2026-11-10")))
    own = Course(EVENTS, (stay("2026-11-04", "2026-11-12", "appraisal"),))
    both = group_clock(spread, lead, own)
    assert {(pause.code, pause.first.day, pause.last and pause.last.day) for pause in both.pauses} == {
        ("stay", 5, 6), ("stay", 9, 10), ("appraisal", 4, 4), ("appraisal", 7, 8), ("appraisal", 11, 12),
    }  # fmt: skip
    assert due(spread, both).due == day("2026-11-21")


def test_an_open_stop_of_the_lead_stands_over_what_the_member_has_later() -> None:
    spread = clock(spreads=True)
    both = group_clock(spread, Course(EVENTS, (stay("2026-11-05"),)), Course(EVENTS, (stay("2026-11-06"),)))
    assert both.pauses == (stay("2026-11-05"),)
    assert due(spread, both).state == "paused"


# What holds always

starts = st.dates(date(2016, 1, 4), date(2026, 12, 20))
units = st.sampled_from(UNITS)
counts = st.integers(1, 60)


@st.composite
def stops(draw: st.DrawFn, around: date) -> tuple[Pause, ...]:
    """Stops one after the other around a start."""
    made, first = [], around + timedelta(days=draw(st.integers(-20, 20)))
    for _ in range(draw(st.integers(0, 4))):
        last = first + timedelta(days=draw(st.integers(0, 30)))
        made.append(Pause(draw(st.sampled_from(["stay", "appraisal"])), first, last))
        first = last + timedelta(days=draw(st.integers(1, 40)))
    return tuple(made)


@st.composite
def clocks(draw: st.DrawFn, unit: st.SearchStrategy[str] = units) -> tuple[Clock, Course]:
    chosen, start = draw(unit), draw(starts)
    count = draw(st.integers(1, 3) if chosen == "years" else st.integers(1, 18) if chosen == "months" else counts)
    more = {"rolls": {"value": draw(st.booleans())}, "counted_from": draw(st.sampled_from(["next_day", "same_day"]))}
    return clock(count, chosen, **more), Course({"start": start}, draw(stops(start)))


def last_day(made: Clock, course: Course) -> date:
    found = due(made, course).due
    assert found
    return found


@given(clocks())
def test_a_stop_never_brings_the_due_day_nearer(made: tuple[Clock, Course]) -> None:
    term, course = made
    for kept in range(len(course.pauses)):
        assert last_day(term, Course(course.events, course.pauses[:kept])) <= last_day(term, course)


@given(clocks(), st.integers(1, 5))
def test_a_longer_term_never_ends_earlier(made: tuple[Clock, Course], more: int) -> None:
    term, course = made
    assert term.length
    longer = clock(term.length.count + more, term.length.unit, rolls=term.rolls, counted_from=term.counted_from)
    assert last_day(term, course) <= last_day(longer, course)


@given(clocks(st.just("working_days")))
def test_the_due_day_of_a_term_in_working_days_is_one_and_in_no_stop(made: tuple[Clock, Course]) -> None:
    term, course = made
    found = due(term, course)
    assert found.due
    assert found.provisional or CALENDAR.is_working_day(found.due)
    assert not any(pause.holds(found.due) for pause in course.pauses)


@given(clocks(), st.data())
def test_one_stop_in_two_adjacent_parts_is_the_same(made: tuple[Clock, Course], data: st.DataObject) -> None:
    term, course = made
    split: list[Pause] = []
    for pause in course.pauses:
        assert pause.last
        length = (pause.last - pause.first).days
        if not length:
            split.append(pause)
            continue
        middle = pause.first + timedelta(days=data.draw(st.integers(0, length - 1)))
        split += [Pause(pause.code, pause.first, middle), Pause(pause.code, middle + timedelta(days=1), pause.last)]
    today = course.events["start"] + timedelta(days=data.draw(st.integers(0, 60)))
    assert due(term, course, today) == due(term, Course(course.events, tuple(split)), today)


@given(clocks(), st.data())
def test_the_order_in_which_things_are_told_makes_no_difference(
    made: tuple[Clock, Course], data: st.DataObject
) -> None:
    term, course = made
    start = course.events["start"]
    events = dict(course.events) | {"end": start + timedelta(days=30), "given_up": start + timedelta(days=20)}
    extensions = (Extension("complex", "reviewer", start), Extension("decided", "reviewer", start, 2, "months"),
                  Extension("decided", "reviewer", start + timedelta(days=3), 4, "working_days"))  # fmt: skip
    mixed = Course(
        dict(data.draw(st.permutations(list(events.items())))),
        tuple(data.draw(st.permutations(course.pauses))),
        tuple(data.draw(st.permutations(extensions))),
    )
    told = due(term, Course(events, course.pauses, extensions), start + timedelta(days=10))
    assert told == due(term, mixed, start + timedelta(days=10))
