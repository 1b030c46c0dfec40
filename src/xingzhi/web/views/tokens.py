"""One's own tokens for the API: making one, seeing it once, ending it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from xingzhi.core.actions import may
from xingzhi.core.models import Token
from xingzhi.core.tokens import TokenRefused, end_token, issue_token
from xingzhi.web.views.parts import clock

DAYS = (30, 90, 180, 366)
ENDED = 10  # how many of the ended ones are still listed


@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The reader's tokens, and the form for a new one. The secret of a new one is shown in this answer only."""
    if request.user.region is None:
        raise PermissionDenied
    secret = problem = ""
    if request.method == "POST":
        secret, problem = make(request)
    mine = Token.objects.visible_to(request.user).order_by("-id")
    now = timezone.now()
    live = [token for token in mine if token.ended_at is None and token.expires_at > now]
    gone = [token for token in mine if token not in live][:ENDED]
    context = {
        "page_title": gettext("接口令牌"),
        "secret": secret,
        "problem": {"title": gettext("没有新建"), "detail": problem} if problem else None,
        "live": [line(token) for token in live],
        "gone": [line(token) for token in gone],
        "days": [days for days in DAYS if days <= settings.API_TOKEN_DAYS],
        "entered": request.POST if problem else {"days": str(DAYS[1])},
        "may_make": may(request.user, "issue_token"),
    }
    response = render(request, "system/tokens.html", context, status=422 if problem else 200)
    response["Cache-Control"] = "no-store"
    return response


def make(request: HttpRequest) -> tuple[str, str]:
    """The new token's secret and "", or "" and why there is none."""
    days = request.POST.get("days", "")
    try:
        _, secret = issue_token(
            request.user,
            request.POST.get("name", ""),
            int(days) if days.isdigit() else 0,
            writes=bool(request.POST.get("writes")),
        )
    except TokenRefused as refused:
        return "", {
            "name": gettext("请写明这个令牌给什么程序用。"),
            "days": gettext("请选择有效期。"),
            "many": gettext("同时有效的令牌最多 %(n)s 个，请先作废不用的。") % {"n": settings.API_TOKENS_PER_PERSON},
        }[refused.why]
    return secret, ""


def line(token: Token) -> dict[str, Any]:
    """A token as its owner reads it."""
    return {
        "token": token,
        "may": gettext("读和写") if token.writes else gettext("只能读"),
        "until": clock(token.ended_at or token.expires_at)[:10],
        "used": clock(token.last_used_at)[:16] or gettext("还没有用过"),
        "state": gettext("已作废") if token.ended_at else gettext("已过期"),
    }


@require_POST
def end(request: HttpRequest, token_id: int) -> HttpResponse:
    """End one of the reader's tokens."""
    end_token(request.user, token_id)
    messages.success(request, gettext("已作废，用它的程序从现在起进不来。"))
    return redirect("tokens")
