"""Open a form for a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from xingzhi.collection.models import Round, UnitReport
from xingzhi.collection.units import BY_NAME, Unit, choices, named
from xingzhi.core.actions import Act, action
from xingzhi.core.models import Role
from xingzhi.core.office import office_path, sees_all
from xingzhi.packs import load
from xingzhi.packs.forms import FormBody
from xingzhi.text.reporting_periods import Period

LEADERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})


class NotOpened(ValueError):
    """A round cannot be opened: `code` is no_unit, not_by_name, not_in_force, already_open (with its round), no_contact,
    not_begun (further ahead than the next period), day_past."""

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
    check_day(deadline)
    if period.before().start > timezone.localdate():
        raise NotOpened("not_begun")
    if not document.in_force(period.end) and not document.in_force(period.start):
        raise NotOpened("not_in_force")
    if body.approval and body.approval.valid_until < timezone.localdate():
        raise NotOpened("not_in_force")
    chosen = units_of(body, units, names)
    if known := Round.objects.filter(region=office_path(), form=form, period=period.code).first():
        raise NotOpened("already_open", known.pk)
    if not chosen:
        raise NotOpened("no_unit")
    made = Round.objects.create(
        region=office_path(), form=form, form_ref=document.ref, title=document.header.title.model_dump(),
        body=body.model_dump(mode="json", by_alias=True), period=period.code, first_day=period.start,
        last_day=period.end, deadline=deadline, contact=contact.strip()[:100], phone=phone.strip()[:60],
        note=note.strip()[:500], made_by=act.user,
    )  # fmt: skip
    ask(made, chosen)
    act.on("round", made.pk, made.region, form=document.ref, period=period.code, deadline=deadline, units=len(chosen))
    return made


def check_day(deadline: date) -> None:
    """Raise `NotOpened` for a day that is over: every unit would be late at once."""
    if deadline < timezone.localdate():
        raise NotOpened("day_past")


def units_of(body: FormBody, units: Sequence[str], names: Sequence[str]) -> list[Unit]:
    """The units chosen by key and by name, of those the form goes to. Raises `NotOpened`."""
    if any(name.strip() for name in names) and not BY_NAME & set(body.filled_by):
        raise NotOpened("not_by_name")
    return [each for each in choices(body.filled_by) if each.key in set(units)] + named(body.filled_by, names)


def ask(found: Round, units: Sequence[Unit]) -> None:
    """Give units their empty reports."""
    UnitReport.objects.bulk_create(
        UnitReport(round=found, region=each.region, kind=each.kind, unit=each.unit, name=each.name) for each in units
    )
