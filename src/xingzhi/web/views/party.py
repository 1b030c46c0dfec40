"""One party: its names and why they count as it, its patents by kind, state and year, and with whom it files."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xingzhi.cases.models import Cluster, ClusterMember
from xingzhi.registers.models import MODELS, PartyName, PatentParty
from xingzhi.web.reading import language, listed, shown
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.patent import Section, part
from xingzhi.web.views.registers import list_columns, list_rows

SHOWN = 50  # spellings
NEWEST = 20  # patents
LINKED = 10  # co-applicants, agencies, addresses, inventors listed
READ = 20_000  # patents whose words are read for that
YEARS = 15
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


def list_url(row: Any, **more: str) -> str:
    """The list of the party's patents."""
    return reverse("register-list", args=["patents"]) + "?" + urlencode({"party": row.pk, **more})


def figures(mine: QuerySet[Any], row: Any) -> list[dict[str, Any]]:
    """How many patents, of which kind and in which state; each opens to its list."""
    register = MODELS["patents"].register
    counted = mine.order_by().values_list("patent_type", "legal_status").annotate(n=Count("id", distinct=True))
    total: Counter[tuple[str, str]] = Counter()
    for kind, state, n in counted:
        total[("", "")] += n
        total[("patent_type", kind)] += n
        total[("legal_status", state)] += n
    unit = gettext("件")
    tiles = [{"label": gettext("专利"), "value": total[("", "")], "unit": unit, "url": list_url(row)}]
    for name in ("patent_type", "legal_status"):
        for choice in register[name].choices:
            if n := total[(name, choice.code)]:
                url = list_url(row, **{name: choice.code})
                tiles.append({"label": shown(register[name], choice.code), "value": n, "unit": unit, "url": url})
    if unknown := total[("legal_status", "")]:
        tiles.append({"label": gettext("法律状态未知"), "value": unknown, "unit": unit, "url": ""})
    return tiles


def by_year(mine: QuerySet[Any]) -> dict[str, Any] | None:
    """Filings of the last years by kind."""
    column = MODELS["patents"].register["patent_type"]
    rows = mine.exclude(filing_date=None).order_by().annotate(year=ExtractYear("filing_date"))
    counted = {(y, k): n for y, k, n in rows.values_list("year", "patent_type").annotate(n=Count("id", distinct=True))}
    if not counted:
        return None
    last = max(year for year, _kind in counted)
    years = list(range(max(min(year for year, _kind in counted), last - YEARS + 1), last + 1))
    kinds = [c.code for c in column.choices if any(kind == c.code for _year, kind in counted)]
    return {
        "id": "filings",
        "title": gettext("历年申请"),
        "unit": gettext("件"),
        "kind": "bar",
        "stacked": True,
        "category": gettext("年份"),
        "categories": [str(year) for year in years],
        "series": [
            {"name": shown(column, kind), "values": [counted.get((year, kind), 0) for year in years]} for kind in kinds
        ],
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


def links(request: HttpRequest, mine: QuerySet[Any], row: Any) -> list[Section | None]:
    """With whom it files, through whom, from where, and whose inventions."""
    others = PatentParty.objects.visible_to(request.user).filter(patent__in=mine).exclude(party=row)
    together = others.order_by().values_list("party").annotate(n=Count("patent", distinct=True)).order_by("-n", "party")
    counted = dict(together[:LINKED])
    seen = MODELS["parties"].objects.visible_to(request.user).in_bulk(counted)
    names = dict(others.filter(party__in=counted).order_by("-id").values_list("party", "spelling__shown"))
    rows = [
        {
            "cells": [
                {"text": names.get(pk, ""), "url": reverse("record", args=["parties", pk]) if pk in seen else ""},
                number(n),
            ]
        }
        for pk, n in counted.items()
    ]
    heads = [
        {"label": gettext("共同申请人"), "css": "c-title"},
        {"label": gettext("共同申请（件）"), "css": "c-number"},
    ]
    made = [part("together", gettext("共同申请人"), heads, rows)]
    for name, title in (
        ("agency", gettext("代理机构")),
        ("address", gettext("地址")),
        ("inventors", gettext("发明人")),
    ):
        made.append(most(mine, name, title))
    return made


def most(mine: QuerySet[Any], column: str, title: str) -> Section | None:
    """The values of a column its patents name most often."""
    counts: Counter[str] = Counter()
    for value, n in (
        mine.exclude(**{column: ""}).order_by().values_list(column).annotate(n=Count("id", distinct=True))[:READ]
    ):
        for each in dict.fromkeys(name.strip() for name in value.split("; ")) if column == "inventors" else [value]:
            counts[each] += n
    rows = [
        {"cells": [value, {"text": number(n), "url": ""}]} for value, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    ][:LINKED]  # fmt: skip
    heads = [{"label": title, "css": "c-title"}, {"label": gettext("专利（件）"), "css": "c-number"}]
    return part(column, title, heads, rows)


def clusters(request: HttpRequest, mine: QuerySet[Any]) -> Section | None:
    """The groups of look-alikes its patents are in."""
    within = ClusterMember.objects.visible_to(request.user).filter(register="patents", key__in=mine.values("key"))
    found = Cluster.objects.visible_to(request.user).filter(pk__in=within.values("cluster")).order_by("-size", "id")
    counts = dict(within.order_by().values_list("cluster").annotate(n=Count("id")))
    rows = [
        {
            "cells": [
                {"text": gettext("第 %(id)s 组") % {"id": each.pk}, "url": reverse("cluster", args=[each.pk])},
                number(counts.get(each.pk, 0)),
                number(each.size),
                each.get_state_display(),
            ]
        }
        for each in found[:LINKED]
    ]
    heads = [{"label": gettext("近似申请组"), "css": "c-title"}, {"label": gettext("其中本主体（件）"), "css": "c-number"},
             {"label": gettext("全组（件）"), "css": "c-number"}, {"label": gettext("研判"), "css": "c-nowrap"}]  # fmt: skip
    return part("clusters", gettext("近似申请组"), heads, rows)


def why(reasons: list[str]) -> str:
    """Why a spelling counts as the party."""
    words = [
        gettext("组织形式“%(form)s”") % {"form": reason.split(":", 1)[1]}
        if ":" in reason
        else REASONS.get(reason, reason)
        for reason in reasons
    ]
    return listed(words) or gettext("同名")
