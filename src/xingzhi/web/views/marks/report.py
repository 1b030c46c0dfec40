"""The report of a search as a paper: what was searched, when, in what, what was found, and what the search cannot do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.cases.papers.render import render
from xingzhi.cases.papers.templates import TemplateLost
from xingzhi.core.actions import may
from xingzhi.core.declare import register_named
from xingzhi.core.office import office
from xingzhi.packs import load
from xingzhi.registers.exports import shown as masked
from xingzhi.screening.mark_search.asked import Asked, query_of, read
from xingzhi.screening.mark_search.finding import Hit, find
from xingzhi.screening.mark_search.marks import REGISTER
from xingzhi.screening.mark_search.pictures import Alike, alike
from xingzhi.screening.mark_search.saving import print_search
from xingzhi.web.downloads import DOCX, attachment
from xingzhi.web.filters import Condition
from xingzhi.web.views.marks import words
from xingzhi.web.views.marks.search import conditions, pack_ref
from xingzhi.web.views.marks.state import index_state

PAPER = "mark_search_report"
PRINTED = 100


@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """A DOCX of the search the page shows."""
    if not may(request.user, "print_mark_search"):
        raise PermissionDenied
    query = query_of(request.POST.dict())
    asked = read(query, timezone.localdate())
    back = reverse("mark-search") + "?" + urlencode(query)
    if asked.problems:
        messages.error(request, gettext("没有打印：请先改正检索条件。"))
        return redirect(back)
    hits, drawn = find(request.user, asked).hits, alike(request.user, asked).hits
    try:
        with translation.override("zh-hans"):  # papers are Chinese, whatever language their printer reads
            content = render(PAPER, [_context(request, asked, query, hits, drawn)])
    except TemplateLost:
        messages.error(request, gettext("没有打印：本局的模板文件不在了，请到 系统 → 文书模板 重新上传或恢复默认。"))
        return redirect(back)
    marks = [*(each.mark for each in hits[:PRINTED]), *(each.mark for each in drawn)]
    print_search(request.user, query, [mark.number for mark in marks])
    return attachment(content, f"{load().papers[PAPER].title.zh}-{timezone.localdate():%Y%m%d}.docx", DOCX)


def _context(
    request: HttpRequest, asked: Asked, query: dict[str, str], hits: list[Hit], drawn: list[Alike]
) -> dict[str, Any]:
    here, state = office(), index_state(request)
    return {
        "office": here.name if here else "", "officer": request.user.display_name, "today": timezone.localdate(),
        "caveat": load().mark_similarity.mark.value, "text": asked.text or "（只按图样）",
        "goods": query.get("goods") or "未限定", "picture": "有（按图样另列）" if asked.picture else "无",
        "conditions": "；".join(_said(each) for each in conditions(request, asked, query) if each.set_to) or "无",
        "searched": _searched(state), "pack": pack_ref(), "count": len(hits),
        "cut": f"，本报告列前{PRINTED}件" if len(hits) > PRINTED else "",
        "items": [_item(at, hit, goods=bool(asked.goods)) for at, hit in enumerate(hits[:PRINTED], 1)],
        "drawings": [_drawn(at, each) for at, each in enumerate(drawn, 1)],
    }  # fmt: skip


def _said(each: Condition) -> str:
    return f"{each.label}：{each.set_to}"


def _searched(state: dict[str, Any]) -> str:
    """What was searched and of what day it is."""
    day = timezone.localtime(state["made_at"]).strftime("%Y-%m-%d %H:%M") if state["made_at"] else "尚未建立"
    said = [f"商标台账 {state['marks']} 件（检索库 {day}）"]
    if state["waiting"]:
        said.append(f"尚未编入检索 {state['waiting']} 件")
    if state["unread"]:
        said.append(f"没有文字、只能按图样查 {state['unread']} 件")
    if not state["lists"]:
        said.append("没有查外部名录，其他地区的商标不在其中")
    said += [f"名录“{each['name']}” {each['rows']} 件（{each['day']:%Y-%m-%d}）" for each in state["lists"]]
    return "；".join(said)


def _applicants(names: str) -> str:
    return masked(register_named(REGISTER)["applicants"], names, unmasked=False, person=False)


def _item(at: int, hit: Hit, *, goods: bool) -> dict[str, Any]:
    mark, found = hit.mark, words.chips(hit.compared.findings)
    return {
        "no": at, "mark": mark.text, "mark_no": mark.number, "classes": mark.classes or mark.groups,
        "verdict": [words.VERDICTS[hit.compared.verdict.value][0], *([words.RELATIONS[hit.relation.value]] if goods else [])],
        "reasons": "；".join(f"{each['rule']} {each['why']}" for each in found if not each["against"]),
        "against": "；".join(f"{each['rule']} {each['why']}" for each in found if each["against"]) or "无",
        "applicant": _applicants(mark.applicants), "filed": str(mark.filed_on or "未知"), "status": words.status_of(mark) or "未知",
    }  # fmt: skip


def _drawn(at: int, each: Alike) -> dict[str, Any]:
    changes = "、".join(str(words.CHANGES[name]) for name in each.ranked.changes)
    return {
        "no": at, "mark": each.mark.text or "（图形）", "mark_no": each.mark.number, "classes": each.mark.classes,
        "likeness": f"{1 - each.ranked.distance:.2f}", "changes": changes, "applicant": _applicants(each.mark.applicants),
        "status": words.status_of(each.mark) or "未知",
    }  # fmt: skip
