"""Files of a paper: the clean one, the review copy with its marks, and what was issued, byte for byte."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.papers.templates import TemplateLost
from xingzhi.publish.papers.files import TEXT, broken, document, review_copy
from xingzhi.publish.papers.models import Paper, PaperState
from xingzhi.web.downloads import DOCX, attachment
from xingzhi.web.views.documents.paper import kept_or_404


@require_GET
def document_file(request: HttpRequest, paper_id: int, which: str) -> HttpResponse:
    """`clean` or `marked`; of an issued paper the clean one is what was issued, also for whom it went to."""
    if which not in ("clean", "marked"):
        raise Http404
    paper: Paper = get_object_or_404(Paper.objects.visible_to(request.user), pk=paper_id)
    try:
        if which == "marked":
            content, name = review_copy(kept_or_404(request, paper_id), request.user), f"{paper.title}（校核稿）"
        elif paper.state == PaperState.ISSUED:
            kept = get_object_or_404(paper.files, name=TEXT)
            if not kept.path.is_file():
                raise Http404
            content, name = kept.path.read_bytes(), paper.title
        else:
            content, name = document(kept_or_404(request, paper_id)), paper.title
    except TemplateLost as lost:
        messages.error(
            request, gettext("没有生成：公文底稿 %(name)s 丢失或被改动，请在“文书模板”重新载入。") % {"name": str(lost)}
        )
        return redirect("document", paper_id)
    return attachment(content, f"{name}.docx", DOCX)


@require_POST
def verify(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Read the files again and say whether they are as issued."""
    paper = kept_or_404(request, paper_id)
    found = broken(paper)
    if found:
        told = "、".join(found)
        messages.error(request, gettext("核对不一致：%(files)s 与印发时不同或已丢失，请从备份恢复。") % {"files": told})
    else:
        messages.success(request, gettext("核对一致：与印发时逐字节相同。"))
    return redirect("document", paper.pk)
