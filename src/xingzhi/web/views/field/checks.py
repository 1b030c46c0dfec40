"""Field checks: the form for a photo, and those made before."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xingzhi.cases.field.checking import Refused, Seen, check_field
from xingzhi.cases.field.signs import signs_for, unplaced_for
from xingzhi.core.actions import may
from xingzhi.core.scope import region_within
from xingzhi.engine.pictures.opening import Unreadable
from xingzhi.packs import load
from xingzhi.registers.field_checks.models import FieldCheck, Judged
from xingzhi.web import places
from xingzhi.web.filters import Condition
from xingzhi.web.reading import english
from xingzhi.web.views.field.words import MOST_BYTES, REFUSED, judged_cell
from xingzhi.web.views.gazettes.words import remark, tabs
from xingzhi.web.views.notified.overview import PAGE, pager
from xingzhi.web.views.notified.words import day_of


@require_http_methods(["GET", "POST"])
def checks(request: HttpRequest) -> HttpResponse:
    """The form, and what was checked before."""
    if request.method == "POST":
        if not may(request.user, "check_field"):
            raise PermissionDenied
        made = _checked(request)
        if made is not None:
            return redirect("field-check", made.pk)
    query = {name: request.GET.get(name, "").strip() for name in ("q", "judged", "region")}
    page = Paginator(_narrowed(request, query), PAGE).get_page(request.GET.get("page"))
    scope = request.user.region or ""
    signs = signs_for(request.user)
    context = {
        "page_title": gettext("现场核对"),
        "tabs": tabs("field-checks", request.user),
        "remark": remark(),
        "may_check": may(request.user, "check_field") and request.user.region is not None,
        "entered": request.POST,
        "regions": places.to_look_at(scope),
        "own_region": request.POST.get("region", scope),
        "today": timezone.localdate(),
        "seen_on": request.POST.get("seen_on", str(timezone.localdate())),
        "signs": len(signs),
        "unplaced": len(unplaced_for(request.user)),
        "without_picture": sum(each.picture is None for each in signs),
        "conditions": _conditions(scope, query),
        "clear_url": reverse("field-checks") if any(query.values()) else "",
        "table": {"columns": _columns(), "rows": [_row(each) for each in page.object_list]},
        "pager": pager(page, query),
        "empty": {
            "title": gettext("没有符合条件的核对") if any(query.values()) else gettext("还没有现场核对"),
            "hint": gettext("在现场拍一张标签或门头的照片，或者只写上面的文字，点“核对”。"),
        },
    }
    return render(request, "field/checks.html", context, status=422 if request.method == "POST" else 200)


def _checked(request: HttpRequest) -> FieldCheck | None:
    """The check recorded from the form; None where it could not be, and the reader was told why."""
    post, upload = request.POST, request.FILES.get("photo")
    seen = Seen(day_of(post.get("seen_on", "")), post.get("place", ""), post.get("words", ""), post.get("region", ""))
    if upload is not None and (upload.size or 0) > MOST_BYTES:
        messages.error(request, gettext("没有核对：照片超过 %(n)s MB，请缩小后再传。") % {"n": MOST_BYTES >> 20})
        return None
    try:
        with tempfile.TemporaryDirectory() as folder:
            photo = saved(upload, Path(folder)) if upload else None
            return check_field(request.user, seen, photo, photo.name if photo else "")
    except Refused as refused:
        if str(refused) == "region":
            raise Http404 from refused
        messages.error(request, gettext("没有核对：") + str(REFUSED[str(refused)]))
    except Unreadable as problem:
        messages.error(request, gettext("没有核对：") + said(problem))
    return None


def saved(upload: UploadedFile[bytes], folder: Path) -> Path:
    """An uploaded picture, under its own name without any folder."""
    path = folder / (Path((upload.name or "").replace("\\", "/")).name[-100:] or "photo.jpg")
    with path.open("wb") as stream:
        stream.writelines(upload.chunks())
    return path


def said(problem: Exception | str) -> str:
    """What is wrong with a picture, in the reader's language: the reader of pictures says both."""
    chinese, _, other = str(problem).partition(" / ")
    return other if english() and other else chinese


def _narrowed(request: HttpRequest, query: dict[str, str]) -> Any:
    found = FieldCheck.objects.visible_to(request.user).select_related("officer", "job").order_by("-id")
    if query["q"]:
        found = found.filter(Q(place__icontains=query["q"]) | Q(words__icontains=query["q"]))
    if query["judged"]:
        found = found.filter(judged="" if query["judged"] == "none" else query["judged"])
    return found.filter(region_within(query["region"])) if query["region"].isdigit() else found


def _conditions(scope: str, query: dict[str, str]) -> list[Condition]:
    judged = [("none", gettext("还没有判断")), *((each.value, str(each.label)) for each in Judged)]
    return [
        Condition("q", gettext("地点、文字"), "text", query["q"]),
        Condition("judged", gettext("判断"), "choice", query["judged"], choices=judged),
        Condition(
            "region", gettext("属地"), "choice", query["region"], choices=places.to_look_at(scope, query["region"])
        ),
    ]


def _columns() -> list[dict[str, str]]:
    return [
        {"label": gettext("地点"), "css": "c-title"}, {"label": gettext("看到的日期"), "css": "c-date c-nowrap"},
        {"label": gettext("相近的标志"), "css": "c-number"}, {"label": gettext("判断"), "css": "c-nowrap"},
        {"label": gettext("经办"), "css": "c-nowrap"}, {"label": gettext("属地"), "css": "c-nowrap"},
    ]  # fmt: skip


def _row(check: FieldCheck) -> dict[str, Any]:
    state = check.job.get_state_display() if check.job else ""
    return {"cells": [
        {"text": check.place, "url": reverse("field-check", args=[check.pk]), "sub": check.words[:40]},
        str(check.seen_on), state if check.compared is None else len(check.found), judged_cell(check),
        check.officer.display_name, load().regions.name(check.region),
    ]}  # fmt: skip
