"""With whom and through whom a party files, and the groups of look-alikes its patents are in."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from xingzhi.cases.cluster_models import Cluster, ClusterMember
from xingzhi.registers.models import MODELS, PatentParty
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.patent import Section, part

LINKED = 10  # co-applicants, agencies, addresses, inventors listed
READ = 20_000  # patents whose words are read for that


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
