"""Pictures of signs and indications: which have one, and giving them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from xingzhi.cases.field.signs import KnownSign, give_sign_pictures, signs_for
from xingzhi.core.actions import may
from xingzhi.web.reading import language
from xingzhi.web.views.field.checks import said, saved
from xingzhi.web.views.gazettes.words import remark, tabs
from xingzhi.web.views.parts import local_day


@require_http_methods(["GET", "POST"])
def pictures(request: HttpRequest) -> HttpResponse:
    """The signs with and without a picture; several pictures at once, each named after its sign."""
    if request.method == "POST":
        return _give(request)
    own = [each for each in signs_for(request.user) if _own(request, each)]
    own.sort(key=lambda each: (each.picture is not None, each.name))
    context = {
        "page_title": gettext("标志图样"),
        "tabs": tabs("field-checks", request.user),
        "remark": remark(),
        "lacking": sum(each.picture is None for each in own),
        "may_give": may(request.user, "give_sign_pictures"),
        "names": [(each.id, each.name) for each in own],
        "table": {"columns": _columns(), "rows": [_row(each) for each in own]},
        "empty": {
            "title": gettext("台账里还没有受保护标志和地理标志"),
            "hint": gettext("在“收文入库”上传受保护标志、地理标志台账，再来上传图样。"),
        },
    }
    return render(request, "field/pictures.html", context)


def _own(request: HttpRequest, sign: KnownSign) -> bool:
    region = request.user.region
    return region is not None and sign.row.region.startswith(region)


def _columns() -> list[dict[str, str]]:
    return [
        {"label": gettext("标志"), "css": "c-title"}, {"label": gettext("台账"), "css": "c-nowrap"},
        {"label": gettext("登记/备案号"), "css": ""}, {"label": gettext("图样"), "css": ""},
    ]  # fmt: skip


def _row(sign: KnownSign) -> dict[str, Any]:
    picture: Any = {"text": gettext("没有图样"), "tone": "unknown"}
    if sign.picture:
        url = reverse("field-sign-picture", args=[sign.register, sign.row.pk])
        picture = {"text": sign.picture.name, "url": url, "sub": local_day(sign.picture.at)}
    return {"cells": [
        {"text": sign.name, "url": reverse("record", args=[sign.register, sign.row.pk])},
        sign.row.register.label(language()), sign.number, picture,
    ]}  # fmt: skip


def _give(request: HttpRequest) -> HttpResponse:
    if not may(request.user, "give_sign_pictures"):
        raise PermissionDenied
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for at, upload in enumerate(request.FILES.getlist("pictures")):
            inside = Path(folder) / str(at)
            inside.mkdir()
            path = saved(upload, inside)
            files.append((path.name, path))
        left = give_sign_pictures(request.user, files, request.POST.get("only", ""))
    if len(files) > len(left):
        messages.success(request, gettext("已保存 %(n)s 张图样。") % {"n": len(files) - len(left)})
    for name, why in left.items():
        reason = said(why) if why else gettext("台账里没有叫这个名称或编号的标志；请改文件名，或在下面选定标志")
        messages.error(request, gettext("没有保存 %(name)s：%(why)s") % {"name": name, "why": reason})
    if not files:
        messages.error(request, gettext("没有保存：请选择图片。"))
    return redirect("field-sign-pictures")


@require_GET
def picture(request: HttpRequest, name: str, record_id: int) -> FileResponse:
    """The picture of a sign that holds in the reader's region."""
    sign = next((each for each in signs_for(request.user) if each.register == name and each.row.pk == record_id), None)
    if sign is None or sign.picture is None or not sign.picture.file.is_file():
        raise Http404
    return FileResponse(sign.picture.file.open("rb"), content_type="image/png")
