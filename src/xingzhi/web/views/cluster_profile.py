"""What a cluster is made of, which kind it is and what is not known of it, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext

from xingzhi.cases.models import ClueQuerySet
from xingzhi.cases.seen import Seen
from xingzhi.packs import load
from xingzhi.screening.similar_applications.run import SCREENING
from xingzhi.web.reading import language, listed, shown
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.cluster_chart import applicants
from xingzhi.web.views.clusters import kind_label


def kind_note(kind: Any, inside: Sequence[Seen]) -> dict[str, Any] | None:
    """What a kind means, the article it rests on, and under which a person may find such filings to fall."""
    if kind is None:
        return None
    newest = max((each.filed for each in inside if each.filed), default=None)
    return {
        "label": kind.label(language()),
        "text": kind.explanation(language()),
        "law": kind.law,
        "limbs": [
            {"law": limb.law, "gist": limb.gist(language()), "since": limb.since,
             "early": bool(limb.since and newest and newest < limb.since)}
            for limb in kind.limbs
        ],
    }  # fmt: skip


def profile(inside: Sequence[Seen], clues: ClueQuerySet, told: bool) -> list[dict[str, Any]]:
    """What the cluster is made of, from the records the reader may read."""
    known = [each for each in inside if each.row is not None]
    days = [each.filed for each in known if each.filed]
    span = f"{min(days)} — {max(days)}" if days and min(days) < max(days) else f"{days[0]}" if days else ""
    register = known[0].row.register if known else None

    def counted(values: Sequence[str], most: int = 5) -> str:
        found = Counter(value for value in values if value)
        parts = [f"{name} {count}" for name, count in found.most_common(most)]
        return listed([*parts, *(["…"] if len(found) > most else [])])

    def shown_all(name: str) -> list[str]:
        return [shown(register[name], each[name]) if each[name] else "" for each in known] if register else []

    names = load().regions
    facts = [
        (gettext("关系（对）"), kinds_counted(clues) if told else ""),
        (gettext("申请人（件）"), counted([applicants(each) for each in known])),
        (gettext("代理机构（件）"), counted(shown_all("agency"))),
        (gettext("申请日"), span),
        (gettext("类型（件）"), counted(shown_all("patent_type"))),
        (gettext("法律状态（件）"), counted(shown_all("legal_status"))),
        (gettext("属地（件）"), counted([names.name(each.region) for each in inside])),
        (gettext("其他地区未公布（件）"), number(len(inside) - len(known)) if len(known) < len(inside) else ""),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def kinds_counted(clues: ClueQuerySet) -> str:
    """How many pairs are of each kind, in the pack's order."""
    found: Counter[str] = Counter()
    for kinds, count in clues.order_by().values_list("kinds").annotate(Count("id")):
        for code in kinds.strip("|").split("|"):
            found[code] += count
    order = load().screening(SCREENING).order
    ordered = sorted((code for code in found if code), key=lambda code: order.get(code, len(order)))
    return listed(f"{kind_label(code)} {found[code]}" for code in ordered)


def lacking(inside: Sequence[Seen]) -> str:
    """What the registers do not say, so that a kind could not be told."""
    blank = [each for each in inside if each.row is not None and not each["legal_status"]]
    if not blank:
        return ""
    return gettext("%(n)s 件没有法律状态：是否撤回、驳回后再次申请，对它们还不能判断；请导入法律状态。") % {
        "n": len(blank)
    }
