"""One record: its values with their sources, its relations, its clues, its history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from xingzhi.cases.models import Clue
from xingzhi.core.actions import may
from xingzhi.core.declare import Kind, Register
from xingzhi.core.models import Version
from xingzhi.intake.models import Batch
from xingzhi.packs import load
from xingzhi.registers.models import MODELS, PartyName, PatentParty
from xingzhi.registers.past import as_record, revision_on, stood_at
from xingzhi.web.reading import language, listed, register_or_404, shown, source_names, title_of
from xingzhi.web.views.registers import list_columns, list_rows

SHOWN = 50
INNER = ("party_key",)  # what only the program reads
HOW = {
    "assigned_region": _("按登记的属地"),
    "address": _("按地址"),
    "postcode": _("按邮编"),
    "first_applicant": _("按第一申请人名称"),
    "name": _("按名称"),
    "record": _("按其专利的属地"),
    "outside": _("在本局辖区以外"),
    "unassigned": _("未能确定，由本局掌握"),
}
REASONS = {
    "width": _("全角半角"),
    "traditional": _("繁简"),
    "case": _("大小写"),
    "brackets": _("括号"),
    "signs": _("空格标点"),
    "credit_code": _("统一社会信用代码相同"),
    "declared_alias": _("名录所列别名"),
}


@require_GET
def record(request: HttpRequest, name: str, record_id: int) -> HttpResponse:
    """One record the reader may see."""
    register = register_or_404(name)
    row = get_object_or_404(MODELS[name].objects.visible_to(request.user), pk=record_id)
    clues = Clue.objects.visible_to(request.user).filter(records__register=name, records__key=row.key).distinct()
    names = source_names()
    day, stood = as_it_stood(request, row)
    pairs, blanks = values(register, stood, names) if stood else ([], "")
    context = {
        "page_title": title_of(row),
        "register": register,
        "register_label": register.label(language()),
        "row": row,
        "pairs": pairs,
        "blanks": blanks,
        "on": day,
        "unknown_then": stood is None,
        "source": names.get(row.source, row.source),
        "history": history(request, register, row),
        "clues": clues[:20],
        "relations": relations(request, row),
        "may_edit": may(request.user, "edit_record"),
    }
    return render(request, "registers/record.html", context)


def as_it_stood(request: HttpRequest, row: Any) -> tuple[date | None, Any]:
    """The day asked for and the record as it stood then; None where it was not known, or lay in another's region."""
    try:
        day = date.fromisoformat(request.GET["on"]) if request.GET.get("on") else None
    except ValueError as error:
        raise Http404 from error
    if day is None:
        return None, row
    found = stood_at(row, revision_on(day))
    if isinstance(found, Version):
        seen = Version.objects.visible_to(request.user).filter(pk=found.pk).exists()
        return day, as_record(row, found) if seen else None
    return day, found


def values(register: Register, row: Any, names: dict[str, str]) -> tuple[list[dict[str, Any]], str]:
    """What the register holds of the row, long texts last, and the labels of what it does not hold."""
    pairs: list[dict[str, Any]] = []
    blanks = []
    for column in register.stored:
        value = getattr(row, column.name)
        if column.name in INNER:
            continue
        if value is None or value == "":
            blanks.append(column.label(language()))
            continue
        source = row.field_sources.get(column.name)
        pairs.append(
            {
                "label": column.label(language()),
                "value": shown(column, value),
                "wide": column.kind is Kind.LONG_TEXT,
                "note": names.get(source, source) if source and source != row.source else "",
            }
        )
    pairs.append({"label": gettext("属地"), "value": place_line(row), "note": ""})
    return sorted(pairs, key=lambda pair: bool(pair.get("wide"))), listed(blanks)


def place_line(row: Any) -> str:
    """Where a record belongs and by which rule."""
    place, how = load().regions.full_name(row.place or row.region), HOW.get(row.region_how, row.region_how)
    return gettext("%(place)s（%(how)s）") % {"place": place, "how": how}


