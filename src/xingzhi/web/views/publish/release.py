"""One release: what it says with the records behind it, its steps, files, versions and contradictions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.collection.models import Round
from xingzhi.core.actions import may
from xingzhi.core.models import User
from xingzhi.indicators.query import Cell, Span
from xingzhi.packs import load
from xingzhi.publish.comparing import amended, unsettled, versions_after, versions_before
from xingzhi.publish.confirming import needs_reason
from xingzhi.publish.editing import WRITABLE
from xingzhi.publish.files.brief import page, suggested
from xingzhi.publish.files.one_page import fit
from xingzhi.publish.files.subject import BRIEF_PARTS, MARK, figure_label, subject_of
from xingzhi.publish.models import Release, ReleaseState
from xingzhi.publish.papers.beside_releases import in_papers
from xingzhi.web.as_of import as_of
from xingzhi.web.reading import language
from xingzhi.web.views.figures import official_address, records_url
from xingzhi.web.views.publish import shown
from xingzhi.web.views.publish.beside import beside_papers, contradictions, not_adding_up, told
from xingzhi.web.views.publish.words import KINDS, MOVES, state_badge

NEXT = {
    "draft": ("submit_release",), "submitted": ("check_release", "return_release"),
    "checked": ("approve_release", "return_release"), "approved": ("release", "return_release"), "released": (),
}  # fmt: skip


def seen_or_404(request: HttpRequest, release_id: int) -> Release:
    """The release, where the person may see it."""
    seen = Release.objects.visible_to(request.user).select_related("snapshot", "job", "made_by", "amends")
    found: Release = get_object_or_404(seen, pk=release_id)
    return found


@require_GET
def release(request: HttpRequest, release_id: int) -> HttpResponse:
    """The page of one version."""
    found = seen_or_404(request, release_id)
    draft = found.state == ReleaseState.DRAFT and may(request.user, "edit_release")
    context: dict[str, Any] = {
        "page_title": found.title,
        "release": found,
        "state": state_badge(found),
        "as_of": as_of(found.snapshot, found.bulletin, internal=found.internal),
        "mark": MARK,
        "moves": [name for name in NEXT[found.state] if may(request.user, name)],
        "draft": draft and bool(found.content),
        "may_refresh": draft,
        "may_amend": found.state == ReleaseState.RELEASED and not found.amendments.exists() and may(request.user, "amend_release"),
        "may_switch": found.state == ReleaseState.RELEASED and may(request.user, "switch_public"),
        "steps": [{"what": str(MOVES[step.move]), "by": step.by.display_name, "at": step.at, "note": step.note}
                  for step in found.steps.select_related("by").order_by("id")],
        "files": found.files.order_by("name"),
        "versions": [*versions_after(found), *versions_before(found)],
    }  # fmt: skip
    if found.content:
        context |= shown.content(found, records=lambda held: figure_url(held))
        context["rounds"] = rounds(found)
        papers = in_papers(found) if found.open else []
        context |= {
            "figures": figures(found), "changes": changes(found), "conflicts": contradictions(found) + beside_papers(found, papers, request.user),
            "unconfirmed": found.open and needs_reason(found, papers), "brief": leaders_page(found),
            "fit": fit(page(subject_of(found))) if found.open else None,
            "may_write": found.state in WRITABLE and may(request.user, "write_brief"),
        }  # fmt: skip
        context |= {"unsettled": undecided(found), "apart": not_adding_up(found) if found.open else []}
    return render(request, "publish/release.html", context)


def figure_url(held: dict[str, Any]) -> str:
    """The records behind a figure computed here; "" where the indicator is no longer declared."""
    found = load().indicators.get(held["indicator"])
    if found is None:
        return ""
    span = Span(date.fromisoformat(held["start"]), date.fromisoformat(held["end"]))
    return records_url(
        found, Cell(held["region"], span, {name: ",".join(codes) for name, codes in held["where"].items()})
    )


def figures(release: Release) -> list[dict[str, Any]]:
    """Every figure with its kind, its source and the records behind it."""
    return [
        {"key": key, "label": figure_label(held, language()), "value": held["value"], "unit": held["unit"],
         "kind": str(KINDS[held["kind"]]), "own": held["own"], "source": held["missing"] or held["source"], "url": figure_url(held),
         "edited": held["kind"] == "edited", "edit": release.edits.get(key), "remark": held.get("remark", ""),
         "official_url": official_url(held) if held["kind"] == "official" else ""}
        for key, held in sorted(release.content["figures"].items())
    ]  # fmt: skip


def official_url(held: dict[str, Any]) -> str:
    """What was received of a figure, beside ours."""
    span = Span(date.fromisoformat(held["start"]), date.fromisoformat(held["end"]))
    return official_address(held["indicator"], held["region"], span)


def undecided(release: Release) -> list[dict[str, Any]]:
    """The figures for which documents received contradict each other, and where to choose."""
    held = release.content["figures"]
    return [
        {"label": figure_label(held[key]), "told": held[key]["missing"], "url": official_url(held[key])}
        for key in unsettled(release)
    ]


def changes(release: Release) -> list[dict[str, Any]]:
    """What differs from the version before, with the reason."""
    return [told(each) | {"reason": release.reasons.get(each.key, "")} for each in amended(release)]


def rounds(release: Release) -> list[dict[str, str]]:
    """The collections whose sums stand in a release, for who wants to see the reports behind them."""
    held = [section["collected"] for section in release.content["sections"] if section.get("collected")]
    return [
        {"text": each["title"], "url": reverse("collection-round", args=[found.pk])}
        for each in held
        for found in Round.objects.filter(region=release.region, form=each["form"], period=each["period"])
    ]


def leaders_page(release: Release) -> list[dict[str, Any]]:
    """What people write on the leader's page, with its author; and what stands there while nobody did."""
    names = {"problems": gettext("问题"), "next_steps": gettext("下一步")}
    drafted = {"problems": suggested(release.content), "next_steps": ""}
    writers = {
        each.pk: each.display_name for each in User.objects.filter(pk__in=[h["by"] for h in release.rewritten.values()])
    }
    rows = []
    for part, label in names.items():
        held = release.rewritten.get(BRIEF_PARTS[part], {})
        rows.append({"part": part, "label": label, "text": held.get("text", ""), "drafted": drafted[part],
                     "by": writers.get(held.get("by"), "")})  # fmt: skip
    return rows
