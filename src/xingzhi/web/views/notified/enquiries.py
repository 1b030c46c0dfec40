"""Enquiries of other offices, banks and panels: look up, review, let leave; and what would be answered otherwise today."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xingzhi.cases.notified.enquiries import MOST, EnquiryIncomplete, changed, make_enquiry, review_enquiry
from xingzhi.cases.notified.models import Enquiry
from xingzhi.core.actions import may
from xingzhi.core.office import office
from xingzhi.intake.readers import ReaderProblem, open_book
from xingzhi.web.downloads import XLSX, attachment
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views import parts
from xingzhi.web.views.notified.words import tabs

FOUND = {"found": _("查到"), "not_found": _("没有查到"), "ambiguous": _("重名，须补信用代码")}
INCOMPLETE = {
    "asker": _("没有查：请写谁来查。"), "purpose": _("没有查：请写用途。"), "basis": _("没有查：请写依据（来函、文件）。"),
    "names": _("没有查：请贴名称或信用代码，一行一个，或上传表格。"), "too_many": _("没有查：一次最多 500 个，请分次。"),
    "same_person": _("没有审核：要由登记人以外的另一位审核。"),
}  # fmt: skip
LISTED = 100


@require_http_methods(["GET", "POST"])
def enquiry_list(request: HttpRequest) -> HttpResponse:
    """Past enquiries, and a new one."""
    if request.method == "POST":
        return _make(request)
    found = Enquiry.objects.visible_to(request.user).select_related("made_by", "reviewed_by").order_by("-id")[:LISTED]
    rows = [
        {"cells": [
            {"text": each.asker, "url": reverse("enquiry", args=[each.pk])}, each.purpose, number(len(each.names)), str(each.as_of),
            {"text": gettext("已审核"), "tone": "good"} if each.reviewed_by else {"text": gettext("待审核"), "tone": "warn"},
            each.made_by.display_name,
        ]}
        for each in found
    ]  # fmt: skip
    columns = [(gettext("谁来查"), "c-title"), (gettext("用途"), ""), (gettext("名称（个）"), "c-number"), (gettext("截至"), "c-date c-nowrap"),
               (gettext("审核"), "c-nowrap"), (gettext("经办"), "c-nowrap")]  # fmt: skip
    context = {
        "page_title": gettext("代查答复"),
        "tabs": tabs("enquiries"),
        "table": {"columns": parts.columns(*columns), "rows": rows},
        "empty": {"title": gettext("还没有代查过")},
        "may_make": may(request.user, "make_enquiry"),
        "entered": request.session.pop("enquiry", {}),
        "most": MOST,
    }
    return render(request, "notified/enquiries.html", context)


def _make(request: HttpRequest) -> HttpResponse:
    post = request.POST
    names = post.get("names", "").splitlines()
    if upload := request.FILES.get("file"):
        names += _names_of(upload)
    try:
        made = make_enquiry(request.user, post.get("asker", ""), post.get("purpose", ""), post.get("basis", ""), names)
    except EnquiryIncomplete as incomplete:
        messages.error(request, str(INCOMPLETE[incomplete.code]))
        request.session["enquiry"] = {
            name: post.get(name, "")[:20_000] for name in ("asker", "purpose", "basis", "names")
        }
        return redirect("enquiries")
    return redirect("enquiry", made.pk)


def _names_of(upload: Any) -> list[str]:
    """The first column of a table in which names stand, headings left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"names{Path(upload.name or '').suffix.lower()}"
        path.write_bytes(upload.read())
        try:
            sheets = open_book(path).sheets
        except ReaderProblem:
            return []
        rows = [cells for _number, cells in sheets[0].rows() if any(cells)] if sheets else []
    if not rows:
        return []
    heads = [str(cell or "") for cell in rows[0]]
    words = ("名称", "企业", "单位", "申请人", "姓名", "信用代码")
    at = next((i for i, head in enumerate(heads) if any(word in head for word in words)), None)
    lines = rows if at is None else rows[1:]
    return [str(cells[at or 0]) for cells in lines if (at or 0) < len(cells) and cells[at or 0] is not None]


def _enquiry(request: HttpRequest, enquiry_id: int) -> Enquiry:
    seen = Enquiry.objects.visible_to(request.user).select_related("made_by", "reviewed_by")
    found: Enquiry = get_object_or_404(seen, pk=enquiry_id)
    return found


