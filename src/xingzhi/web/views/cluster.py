"""One cluster: its picture, members and pairs, and one judgement for many of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from xingzhi.cases.actions import AT_ONCE, NothingChosen, ReasonMissing, judge_cluster
from xingzhi.cases.models import Clue, ClueQuerySet, Cluster, ClusterJudgement, ClusterMember, Judgement, verdicts_of
from xingzhi.cases.sections import lawful_to
from xingzhi.cases.seen import Seen, links, members, pairs
from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.screening.similar_applications.run import SCREENING
from xingzhi.web.reading import language, listed, shown
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.clue import compared
from xingzhi.web.views.clues import TONES, as_of_run
from xingzhi.web.views.cluster_chart import applicants, graph, over_time
from xingzhi.web.views.clusters import kind_label
from xingzhi.web.views.registers import STATUS_TONES

MEMBERS = 100  # of a page
PAIRS = 50
DRAWN_PAIRS = 50_000  # looked through for a picture


@require_GET
def cluster(request: HttpRequest, cluster_id: int) -> HttpResponse:
    """One cluster the reader may see."""
    found = get_object_or_404(Cluster.objects.visible_to(request.user), pk=cluster_id)
    inside = members(request.user, found)
    clues = pairs(request.user, found)
    told = all(each.row is not None for each in inside)
    lawful = lawful_to(request.user)
    counts = clues.order_by().aggregate(
        pairs=Count("id"), lawful=Count("id", filter=lawful), waiting=Count("id", filter=Q(verdict="") & ~lawful)
    )
    last = Judgement.objects.filter(clue__in=clues.order_by()).aggregate(at=Max("at"))["at"]
    fresh = joined_after(inside, last) if counts["waiting"] else []
    drawn = links(request.user, found, DRAWN_PAIRS)
    kind = load().screening(SCREENING).kind(found.heading) if told else None
    context = {
        "page_title": gettext("近似申请组 %(id)s") % {"id": found.pk},
        "cluster": found,
        "size": len(inside),
        "counts": counts,
        "kind": kind_note(kind, inside),
        "profile": profile(inside, clues, told),
        "lacking": lacking(inside),
        "fresh": len(fresh),
        "charts": [chart for chart in (graph(inside, drawn), over_time(inside)) if chart],
        "members": member_table(request, inside, {each.key for each in fresh}),
        "pairs": pair_table(request, clues, inside, lawful),
        "verdicts": [(verdict.value, verdict.label) for verdict in verdicts_of(found.screening)],
        "entered": request.session.pop(f"cluster-{found.pk}", {}),
        "may_judge": may(request.user, "judge_cluster"),
        "may_export": may(request.user, "export_clusters"),
        "said": said(request, found),
        "numbered": [(place, each) for place, each in enumerate(inside[:500], 1)],
        "disclaimer": load().screening(SCREENING).disclaimer.text(language()),
        "as_of": as_of_run(SCREENING),
    }
    return render(request, "clues/cluster.html", context)


def joined_after(inside: Sequence[Seen], last: datetime | None) -> list[Seen]:
    """The members that came in after the last judgement."""
    return [each for each in inside if last and each.joined_at and each.joined_at > last]


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


def page_of(request: HttpRequest, name: str, size: int) -> int:
    """Where a table of the page begins."""
    text = request.GET.get(name, "")
    return int(text) // size * size if text.isascii() and text.isdigit() and len(text) < 7 else 0


def pager(request: HttpRequest, name: str, start: int, size: int, total: int) -> dict[str, Any]:
    """The links to the parts of a table before and after."""
    query = {key: value for key, value in request.GET.items() if key != name}

    def address(at: int) -> str:
        return "?" + urlencode({**query, name: at}) + f"#{name}"

    return {
        "shown": min(size, total - start),
        "about": total,
        "exact": True,
        "first_url": address(0) if start else "",
        "previous_url": address(start - size) if start else "",
        "next_url": address(start + size) if start + size < total else "",
    }


def member_table(request: HttpRequest, inside: Sequence[Seen], fresh: set[str]) -> dict[str, Any]:
    """The members with what the registers say of them; of another region's only what is published."""
    start = page_of(request, "members", MEMBERS)
    labels = [(gettext("序号"), "c-number"), (gettext("申请"), "c-title"), (gettext("类型"), "c-nowrap"),
              (gettext("申请人"), "c-names"), (gettext("申请日"), "c-date c-nowrap"), (gettext("法律状态"), "c-nowrap"),
              (gettext("代理机构"), ""), (gettext("主分类号"), "c-nowrap"), (gettext("属地"), "c-nowrap")]  # fmt: skip
    rows = []
    for place, each in enumerate(inside[start : start + MEMBERS], start + 1):
        rows.append({"check": each.key, "cells": [str(place), *member_cells(each, each.key in fresh)]})
    return {
        "table": {"columns": [{"label": label, "css": css} for label, css in labels], "rows": rows,
                  "check_name": "member", "caption": gettext("组内申请")},
        "pager": pager(request, "members", start, MEMBERS, len(inside)) if len(inside) > MEMBERS else None,
    }  # fmt: skip


