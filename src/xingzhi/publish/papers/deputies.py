"""Who acts for whom while a person who approves is away: named beforehand, from a day to a day, with the reason."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import Role, User
from xingzhi.publish.hands import APPROVERS, CHECKERS
from xingzhi.publish.papers.deputy import Deputy
from xingzhi.publish.refused import Refused


@action("name_deputy", zh="指定代理人", en="Name a deputy", roles=CHECKERS)
def name_deputy(act: Act, absent: int, deputy: int, first: date | None, last: date | None, reason: str) -> Deputy:
    """Named by the absent person or an administrator of the place; a deputy is one who may check papers."""
    people = User.objects.filter(region=act.user.region, is_active=True)
    away = get_object_or_404(people.filter(role__in=APPROVERS), pk=absent)
    if act.user.role != Role.ADMINISTRATOR and act.user.pk != away.pk:
        raise PermissionDenied("name_deputy")
    instead = people.filter(role__in=CHECKERS, pk=deputy).exclude(pk=away.pk).first()
    if instead is None:
        raise Refused("deputy")
    if first is None or last is None or not first <= last or last < timezone.localdate():
        raise Refused("deputy_days")
    if not reason.strip():
        raise Refused("reason")
    made = Deputy.objects.create(
        region=away.region or "", absent=away, deputy=instead, first=first, last=last, reason=reason.strip()[:200],
        named_by=act.user,
    )  # fmt: skip
    act.on("deputy", made.pk, made.region, absent=away.pk, deputy=instead.pk, first=str(first), last=str(last))
    return made


@action("end_deputy", zh="结束代理", en="End a deputy's time", roles=CHECKERS)
def end_deputy(act: Act, number: int) -> Deputy:
    """From today on the deputy acts no more; what was approved stays as it is."""
    found: Deputy = get_object_or_404(Deputy.objects.visible_to(act.user), pk=number)
    if act.user.role != Role.ADMINISTRATOR and act.user.pk not in (found.absent_id, found.deputy_id):
        raise PermissionDenied("end_deputy")
    found.ended_on = found.ended_on or timezone.localdate()
    found.save()
    act.on("deputy", found.pk, found.region, ended=str(found.ended_on))
    return found


def approves_for(user: User, hands: set[int | None]) -> User | None:
    """Whom a person without the right of their own approves for today: not someone a paper passed already (`hands`)."""
    held = Deputy.objects.visible_to(user).in_force(timezone.localdate()).filter(deputy=user)
    return next(
        (each.absent for each in held.select_related("absent").order_by("id") if each.absent_id not in hands), None
    )


def may_approve(user: User, hands: set[int | None]) -> bool:
    """Whether a person approves papers, for themselves or for somebody who is away."""
    return user.role in APPROVERS or (user.role in CHECKERS and approves_for(user, hands) is not None)