def history(request: HttpRequest, register: Register, row: Any) -> list[dict[str, Any]]:
    """What changed when, newest first, by comparing each version with what came after it; last, how the row came."""
    rows = Version.objects.visible_to(request.user).filter(register=register.name, record_id=row.pk)
    versions = list(rows.order_by("-replaced")[:SHOWN])
    revisions = [version.replaced for version in versions] + [row.created]
    batches = {each.revision: each for each in Batch.objects.visible_to(request.user).filter(revision__in=revisions)}
    made: list[dict[str, Any]] = []
    after = row.values
    for version in versions:
        before = version.data
        changes = []
        for column in register.stored:
            old, new = shown(column, before.get(column.name)), shown(column, after[column.name])
            if old != new and column.name not in INNER:
                changes.append({"label": column.label(language()), "old": old, "new": new})
        made.append(entry(version.replaced, batches.get(version.replaced)) | {"changes": changes})
        after = {column.name: before.get(column.name) for column in register.stored}
    return [*made, entry(row.created, batches.get(row.created)) | {"changes": [], "first": True}]


def entry(revision: int, batch: Batch | None) -> dict[str, Any]:
    """By which batch a row was changed; one of another office by its number alone."""
    if batch is None:
        return {"when": "", "what": f"#{revision}", "url": "", "reason": ""}
    reason = next((str(params.get("text", "")) for code, params in batch.notes if code == "reason"), "")
    when = timezone.localtime(batch.applied_at).strftime("%Y-%m-%d %H:%M") if batch.applied_at else ""
    if batch.by_hand:
        who = batch.owner.display_name
        return {"when": when, "what": gettext("手工修改") + f" · {who}", "url": "", "reason": reason}
    return {"when": when, "what": batch.file_name, "url": reverse("batch", args=[batch.pk]), "reason": ""}


def relations(request: HttpRequest, row: Any) -> list[dict[str, Any]]:
    """Linked records the reader may see: a patent's applicants, a party's spellings and patents."""
    if row.register.name == "patents":
        return applicants(request, row)
    if row.register.name == "parties":
        return [spellings(request, row), patents(request, row)]
    return []


def applicants(request: HttpRequest, row: Any) -> list[dict[str, Any]]:
    """The parties that filed a patent; one of another region by the name the patent gives."""
    links = PatentParty.objects.visible_to(request.user).filter(patent=row).order_by("position")
    seen = {p.pk: p for p in MODELS["parties"].objects.visible_to(request.user).filter(patent_links__patent=row)}
    given = [name.strip() for name in row.applicants.split(";")]
    cells = []
    for link in links:
        party = seen.get(link.party_id)
        name = given[link.position] if link.position < len(given) else ""
        if party is None:
            cells.append([name, ""])
            continue
        kind = shown(party.register["party_kind"], party.party_kind)
        cells.append([{"text": party.name, "url": reverse("record", args=["parties", party.pk])}, kind])
    if not cells:
        return []
    columns = [{"label": gettext("主体"), "css": "c-title"}, {"label": gettext("主体类型"), "css": ""}]
    table = {"columns": columns, "rows": [{"cells": each} for each in cells], "caption": gettext("申请人")}
    return [{"title": gettext("申请人（主体）"), "table": table, "note": ""}]


def spellings(request: HttpRequest, row: Any) -> dict[str, Any]:
    """Under which names a party was met, and why each counts as that party."""
    names = PartyName.objects.visible_to(request.user).filter(party=row).order_by("id")[:SHOWN]
    columns = [{"label": gettext("名称写法"), "css": "c-title"}, {"label": gettext("归为同一主体的理由"), "css": ""}]
    rows = [{"cells": [each.shown, why(each.reasons)]} for each in names]
    return {"title": gettext("名称写法"), "table": {"columns": columns, "rows": rows}, "note": ""}


def patents(request: HttpRequest, row: Any) -> dict[str, Any]:
    """The patents of a party."""
    found = MODELS["patents"].objects.visible_to(request.user).filter(applicant_links__party=row)
    rows = list(found.order_by("-filing_date", "-id")[: SHOWN + 1])
    register = MODELS["patents"].register
    note = gettext("只列最近 %(n)s 件。") % {"n": SHOWN} if len(rows) > SHOWN else ""
    table = {"columns": list_columns(register), "rows": list_rows(register, rows[:SHOWN])}
    return {"title": gettext("专利"), "table": table, "note": note}


def why(reasons: list[str]) -> str:
    """Why a spelling counts as the party."""
    words = [
        gettext("组织形式“%(form)s”") % {"form": reason.split(":", 1)[1]}
        if ":" in reason
        else REASONS.get(reason, reason)
        for reason in reasons
    ]
    return listed(words) or gettext("同名")
