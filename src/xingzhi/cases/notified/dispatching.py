"""Hand out what waits to the banner offices, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.cases.matters.models import Matter
from xingzhi.cases.notified import PROCEDURE
from xingzhi.cases.notified.models import Dispatch, DispatchItem
from xingzhi.core.actions import Act, action
from xingzhi.core.models import Role
from xingzhi.core.scope import COUNTY_LENGTH, region_within

DISPATCHERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})


class NothingToDispatch(ValueError):
    """None of the places chosen has anything that waits and is not out already."""


def waiting(user: Any) -> QuerySet[Matter]:
    """What the person sees that is not settled, lies in a banner, and was not handed out to that banner already."""
    open_items = DispatchItem.objects.filter(dispatch__withdrawn_at=None, dispatch__region=F("matter__region")).values(
        "matter"
    )
    matters = Matter.objects.visible_to(user).filter(kind=PROCEDURE, settled=False)
    return matters.filter(region__regex=rf"^\d{{{COUNTY_LENGTH}}}$").exclude(pk__in=open_items)


def places(user: Any) -> list[tuple[str, int, int]]:
    """Banners with something to hand out: path, applications, applicants."""
    counted = waiting(user).order_by().values("region").annotate(n=Count("id"), cards=Count("card", distinct=True))
    return [(row["region"], row["n"], row["cards"]) for row in counted.order_by("region")]


@action("dispatch_items", zh="派发核查任务", en="Hand out notified applications", roles=DISPATCHERS)
def dispatch_items(
    act: Act, regions: Sequence[str], deadline: date, contact: str, phone: str = "", note: str = ""
) -> list[Dispatch]:
    """One dispatch for each banner chosen, holding all that waits there. Raises `NothingToDispatch`."""
    chosen = waiting(act.user).filter(Q(region__in=list(regions))).order_by("card", "key")
    by_region: dict[str, list[Matter]] = {}
    for matter in chosen:
        by_region.setdefault(matter.region, []).append(matter)
    if not by_region:
        raise NothingToDispatch
    made = []
    for region, matters in sorted(by_region.items()):
        dispatch = Dispatch.objects.create(
            region=region, deadline=deadline, contact=contact.strip()[:100], phone=phone.strip()[:60],
            note=note.strip()[:500], made_by=act.user,
        )  # fmt: skip
        DispatchItem.objects.bulk_create(
            DispatchItem(dispatch=dispatch, matter=matter, state=matter.state) for matter in matters
        )
        made.append(dispatch)
    act.on(
        "dispatch", made[0].pk if len(made) == 1 else "", act.user.region or "", deadline=deadline,
        dispatches={dispatch.region: dispatch.pk for dispatch in made},
        items={region: len(matters) for region, matters in by_region.items()},
    )  # fmt: skip
    return made


@action("withdraw_dispatch", zh="撤回派发", en="Withdraw a dispatch", roles=DISPATCHERS)
def withdraw_dispatch(act: Act, dispatch_id: int) -> Dispatch:
    """Take a dispatch back: what waits of it may be handed out anew; what was answered stays."""
    found: Dispatch = get_object_or_404(
        Dispatch.objects.visible_to(act.user).select_for_update(), pk=dispatch_id, withdrawn_at=None
    )
    found.withdrawn_at = timezone.now()
    found.save(update_fields=["withdrawn_at"])
    act.on("dispatch", found.pk, found.region)
    return found


@action("move_deadline", zh="改反馈截止", en="Move a dispatch's deadline", roles=DISPATCHERS)
def move_deadline(act: Act, dispatch_id: int, deadline: date) -> Dispatch:
    """Give a banner office another day; the day before stands in the log."""
    found: Dispatch = get_object_or_404(Dispatch.objects.visible_to(act.user).select_for_update(), pk=dispatch_id)
    before, found.deadline = found.deadline, deadline
    found.save(update_fields=["deadline"])
    act.on("dispatch", found.pk, found.region, was=before, deadline=deadline)
    return found


def answered(dispatch: Dispatch) -> int:
    """How many of a dispatch's applications stand elsewhere than when it went out, by whatever way that was told."""
    return dispatch.items.exclude(matter__state=F("state")).count()


def unsettled(dispatch: Dispatch) -> QuerySet[Matter]:
    """What of a dispatch still waits."""
    return Matter.objects.filter(dispatched__dispatch=dispatch, settled=False).filter(region_within(dispatch.region))
