"""Pictures: one to search with, the text in it, drawings of the office's marks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.core.actions import may
from xingzhi.engine.pictures.opening import Unreadable
from xingzhi.engine.pictures.words import installed, recognised
from xingzhi.screening.mark_search.asked import query_of
from xingzhi.screening.mark_search.drawings import ask_by_picture, load_drawings
from xingzhi.screening.mark_search.marks import seen_by
from xingzhi.screening.mark_search.pictures import asked_picture, drawing_of, thumbnail
from xingzhi.web.reading import english

LARGEST = 10 * 1024 * 1024
MOST_FILES = 200
TOLD = 10  # files refused, named one by one


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take the picture to search with and show what is like it."""
    query = query_of(request.POST.dict())
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, gettext("没有检索：请选择一张图片（PNG、JPG）。"))
    elif (file.size or 0) > LARGEST:
        messages.error(request, gettext("没有检索：图片超过 10 MB，请缩小后再传。"))
    else:
        try:
            query["picture"] = ask_by_picture(request.user, file.read())
        except Unreadable as error:
            messages.error(request, gettext("没有检索：%(name)s：%(why)s") % {"name": file.name, "why": told(error)})
    return redirect(reverse("mark-search") + ("?" + urlencode(query) if query else ""))


def told(error: object) -> str:
    """What the reader of pictures says, in the reader's language: it says both."""
    zh, _, en = str(error).partition(" / ")
    return en if english() and en else zh


@require_GET
def asked(request: HttpRequest, digest: str) -> HttpResponse:
    """The picture the person asked with."""
    path = asked_picture(request.user, digest)
    if path is None:
        raise Http404
    return _png(thumbnail(path))


@require_GET
def drawing(request: HttpRequest, record_id: int) -> HttpResponse:
    """The drawing of a mark the person sees."""
    path = drawing_of(get_object_or_404(seen_by(request.user), pk=record_id))
    if path is None:
        raise Http404
    try:
        return _png(thumbnail(path))
    except Unreadable as error:
        raise Http404 from error


def _png(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = "private, max-age=600"
    return response


@require_GET
def read_words(request: HttpRequest, digest: str) -> HttpResponse:
    """The text in the picture asked with, each piece to be searched for; a part of the page that comes after it."""
    path = asked_picture(request.user, digest)
    if path is None:
        raise Http404
    found = recognised(str(path)) if installed() else None
    query = {name: value for name, value in query_of(request.GET.dict()).items() if name != "q"}
    pieces = [{"text": text, "url": reverse("mark-search") + "?" + urlencode({"q": text} | query | {"picture": digest})}
              for _corners, text in found or ()]  # fmt: skip
    return render(request, "marks/words.html", {"reads": found is not None, "pieces": pieces})


@require_POST
def drawings(request: HttpRequest) -> HttpResponse:
    """Load drawings of marks, each file named after its mark's number."""
    if not may(request.user, "load_mark_drawings"):
        raise PermissionDenied
    files: list[Any] = request.FILES.getlist("files")
    if not files or len(files) > MOST_FILES:
        messages.error(request, gettext("没有载入：请选择图片文件，一次最多 %(n)s 个。") % {"n": MOST_FILES})
        return redirect("mark-search")
    large = [file.name for file in files if file.size > LARGEST]
    made = load_drawings(request.user, [(file.name, file.read()) for file in files if file.size <= LARGEST])
    if made.numbers:
        messages.success(request, gettext("载入 %(n)s 件图样，正在处理，约几秒后可查。") % {"n": len(made.numbers)})
    reasons = {"no_number": gettext("文件名不是商标号"), "not_seen": gettext("台账里没有这个号，或不在您的地区")}
    refused = [(name, reasons.get(code) or told(detail)) for name, code, detail in made.refused]
    refused += [(name, gettext("超过 10 MB")) for name in large]
    if refused:
        said = gettext("；").join(name + gettext("：") + why for name, why in refused[:TOLD])
        more = gettext("……共 %(n)s 个") % {"n": len(refused)} if len(refused) > TOLD else ""
        messages.error(request, gettext("没有载入：") + said + more)
    return redirect("mark-search")
