"""Registers: index, list, one record, its history, edit by hand, export."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.models import Clue
from xingzhi.core.actions import may
from xingzhi.core.declare import Column, Kind, Register, register_named, registers
from xingzhi.core.models import Version
from xingzhi.intake.models import Batch
from xingzhi.intake.wording import sentence
from xingzhi.packs import load
from xingzhi.registers.edit import BadValues, NothingChanged, edit_record, editable
from xingzhi.registers.exports import PurposeMissing, export_register
from xingzhi.registers.listing import BadCursor, Count, Order, Page, count, filtered, page
from xingzhi.registers.models import MODELS, Export, PartyName, PatentParty
from xingzhi.snapshots.jobs import latest
from xingzhi.web.templatetags.xingzhi import display

STATUS_TONES = {"in_force": "good", "pending": "info", "lapsed": "warn", "refused": "warn", "withdrawn": "plain"}


def language() -> str:
    """The reader's language."""
    return get_language() or "zh-hans"


def register_or_404(name: str) -> Register:
    """The declared register of that name."""
    try:
        return register_named(name)
    except KeyError as error:
        raise Http404 from error


def shown(column: Column, value: Any) -> str:
    """A value on a page; a region by its name."""
    if column.kind is Kind.REGION and value:
        return load().regions.name(value)
    return display(column, value)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All registers, with how many rows the reader sees."""
    tiles = [
        {
            "label": register.label(language()),
            "value": (found := count(MODELS[register.name].objects.visible_to(request.user))).rows,
            "note": "" if found.exact else gettext("以上"),
            "url": reverse("register-list", args=[register.name]),
        }
        for register in registers()
    ]
    return render(request, "registers/index.html", {"page_title": gettext("台账"), "tiles": tiles})


def list_columns(register: Register, order: Order, query: dict[str, str]) -> list[dict[str, str]]:
    """Headings of a list; sortable ones carry the address of the other order."""
    css = {Kind.DATE: "c-date c-nowrap", Kind.NAMES: "c-names", Kind.INTEGER: "c-number", Kind.DECIMAL: "c-number"}
    columns = []
    for column in (column for column in register.stored if column.listed):
        here = column.name == order.column
        other = f"-{column.name}" if here and not order.descending else column.name
        address = "?" + urlencode({**query, "sort": other})
        columns.append(
            {
                "label": column.label(language()),
                "css": "c-title" if column.name == register.title_column else css.get(column.kind, "c-nowrap"),
                "sort_url": address if column.sortable else "",
                "sorted": ("descending" if order.descending else "ascending") if here else "",
            }
        )
    return [*columns, {"label": gettext("属地"), "css": "c-nowrap", "sort_url": "", "sorted": ""}]


def list_rows(register: Register, rows: list[Any]) -> list[dict[str, Any]]:
    """Rows of a list as the table shows them."""
    regions = load().regions
    unassigned = gettext("未定属地")
    listed = [column for column in register.stored if column.listed]
    made = []
    for row in rows:
        cells: list[Any] = []
        for column in listed:
            text = shown(column, getattr(row, column.name))
            if column.name == register.title_column:
                cells.append({"text": text, "url": reverse("record", args=[register.name, row.id])})
            elif column.name == "legal_status" and row.legal_status:
                cells.append({"text": text, "tone": STATUS_TONES.get(row.legal_status, "plain")})
            else:
                cells.append(text)
        how = row.region_how in ("unassigned", "outside")
        cells.append({"text": unassigned, "tone": "unknown"} if how else regions.name(row.region))
        made.append({"cells": cells})
    return made


def pager(made: Page, found: Count, query: dict[str, str]) -> dict[str, Any]:
    """The links to the pages around a page."""

    def address(cursor: str) -> str:
        return "?" + urlencode({**query, "cursor": cursor}) if cursor else ""

    return {
        "shown": len(made.rows),
        "about": found.rows,
        "exact": found.exact,
        "first_url": "?" + urlencode(query) if made.previous else "",
        "previous_url": address(made.previous),
        "next_url": address(made.following),
    }


def about(register: Register, user: Any, query: dict[str, str], rows: Any) -> Count:
    """How many rows: counted where few, from the latest snapshot where a whole region is shown."""
    found = count(rows)
    snapshot = latest()
    if found.exact or snapshot is None or set(query) - {"sort"}:
        return found
    regions = snapshot.totals.get(register.name, {}).get("regions", {})
    return Count(sum(n for region, n in regions.items() if region.startswith(user.region)), False)


@require_GET
def record_list(request: HttpRequest, name: str) -> HttpResponse:
    """The rows of a register the reader may see."""
    register = register_or_404(name)
    query = {key: value for key, value in request.GET.items() if value and key != "cursor"}
    filters = filtered(register, request.user, query)
    order = Order.read(register, query.get("sort", ""))
    try:
        made = page(filters.qs, order, request.GET.get("cursor", ""))
    except BadCursor as error:
        raise Http404 from error
    empty = {
        "title": gettext("没有符合条件的记录") if query else gettext("这本台账还是空的"),
        "hint": gettext("放宽条件再试。") if query else gettext("从“收文入库”导入文件后，这里就有记录。"),
        "action_url": "" if query else reverse("intake-list"),
        "action_text": "" if query else gettext("去收文入库"),
    }
    return render(
        request,
        "registers/list.html",
        {
            "page_title": register.label(language()),
            "register": register,
            "table": {"columns": list_columns(register, order, query), "rows": list_rows(register, made.rows)},
            "pager": pager(made, about(register, request.user, query, filters.qs), query),
            "empty": empty,
            "filter_form": filters.form,
            "kept": [("sort", query["sort"])] if "sort" in query else [],
            "clear_url": request.path if query else "",
            "export_query": urlencode(query),
            "may_export": may(request.user, "export_register"),
        },
    )


@require_GET
def record(request: HttpRequest, name: str, record_id: int) -> HttpResponse:
    """One record: its values with their sources, its relations, its history, its clues."""
    register = register_or_404(name)
    row = get_object_or_404(MODELS[name].objects.visible_to(request.user), pk=record_id)
    sources = {each.code: each.zh for each in load().sources}
    long = (Kind.LONG_TEXT,)
    pairs = [
        {
            "label": column.label(language()),
            "value": shown(column, getattr(row, column.name)),
            "wide": column.kind in long,
            "note": sources.get(row.field_sources[column.name], "") if column.name in row.field_sources else "",
        }
        for column in register.stored
        if column.name != "party_key"
    ]
    pairs.append({"label": gettext("属地"), "value": place_line(row), "note": ""})
    versions = Version.objects.visible_to(request.user).filter(register=name, record_id=row.pk).order_by("-replaced")
    clues = Clue.objects.visible_to(request.user).filter(records__register=name, records__key=row.key).distinct()
    return render(
        request,
        "registers/record.html",
        {
            "page_title": str(row),
            "register": register,
            "row": row,
            "pairs": pairs,
            "source": sources.get(row.source, row.source),
            "history": history(register, row, list(versions[:50])),
            "clues": clues[:20],
            "relations": relations(request, row),
            "may_edit": may(request.user, "edit_record"),
        },
    )


HOW = {
    "assigned_region": "按登记的属地",
    "address": "按地址",
    "postcode": "按邮编",
    "first_applicant": "按第一申请人名称",
    "name": "按名称",
    "record": "按其专利的属地",
    "outside": "在本局辖区以外",
    "unassigned": "未能确定，由盟市掌握",
}


def place_line(row: Any) -> str:
    """Where a record belongs and by which rule."""
    regions = load().regions
    return f"{regions.full_name(row.place or row.region)}（{gettext(HOW.get(row.region_how, row.region_how))}）"


def history(register: Register, row: Any, versions: list[Version]) -> list[dict[str, Any]]:
    """What changed when, newest first, by comparing each version with what came after it."""
    batches = {batch.revision: batch for batch in Batch.objects.filter(revision__in=[v.replaced for v in versions])}
    made = []
    after = row.values
    for version in versions:
        before = version.data
        changes = []
        for column in register.stored:
            old, new = shown(column, before.get(column.name)), shown(column, after[column.name])
            if old != new and column.name != "party_key":
                changes.append({"label": column.label(language()), "old": old, "new": new})
        batch = batches.get(version.replaced)
        made.append({"revision": version.replaced, "batch": batch, "changes": changes})
        after = {column.name: before.get(column.name) for column in register.stored}
    return made


def relations(request: HttpRequest, row: Any) -> list[dict[str, Any]]:
    """Linked records the reader may see: a patent's applicants, a party's patents and spellings."""
    if row.register.name == "patents":
        links = PatentParty.objects.visible_to(request.user).filter(patent=row).select_related("party")
        parties = MODELS["parties"].objects.visible_to(request.user).filter(patent_links__patent=row)
        seen = set(parties.values_list("id", flat=True))
        return [
            {
                "label": link.party.name,
                "url": reverse("record", args=["parties", link.party_id]) if link.party_id in seen else "",
            }
            for link in links.order_by("position")
        ]
    if row.register.name == "parties":
        patents = MODELS["patents"].objects.visible_to(request.user).filter(applicant_links__party=row)
        names = PartyName.objects.visible_to(request.user).filter(party=row).order_by("id")
        return [
            {"label": f"{patent.application_no} {patent.title}", "url": reverse("record", args=["patents", patent.id])}
            for patent in patents.order_by("-filing_date")[:50]
        ] + [{"label": spelling.shown, "note": why(spelling.reasons), "url": ""} for spelling in names[:50]]
    return []


REASONS = {
    "width": "全角半角",
    "traditional": "繁简",
    "case": "大小写",
    "brackets": "括号",
    "signs": "空格标点",
    "credit_code": "统一社会信用代码相同",
    "declared_alias": "名录所列别名",
}


def why(reasons: list[str]) -> str:
    """Why a spelling counts as the party."""
    words = [
        gettext(REASONS.get(r, r)) if ":" not in r else gettext("组织形式") + " " + r.split(":")[1] for r in reasons
    ]
    return "、".join(words) or gettext("同名")


def edit(request: HttpRequest, name: str, record_id: int) -> HttpResponse:
    """Change a record by hand, with a reason."""
    register = register_or_404(name)
    row = get_object_or_404(MODELS[name].objects.visible_to(request.user), pk=record_id)
    if not may(request.user, "edit_record"):
        raise PermissionDenied
    problems: dict[str, str] = {}
    texts = {column.name: request.POST.get(column.name, "") for column in editable(register)}
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()
        if not reason:
            problems["reason"] = gettext("请写明修改理由，它会留在历史里。")
        else:
            try:
                edit_record(request.user, name, record_id, texts, reason)
                messages.success(request, gettext("已修改，原值保存在历史里。"))
                return redirect("record", name, record_id)
            except NothingChanged:
                messages.info(request, gettext("内容没有变化，没有修改。"))
                return redirect("record", name, record_id)
            except BadValues as bad:
                problems = {column: sentence(problem, language()) for column, problem in bad.problems.items()}
    fields = [
        {
            "column": column,
            "label": column.label(language()),
            "value": texts[column.name] if request.method == "POST" else edit_text(column, getattr(row, column.name)),
            "problem": problems.get(column.name, ""),
        }
        for column in editable(register)
    ]
    context = {"page_title": gettext("修改") + " " + str(row), "register": register, "row": row, "fields": fields}
    return render(request, "registers/edit.html", context | {"reason_problem": problems.get("reason", "")})


def edit_text(column: Column, value: Any) -> str:
    """A value as an officer types it."""
    if value is None:
        return ""
    if column.kind is Kind.REGION and value:
        return load().regions.full_name(value)
    return str(value)


@require_POST
def export(request: HttpRequest, name: str) -> HttpResponse:
    """Queue an export of the list as it is filtered."""
    query = {k: v for k, v in request.GET.items() if v}
    try:
        made = export_register(
            request.user,
            register_or_404(name).name,
            query,
            request.POST.get("format", "xlsx"),
            unmasked=bool(request.POST.get("unmasked")),
            purpose=request.POST.get("purpose", ""),
        )
    except PurposeMissing:
        messages.error(request, gettext("导出未脱敏的个人信息须写明用途，且只有经办人员可以导出。"))
        return redirect(reverse("register-list", args=[name]) + "?" + urlencode(query))
    return redirect("export", made.pk)


@require_GET
def export_page(request: HttpRequest, export_id: int) -> HttpResponse:
    """How far an export is, and the file."""
    made = get_object_or_404(Export.objects.visible_to(request.user), pk=export_id)
    context = {
        "page_title": gettext("导出") + " " + register_named(made.register).label(language()),
        "export": made,
        "job": made.job,
        "poll_url": reverse("job-progress", args=[made.job_id]),
    }
    return render(request, "registers/export.html", context)


@require_GET
def export_file(request: HttpRequest, export_id: int) -> FileResponse:
    """The exported file."""
    made = get_object_or_404(Export.objects.visible_to(request.user).exclude(rows=None), pk=export_id)
    name = f"{register_named(made.register).zh}-{made.made_at:%Y%m%d}-{made.pk}.{made.format}"
    return FileResponse(made.path.open("rb"), as_attachment=True, filename=name)
