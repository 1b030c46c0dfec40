"""The list of releases, and a new one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.packs.bulletins import Bulletin
from xingzhi.publish.actions import make_release
from xingzhi.publish.models import Release
from xingzhi.publish.refused import Refused
from xingzhi.web.reading import language
from xingzhi.web.views import parts
from xingzhi.web.views.publish.words import REFUSED, state_badge

LISTED = 200


@require_http_methods(["GET", "POST"])
def release_list(request: HttpRequest) -> HttpResponse:
    """Every version of every release, the newest first; posting drafts a new one."""
    if request.method == "POST":
        return _make(request)
    found = Release.objects.visible_to(request.user).select_related("made_by").order_by("-id")[:LISTED]
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    columns = [(gettext("名称"), "c-title"), (gettext("地区"), "c-nowrap"), (gettext("版本"), "c-number"), (gettext("状态"), "c-nowrap"),
               (gettext("公开页面"), "c-nowrap"), (gettext("经办"), "c-nowrap"), (gettext("发布日期"), "c-date")]  # fmt: skip
    context = {
        "page_title": gettext("统计发布"),
        "table": {
            "columns": parts.columns(*columns),
            "rows": [{"cells": _cells(each)} for each in found],
            "caption": gettext("统计发布"),
        },
        "empty": {"title": gettext("还没有发布"), "hint": gettext("选一种公报和月份，点“起草”。")},
        "bulletins": bulletins(),
        "month": f"{last:%Y-%m}",
        "may_make": may(request.user, "make_release") and request.user.region is not None,
    }
    return render(request, "publish/list.html", context)


def bulletins() -> list[tuple[str, str]]:
    """The bulletins that can be made, by id and title."""
    documents = load().of_kind("bulletin")
    return [(each.id, each.header.title(language())) for each in documents if isinstance(each.body, Bulletin)]


def _cells(release: Release) -> list[Any]:
    return [
        {"text": release.title, "url": reverse("release", args=[release.pk])}, load().regions.name(release.region),
        str(release.version), state_badge(release), gettext("开") if release.public else "",
        release.made_by.display_name, release.released_on.isoformat() if release.released_on else "",
    ]  # fmt: skip


def _make(request: HttpRequest) -> HttpResponse:
    post = request.POST
    try:
        made = make_release(request.user, post.get("bulletin", ""), post.get("period", ""), post.get("ranked") == "1")
    except Refused as refused:
        messages.error(request, str(REFUSED[refused.code]))
        return redirect("release-list")
    return redirect("release", made.pk)
