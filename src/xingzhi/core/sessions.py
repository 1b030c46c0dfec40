"""Limits on sessions: an idle one ends, and one person holds only a few at a time."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from xingzhi.core.models import User

SEEN = "seen_at"


class SessionLimitMiddleware:
    """End a session nobody used for `SESSION_IDLE_SECONDS`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get(SEEN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif now - seen > 60 or SEEN not in request.session:
                request.session[SEEN] = now
        return self.get_response(request)


@receiver(user_logged_in)
def end_oldest_sessions(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    """Keep only the newest sessions of a person, the one just opened included."""
    own = []
    for session in Session.objects.filter(expire_date__gte=timezone.now()).order_by("-expire_date"):
        if session.get_decoded().get("_auth_user_id") == str(user.pk) and session.pk != request.session.session_key:
            own.append(session)
    for session in own[max(0, settings.SESSIONS_PER_USER - 1) :]:
        session.delete()
