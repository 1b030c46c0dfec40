"""Posts that move a release on or change its draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from xingzhi.publish import actions, editing
from xingzhi.publish.discarding import discard_release
from xingzhi.publish.refused import Refused
from xingzhi.publish.store import verify as verify_files
from xingzhi.web.views.publish.release import seen_or_404
from xingzhi.web.views.publish.words import REFUSED


@require_POST
def move(request: HttpRequest, release_id: int, name: str) -> HttpResponse:
    """One step of a release."""
    seen_or_404(request, release_id)
    post, user = request.POST, request.user
    note, differing = post.get("note", ""), post.get("conflicts_reason", "")
    steps: dict[str, Callable[[], Any]] = {
        "submit_release": lambda: actions.submit_release(user, release_id, note),
        "check_release": lambda: actions.check_release(user, release_id, note),
        "approve_release": lambda: actions.approve_release(user, release_id, note, post.get("inputs_basis", ""), differing),
        "return_release": lambda: actions.return_release(user, release_id, note),
        "release": lambda: actions.release_it(
            user, release_id, post.get("number", ""), _day(post.get("embargo", "")), post.get("public") == "1", differing),
        "refresh_release": lambda: actions.refresh_release(user, release_id),
        "amend_release": lambda: actions.amend_release(user, release_id),
        "switch_public": lambda: actions.switch_public(
            user, release_id, post.get("public") == "1", _day(post.get("embargo", ""))),
    }  # fmt: skip
    if name not in steps:
        raise Http404
    return _done(request, release_id, steps[name])


@require_POST
def edit(request: HttpRequest, release_id: int, what: str) -> HttpResponse:
    """Change a draft: a figure, a sentence, the footnotes, the leader's page, the reasons of an amendment."""
    seen_or_404(request, release_id)
    post, user = request.POST, request.user
    said = {name.removeprefix("reason:"): text for name, text in post.items() if name.startswith("reason:")}
    changes: dict[str, Callable[[], Any]] = {
        "figure": lambda: editing.edit_figure(user, release_id, post.get("key", ""), post.get("value", ""), post.get("reason", ""),
                                              post.get("carry") == "1"),
        "sentence": lambda: editing.rewrite_sentence(user, release_id, post.get("sentence", ""), post.get("text", "")),
        "notes": lambda: editing.set_notes(user, release_id, post.get("notes", "").splitlines()),
        "brief": lambda: editing.write_brief(user, release_id, post.get("problems", ""), post.get("next_steps", "")),
        "reasons": lambda: editing.explain(user, release_id, said, post.get("others", "")),
    }  # fmt: skip
    if what not in changes:
        raise Http404
    return _done(request, release_id, changes[what])


@require_POST
def verify(request: HttpRequest, release_id: int) -> HttpResponse:
    """Read the files again and say whether they are as they were."""
    found = verify_files(seen_or_404(request, release_id))
    if found.sound:
        messages.success(request, gettext("核对一致：%(n)s 个文件与内容都与当时逐字节相同。") % {"n": found.files})
    else:
        told = "、".join(found.broken) or gettext("内容")
        messages.error(request, gettext("核对不一致：%(files)s 与当时不同或已丢失，请从备份恢复。") % {"files": told})
    return redirect("release", release_id)


@require_POST
def discard(request: HttpRequest, release_id: int) -> HttpResponse:
    """Throw a draft away."""
    title = seen_or_404(request, release_id).title
    try:
        earlier = discard_release(request.user, release_id)
    except Refused as refused:
        messages.error(request, str(REFUSED[refused.code]))
        return redirect("release", release_id)
    messages.success(request, gettext("已废弃：%(title)s。") % {"title": title})
    return redirect("release", earlier.pk) if earlier else redirect("release-list")


def _done(request: HttpRequest, release_id: int, change: Callable[[], Any]) -> HttpResponse:
    try:
        made = change()
    except Refused as refused:
        messages.error(request, str(REFUSED[refused.code]))
        return redirect("release", release_id)
    return redirect("release", made.pk)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Http404 from error
