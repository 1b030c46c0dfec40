"""Who approves papers for whom while a person is away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xingzhi.core.models import Role, User
from xingzhi.core.office import sees_all
from xingzhi.publish.hands import APPROVERS, CHECKERS
from xingzhi.publish.papers.deputies import end_deputy, name_deputy
from xingzhi.publish.papers.deputy import Deputy
from xingzhi.publish.refused import Refused
from xingzhi.web.views.documents.moving import day_of
from xingzhi.web.views.documents.words import REFUSED


@require_http_methods(["GET", "POST"])
def deputies(request: HttpRequest) -> HttpResponse:
    """The list, and for who is away or administers the place the form to name one."""
    user = request.user
    if request.method == "POST":
        _changed(request)
        return redirect("document-deputies")
    people = User.objects.filter(region=user.region, is_active=True).order_by("username")
    away = people.filter(role__in=APPROVERS)
    mine = away if user.role == Role.ADMINISTRATOR else away.filter(username=user.get_username())
    today = timezone.localdate()
    context = {
        "page_title": gettext("外出时由谁代批"), "today": today, "away": mine if sees_all(user) else mine.none(),
        "people": people.filter(role__in=CHECKERS) if sees_all(user) else people.none(),
        "rows": [
            {"held": each, "open": each.ended_on is None and each.last >= today,
             "may_end": user.role == Role.ADMINISTRATOR or user.pk in (each.absent_id, each.deputy_id)}
            for each in Deputy.objects.visible_to(user).select_related("absent", "deputy", "named_by").order_by("-first", "-id")
        ],
    }  # fmt: skip
    return render(request, "documents/deputies.html", context)


def _changed(request: HttpRequest) -> None:
    user, post = request.user, request.POST
    try:
        if post.get("end", "").isdecimal():
            end_deputy(user, int(post["end"]))
            return
        absent, deputy = (int(post[name]) if post.get(name, "").isdecimal() else 0 for name in ("absent", "deputy"))
        name_deputy(
            user, absent, deputy, day_of(post.get("first", "")), day_of(post.get("last", "")), post.get("reason", "")
        )
    except Refused as refused:
        messages.error(request, str(REFUSED[refused.code]))
