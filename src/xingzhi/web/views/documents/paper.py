"""One paper: its text with the records behind each sentence, its way, what was asked, who has it, its versions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from xingzhi.core.actions import may
from xingzhi.packs import load
from xingzhi.plans.units import Unit
from xingzhi.publish.files.subject import MARK
from xingzhi.publish.papers import steps
from xingzhi.publish.papers.asked import ReviewResult, Taken
from xingzhi.publish.papers.contradictions import differing
from xingzhi.publish.papers.deputies import may_approve
from xingzhi.publish.papers.evidence import standings
from xingzhi.publish.papers.files import FORM, fits
from xingzhi.publish.papers.models import Paper, PaperState
from xingzhi.publish.papers.names import inside_only
from xingzhi.publish.papers.publicity import publicity
from xingzhi.publish.papers.standing import KINDS, Standing, counted
from xingzhi.publish.papers.text import compared
from xingzhi.publish.papers.versions import by_hand
from xingzhi.web.reading import english, language
from xingzhi.web.views.documents import shown
from xingzhi.web.views.documents.words import MARKS, MOVES, state_badge

NEXT = {
    "draft": ("submit_paper",), "submitted": ("check_paper", "return_paper"), "checked": ("approve_paper", "return_paper"),
    "approved": ("issue_paper", "return_paper"), "issued": (),
}  # fmt: skip
ANOTHER = ("check_paper", "approve_paper")  # of a person whose hands it did not pass yet


def kept_or_404(request: HttpRequest, paper_id: int) -> Paper:
    """The paper, where the person's office keeps it."""
    papers = Paper.objects.kept_by(request.user).select_related("explains", "plan", "made_by")
    found: Paper = get_object_or_404(papers, pk=paper_id)
    return found


@require_GET
def document(request: HttpRequest, paper_id: int) -> HttpResponse:
    """The page of a paper; a unit that received it reads the text and nothing behind it."""
    paper: Paper = get_object_or_404(Paper.objects.visible_to(request.user), pk=paper_id)
    keeps = Paper.objects.kept_by(request.user).filter(pk=paper.pk).exists()
    found = standings(paper, request.user) if keeps else None
    rules, asked = load().paper_kinds, request.GET.get("only", "")
    only = asked if found is not None and asked in KINDS else ""
    context: dict[str, Any] = {
        "page_title": paper.title, "paper": paper, "state": state_badge(paper), "keeps": keeps,
        "kind": rules.kind(paper.kind).label(language()), "publicity": rules.attribute(paper.publicity).label(language()),
        "blocks": shown.text(paper.text.blocks, found, only), "only": only,
        "explanations": paper.explanations.filter(state=PaperState.ISSUED),
        "received": paper.recipients.visible_to(request.user),
    }  # fmt: skip
    if found is not None:
        context |= _kept(request, paper, found.values())
    return render(request, "documents/document.html", context)


def _kept(request: HttpRequest, paper: Paper, standing: Iterable[Standing]) -> dict[str, Any]:
    """What only the office that keeps the paper sees."""
    user, rules, today = request.user, load().paper_kinds, timezone.localdate()
    kind = rules.kind(paper.kind)
    counts = counted(standing)
    pairs = [_pair(paper, each) for each in differing(paper)]
    return {
        "counts": [{"kind": name, "label": str(MARKS[name]), "n": count} for name, count in counts.items()],
        "bare": counts["bare"], "fallen": counts["fallen"], "differs": counts["differs"], "unchecked": counts["unchecked"],
        "marked": any(counts.values()), "first": next((each.id for each in standing if each.marked), 0), "mark": MARK,
        "names": [] if kind.inside else inside_only(paper), "internal": paper.internal, "draft": paper.is_open and may(user, "write_paper"),
        "moves": [name for name in NEXT[paper.state] if _may_move(user, name, steps.hands(paper))],
        "by_hand": by_hand(paper) if paper.is_open else 0,
        "steps": [{"what": str(MOVES[each.move]), "by": each.by.display_name, "at": each.at, "note": each.note,
                   "away": each.acting_for.display_name if each.acting_for else ""}
                  for each in paper.steps.select_related("by", "acting_for").order_by("id")],
        "opinions": paper.opinions.select_related("unit", "answered_by").order_by("-version", "unit__name"),
        "reviews": paper.reviews.order_by("-id"), "today": today,
        "review_steps": [(each.id, each.label(language()), each.id in kind.reviews) for each in rules.reviews],
        "review_names": {each.id: each.label(language()) for each in rules.reviews},
        "results": ReviewResult.choices, "taken": [each for each in Taken.choices if each[0] in ("yes", "partly", "no")],
        "units": Unit.objects.visible_to(user).filter(retired=False).order_by("kind", "name"),
        "channels": [each(language()) for each in rules.channels], "due": publicity(paper, today),
        "has_due": rules.attribute(paper.publicity).working_days is not None,
        "pairs": pairs, "unexplained": sum(each["explained"] is None for each in pairs), "numbered": kind.numbered, "inside": kind.inside,
        "versions": paper.versions.select_related("by").order_by("-number"), "needs_opinions": kind.opinions,
        "file_names": paper.files.order_by("id"), "form": FORM, "fit": fits(paper),
    }  # fmt: skip


def _may_move(user: Any, name: str, hands: set[int | None]) -> bool:
    if not may(user, name) or (name in ANOTHER and user.pk in hands):
        return False
    return name != "approve_paper" or may_approve(user, hands)


def _pair(paper: Paper, each: Any) -> dict[str, Any]:
    why = paper.explained.get(each.key)
    return {"key": each.key, "here": each.here, "there": each.there, "document": each.document,
            "why": each.en if english() else each.zh, "explained": why}  # fmt: skip


@require_GET
def versions(request: HttpRequest, paper_id: int, before: int, after: int) -> HttpResponse:
    """What differs between two versions."""
    paper = kept_or_404(request, paper_id)
    old, new = (get_object_or_404(paper.versions.select_related("by"), number=number) for number in (before, after))
    context = {
        "page_title": gettext("第 %(a)s 版与第 %(b)s 版的不同") % {"a": before, "b": after},
        "paper": paper, "old": old, "new": new, "lines": compared(old.blocks, new.blocks),
    }  # fmt: skip
    return render(request, "documents/versions.html", context)