def member_cells(seen: Seen, fresh: bool) -> list[Any]:
    """A member as cells of the table, its number in the picture apart."""
    place = load().regions.name(seen.region)
    if seen.row is None:
        hidden = {"text": seen.key, "sub": gettext("其他地区尚未公布的记录，只显示号码和属地。")}
        return [hidden, *[""] * 6, place]
    register = seen.row.register

    def cell(name: str) -> str:
        return shown(register[name], seen[name]) if seen[name] else ""

    url = reverse("record", args=["patents", seen.row.pk]) if seen.own else ""
    title = {"text": seen["title"], "url": url, "sub": " · ".join([seen.key, *([gettext("新增")] if fresh else [])])}
    status: Any = ""
    if seen["legal_status"]:
        when = seen["lapse_date"] or seen["legal_status_date"]
        status = {"text": cell("legal_status"), "tone": STATUS_TONES.get(seen["legal_status"], "plain"),
                  "sub": when.isoformat() if when else ""}  # fmt: skip
    who = {"text": cell("applicants"), "sub": cell("inventors")}
    return [title, cell("patent_type"), who, cell("filing_date"), status, cell("agency"), cell("ipc_main"), place]


def pair_table(request: HttpRequest, clues: ClueQuerySet, inside: Sequence[Seen], lawful: Q) -> dict[str, Any]:
    """The pairs of the cluster, most alike first."""
    only = request.GET.get("only", "")
    shown_here = clues.filter(verdict="").exclude(lawful) if only == "open" else clues
    total = shown_here.count()
    start = page_of(request, "pairs", PAIRS)
    places = {each.key: (place, each) for place, each in enumerate(inside, 1)}
    rows = []
    for clue in shown_here.prefetch_related("records")[start : start + PAIRS]:
        ends = sorted(places[record.key] for record in clue.records.all() if record.key in places)
        rows.append(pair_row(clue, ends))
    labels = [(gettext("序号"), "c-nowrap"), (gettext("两件申请"), "c-title"), (gettext("相似度"), "c-number"),
              (gettext("关系"), ""), (gettext("相隔（天）"), "c-number"), (gettext("研判"), "c-nowrap")]  # fmt: skip
    other = {key: value for key, value in request.GET.items() if key not in ("only", "pairs")}
    return {
        "table": {"columns": [{"label": label, "css": css} for label, css in labels], "rows": rows,
                  "check_name": "clue", "caption": gettext("近似的成对申请")},
        "pager": pager(request, "pairs", start, PAIRS, total) if total > PAIRS else None,
        "empty": {"title": gettext("没有待研判的")},
        "only": only,
        "all_url": "?" + urlencode(other) + "#pairs",
        "open_url": "?" + urlencode({**other, "only": "open"}) + "#pairs",
    }  # fmt: skip


