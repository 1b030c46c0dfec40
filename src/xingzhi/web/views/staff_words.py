"""The office's own words: the list and its loader, and what of them stands in marks. Pages of the office's staff alone.

Nobody else learns that there is a list: its addresses do not exist for them, and no export, search or API holds it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from xingzhi.cases.gazette.models import GazetteList
from xingzhi.cases.gazette.reading import Published, read_gazette
from xingzhi.core.actions import may
from xingzhi.core.office import is_staff
from xingzhi.intake.messages import message
from xingzhi.intake.readers import ReaderProblem
from xingzhi.registers.field_checks.models import StaffWord
from xingzhi.registers.staff_words.columns import STAFF_WORDS
from xingzhi.registers.staff_words.loading import BadCell, drop_staff_words, load_staff_words
from xingzhi.registers.template import write_template
from xingzhi.web.downloads import XLSX, attachment
from xingzhi.web.filters import Condition
from xingzhi.web.reading import language
from xingzhi.web.views.gazettes.words import tabs
from xingzhi.web.views.notified.overview import PAGE, pager
from xingzhi.web.views.parts import local_day
from xingzhi.web.views.word_hits import word_hits

SHOWN_PROBLEMS = 50


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """The list, its loader, and taking words away."""
    _staff_only(request)
    problems: list[str] = []
    if request.method == "POST":
        if not may(request.user, "load_staff_words"):
            raise PermissionDenied
        if request.POST.get("do") == "drop":
            _drop(request)
            return redirect("staff-words")
        problems = _load(request)
        if not problems:
            return redirect("staff-words")
    text = request.GET.get("q", "").strip()
    found = StaffWord.objects.visible_to(request.user).select_related("officer").order_by("kind", "word")
    page = Paginator(found.filter(word__icontains=text) if text else found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": gettext("本局词表"),
        "tabs": tabs("staff-words", request.user),
        "may_load": may(request.user, "load_staff_words"),
        "problems": problems,
        "conditions": [Condition("q", gettext("词语"), "text", text)],
        "clear_url": reverse("staff-words") if text else "",
        "table": {"columns": _columns(), "rows": [_row(each) for each in page.object_list], "check_name": "word"},
        "pager": pager(page, {"q": text}),
        "empty": {
            "title": gettext("词表是空的"),
            "hint": gettext("本系统不附带任何词表；需要时由本局按自己的依据载入。"),
        },
    }
    return render(request, "staff_words/words.html", context, status=422 if problems else 200)


def _staff_only(request: HttpRequest) -> None:
    if not is_staff(request.user):
        raise Http404


def _columns() -> list[dict[str, str]]:
    return [
        {"label": gettext("词语"), "css": "c-title"}, {"label": gettext("类别"), "css": "c-nowrap"},
        {"label": gettext("来源"), "css": "c-names"}, {"label": gettext("日期"), "css": "c-date c-nowrap"},
        {"label": gettext("备注"), "css": ""}, {"label": gettext("载入"), "css": "c-nowrap"},
    ]  # fmt: skip


def _row(word: StaffWord) -> dict[str, Any]:
    loaded = {"text": word.officer.display_name, "sub": local_day(word.at)}
    return {"check": word.pk, "cells": [word.word, word.kind, word.source, str(word.on or ""), word.note, loaded]}


def _drop(request: HttpRequest) -> None:
    count = drop_staff_words(request.user, [int(text) for text in request.POST.getlist("word") if text.isdecimal()])
    said = gettext("已删除 %(n)s 个词语。") % {"n": count} if count else gettext("没有删除：请先勾选。")
    (messages.success if count else messages.error)(request, said)


def _load(request: HttpRequest) -> list[str]:
    """Load the file sent; what is wrong with it, cell by cell."""
    upload = request.FILES.get("file")
    if upload is None:
        return [gettext("没有载入：请选择文件。")]
    name = Path((upload.name or "").replace("\\", "/")).name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"words{Path(name).suffix.lower()}"
        with path.open("wb") as stream:
            stream.writelines(upload.chunks())
        try:
            loaded = load_staff_words(request.user, path)
        except ReaderProblem as problem:
            return [f"{name}：{message(problem.code, problem.params, language())}"]
    messages.success(
        request, gettext("新载入 %(new)s 个，已有的更新 %(known)s 个。") % {"new": loaded.new, "known": loaded.known}
    )
    return [sentence(name, each) for each in loaded.bad[:SHOWN_PROBLEMS]]


def sentence(name: str, bad: BadCell) -> str:
    """What is wrong with a cell: file, sheet, row, column, value, and what to do."""
    told = message(bad.problem.code, bad.problem.params, language())
    file = " ".join(each for each in (name, bad.sheet) if each)
    where = {"file": file, "row": bad.row, "column": bad.column, "value": bad.value}
    return gettext("%(file)s 第 %(row)s 行 %(column)s “%(value)s”：") % where + told


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """A blank workbook to fill in."""
    _staff_only(request)
    return attachment(write_template(STAFF_WORDS, language()), gettext("本局词语-模板") + ".xlsx", XLSX)


@require_GET
def in_gazette(request: HttpRequest, gazette_id: int) -> HttpResponse:
    """The marks of a gazette list that hold words of the office, leads or not."""
    _staff_only(request)
    found = get_object_or_404(GazetteList.objects.visible_to(request.user), pk=gazette_id)
    try:
        marks = [each for each in read_gazette(found.file) if isinstance(each, Published)]
    except (ReaderProblem, OSError) as problem:
        raise Http404 from problem
    met = word_hits(request, [each.mark_text for each in marks])
    rows = [
        {"cells": [each.mark_text, each.mark_no, each.nice_classes, each.applicants, hit["word"],
                   {"text": hit["kind"], "sub": hit["source"]}]}
        for each in marks
        for hit in met.get(each.mark_text, [])
    ]  # fmt: skip
    columns = [
        {"label": gettext("公告商标"), "css": "c-title"}, {"label": gettext("申请号"), "css": "c-nowrap"},
        {"label": gettext("类别"), "css": "c-nowrap"}, {"label": gettext("申请人"), "css": "c-names"},
        {"label": gettext("词语"), "css": "c-nowrap"}, {"label": gettext("类别与来源"), "css": "c-names"},
    ]  # fmt: skip
    context = {
        "page_title": gettext("词表命中：%(name)s") % {"name": found.name},
        "tabs": tabs("staff-words", request.user),
        "gazette": found,
        "marks": len(marks),
        "table": {"columns": columns, "rows": rows},
        "empty": {"title": gettext("这份名单里没有词表里的词")},
    }
    return render(request, "staff_words/in_gazette.html", context)
