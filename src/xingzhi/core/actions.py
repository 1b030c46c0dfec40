"""Actions: the only way to change state.

An action is a function decorated with `action`; calling it checks the person's role, runs the change and writes one
log entry, in one transaction. Reads it makes must go through `visible_to(act.user)`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from xingzhi.core import log
from xingzhi.core.models import Role, User

P = ParamSpec("P")
R = TypeVar("R")

OFFICERS = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER, Role.BANNER_OFFICER})
STAFF = frozenset({Role.ADMINISTRATOR, Role.LEAGUE_OFFICER, Role.REVIEWER})  # of the office itself, not of a banner
EVERYONE = frozenset(Role)


@dataclass
class Act:
    """One call of an action: who acts, and what the log will say of it."""

    user: User
    target: str = ""
    target_id: str = ""
    region: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    def on(self, target: str, target_id: object, region: str, **detail: Any) -> None:
        """Say what the action changed."""
        self.target, self.target_id, self.region = target, str(target_id), region
        self.detail.update(detail)


@dataclass(frozen=True)
class Verb:
    """A declared action: its name, its labels and who may take it. `staff_only`: others do not know that it exists."""

    name: str
    zh: str
    en: str
    roles: frozenset[str]
    staff_only: bool = False


verbs: dict[str, Verb] = {}


def may(user: User, verb: str) -> bool:
    """Whether the person's role allows the action; where they may do it is decided by their region."""
    return bool(user.is_authenticated and user.is_active and user.role in verbs[verb].roles)


def action(
    name: str, *, zh: str, en: str, roles: frozenset[Role] = OFFICERS, staff_only: bool = False
) -> Callable[[Callable[Concatenate[Act, P], R]], Callable[Concatenate[User, P], R]]:
    """Declare an action; the decorated function is then called with the acting person first.

    Raises `ValueError` where the name is taken: the second would change who may do the first.
    """
    if name in verbs:
        raise ValueError(f"two actions are called {name}")
    verbs[name] = Verb(name, zh, en, frozenset(roles), staff_only)

    def wrap(change: Callable[Concatenate[Act, P], R]) -> Callable[Concatenate[User, P], R]:
        @functools.wraps(change)
        def call(user: User, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if not may(user, name):
                raise PermissionDenied(name)
            with transaction.atomic():
                act = Act(user)
                result = change(act, *args, **kwargs)
                log.append(
                    actor=user.username,
                    role=user.role,
                    verb=name,
                    target=act.target,
                    target_id=act.target_id,
                    region=act.region,
                    detail=act.detail,
                )
            return result

        return call

    return wrap
