"""Hand out what waits to the banner offices, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

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
    """What the person sees that is not settled, lies in a banner, and is not out with it already."""
    open_items = DispatchItem.objects.filter(dispatch__returns__isnull=True).values("matter")
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


def unsettled(dispatch: Dispatch) -> QuerySet[Matter]:
    """What of a dispatch still waits."""
    return Matter.objects.filter(dispatched__dispatch=dispatch, settled=False).filter(region_within(dispatch.region))
