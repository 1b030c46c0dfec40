"""The page: a name or a picture and goods, and the earlier marks that are near, best first."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.core.declare import register_named
from xingzhi.packs import load
from xingzhi.screening.mark_search.asked import Asked, query_of, read
from xingzhi.screening.mark_search.finding import MOST, Found, Hit, find
from xingzhi.screening.mark_search.marks import REGISTER
from xingzhi.screening.mark_search.models import SavedSearch
from xingzhi.screening.mark_search.pictures import Alike, Pictures, alike, asked_picture, takes_long
from xingzhi.screening.mark_search.warming import ready
from xingzhi.web import places
from xingzhi.web.filters import Condition
from xingzhi.web.filters import chips as condition_chips
from xingzhi.web.reading import language
from xingzhi.web.templatetags.xingzhi import number
from xingzhi.web.views.gazettes.words import remark, tabs
from xingzhi.web.views.marks import words
from xingzhi.web.views.marks.state import index_state
from xingzhi.web.views.notified.overview import PAGE, pager

WAIT = 0.4  # seconds for the dictionaries; longer is waited for by the page


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """The form; with a name or a picture, what is found."""
    saved = _saved(request)
    query = dict(saved.query) if saved else query_of(request.GET.dict())
    asked = read(query, timezone.localdate())
    begun = bool(query)
    waits = begun and not ready(WAIT)
    if not begun:
        ready(0)  # the dictionaries are read while the officer types
    context = {
        "page_title": gettext("商标检索"), "tabs": tabs("mark-search", request.user), "remark": remark(), "query": query,
        "problems": {name: words.PROBLEMS[code] for name, code in asked.problems.items()} if begun else {},
        "asked": asked, "begun": begun, "waits": waits, "again": request.get_full_path(), "state": index_state(request),
        "saved": saved, "saved_list": SavedSearch.objects.visible_to(request.user).order_by("name", "id"),
        "may_print": may(request.user, "print_mark_search"), "may_draw": may(request.user, "load_mark_drawings"),
        "picture": asked.picture if asked.picture and asked_picture(request.user, asked.picture) else "",
    }  # fmt: skip
    if begun and not waits:
        context |= results(request, asked, query, set(saved.seen) if saved else None)
    return render(request, "marks/search.html", context)


def _saved(request: HttpRequest) -> SavedSearch | None:
    number = request.GET.get("saved", "")
    mine = SavedSearch.objects.visible_to(request.user)
    return mine.filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None


def results(request: HttpRequest, asked: Asked, query: dict[str, str], seen: set[str] | None) -> dict[str, Any]:
    """What is found, with the conditions it can be narrowed by. `seen`: keys of marks that are not new."""
    late = (
        bool(asked.picture)
        and seen is None
        and request.GET.get("part") != "drawn"
        and takes_long(request.user, asked.picture)
    )
    found, pictures = find(request.user, asked), Pictures(problem="late") if late else alike(request.user, asked)
    page = Paginator(found.hits, PAGE).get_page(request.GET.get("page"))
    set_to = conditions(request, asked, query)
    kept = {name: value for name, value in query.items() if name in ("q", "goods", "picture", "without")}
    narrowed = seen is None and any(each.set_to for each in set_to)
    clear_url = f"{reverse('mark-search')}?{urlencode(kept)}" if narrowed else ""
    keys = {*(hit.mark.key for hit in found.hits), *(hit.mark.key for hit in pictures.hits)}
    of_page = {"saved": request.GET["saved"]} if seen is not None else query
    return {
        "conditions": set_to, "kept": list(kept.items()), "chips": condition_chips(set_to, query),
        "rows": [row(hit, query, seen) for hit in page.object_list], "pager": pager(page, of_page), "found": found,
        "drawn": [drawn(each, query, seen) for each in pictures.hits], "drawn_problem": pictures.problem,
        "fresh": len(keys - seen) if seen is not None else 0, "most": MOST, "by_name": bool(asked.text) and "q" not in asked.problems,
        "clear_url": clear_url, "empty": _nothing(request, found, kept, clear_url),
    }  # fmt: skip


def row(hit: Hit, query: dict[str, str], seen: set[str] | None) -> dict[str, Any]:
    """A mark found, as a row."""
    mark = hit.mark
    return {
        "mark": mark, "url": words.side_by_side(mark, query), "verdict": words.verdict(hit),
        "chips": words.chips(hit.compared.findings), "relation": words.RELATIONS[hit.relation.value] if query.get("goods") else "",
        "applicants": words.applicants_of(mark), "status": words.status_of(mark), "source": words.source_of(mark),
        "fresh": seen is not None and mark.key not in seen,
    }  # fmt: skip


def drawn(each: Alike, query: dict[str, str], seen: set[str] | None) -> dict[str, Any]:
    """A mark found by its drawing."""
    return {
        "mark": each.mark, "url": words.side_by_side(each.mark, query), "likeness": f"{1 - each.ranked.distance:.2f}",
        "changes": [words.CHANGES[name] for name in each.ranked.changes], "status": words.status_of(each.mark),
        "source": words.source_of(each.mark), "applicants": words.applicants_of(each.mark),
        "fresh": seen is not None and each.mark.key not in seen,
    }  # fmt: skip


def conditions(request: HttpRequest, asked: Asked, query: dict[str, str]) -> list[Condition]:
    """What an answer can be narrowed by."""
    said = {name: str(words.PROBLEMS[code]) for name, code in asked.problems.items()}
    english = language().startswith("en")
    states = [(each.code, each.en if english else each.zh) for each in register_named(REGISTER)["mark_status"].choices]
    made = [Condition("verdict", gettext("比较结果"), "choice", query.get("verdict", ""),
                      choices=[(code, str(label)) for code, (label, _tone) in words.VERDICTS.items()])]  # fmt: skip
    if asked.goods:
        kinds = [("same", gettext("类别相同或未知")), ("other", gettext("类别不同"))]
        made.append(Condition("relation", gettext("商品关系"), "choice", query.get("relation", ""), choices=kinds))
    made += [
        Condition("classes", gettext("国际分类"), "text", query.get("classes", ""), problem=said.get("classes", "")),
        Condition("group", gettext("类似群"), "text", query.get("group", ""), problem=said.get("group", "")),
        Condition("status", gettext("商标状态"), "choice", query.get("status", ""), choices=states),
        Condition("applicant", gettext("申请人"), "text", query.get("applicant", "")),
    ]
    regions = places.below(request.user.region, query.get("region", "")) if request.user.region is not None else []
    if regions:
        made.append(Condition("region", gettext("属地"), "choice", query.get("region", ""), choices=regions))
    ends = (query.get("filed_from", ""), query.get("filed_to", ""))
    wrong = said.get("filed_from") or said.get("filed_to", "")
    return [*made, Condition("filed", gettext("申请日期"), "period", *ends, problem=wrong)]


def _nothing(request: HttpRequest, found: Found, kept: dict[str, str], clear_url: str) -> dict[str, str]:
    """Why there is no row; where conditions leave nothing, how many there are without them."""
    without = len(find(request.user, read(kept, timezone.localdate())).hits) if clear_url and not found.hits else 0
    if without:
        title = gettext("按所选条件没有，共有 %(n)s 件") % {"n": number(without)}
        return {"title": title, "action_url": clear_url, "action_text": gettext("清除条件")}
    if found.other_goods:
        hint = gettext("有 %(n)s 件名称相近，不在所选的商品关系里；“商品关系”选“全部”可以看。") % {
            "n": found.other_goods
        }
    else:
        hint = gettext("去掉条件或换一种写法再试。只查了上面写明的商标，没有找到不等于可以注册。")
    return {"title": gettext("没有找到与“%(text)s”相近的在先商标") % {"text": kept.get("q", "")[:40]}, "hint": hint}


def pack_ref() -> str:
    """The pack the marks were compared by."""
    return load().ref("mark_similarity")
