"""How many patents a party has, by kind, state and year of filing."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from xingzhi.registers.models import MODELS
from xingzhi.web.reading import shown

YEARS = 15


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