@require_GET
def enquiry(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """One enquiry: what is answered, who reviewed it, and what has changed since."""
    found = _enquiry(request, enquiry_id)
    context = {
        "page_title": gettext("代查答复：%(asker)s") % {"asker": found.asker},
        "tabs": tabs("enquiries"),
        "enquiry": found,
        "table": {
            "columns": headings(),
            "rows": [{"cells": cells(each)} for each in found.answers],
            "caption": gettext("答复"),
        },
        "changed": [
            {"asked": each["asked"], "was": line(each["was"]), "now": line(each["now"])}
            for each in changed(request.user, found)
        ],
        "may_review": may(request.user, "review_enquiry")
        and found.reviewed_by is None
        and found.made_by != request.user,
    }
    return render(request, "notified/enquiry.html", context)


def headings() -> list[dict[str, str]]:
    """Columns of an answer; the credit record is not loaded and says so in the notes."""
    columns = [(gettext("来查的名称"), "c-title"), (gettext("结果"), "c-nowrap"), (gettext("登记名称"), ""), (gettext("信用代码"), "c-code"),
               (gettext("有效专利"), "c-number"), (gettext("有效发明"), "c-number"), (gettext("国家局已有结论的非正常（件）"), "c-number"),
               (gettext("质押中（件）"), "c-number"), (gettext("状态未知的专利（件）"), "c-number")]  # fmt: skip
    return parts.columns(*columns)


def cells(answer: dict[str, Any]) -> list[Any]:
    """One name; numbers only of what was found."""
    tone = {"found": "good", "not_found": "plain", "ambiguous": "warn"}[answer["found"]]
    counts = [answer.get(name) for name in ("valid_patents", "valid_inventions", "abnormal", "pledged", "unknown")]
    blank = gettext("未载入") if answer["found"] == "found" else ""
    return [
        {"text": answer["asked"], "sub": "；".join(answer["others"][:5])},
        {"text": str(FOUND[answer["found"]]), "tone": tone}, answer["name"], answer["credit_code"],
        *(blank if count is None else str(count) for count in counts),
    ]  # fmt: skip


def line(answer: dict[str, Any]) -> str:
    """An answer in one line."""
    pieces = [str(FOUND[answer["found"]])]
    counted = (("valid_patents", gettext("有效专利")), ("valid_inventions", gettext("有效发明")),
               ("abnormal", gettext("国家局已有结论的非正常（件）")), ("pledged", gettext("质押中")))  # fmt: skip
    pieces += [f"{label} {answer[name]}" for name, label in counted if answer[name] is not None]
    return "，".join(pieces)


@require_POST
def review(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """Let the answer leave."""
    try:
        review_enquiry(request.user, enquiry_id, request.POST.get("note", ""))
        messages.success(request, gettext("已审核，可以下载答复表。"))
    except EnquiryIncomplete as incomplete:
        messages.error(request, str(INCOMPLETE[incomplete.code]))
    return redirect("enquiry", enquiry_id)


@require_GET
def reply(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """The reply sheet, once reviewed."""
    found = _enquiry(request, enquiry_id)
    if found.reviewed_by is None:
        raise PermissionDenied
    here = office()
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False})
    sheet = book.add_worksheet("答复")
    sheet.write(0, 0, f"{here.name if here else ''} 专利情况查询答复")
    sheet.write(1, 0, f"查询单位：{found.asker}　用途：{found.purpose}　依据：{found.basis}")
    sheet.write(2, 0, f"截至 {found.as_of}，数据 {found.data or '无快照'}；审核：{found.reviewed_by.display_name}")
    sheet.write(
        3, 0, "非正常只列国家知识产权局已有最终结论的；未定、申诉中的不在内。信用记录：本系统未载入，请向有关机关查询。"
    )
    sheet.write_row(5, 0, [head["label"] for head in headings()])
    for at, answer in enumerate(found.answers, 6):
        line_cells = [each["text"] if isinstance(each, dict) else each for each in cells(answer)]
        sheet.write_row(at, 0, line_cells)
    sheet.set_column(0, 2, 30)
    book.close()
    return attachment(target.getvalue(), f"查询答复-{found.pk}.xlsx", XLSX)
