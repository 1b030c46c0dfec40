"""One record: its values with their sources, what the registers hold beside it, its clues, its history."""

from __future__ import annotations

from collections.abc import Callable
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
from xingzhi.registers.models import MODELS
from xingzhi.registers.past import as_record, revision_on, stood_at
from xingzhi.registers.related import named
from xingzhi.web.reading import language, listed, register_or_404, shown, source_names, title_of
from xingzhi.web.views import party, patent, trademark
from xingzhi.web.views.brands import brand
from xingzhi.web.views.clue_rows import clue_rows, columns
from xingzhi.web.views.clues import SCREENINGS
from xingzhi.web.views.collection import register as reported
from xingzhi.web.views.high_value_words import card_of
from xingzhi.web.views.registers import STATUS_TONES

SHOWN = 50
INNER = ("party_key",)  # what only the program reads
HOW = {
    "assigned_region": _("按登记的属地"),
    "address": _("按地址"),
    "postcode": _("按邮编"),
    "first_applicant": _("按第一申请人名称"),
    "name": _("按名称"),
    "record": _("按其专利的属地"),
    "of_patent": _("按其专利的属地"),
    "of_mark": _("按其商标的属地"),
    "claimed": _("由其他地区报来，待本局认定"),
    "outside": _("在本局辖区以外"),
    "unassigned": _("未能确定，由本局掌握"),
}
JOINED: dict[str, Callable[[HttpRequest, Any], dict[str, Any]]] = {
    "patents": patent.joined,
    "parties": party.joined,
    "trademarks": trademark.joined,
    "trademark_events": trademark.of_mark,
    "local_brands": brand.joined,
    "brand_steps": brand.of_step,
    **dict.fromkeys(("indications", "protected_signs"), brand.of_sign),
    "reported_figures": reported.joined,
}
STATUS = {"patents": ("legal_status", "patent_type"), "trademarks": ("mark_status", "mark_kind")}


@require_GET
def record(request: HttpRequest, name: str, record_id: int) -> HttpResponse:
    """One record the reader may see."""
    register = register_or_404(name)
    row = get_object_or_404(MODELS[name].objects.visible_to(request.user), pk=record_id)
    names = source_names()
    day, stood = as_it_stood(request, row)
    pairs, blanks = values(register, stood, names) if stood else ([], "")
    beside = JOINED.get(name, of_patent)(request, row)
    context = {
        "page_title": title_of(row),
        "register": register.name,
        "register_label": register.label(language()),
        "row": row,
        "status": status(row),
        "pairs": pairs,
        "blanks": blanks,
        "on": day,
        "unknown_then": stood is None,
        "source": names.get(row.source, row.source),
        "history": history(request, register, row),
        "may_edit": may(request.user, "edit_record"),
        "card": card_of(request, row, day) if name == "patents" and stood is not None else None,
        **beside,
        "sections": [*beside["sections"], *clue_sections(request, row)],
    }
    return render(request, "registers/record.html", context)


def status(row: Any) -> dict[str, str] | None:
    """What a record is and how it stands, beside its title."""
    if row.register.name not in STATUS:
        return None
    said, kind = STATUS[row.register.name]
    status = getattr(row, said)
    text = shown(row.register[said], status) if status else gettext("法律状态未知")
    of_kind = shown(row.register[kind], getattr(row, kind)) if getattr(row, kind) else ""
    return {"kind": of_kind, "text": text, "tone": STATUS_TONES.get(status, "unknown")}


def of_patent(request: HttpRequest, row: Any) -> dict[str, Any]:
    """The patents a record names, such as the one pledged."""
    rows = [
        {"cells": [{"text": each.number, "url": patent.record_url(each.patent) if each.patent else ""},
                   str(each.patent) if each.patent else gettext("台账里没有，或不在您的地区")]}
        for each in named(row, request.user)
    ]  # fmt: skip
    columns = [{"label": gettext("申请号"), "css": "c-code"}, {"label": gettext("名称"), "css": "c-title"}]
    made = patent.part("patent", gettext("所说的专利"), columns, rows)
    return {"sections": [made] if made else []}


def clue_sections(request: HttpRequest, row: Any) -> list[dict[str, Any]]:
    """The clues that speak of the record: what it is like, and where its sources disagree."""
    mine = Clue.objects.visible_to(request.user).filter(records__register=row.register.name, records__key=row.key)
    made = []
    for screening, title in SCREENINGS.items():
        found = mine.filter(screening=screening).order_by("-current", "-score", "id").prefetch_related("records")
        clues = list(found.distinct()[:SHOWN])
        made.append(patent.part(f"clues-{screening}", str(title), columns(screening), clue_rows(request, clues)))
    return [each for each in made if each]


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
