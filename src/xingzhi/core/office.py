"""The office this installation serves, and the actions that set it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.utils import reset
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import EVERYONE, STAFF, Act, action
from xingzhi.core.models import Office, Role, Token, User
from xingzhi.packs import load

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def office() -> Office | None:
    """The office, or None before `xingzhi setup`."""
    return Office.objects.order_by("id").first()


def office_path() -> str:
    """The office's region path; "" (the nation) before `xingzhi setup`."""
    found = office()
    return found.region if found else ""


def sees_all(user: User | AnonymousUser) -> bool:
    """Whether the person's region holds the whole office: then nothing kept here is hidden from them."""
    scope = getattr(user, "region", None)
    return bool(user.is_authenticated and user.is_active and scope is not None and office_path().startswith(scope))


def is_staff(user: User | AnonymousUser) -> bool:
    """Whether the person is of the office itself, in a region that holds all of it: what it keeps to itself is theirs."""
    return getattr(user, "role", "") in STAFF and sees_all(user)


@action("set_up_office", zh="设置本局", en="Set up the office", roles=frozenset({Role.ADMINISTRATOR}))
def set_up_office(act: Act, region: str, name: str) -> Office:
    """Say which office this installation serves."""
    found = office() or Office()
    found.region, found.name = region, name
    found.save()
    act.on("office", found.pk, region, name=name)
    return found


def _inside(region: str, user: User) -> bool:
    """Whether a region lies in the person's; nothing lies in the region of a person who has none."""
    return user.region is not None and region.startswith(user.region)


@action("add_person", zh="新增人员", en="Add a person", roles=frozenset({Role.ADMINISTRATOR}))
def add_person(
    act: Act, *, username: str, password: str, role: str, region: str | None, full_name: str = "", unit: str = ""
) -> User:
    """Add a person with a role and a region; an administrator adds only inside the own region."""
    if region is not None and not _inside(region, act.user):
        raise PermissionDenied("region")
    if region and load().regions.get(region) is None:
        raise ValidationError({"region": region})
    person = User(username=username, first_name=full_name, role=role, region=region, unit=unit)
    validate_password(password, person)
    person.set_password(password)
    person.full_clean()
    person.save()
    act.on("user", person.pk, region or "", username=username, role=role)
    return person


@action("set_password", zh="设置密码", en="Set a password", roles=EVERYONE)
def set_password(act: Act, person_id: int, password: str) -> User:
    """Set a password and lift a lockout: one's own, or as administrator that of a person inside the own region.

    Where an administrator sets it the person's tokens end: whoever came in by them is out as well.
    """
    person = get_object_or_404(User.objects.select_for_update(), pk=person_id)
    own = person.pk == act.user.pk
    inside = person.region is not None and _inside(person.region, act.user)
    if not own and not (act.user.role == Role.ADMINISTRATOR and inside):
        raise PermissionDenied("set_password")
    validate_password(password, person)
    person.set_password(password)
    person.save()
    reset(username=person.username)
    if not own:
        Token.objects.filter(owner=person, ended_at=None).update(ended_at=timezone.now())
    act.on("user", person.pk, person.region or "", username=person.username)
    return person
