"""Saved searches: keep one, say it was looked through, take it off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.screening.mark_search.asked import query_of
from xingzhi.screening.mark_search.saving import MOST, TooMany, drop_search, look_through, save_search


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search of the page under a name."""
    query = query_of(request.POST.dict())
    if not query.get("q") and not query.get("picture"):
        messages.error(request, gettext("没有保存：请先检索。"))
        return redirect("mark-search")
    try:
        made = save_search(request.user, request.POST.get("name", ""), query)
    except TooMany:
        messages.error(request, gettext("没有保存：每人最多存 %(n)s 个检索，请先删除不用的。") % {"n": MOST})
        return redirect(reverse("mark-search") + "?" + urlencode(query))
    messages.success(request, gettext("已保存；以后打开“%(name)s”，新出现的商标会标出来。") % {"name": made.name})
    return redirect(reverse("mark-search") + f"?saved={made.pk}")


@require_POST
def saved(request: HttpRequest, saved_id: int) -> HttpResponse:
    """Say that what a saved search finds was looked through, or take it off."""
    if request.POST.get("do") == "drop":
        drop_search(request.user, saved_id)
        messages.success(request, gettext("已删除。"))
        return redirect("mark-search")
    look_through(request.user, saved_id)
    messages.success(request, gettext("已记下；下次只标出此后新出现的。"))
    return redirect(reverse("mark-search") + f"?saved={saved_id}")
