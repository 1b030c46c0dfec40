"""Two marks beside each other: text, reading, picture, goods, days, and which rules speak for likeness and which against."""

from __future__ import annotations

from typing import Any

import pyarrow.compute as pc
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.declare import register_named
from xingzhi.packs import load
from xingzhi.screening.mark_search import store
from xingzhi.screening.mark_search.asked import Asked, query_of, read
from xingzhi.screening.mark_search.finding import sees_lists
from xingzhi.screening.mark_search.marks import REGISTER, Mark, of_list, of_row, seen_by
from xingzhi.screening.mark_search.pictures import alike, asked_picture, drawing_of
from xingzhi.screening.mark_search.warming import ready
from xingzhi.screening.similar_marks.compare import compare
from xingzhi.screening.similar_marks.finding import Finding
from xingzhi.screening.similar_marks.goods import codes
from xingzhi.screening.similar_marks.goods import compared as goods_compared
from xingzhi.screening.similar_marks.sign import read as read_sign
from xingzhi.text.readings import readings
from xingzhi.web.finding_words import finding_said
from xingzhi.web.reading import language, listed, shown
from xingzhi.web.views.gazettes.words import remark, tabs
from xingzhi.web.views.marks import words

WAIT = 0.4
SAID = 60  # characters
DAYS = ("prelim_published_on", "registered_on", "valid_until")


@require_GET
def beside(request: HttpRequest) -> HttpResponse:
    """The mark asked for beside one that was found."""
    query = query_of(request.GET.dict())
    asked = read(query, timezone.localdate())
    other = _other(request)
    own = seen_by(request.user).filter(mark_no=asked.without).order_by("id").first() if asked.without else None
    context: dict[str, Any] = {
        "page_title": gettext("%(one)s 与 %(other)s") % {"one": asked.text or gettext("上传的图样"), "other": other.text or other.number},
        "tabs": tabs("mark-search", request.user), "remark": remark(), "again": request.get_full_path(),
        "back": reverse("mark-search") + "?" + urlencode(query), "pack": load().ref("mark_similarity"),
        "left": asked.text, "other": other, "waits": not ready(WAIT),
        "record": reverse("record", args=[REGISTER, other.row.pk]) if other.row is not None else "",
        "left_record": reverse("record", args=[REGISTER, own.pk]) if own is not None else "",
    }  # fmt: skip
    if not context["waits"]:
        context |= _compared(asked, other) | {
            "rows": _rows(request, asked, own, other),
            "ranked": _ranked(request, asked, other),
        }
    return render(request, "marks/beside.html", context)


def _other(request: HttpRequest) -> Mark:
    """The mark found: a row of the register the reader sees, or of a list."""
    place, number = request.GET.get("list", ""), request.GET.get("number", "")
    if not place:
        row = request.GET.get("row", "")
        if not row.isdecimal() or len(row) > 18:
            raise Http404
        return of_row(get_object_or_404(seen_by(request.user), pk=row))
    for folder in store.lists() if sees_lists(request.user) else []:
        if folder.name == place:
            for segment in store.opened(folder).segments:
                at = pc.index(segment.table["number"], number).as_py()
                if at >= 0:
                    return of_list(place, segment.table.slice(at, 1).to_pylist()[0])
    raise Http404


def _compared(asked: Asked, other: Mark) -> dict[str, Any]:
    """What the rules say of the texts, and how the goods stand."""
    goods = goods_compared(asked.goods_text, other.goods)
    common = sorted(codes(asked.goods_text) & (codes(other.groups) | codes(other.classes)))
    said = {
        "goods": words.RELATIONS[goods.value],
        "common": listed(common),
        "speaking": [],
        "against": [],
        "verdict": None,
    }
    if asked.text and other.text:
        found = compare(asked.text, other.text, load().mark_similarity)
        label, tone = words.VERDICTS[found.verdict.value]
        said |= {"verdict": {"text": label, "tone": tone, "score": f"{found.score:.2f}"},
                 "speaking": _rules(each for each in found.findings if not each.against),
                 "against": _rules(each for each in found.findings if each.against)}  # fmt: skip
    return said


def _rules(findings: Any) -> list[dict[str, Any]]:
    """Each rule with its words in the pack and the text it rests on."""
    packs = load()
    sources = packs.document("mark_similarity").header.sources
    made = []
    for each in findings:
        finding: Finding = each
        rule = packs.mark_similarity.rules.get(finding.rule)
        source = sources[rule.ref] if rule else None
        made.append({
            "rule": finding.rule, "short": rule.short(language()) if rule else "", "label": rule.label(language()) if rule else "",
            "why": finding_said(finding.why), "strength": f"{finding.strength:.2f}", "since": rule.since if rule else "",
            "source": " ".join(filter(None, (source.title, source.doc_no))) if source else "",
        })  # fmt: skip
    return made


def _rows(request: HttpRequest, asked: Asked, own: Any, other: Mark) -> list[dict[str, Any]]:
    """What is known of both, line by line; an unknown is a dash."""
    theirs = other.row
    columns = register_named(REGISTER)

    def of(row: Any, name: str) -> str:
        value = getattr(row, name) if row is not None else None
        return shown(columns[name], value) if value else ""

    def line(name: str, left: str, right: str) -> dict[str, Any]:
        return {"label": columns[name].label(language()), "left": left, "right": right}

    made = [
        line("mark_text", asked.text, other.text),
        {"label": gettext("读音"), "left": _said(asked.text, own), "right": _said(other.text, theirs)},
        line("translation", of(own, "translation"), of(theirs, "translation")),
        line("nice_classes", listed(sorted({code[:2] for code in asked.goods})), other.classes),
        line("similar_groups", listed(sorted(code for code in asked.goods if len(code) == 4)), other.groups),
        line("goods", of(own, "goods"), of(theirs, "goods")),
        line("applicants", of(own, "applicants"), words.applicants_of(other)),
        line("filed_on", of(own, "filed_on"), str(other.filed_on or "")),
        *(line(name, of(own, name), of(theirs, name)) for name in DAYS),
        line("mark_status", of(own, "mark_status"), words.status_of(other)),
        line("mark_no", of(own, "mark_no"), other.number),
    ]
    left, right = asked_picture(request.user, asked.picture), drawing_of(theirs) if theirs is not None else None
    drawn = own is not None and drawing_of(own) is not None
    pictures = {
        "label": columns["image"].label(language()), "pictures": True,
        "left": reverse("mark-asked-picture", args=[asked.picture]) if left
        else reverse("mark-drawing", args=[own.pk]) if drawn else "",
        "right": reverse("mark-drawing", args=[theirs.pk]) if right else "",
    }  # fmt: skip
    return [made[0], pictures, *made[1:]]


def _said(text: str, row: Any) -> str:
    """The reading given, else those of its characters."""
    if row is not None and row.reading:
        return str(row.reading)
    han = read_sign(text, load().mark_similarity).han
    return " ".join("/".join(sorted(readings(each)) or [each]) for each in han[:SAID])


def _ranked(request: HttpRequest, asked: Asked, other: Mark) -> dict[str, Any] | None:
    """How alike the pictures are, where one was asked with and the mark is among those found by it."""
    for each in alike(request.user, asked).hits:
        if each.mark.number == other.number:
            changes = listed(words.CHANGES[name] for name in each.ranked.changes)
            return {"likeness": f"{1 - each.ranked.distance:.2f}", "changes": changes}
    return None
