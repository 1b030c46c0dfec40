"""The clocks of a matter: what is due when, by which article, and whom to warn.

Events are the dates its notices give, the day it entered each state (under the state's name), and what officers recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from xingzhi.cases.matters.models import Event, Matter
from xingzhi.cases.matters.procedures import procedure_of
from xingzhi.packs import load
from xingzhi.packs.clocks import Course, Extension, Pause, Running, group_clock, run
from xingzhi.packs.procedures import Clock


def clocks_of(matter: Matter, given: Mapping[str, date], today: date | None = None) -> list[Running]:
    """All clocks of a matter on a day; `given` are the dates of its notices. Raises `ClockError` for impossible records."""
    at, calendar = today or timezone.localdate(), load().calendar
    running = []
    for clock in procedure_of(matter).clocks:
        course = course_of(matter, clock, given)
        if matter.lead is not None:
            course = group_clock(clock, course_of(matter.lead, clock, {}), course)
        running.append(run(clock, calendar, course, at))
    return running


def course_of(matter: Matter, clock: Clock, given: Mapping[str, date]) -> Course:
    """What happened in a matter as far as a clock looks at it."""
    recorded = list(matter.events.order_by("on", "id"))
    entered = _entered(matter)
    told = {event.name: event.on for event in recorded if event.kind == "event"}
    events = {name: day for name, day in {**given, **entered, **told}.items() if name in clock.events}
    mine = [event for event in recorded if event.clock == clock.id]
    return Course(events, tuple(map(_pause, _of(mine, "pause"))), tuple(map(_extension, _of(mine, "extend"))))


def _entered(matter: Matter) -> dict[str, date]:
    """The first day the matter entered each state since it was last put back to the beginning: a correction undoes."""
    initial, found = procedure_of(matter).initial.id, dict[str, date]()
    for after, on in matter.steps.order_by("id").values_list("after", "on"):
        if after == initial:
            found.clear()
        else:
            found.setdefault(after, on)
    return found


def _of(events: list[Event], kind: str) -> list[Event]:
    return [event for event in events if event.kind == kind]


def _pause(event: Event) -> Pause:
    return Pause(event.name, event.on, event.until)


def _extension(event: Event) -> Extension:
    return Extension(event.name, event.officer.role, event.on, event.count, event.unit or None)  # type: ignore[arg-type]
