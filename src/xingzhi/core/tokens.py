"""Tokens: keys by which a person's own programs ask the API, with the person's role and region and never more."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import EVERYONE, Act, action
from xingzhi.core.models import Token

PREFIX = "xz_"  # so that one left in a script or a log is recognised
HINT = 8  # letters of it that stay readable, to tell one's tokens apart
USED_EVERY = timedelta(minutes=1)  # the last use is noted no more often than that


class TokenRefused(ValueError):
    """A token cannot be made so; `why` is "name", "days" or "many"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def digest_of(secret: str) -> str:
    """What is kept of a token. It is random and long, so that a plain digest cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


@action("issue_token", zh="新建接口令牌", en="Issue an API token", roles=EVERYONE)
def issue_token(act: Act, name: str, days: int, writes: bool = False) -> tuple[Token, str]:
    """Make a token for oneself, good for so many days; its secret is returned once and never kept.

    Raises `TokenRefused` without a name, for longer than `API_TOKEN_DAYS`, or beyond `API_TOKENS_PER_PERSON`.
    """
    if act.user.region is None:
        raise PermissionDenied("region")
    name = name.strip()[:100]
    if not name:
        raise TokenRefused("name")
    if not 1 <= days <= settings.API_TOKEN_DAYS:
        raise TokenRefused("days")
    if Token.objects.visible_to(act.user).filter(usable()).count() >= settings.API_TOKENS_PER_PERSON:
        raise TokenRefused("many")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token(owner=act.user, name=name, digest=digest_of(secret), hint=secret[: len(PREFIX) + HINT], writes=writes)
    token.expires_at = timezone.now() + timedelta(days=days)
    token.save()
    act.on("token", token.pk, act.user.region, name=name, days=days, writes=writes)
    return token, secret


@action("end_token", zh="作废接口令牌", en="End an API token", roles=EVERYONE)
def end_token(act: Act, token_id: int) -> Token:
    """End one of one's own tokens at once."""
    token: Token = get_object_or_404(Token.objects.visible_to(act.user).select_for_update(), pk=token_id)
    if token.ended_at is None:
        token.ended_at = timezone.now()
        token.save()
    act.on("token", token.pk, act.user.region or "", name=token.name)
    return token


def usable() -> Q:
    """The condition that a token is neither ended nor run out."""
    return Q(ended_at=None, expires_at__gt=timezone.now())


def holder(secret: str) -> Token | None:
    """The token with this secret, its last use noted; None where it is unknown, ended, run out or its owner is gone."""
    found = Token.objects.filter(usable(), digest=digest_of(secret), owner__is_active=True).select_related("owner")
    token: Token | None = found.first()
    if token:
        now = timezone.now()
        stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USED_EVERY)
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=now)
    return token
