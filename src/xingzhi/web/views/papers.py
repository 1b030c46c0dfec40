"""Templates of the office's papers: which is in use, downloads of it, loading one's own, going back to the default."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.papers.checking import LARGEST, PaperRefused, cautions
from xingzhi.cases.papers.forms import default_template
from xingzhi.cases.papers.models import PaperTemplate
from xingzhi.cases.papers.render import render_example
from xingzhi.cases.papers.templates import InUse, TemplateLost, in_use, kept, load_template, withdraw_template
from xingzhi.core.actions import may
from xingzhi.core.office import sees_all
from xingzhi.packs import load
from xingzhi.packs.documents import PaperForm
from xingzhi.packs.paper_blocks import PaperField
from xingzhi.web.reading import english, language, listed
from xingzhi.web.views.parts import columns, tabs

EARLIER = 20  # loaded files of a paper that are still listed


@require_GET
def papers(request: HttpRequest) -> HttpResponse:
    """The papers, which template each is printed from, and what a template may be filled with."""
    user = request.user
    mine = PaperTemplate.objects.visible_to(user).select_related("loaded_by").order_by("-id")
    context = {
        "page_title": gettext("文书模板"),
        "tabs": tabs("paper-list", user),
        "papers": [shown(in_use(name), mine) for name in load().papers],
        "may_load": may(user, "load_template") and sees_all(user),
    }
    return render(request, "system/papers.html", context)


def shown(used: InUse, mine: Any) -> dict[str, Any]:
    """A paper as the page shows it."""
    form, loaded = used.form, used.loaded
    said: tuple[str, ...] = ()
    lost = False
    if loaded:  # the default one was looked through with its pack
        try:
            said = cautions(form, used.content())
        except TemplateLost:
            lost = True
    return {
        "id": form.id,
        "title": form.title(language()),
        "purpose": form.entry.purpose(language()),
        "kind": kinds()[form.kind],
        "loaded": loaded,
        "since": f"{timezone.localtime(loaded.at):%Y-%m-%d %H:%M}" if loaded else "",
        "mark": form.mark,
        "law": form.entry.law.text if form.entry.law else "",
        "lost": lost,
        "cautions": listed(said),
        "reason": form.pack.findings.reason(language()) if said else "",
        "fields": fields_table(form),
        "earlier": [each for each in mine.filter(form=form.id)[:EARLIER] if loaded is None or each.pk != loaded.pk],
    }


def kinds() -> dict[str, str]:
    """What the kinds of papers are called."""
    return {"letter": gettext("函件"), "form": gettext("填写用表"), "record": pgettext("paper", "工作记录")}


def after(what: str, text: str) -> str:
    """A text behind what it is about: "甲：乙" or "a: b"."""
    return f"{what}: {text}" if english() else f"{what}：{text}"


def fields_table(form: PaperForm) -> dict[str, Any]:
    """What a template of this paper may be filled with: what to write, and what comes there."""
    rows = []
    for name, field in form.fields.items():
        rows += [{"cells": [f"{{{{ {name} }}}}", field.label(language()), field.example]}] if not field.columns else []
        rows += [{"cells": cells} for cells in _parts(name, field)]
    heads = columns((gettext("写在模板里"), "c-title"), (gettext("填入"), ""), (gettext("例"), ""))
    return {"caption": gettext("可以用的占位符"), "columns": heads, "rows": rows}


def _parts(name: str, field: PaperField) -> list[list[str]]:
    whole = "row" if field.many else name
    parts = [
        [f"{{{{ {whole}.{part} }}}}", after(field.label(language()), held.label(language())), held.examples[0]]
        for part, held in field.columns.items()
    ]
    if field.many:
        around = [f"{{%tr for row in {name} %}} … {{%tr endfor %}}", gettext("各占一行表格，中间一行逐件重复"), ""]
        parts.insert(0, around)
    return parts


@require_GET
def download(request: HttpRequest, form_id: str, which: str) -> FileResponse | HttpResponse:
    """The template in use, the default one, or the paper filled with invented values."""
    form = load().papers.get(form_id)
    if form is None:
        raise Http404
    try:
        if which == "default":
            content, name = default_template(form), "默认模板"
        elif which == "example":
            content, name = render_example(form_id), "样张"
        elif which == "used":
            content, name = in_use(form_id).content(), "模板"
        else:
            raise Http404
    except TemplateLost:
        messages.error(request, gettext("在用的模板文件不见了或被改动，请重新上传，或用回默认模板。"))
        return redirect("paper-list")
    return _attached(content, f"{form.title.zh}-{name}.docx")


@require_GET
def earlier(request: HttpRequest, template_id: int) -> FileResponse | HttpResponse:
    """A template that was loaded, as it was."""
    template = get_object_or_404(PaperTemplate.objects.visible_to(request.user), pk=template_id)
    try:
        return _attached(kept(template), template.file_name)
    except TemplateLost:
        messages.error(request, gettext("这份模板的文件不见了或被改动。"))
        return redirect("paper-list")


def _attached(content: bytes, name: str) -> FileResponse:
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name)


@require_POST
def upload(request: HttpRequest, form_id: str) -> HttpResponse:
    """Load the office's own template of a paper."""
    form = load().papers.get(form_id)
    if form is None:
        raise Http404
    if not (may(request.user, "load_template") and sees_all(request.user)):
        raise PermissionDenied
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, gettext("没有选择文件。"))
        return redirect("paper-list")
    try:
        content = file.read(LARGEST + 1)  # no more than says that it is too large
        load_template(request.user, form_id, content, file.name or "")
    except PaperRefused as refused:
        messages.error(request, after(form.title(language()), refusal(refused)))
    else:
        messages.success(request, gettext("已载入，从现在起按这份模板打印。"))
    return redirect("paper-list")


def refusal(refused: PaperRefused) -> str:
    """Why a file is no template of the paper, and what to do."""
    texts = {
        "not_docx": gettext("没有载入：这不是 DOCX 文件，或加了密码。DOC、WPS 请先另存为 DOCX。"),
        "large": gettext("没有载入：文件超过 2 MB。请去掉图片，或压缩图片后再传。"),
        "active": gettext("没有载入：文件里有宏或嵌入的对象，请删去后再传。"),
        "external": gettext("没有载入：文件引用了外部内容（%(what)s），请删去后再传。"),
        "unknown": gettext("没有载入：这种文书没有这些占位符：%(what)s。可用的见“可以用的占位符”。"),
        "syntax": gettext("没有载入：占位符写得不对，在这一段：%(what)s"),
        "beside": gettext("没有载入：页眉、页脚、脚注和文档属性里只能用各份都相同的占位符，不能用：%(what)s"),
        "none": gettext("没有载入：文件里没有任何占位符，打印出来各份都一样。请从下载的模板改起。"),
        "mark": gettext("没有载入：模板须保留“%(what)s”字样。"),
        "broken": gettext("没有载入：试填后不成文档，多半是循环或条件的开头和结尾不在同一处。请从下载的模板改起。"),
    }
    return texts[refused.code] % {"what": refused.detail}


@require_POST
def withdraw(request: HttpRequest, template_id: int) -> HttpResponse:
    """Go back to the default template of a paper."""
    withdraw_template(request.user, template_id)
    messages.success(request, gettext("已用回默认模板。"))
    return redirect("paper-list")
