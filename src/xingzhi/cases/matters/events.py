"""Record what a clock counts from, and what stops, resumes or extends it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.cases.matters.clocks import clocks_of
from xingzhi.cases.matters.models import Event, Matter
from xingzhi.cases.matters.procedures import procedure_of
from xingzhi.core.actions import Act, action


class EventRefused(ValueError):
    """`code` says what does not fit: unknown, future, not_paused."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _matter(act: Act, matter_id: int) -> Matter:
    seen = Matter.objects.visible_to(act.user).select_for_update(of=("self",)).select_related("procedure", "lead")
    found: Matter = get_object_or_404(seen, pk=matter_id)
    return found


@action("record_event", zh="登记期限起止事件", en="Record an event of a clock")
def record_event(act: Act, matter_id: int, name: str, on: date, note: str = "") -> Event:
    """Record the day of an event one of the procedure's clocks looks at; a later record of one name counts."""
    matter = _matter(act, matter_id)
    if name not in {event for clock in procedure_of(matter).clocks for event in clock.events}:
        raise EventRefused("unknown")
    if on > timezone.localdate() and name not in {clock.due_event for clock in procedure_of(matter).clocks}:
        raise EventRefused("future")
    made: Event = Event.objects.create(matter=matter, kind="event", name=name, on=on, officer=act.user, note=note[:500])
    act.on("matter", matter.pk, matter.region, key=matter.key, event=name, on=on)
    return made


@action("pause_clock", zh="中止期限", en="Stop a clock")
def pause_clock(act: Act, matter_id: int, clock: str, code: str, on: date, note: str = "") -> Event:
    """Stop a clock for one of the coded reasons the pack allows; raises `ClockError` where it does not."""
    matter = _matter(act, matter_id)
    made: Event = Event.objects.create(
        matter=matter, kind="pause", clock=clock, name=code, on=on, officer=act.user, note=note[:500]
    )
    clocks_of(matter, {})
    act.on("matter", matter.pk, matter.region, key=matter.key, pause=code, clock=clock, on=on)
    return made


@action("resume_clock", zh="恢复期限", en="Resume a clock")
def resume_clock(act: Act, matter_id: int, clock: str, until: date) -> Event:
    """End the stop that is open; `until` is its last day. Raises `EventRefused` not_paused."""
    matter = _matter(act, matter_id)
    paused: Event | None = matter.events.filter(kind="pause", clock=clock, until=None).order_by("-on").first()
    if paused is None:
        raise EventRefused("not_paused")
    paused.until = until
    paused.save(update_fields=["until"])
    clocks_of(matter, {})
    act.on("matter", matter.pk, matter.region, key=matter.key, resumed=paused.name, clock=clock, until=until)
    return paused


@action("extend_clock", zh="延长期限", en="Extend a clock")
def extend_clock(
    act: Act,
    matter_id: int,
    clock: str,
    code: str,
    on: date,
    *,
    count: int | None = None,
    unit: str = "",
    note: str = "",
) -> Event:
    """Extend a clock as the pack allows the person's role to; raises `ClockError` where it does not."""
    matter = _matter(act, matter_id)
    made: Event = Event.objects.create(
        matter=matter, kind="extend", clock=clock, name=code, on=on, count=count, unit=unit, officer=act.user,
        note=note[:500],
    )  # fmt: skip
    clocks_of(matter, {})
    act.on("matter", matter.pk, matter.region, key=matter.key, extended=code, clock=clock, count=count, unit=unit)
    return made


def given_by_notices(notices: list[Mapping[str, date | None]]) -> dict[str, date]:
    """The dates a matter's notices give its clocks: the newest notice and its designated day."""
    newest: dict[str, date] = {}
    for notice in notices:
        newest |= {name: day for name, day in notice.items() if day is not None}
    return newest
