"""Open a form for a period, change its deadline, close it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.collection.models import Round, UnitReport
from xingzhi.collection.units import BY_NAME, choices, named
from xingzhi.core.actions import Act, action
from xingzhi.core.models import Role
from xingzhi.core.office import office_path, sees_all
from xingzhi.packs import load
from xingzhi.text.reporting_periods import Period

LEADERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})


class NotOpened(ValueError):
    """A round cannot be opened: `code` is no_unit, not_by_name, not_in_force, already_open (with its round), no_contact."""

    def __init__(self, code: str, round_id: int = 0) -> None:
        super().__init__(code)
        self.code, self.round_id = code, round_id


@action("open_round", zh="下发采集表", en="Open a collection round", roles=LEADERS)
def open_round(
    act: Act, form: str, period: Period, deadline: date, contact: str, units: Sequence[str], *,
    names: Sequence[str] = (), phone: str = "", note: str = "",
) -> Round:  # fmt: skip
    """Ask the units chosen (keys of `choices`, and others by name) for a form by a day. Raises `NotOpened`."""
    if not sees_all(act.user):
        raise PermissionDenied("open_round")
    document = load().document(form)
    body = load().forms[form]
    if not contact.strip():
        raise NotOpened("no_contact")
    if not document.in_force(period.end) and not document.in_force(period.start):
        raise NotOpened("not_in_force")
    if body.approval and body.approval.valid_until < timezone.localdate():
        raise NotOpened("not_in_force")
    if any(name.strip() for name in names) and not BY_NAME & set(body.filled_by):
        raise NotOpened("not_by_name")
    if known := Round.objects.filter(region=office_path(), form=form, period=period.code).first():
        raise NotOpened("already_open", known.pk)
    chosen = [each for each in choices(body.filled_by) if each.key in set(units)] + named(body.filled_by, names)
    if not chosen:
        raise NotOpened("no_unit")
    made = Round.objects.create(
        region=office_path(), form=form, form_ref=document.ref, title=document.header.title.model_dump(),
        body=body.model_dump(mode="json", by_alias=True), period=period.code, first_day=period.start,
        last_day=period.end, deadline=deadline, contact=contact.strip()[:100], phone=phone.strip()[:60],
        note=note.strip()[:500], made_by=act.user,
    )  # fmt: skip
    UnitReport.objects.bulk_create(
        UnitReport(round=made, region=each.region, kind=each.kind, unit=each.unit, name=each.name) for each in chosen
    )
    act.on("round", made.pk, made.region, form=document.ref, period=period.code, deadline=deadline, units=len(chosen))
    return made


def _led(act: Act, round_id: int) -> Round:
    found: Round = get_object_or_404(Round.objects.led_by(act.user).select_for_update(), pk=round_id)
    return found


@action("move_round_deadline", zh="改采集截止", en="Move a round's deadline", roles=LEADERS)
def move_round_deadline(act: Act, round_id: int, deadline: date) -> Round:
    """Give all units another day; the day before stands in the log."""
    found = _led(act, round_id)
    before, found.deadline = found.deadline, deadline
    found.save(update_fields=["deadline"])
    act.on("round", found.pk, found.region, was=before, deadline=deadline)
    return found


@action("close_round", zh="结束采集", en="Close a collection round", roles=LEADERS)
def close_round(act: Act, round_id: int, closed: bool = True) -> Round:
    """Take no more changes, or take them again; what was reported stays."""
    found = _led(act, round_id)
    found.closed_at = timezone.now() if closed else None
    found.save(update_fields=["closed_at"])
    act.on("round", found.pk, found.region, closed=closed)
    return found
