"""One release: what it says with the records behind it, its steps, files, versions and contradictions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.collection.models import Round
from xingzhi.core.actions import may
from xingzhi.core.models import Role, User
from xingzhi.publish.comparing import amended, reason_of, versions_after, versions_before
from xingzhi.publish.confirming import needs_reason
from xingzhi.publish.editing import WRITABLE
from xingzhi.publish.files.brief import page, suggested
from xingzhi.publish.files.one_page import fit
from xingzhi.publish.files.subject import BRIEF_PARTS, MARK, subject_of
from xingzhi.publish.hands import APPROVERS, CHECKERS, hands, others_who_may
from xingzhi.publish.models import Release, ReleaseState
from xingzhi.publish.papers.beside_releases import in_papers
from xingzhi.web.as_of import as_of
from xingzhi.web.views.publish import shown
from xingzhi.web.views.publish.beside import beside_papers, contradictions, not_adding_up, told
from xingzhi.web.views.publish.figures import change_url, figures, opened, to_change, undecided
from xingzhi.web.views.publish.words import MOVES, state_badge

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

NAMED = 5  # people named who may take the next step
ROLES: dict[str, frozenset[Role]] = {
    ReleaseState.SUBMITTED: CHECKERS,
    ReleaseState.CHECKED: APPROVERS,
    ReleaseState.APPROVED: APPROVERS,
}
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
        **next_steps(found, request.user),
        "draft": draft and bool(found.content),
        "may_refresh": draft,
        "may_discard": found.state == ReleaseState.DRAFT and may(request.user, "discard_release"),
        "may_amend": found.state == ReleaseState.RELEASED and not found.amendments.exists() and may(request.user, "amend_release"),
        "may_switch": found.state == ReleaseState.RELEASED and may(request.user, "switch_public"),
        "steps": [{"what": str(MOVES[step.move]), "by": step.by.display_name, "at": step.at, "note": step.note}
                  for step in found.steps.select_related("by").order_by("id")],
        "files": found.files.order_by("name"),
        "versions": [*versions_after(found), *versions_before(found)],
    }  # fmt: skip
    if found.content:
        changing = context["draft"] and request.GET.get("change") is not None
        context |= shown.content(
            found, records=partial(change_url, found) if changing else partial(opened, found), inside=True
        )
        context |= {"changing": changing, "changed": to_change(found, request.GET["change"]) if changing else None}
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


def next_steps(release: Release, user: User | AnonymousUser) -> dict[str, Any]:
    """`moves` the reader may make now, and `waits_for`: who else takes the next step, where the reader may not."""
    names = NEXT[release.state]
    second = release.state in (ReleaseState.SUBMITTED, ReleaseState.CHECKED)
    own = second and user.pk in hands(release)
    moves = [name for name in names if may(user, name) and not (own and name == names[0])]
    found: dict[str, Any] = {"moves": moves}
    if names and names[0] not in moves and release.state in ROLES:
        people = others_who_may(release, ROLES[release.state], second=second)
        found["waits_for"] = [each.display_name for each in people[:NAMED]]
        found["waiting"] = True
    return found


def changes(release: Release) -> list[dict[str, Any]]:
    """What differs from the version before, with the reason."""
    return [told(each) | {"reason": reason_of(release, each.key)} for each in amended(release)]


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
        rows.append({"carried": held.get("carried"), "part": part, "label": label, "text": held.get("text", ""), "drafted": drafted[part],
                     "by": writers.get(held.get("by"), "")})  # fmt: skip
    return rows