def pair_row(clue: Clue, ends: Sequence[tuple[int, Seen]]) -> dict[str, Any]:
    """A pair as a row; how it stands is not told where one of the two is hidden."""
    told = all(each.row is not None for _place, each in ends)
    days = [each.filed for _place, each in ends if each.filed]
    apart = str((max(days) - min(days)).days) if len(days) == len(ends) == 2 else ""
    codes = [code for code in clue.kinds.strip("|").split("|") if code] or [clue.relation]
    titles = [f"{each.key} {each['title'] or ''}".strip() for _place, each in ends]
    return {
        "check": str(clue.pk),
        "cells": [
            " — ".join(str(place) for place, _each in ends),
            {
                "text": titles[0] if titles else "",
                "sub": " ／ ".join(titles[1:]),
                "url": reverse("clue", args=[clue.pk]),
            },
            f"{clue.score:.3f}",
            listed(kind_label(code) for code in codes) if told else "",
            apart,
            {"text": clue.get_verdict_display(), "tone": TONES[clue.verdict]},
        ],
    }


def said(request: HttpRequest, found: Cluster) -> list[dict[str, Any]]:
    """What was said of many pairs at once, newest first, with how many of them the reader sees."""
    given = ClusterJudgement.objects.visible_to(request.user).filter(screening=found.screening, group=found.group)
    mine = Judgement.objects.visible_to(request.user).filter(together__in=given)
    counted = dict(mine.order_by().values_list("together").annotate(Count("id")))
    newest = given.select_related("officer").order_by("-id")[:20]
    return [{"judgement": each, "clues": counted.get(each.pk, 0)} for each in newest]


@require_POST
def judge(request: HttpRequest, cluster_id: int) -> HttpResponse:
    """Record one judgement for the pairs chosen."""
    entered = {name: request.POST.get(name, "") for name in ("verdict", "reason", "note", "scope", "again")}
    problem = ""
    try:
        together = judge_cluster(
            request.user,
            cluster_id,
            entered["verdict"],
            entered["reason"],
            note=entered["note"],
            clues=[int(text) for text in request.POST.getlist("clue") if text.isascii() and text.isdigit()],
            members=request.POST.getlist("member"),
            everything=entered["scope"] == "all",
            again=bool(entered["again"]),
        )
    except ReasonMissing:
        problem = gettext("没有保存：请写明理由，研判要能让别人看懂。")
    except NothingChosen:
        problem = gettext(
            "没有保存：没有选中待研判的成对申请。勾选某几对，或勾选两件以上申请；已研判的要改判，请勾选“已研判的也改判”。"
        )
    except ValueError:
        problem = gettext("没有保存：请选择疑似、排除或待定。")
    if problem:
        messages.error(request, problem)
        request.session[f"cluster-{cluster_id}"] = entered
    elif len(together.clues) > AT_ONCE:
        messages.success(request, gettext("正在后台记录对 %(n)s 对的研判。") % {"n": len(together.clues)})
    else:
        messages.success(
            request, gettext("已记录对 %(n)s 对的研判。要改判，再研判一次即可。") % {"n": len(together.clues)}
        )
    return redirect("cluster", cluster_id)


@require_GET
def compare(request: HttpRequest, cluster_id: int) -> HttpResponse:
    """Two members side by side; the page of their pair where they are one."""
    found = get_object_or_404(Cluster.objects.visible_to(request.user), pk=cluster_id)
    keys = sorted({request.GET.get("a", ""), request.GET.get("b", "")})
    chosen = list(ClusterMember.objects.filter(cluster=found, key__in=keys).order_by("key"))
    if len(chosen) < len(keys):
        raise Http404
    if len(chosen) < 2:
        messages.error(request, gettext("请选两件不同的申请。"))
        return redirect("cluster", found.pk)
    pair = pairs(request.user, found).filter(records__key=keys[0]).filter(records__key=keys[1]).first()
    if pair:
        return redirect("clue", pair.pk)
    context = compared(request, chosen) | {
        "page_title": gettext("并排对照"),
        "cluster": found,
        "disclaimer": load().screening(SCREENING).disclaimer.text(language()),
    }
    return render(request, "clues/compare.html", context)
