"""Who asks: a person logged in at a browser, or a program with one of a person's tokens."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth
from ninja.throttling import SimpleRateThrottle

from xingzhi.api.problems import Refused
from xingzhi.core.tokens import holder

READING = ("GET", "HEAD", "OPTIONS")


class Session(SessionAuth):
    """A person logged in; what changes something needs the CSRF token as on the pages."""

    def __call__(self, request: HttpRequest) -> Any:
        """The person, or None where nobody is logged in."""
        return super().__call__(request) if request.user.is_authenticated else None


class Token(HttpBearer):
    """`Authorization: Bearer xz_…`: the owner's role and region, today's and not those of the day it was made."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token's owner."""
        found = holder(token.strip())
        if found is None:
            return None
        if request.method not in READING and not found.writes:
            raise Refused("read-only-token")
        request.user = found.owner
        return found.owner


class PersonRate(SimpleRateThrottle):
    """So many calls of one person, by whatever session or token."""

    def __init__(self) -> None:
        super().__init__(settings.API_CALLS)

    def get_cache_key(self, request: HttpRequest) -> str:
        """Under which key a person's calls are remembered."""
        return f"api-calls-{request.user.pk}"
