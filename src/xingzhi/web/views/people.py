"""People of the office: the list, adding one, setting a password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xingzhi.core.actions import may
from xingzhi.core.models import Role, User
from xingzhi.core.office import add_person, set_password
from xingzhi.core.scope import region_within
from xingzhi.packs import load
from xingzhi.web import places
from xingzhi.web.reading import english
from xingzhi.web.views.parts import columns, sees_people, tabs


def _joined(error: ValidationError) -> str:
    return (" " if english() else "").join(str(message) for message in error.messages)


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """People of the reader's region; an administrator adds new ones."""
    if not sees_people(request.user):
        raise PermissionDenied
    problem = add(request) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return redirect("people")
    adds = may(request.user, "add_person")
    context = {
        "page_title": gettext("人员"),
        "tabs": tabs("people", request.user),
        "table": table(request.user.region, adds),
        "roles": Role.choices,
        "places": places.to_look_at(request.user.region) if request.user.region is not None else [],
        "problem": {"title": gettext("没有新增"), "detail": problem} if problem else None,
        "may_add": adds and request.user.region is not None,
        "entered": request.POST or {"role": Role.READER},
    }
    return render(request, "system/people.html", context, status=422 if problem else 200)


def table(scope: str | None, resets: bool) -> dict[str, Any]:
    """The people of a region and below."""
    regions = load().regions
    found = User.objects.none()
    if scope is not None:
        found = User.objects.filter(region_within(scope)).exclude(region=None).order_by("region", "username")
    heads = [
        (gettext("姓名"), "c-title"),
        (gettext("用户名"), ""),
        (gettext("角色"), "c-nowrap"),
        (gettext("地区"), "c-nowrap"),
    ]
    rows: list[list[Any]] = [
        [person.display_name, person.username, person.get_role_display(), regions.name(person.region or "")]
        for person in found
    ]
    if resets:
        heads.append((gettext("密码"), "c-nowrap"))
        for row, person in zip(rows, found, strict=True):
            row.append({"text": gettext("重设、解锁"), "url": reverse("password", args=[person.pk])})
    return {"columns": columns(*heads), "rows": [{"cells": row} for row in rows]}


def add(request: HttpRequest) -> str:
    """Add the person entered; what is wrong, or "" where that was done."""
    entered = {name: request.POST.get(name, "").strip() for name in ("username", "role", "region", "full_name", "unit")}
    try:
        add_person(request.user, password=request.POST.get("password", ""), **entered)
    except ValidationError as error:
        return _joined(error)
    messages.success(request, gettext("已新增。"))
    return ""


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest, person_id: int | None = None) -> HttpResponse:
    """Set the own password; an administrator sets that of a person in the own region, which also lifts a lockout."""
    person = request.user
    if person_id is not None and person_id != request.user.pk:
        if request.user.role != Role.ADMINISTRATOR or request.user.region is None:
            raise PermissionDenied
        inside = User.objects.filter(region_within(request.user.region)).exclude(region=None)
        person = get_object_or_404(inside, pk=person_id)
    own = person.pk == request.user.pk
    problem = change(request, person, own) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return redirect("today" if own else "people")
    context = {
        "page_title": gettext("修改密码") if own else gettext("重设密码") + " " + person.display_name,
        "person": person,
        "own": own,
        "problem": {"title": gettext("密码没有改"), "detail": problem} if problem else None,
    }
    return render(request, "system/password.html", context, status=422 if problem else 200)


def change(request: HttpRequest, person: User, own: bool) -> str:
    """Set the password entered; what is wrong, or "" where that was done."""
    if own and not request.user.check_password(request.POST.get("old", "")):
        return gettext("原密码不对。")
    if request.POST.get("new") != request.POST.get("again"):
        return gettext("两次输入的新密码不一样。")
    try:
        changed = set_password(request.user, person.pk, request.POST.get("new", ""))
    except ValidationError as error:
        return _joined(error)
    if own:
        update_session_auth_hash(request, changed)
    messages.success(request, gettext("密码已修改。"))
    return ""
