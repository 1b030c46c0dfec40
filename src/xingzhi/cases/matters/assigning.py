"""Who looks after a matter and is warned by its clocks, and which matter leads a group."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.shortcuts import get_object_or_404

from xingzhi.cases.matters.models import Matter
from xingzhi.core.actions import OFFICERS, Act, action
from xingzhi.core.models import User


class NotInGroup(ValueError):
    """`code`: itself, led (the lead is led by another), leads (it leads others), other (of another procedure)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def officers(user: User, of: str | None = None) -> list[User]:
    """Those who may look after matters the person sees: officers in the person's region who see the place `of`."""
    if user.region is None:
        return []
    people = User.objects.filter(is_active=True, role__in=OFFICERS, region__startswith=user.region).exclude(region=None)
    return [
        person
        for person in people.order_by("region", "first_name", "username")
        if of is None or of.startswith(person.region or "")
    ]


@action("assign_matters", zh="指定经办人", en="Assign matters")
def assign_matters(act: Act, matters: Sequence[int], officer_id: int | None) -> int:
    """Name who looks after some matters and is warned by their clocks; None takes the name away. How many were named."""
    officer = None
    if officer_id is not None:
        officer = next((person for person in officers(act.user) if person.pk == officer_id), None)
        if officer is None:
            raise LookupError(officer_id)
    chosen = Matter.objects.visible_to(act.user).filter(pk__in=matters)
    keys = list(chosen.values_list("key", flat=True))
    chosen.update(officer=officer)
    act.on("matter", "", act.user.region or "", officer=officer.username if officer else "", matters=keys)
    return len(keys)


@action("join_group", zh="并案办理", en="Join a lead matter")
def join_group(act: Act, matter_id: int, lead_id: int | None) -> Matter:
    """Let a matter follow a lead: where a clock spreads, the lead's stops and extensions hold for it. None lets it go."""
    seen = Matter.objects.visible_to(act.user)
    matter: Matter = get_object_or_404(seen.select_for_update(of=("self",)), pk=matter_id)
    lead = get_object_or_404(seen, pk=lead_id) if lead_id is not None else None
    if lead is not None:
        if lead.pk == matter.pk:
            raise NotInGroup("itself")
        if lead.kind != matter.kind:
            raise NotInGroup("other")
        if lead.lead_id is not None:
            raise NotInGroup("led")
        if matter.group.exists():
            raise NotInGroup("leads")
    matter.lead = lead
    matter.save(update_fields=["lead"])
    act.on("matter", matter.pk, matter.region, key=matter.key, lead=lead.key if lead else "")
    return matter


def mine(user: User) -> Q:
    """The matters whose clocks warn a person: the own ones and those nobody looks after."""
    return Q(officer=None) | Q(officer=user)
