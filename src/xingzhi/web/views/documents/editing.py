"""Writing a paper: a row a sentence; and what stands around the text."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xingzhi.packs import load
from xingzhi.publish.papers.evidence import standings
from xingzhi.publish.papers.models import Paper, sentences
from xingzhi.publish.papers.text import LEVELS, PARAGRAPH, Row, blocks_of, compared, rows_of
from xingzhi.publish.papers.writing import FRAME, frame_paper, write_paper
from xingzhi.publish.refused import Refused
from xingzhi.web.reading import language
from xingzhi.web.views.documents import shown
from xingzhi.web.views.documents.paper import kept_or_404
from xingzhi.web.views.documents.words import REFUSED

EMPTY_ROWS = 3
EMPTY_ATTACHED = 2


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, paper_id: int) -> HttpResponse:
    """The rows of the text. Where another person saved meanwhile nothing is lost: both texts are shown."""
    paper = kept_or_404(request, paper_id)
    if not paper.is_open:
        messages.error(request, str(REFUSED["state"]))
        return redirect("document", paper.pk)
    if request.method == "GET":
        return _page(request, paper, rows_of(paper.text.blocks), paper.title)
    rows, title = _rows(request), request.POST.get("title", "")
    base = request.POST.get("base", "")
    try:
        write_paper(
            request.user, paper.pk, int(base) if base.isdigit() else -1, title, rows, request.POST.get("note", "")
        )
    except Refused as refused:
        messages.error(request, str(REFUSED[refused.code]))
        return _page(request, kept_or_404(request, paper_id), rows, title, newer=refused.code == "newer")
    return redirect("document-edit" if "go_on" in request.POST else "document", paper.pk)


def _rows(request: HttpRequest) -> list[Row]:
    post = request.POST
    columns = zip(post.getlist("level"), post.getlist("text"), post.getlist("id"), strict=False)
    return [
        Row(level if level in LEVELS else PARAGRAPH, text, int(number) if number.isdigit() else 0)
        for level, text, number in columns
    ]


def _page(request: HttpRequest, paper: Paper, rows: list[Row], title: str, newer: bool = False) -> HttpResponse:
    blocks = paper.text.blocks
    found = standings(paper, request.user)
    chips = {each["id"]: each for block in shown.text(blocks, found) for each in block["sentences"]}
    held = {each["id"] for each in sentences(blocks)}
    lines = [{"level": row.level, "text": row.text, "id": row.id if row.id in held else 0, "said": chips.get(row.id),
              "heading": row.level in "1234"} for row in rows]  # fmt: skip
    lines += [{"level": PARAGRAPH, "text": "", "id": 0}] * EMPTY_ROWS
    mine = blocks_of(rows, blocks)
    context = {
        "page_title": gettext("修改文稿"), "paper": paper, "title": title, "rows": lines, "newer": newer,
        "levels": [("p", gettext("另起一段")), ("0", gettext("接上句")), ("1", "一、"), ("2", "（一）"), ("3", "1."), ("4", "（1）")],
        "theirs": [each for each in compared(mine, blocks) if each.what != "same"] if newer else [],
        "saved": paper.text,
    }  # fmt: skip
    return render(request, "documents/edit.html", context)


@require_http_methods(["GET", "POST"])
def frame(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Addressees, signatory, copies, attachments, red head, publicity."""
    paper = kept_or_404(request, paper_id)
    if request.method == "POST":
        post = request.POST
        sent = list(zip(post.getlist("attachment_title"), post.getlist("attachment_text"), strict=False))
        try:
            frame_paper(
                request.user, paper.pk, {name: post.get(name, "") for name in FRAME}, sent,
                post.get("issuer_mark") == "1", post.get("publicity", ""), post.get("publicity_reason", ""),
            )  # fmt: skip
        except Refused as refused:
            messages.error(request, str(REFUSED[refused.code]))
            return redirect("document-frame", paper.pk)
        return redirect("document", paper.pk)
    labels = {
        "recipients": gettext("主送机关"),
        "signatory": gettext("发文机关署名"),
        "cc": gettext("抄送"),
        "issued": gettext("印发机关"),
    }
    attached: list[Any] = [*paper.frame.get("attachments", []), *[{"title": "", "text": ""}] * EMPTY_ATTACHED]
    context = {
        "page_title": gettext("版头、版记和附件"), "paper": paper, "attached": attached,
        "texts": [(name, labels[name], paper.frame.get(name, "")) for name in FRAME],
        "publicities": [(each.id, each.label(language())) for each in load().paper_kinds.publicity],
    }  # fmt: skip
    return render(request, "documents/frame.html", context)
