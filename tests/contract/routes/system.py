"""Today, the system, people and packs."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from tests.contract.routes.calls import EVERYONE, INSIDE, Call, jobs, simple, snapshots


def _packs() -> list[Call]:
    from xingzhi.packs import load

    return [Call(reverse("pack", args=[document.id])) for document in load().documents[:3]]


def _passwords() -> list[Call]:
    from xingzhi.core.models import User

    def others(username: str) -> tuple[str, ...]:
        return tuple(name for name in EVERYONE if name != username)

    return [Call(reverse("password", args=[user.pk]), roles=others(user.username)) for user in User.objects.all()]


ROUTES: dict[str, Callable[[], list[Call]]] = {
    "login": lambda: [],  # asked in test_a_stranger_...
    "logout": lambda: [],
    "tokens": lambda: simple("tokens", roles=("nowhere",)),
    "token-end": lambda: [],  # one's own alone: tests/api/test_tokens.py
    "api-reference": lambda: simple("api-reference"),
    "set_language": lambda: [],
    "today": lambda: simple("today"),
    "system": lambda: simple("system"),
    "log-list": lambda: [
        *simple("log-list"),
        Call(reverse("log-list"), data={"before": "9999"}),
        Call(reverse("log-list"), data={"actor": "league"}),
    ],
    "job": lambda: jobs("job"),
    "snapshot": lambda: snapshots(),
    "pack-list": lambda: simple("pack-list"),
    "pack": _packs,
    "paper-list": lambda: simple("paper-list"),
    "paper-download": lambda: [
        Call(reverse("paper-download", args=[form, which]))
        for form in ("notice", "supervision")
        for which in ("used", "default", "example")
    ],
    "paper-upload": lambda: [  # everybody prints from it: only who sees the whole office may
        Call(reverse("paper-upload", args=["notice"]), method="post", roles=INSIDE)
    ],
    "paper-file": lambda: [Call(reverse("paper-file", args=[999999]), ())],  # a loaded one: tests/cases/test_papers.py
    "paper-withdraw": lambda: [
        Call(reverse("paper-withdraw", args=[999999]), (), method="post", roles=("banner", "neighbour"))
    ],
    "people": lambda: simple("people", roles=("banner", "neighbour")),
    "password": lambda: _passwords(),
    "password_change": lambda: simple("password_change"),
}
