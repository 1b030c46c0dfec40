"""One party: its names and why they count as it, its reports, its newest patents, and what else its page shows."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.registers.models import MODELS, PartyName, PatentParty
from xingzhi.web.reading import language, listed
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.party_figures import by_year, figures, list_url
from xingzhi.web.views.party_links import clusters, links
from xingzhi.web.views.patent import Section, part
from xingzhi.web.views.registers import list_columns, list_rows

SHOWN = 50  # spellings
NEWEST = 20  # patents
BESIDE = ("together", "agency", "address", "inventors")  # short tables stand beside each other
REASONS = {
    "width": _("全角半角"),
    "traditional": _("繁简"),
    "case": _("大小写"),
    "brackets": _("括号"),
    "signs": _("空格标点"),
    "credit_code": _("统一社会信用代码相同"),
    "declared_alias": _("名录所列别名"),
}


def joined(request: HttpRequest, row: Any) -> dict[str, Any]:
    """What the page of a party shows beside its own values."""
    mine = MODELS["patents"].objects.visible_to(request.user).filter(applicant_links__party=row).distinct()
    sections = [spellings(request, row), annual_reports(request, row), *links(request, mine, row),
                clusters(request, mine), patents(mine, row)]  # fmt: skip
    for section in sections:
        if section and section["id"] in BESIDE:
            section["half"] = True
    return {
        "figures": figures(mine, row),
        "chart": by_year(mine),
        "sections": [section for section in sections if section],
    }


def spellings(request: HttpRequest, row: Any) -> Section | None:
    """Under which names it was met in records the reader may see, and why each counts as this party."""
    met = PatentParty.objects.visible_to(request.user).filter(party=row, spelling=OuterRef("pk"))
    told = [row.name, *(name.strip() for name in row.aliases.split(";"))]
    names = PartyName.objects.visible_to(request.user).filter(party=row).filter(Q(Exists(met)) | Q(shown__in=told))
    counts = dict(
        PatentParty.objects.visible_to(request.user)
        .filter(party=row)
        .order_by()
        .values_list("spelling")
        .annotate(n=Count("patent", distinct=True))
    )
    rows = [
        {"cells": [each.shown, why(each.reasons), number(counts.get(each.pk, 0))]}
        for each in names.order_by("id")[:SHOWN]
    ]
    columns = [{"label": gettext("名称写法"), "css": "c-title"}, {"label": gettext("归为同一主体的理由"), "css": ""},
               {"label": gettext("专利（件）"), "css": "c-number"}]  # fmt: skip
    made = part("names", gettext("名称写法"), columns, rows)
    if made:
        made["link"] = {"text": gettext("归并、拆分"), "url": reverse("party-spellings", args=[row.pk])}
    return made


def annual_reports(request: HttpRequest, row: Any) -> Section | None:
    """What it declared of its years, under its credit code or any name it is known by, newest first."""
    held = MODELS["parties"].objects.visible_to(request.user).filter(Q(pk=row.pk) | Q(merged__root=row))
    codes = held.exclude(credit_code="").values_list("credit_code", flat=True)
    names = PartyName.objects.visible_to(request.user).filter(party=row).values_list("shown", flat=True)[:SHOWN]
    mine = Q(name__in=list(names))
    for code in codes:
        mine |= Q(key__gte=f"{code}|", key__lt=f"{code}}}")  # the keys that begin with it, by the key's index
    model = MODELS["annual_reports"]
    rows = model.objects.visible_to(request.user).filter(mine).order_by("-year", "id")[:NEWEST]
    register = model.register
    return part(register.name, register.label(language()), list_columns(register), list_rows(register, list(rows)))


def patents(mine: QuerySet[Any], row: Any) -> Section | None:
    """Its newest patents."""
    register = MODELS["patents"].register
    rows = list(mine.order_by("-filing_date", "-id")[: NEWEST + 1])
    made = part("patents", gettext("专利"), list_columns(register), list_rows(register, rows[:NEWEST]))
    if made and len(rows) > NEWEST:
        made |= {"note": gettext("只列最近 %(n)s 件。") % {"n": NEWEST}, "more_url": list_url(row)}
    return made


def why(reasons: list[str]) -> str:
    """Why a spelling counts as the party."""
    words = [
        gettext("组织形式“%(form)s”") % {"form": reason.split(":", 1)[1]}
        if ":" in reason
        else REASONS.get(reason, reason)
        for reason in reasons
    ]
    return listed(words) or gettext("同名")
