"""What the office does with a round that is out: another day, more units, close it, take it back while nothing is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.collection.forms import form_of
from xingzhi.collection.models import Round, State, UnitReport
from xingzhi.collection.opening import LEADERS, NotOpened, ask, check_day, units_of
from xingzhi.collection.units import Unit, choices
from xingzhi.core.actions import Act, action
from xingzhi.core.models import LogEntry

MOVED = "move_round_deadline"


class Begun(ValueError):
    """Something is filled in already: what was reported is never thrown away."""


def _led(act: Act, round_id: int) -> Round:
    found: Round = get_object_or_404(Round.objects.led_by(act.user).select_for_update(), pk=round_id)
    return found


@action(MOVED, zh="改采集截止", en="Move a round's deadline", roles=LEADERS)
def move_round_deadline(act: Act, round_id: int, deadline: date) -> Round:
    """Give all units another day; the day before stands in the log. Raises `NotOpened`."""
    found = _led(act, round_id)
    check_day(deadline)
    before, found.deadline = found.deadline, deadline
    found.save(update_fields=["deadline"])
    act.on("round", found.pk, found.region, was=before, deadline=deadline)
    return found


def first_deadlines(rounds: Iterable[int]) -> dict[int, date]:
    """The day first set, of the rounds whose day was moved."""
    names = [str(each) for each in rounds]
    moved = LogEntry.objects.filter(verb=MOVED, target="round", target_id__in=names).order_by("-seq")
    return {int(each.target_id): date.fromisoformat(each.detail["was"]) for each in moved}


@action("close_round", zh="结束采集", en="Close a collection round", roles=LEADERS)
def close_round(act: Act, round_id: int, closed: bool = True) -> Round:
    """Take no more changes, or take them again; what was reported stays."""
    found = _led(act, round_id)
    found.closed_at = timezone.now() if closed else None
    found.save(update_fields=["closed_at"])
    act.on("round", found.pk, found.region, closed=closed)
    return found


def not_asked(found: Round) -> list[Unit]:
    """The banners and zones the form goes to that are not in the round."""
    asked = set(found.reports.values_list("region", "unit"))
    return [each for each in choices(form_of(found).body.filled_by) if (each.region, each.unit) not in asked]


@action("add_round_units", zh="补发采集表", en="Ask more units in a round", roles=LEADERS)
def add_units(act: Act, round_id: int, units: Sequence[str], names: Sequence[str] = ()) -> list[Unit]:
    """Ask units that are not in the round yet, with its form as it was and its day. Raises `NotOpened`."""
    found = _led(act, round_id)
    asked = set(found.reports.values_list("region", "unit"))
    chosen = [each for each in units_of(form_of(found).body, units, names) if (each.region, each.unit) not in asked]
    if not chosen:
        raise NotOpened("no_unit")
    ask(found, chosen)
    act.on("round", found.pk, found.region, units=[each.name for each in chosen])
    return chosen


def untouched(reports: Iterable[UnitReport]) -> bool:
    """Whether nothing was filled in or came back yet."""
    return all(each.state == State.EMPTY and not each.version and not each.returns.exists() for each in reports)


@action("withdraw_round", zh="撤回采集", en="Take a round back", roles=LEADERS)
def withdraw_round(act: Act, round_id: int) -> None:
    """Take back a round opened by mistake. Raises `Begun` where a unit filled something in."""
    found = _led(act, round_id)
    if not untouched(found.reports.select_for_update()):
        raise Begun
    act.on("round", found.pk, found.region, form=found.form_ref, period=found.period)
    found.delete()


@action("withdraw_report", zh="撤下填报单位", en="Ask a unit no more", roles=LEADERS)
def withdraw_report(act: Act, report_id: int) -> None:
    """Take one unit out of a round, so that it owes nothing. Raises `Begun`."""
    led = Round.objects.led_by(act.user)
    report = get_object_or_404(UnitReport.objects.visible_to(act.user).filter(round__in=led), pk=report_id)
    _led(act, report.round_id)
    report = get_object_or_404(UnitReport.objects.select_for_update(), pk=report_id)
    if not untouched([report]):
        raise Begun
    act.on("report", report.pk, report.region, round=report.round_id, name=report.name)
    report.delete()
