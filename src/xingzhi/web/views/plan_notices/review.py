"""The review of a notice: its text at the left, its tasks at the right, each guess marked and to be changed in place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.core.actions import may
from xingzhi.plans.directory.actions import keeps_plan
from xingzhi.plans.directory.matching import bare_name, kind_by_ending
from xingzhi.plans.notices.choosing import choose_rival
from xingzhi.plans.notices.deciding import Changed, choose_assignment, confirm_alike, decide_piece
from xingzhi.plans.notices.models import Decision, Notice, NoticeState, Piece
from xingzhi.plans.notices.pieces import content, is_task, waits
from xingzhi.plans.notices.reshaping import indent_piece, merge_piece, split_piece
from xingzhi.plans.notices.review import Review
from xingzhi.plans.notices.taking import NoticeRefused
from xingzhi.plans.units import UnitKind
from xingzhi.web.reading import english
from xingzhi.web.views.plan_notices.cards import as_typed, card, sentences
from xingzhi.web.views.plan_notices.typed import typed_fields, typed_task
from xingzhi.web.views.plan_notices.words import hindrance_lines, refusal


def review_page(
    request: HttpRequest,
    notice: Notice,
    typed: dict[str, str] | None = None,
    piece_id: int = 0,
    said: str = "",
    field: str = "",
) -> HttpResponse:
    """The page; `typed` is what a person wrote for a piece that was not kept, `said` why, `field` where."""
    review = Review(notice)
    picked = int(request.GET["piece"]) if request.GET.get("piece", "").isdigit() else piece_id
    cards, heading = [], None
    for piece in review.pieces:
        if not (is_task(piece) or piece.pk == picked or review.looked[piece.pk].guesses):
            continue
        found = card(review, piece, typed, said, field) if piece.pk == piece_id else card(review, piece)
        if is_task(piece) and (above := found["task"]["heading"]) != heading:
            heading = found["above"] = above
        cards.append(found)
    changes = notice.state == NoticeState.READ and keeps_plan(request.user) and may(request.user, "decide_piece")
    same_number = Notice.objects.visible_to(request.user).filter(number=notice.number).exclude(pk=notice.pk)
    context: dict[str, Any] = {
        "page_title": notice.title or notice.file_name,
        "notice": notice,
        "sentences": sentences(review),
        "cards": cards,
        "changes": changes,
        "bare": len(review.without_units),
        "fresh": changes and not any(piece.decision for piece in review.pieces),
        "same_number": same_number if notice.number else (),
        "problems": [each["en" if english() else "zh"] for each in notice.read["problems"]],
        **counted(review),
    }
    return render(request, "plans/notices/review.html", context, status=409 if said else 200)


def counted(review: Review) -> dict[str, Any]:
    """How far the review is, what keeps the notice out of the plan, and the units nobody knows."""
    share = review.counts.share
    return {
        "counts": review.counts,
        "share": f"{share:.1%}" if share is not None else "",
        "hindrances": hindrance_lines(review.hindrances),
        "year": str(review.year or ""),
        "unknown": [
            {"name": name, "bare": bare_name(name), "tasks": tasks, "kind": kind_by_ending(name)}
            for name, tasks in review.unknown.items()
        ],
        "units": review.directory.units,
        "kinds": UnitKind.choices,
    }


@require_POST
def decide(request: HttpRequest, piece_id: int) -> HttpResponse:
    """Decide a piece; where somebody else did so meanwhile, nothing is kept and both versions are shown."""
    piece = get_object_or_404(Piece.objects.visible_to(request.user).select_related("notice"), pk=piece_id)
    version = int(request.POST["version"]) if request.POST.get("version", "").isdigit() else -1
    typed = typed_fields(request) if request.POST.get("do") == "save" else None
    try:
        at, whole = _decided(request, piece, version)
    except Changed as changed:
        who = changed.piece.decided_by.display_name if changed.piece.decided_by else ""
        said = gettext(
            "您打开以后，%(who)s 已经改过这一项；您的没有保存，下面上方是现在的样子，表里是您写的，请再定。"
        ) % {"who": who}
        return _answer(request, piece, typed or as_typed(content(changed.piece), changed.piece.notice), said)
    except NoticeRefused as refused:
        if typed is not None:
            return _answer(request, piece, typed, refusal(refused), refused.params.get("field", ""))
        messages.error(request, refusal(refused))
        at, whole = piece_id, True
    if request.headers.get("HX-Request") and not whole:
        return _answer(request, piece)
    return _back(request, f"{reverse('notice', args=[piece.notice_id])}?piece={at}#p-{at}")


def _decided(request: HttpRequest, piece: Piece, version: int) -> tuple[int, bool]:
    """Do what was asked; the piece to go on at, and whether more than its own card changed."""
    do, user = request.POST.get("do", ""), request.user
    if do == "save":
        decide_piece(user, piece.pk, version, Decision.TASK, typed_task(request, piece))
    elif do == "alike":
        confirm_alike(user, piece.pk, version)
        return _following(piece), True
    elif do == "merge":
        return merge_piece(user, piece.pk, version).pk, True
    elif do == "split":
        at = request.POST.get("at", "")
        split_piece(user, piece.pk, version, int(at) if at.isdigit() else -1)
        return piece.pk, True
    elif do in ("indent", "outdent"):
        return indent_piece(user, piece.pk, version, do == "indent").pk, True
    elif do.startswith("rival-"):
        other = request.POST.get("other", "")
        choose_rival(user, piece.pk, version, int(other) if other.isdigit() else 0, do.removeprefix("rival-"))
    elif do in ("ours", "theirs", "both"):
        task = request.POST.get("task", "")
        choose_assignment(user, piece.pk, version, int(task) if task.isdigit() else 0, do)
    else:
        decide_piece(user, piece.pk, version, {"open": ""}.get(do, do))
        return piece.pk, do == "open"
    return piece.pk, False


def _following(piece: Piece) -> int:
    """The next task that waits, else the piece itself."""
    later = Piece.objects.filter(notice=piece.notice_id, order__gt=piece.order).order_by("order")
    return next((each.pk for each in later if is_task(each) and waits(each)), piece.pk)


def _back(request: HttpRequest, url: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = url
        return response
    return redirect(url)


def _answer(
    request: HttpRequest, piece: Piece, typed: dict[str, str] | None = None, said: str = "", field: str = ""
) -> HttpResponse:
    """The card alone where the page asked for it, else the whole page."""
    notice = Notice.objects.get(pk=piece.notice_id)
    if not request.headers.get("HX-Request"):
        return review_page(request, notice, typed, piece.pk, said, field)
    review = Review(notice)
    fresh = next(each for each in review.pieces if each.pk == piece.pk)
    sentence = next(each for each in sentences(review) if each.get("piece") == fresh)
    context = {"card": card(review, fresh, typed, said, field), "changes": True, "notice": notice, "each": sentence,
               "apart": True, **counted(review)}  # fmt: skip
    return render(request, "plans/notices/answer.html", context)
