"""Who had a hand in a release, and who may take its next step: nobody checks or approves their own."""

from __future__ import annotations

from django.db.models import QuerySet

from xingzhi.core.models import Role, User
from xingzhi.publish.models import Release
from xingzhi.publish.refused import Refused

CHECKERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})
APPROVERS = frozenset({Role.ADMINISTRATOR, Role.REVIEWER})


def hands(release: Release) -> set[int | None]:
    """Who made, submitted or changed it: nobody of them checks or approves it."""
    found = {release.made_by_id, release.submitted_by_id}
    return found | {held["by"] for held in [*release.edits.values(), *release.rewritten.values()]}


def require_second_person(user: User, release: Release) -> None:
    """Raise `Refused` (same_person) for who had a hand in it."""
    if user.pk in hands(release):
        raise Refused("same_person")


def others_who_may(release: Release, roles: frozenset[Role], *, second: bool) -> QuerySet[User]:
    """The people of the release's office who may take a step; with `second` only those who had no hand in it."""
    found = User.objects.filter(is_active=True, region=release.region, role__in=roles).order_by("pk")
    return found.exclude(pk__in=[each for each in hands(release) if each]) if second else found
