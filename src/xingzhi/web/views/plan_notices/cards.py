"""A task under review as its card shows it, and the notice's text with a sign before each sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from xingzhi.plans.directory.matching import Match
from xingzhi.plans.notices.models import Decision, Notice, Piece
from xingzhi.plans.notices.pieces import content, is_attached, is_task, merged_into, stands_as, text_of, waits
from xingzhi.plans.notices.recurrence import times_of
from xingzhi.plans.notices.review import Review
from xingzhi.web.reading import listed
from xingzhi.web.views.plan_notices.beside import beside_plan, beside_rival
from xingzhi.web.views.plan_notices.words import guess_line

_MANY = 3  # units of a group that are named before the rest is counted


def card(
    review: Review, piece: Piece, typed: Mapping[str, Any] | None = None, said: str = "", field: str = ""
) -> dict[str, Any]:
    """All a card shows; `typed` is what a person wrote that was not kept, `said` why, and `field` in which field."""
    looked, task = review.looked[piece.pk], content(piece)
    like = review.likes.get(piece.pk)
    alike = len(review.alike(piece)) if is_task(piece) and waits(piece) else 0
    return {
        "piece": piece,
        "task": task,
        "is_task": is_task(piece),
        "waits": waits(piece),
        "source": text_of(piece),
        "edited": text_of(piece).strip() != task["text"].strip(),
        "cell": _cell(piece),
        "under": _under(review, piece),
        "units": [
            {"label": label, "names": [_name(looked.matches[name]) for name in task[part] if name in looked.matches]}
            for part, label in (("lead", gettext("牵头")), ("each", gettext("各自落实")), ("assist", gettext("配合")))
            if task[part] and is_task(piece)
        ],
        "guesses": [guess_line(guess) for guess in looked.guesses],
        "like": beside_plan(review, piece, like) if like else None,
        "rivals": [beside_rival(review, piece, each) for each in review.rivals.get(piece.pk, ())],
        "alike": alike if alike > 1 else 0,
        "form": typed or as_typed(task, review.notice),
        "times": times_of(task, review.notice).dues if is_task(piece) else (),
        "said": said,
        "wrong": field,
        "editing": bool(typed),
        "cuts": _cuts(piece) if is_task(piece) else [],
        "state": _state(piece),
    }


def as_typed(task: dict[str, Any], notice: Notice) -> dict[str, str]:
    """The fields of a task as text to change."""
    return {
        "heading": task["heading"], "text": task["text"], "person": task.get("person", ""),
        "due": task["due"], "recurrence": task["recurrence"],
        "instalments": "、".join(each.day.isoformat() for each in times_of(task, notice).dues),
        **{part: "、".join(task[part]) for part in ("lead", "assist", "each")},
        "targets": "\n".join(each["text"] for each in task["targets"]), "cited": "\n".join(task["cited"]),
    }  # fmt: skip


def sentences(review: Review) -> Iterator[dict[str, Any]]:
    """The notice's text from its beginning, piece by piece; between two the end of a line or of a cell."""
    text, at = str(review.notice.read["text"]), 0
    headings = ("heading", "title")
    for piece in review.pieces:
        if piece.start > at:
            yield {"line": "\n" in text[at : piece.start]}
        yield {
            "piece": piece,
            "text": text[piece.start : piece.end],
            "kind": "of_task" if is_attached(piece) or merged_into(piece) else stands_as(piece),
            "done": not waits(piece) and not is_attached(piece),
            "marked": review.open_guess(piece),
            "is_task": is_task(piece),
            "strong": piece.part in headings,
        }
        at = max(at, piece.end)


def _name(match: Match) -> dict[str, Any]:
    names = [unit.name for unit in match.units]
    return {
        "text": match.name,
        "known": match.known,
        "means": "" if names == [match.name] else listed(names[:_MANY]) + (
            gettext(" 等 %(n)s 个") % {"n": len(names)} if len(names) > _MANY else ""
        ),
        "all": listed(names),
    }  # fmt: skip


def _state(piece: Piece) -> dict[str, str]:
    if waits(piece):
        return {"text": gettext("未核对"), "tone": "warn"}
    if merged_into(piece) is not None:
        return {"text": gettext("已并入上一项"), "tone": "plain"}
    return {"text": {Decision.TASK: gettext("已确认"), Decision.CONTEXT: gettext("定为背景"),
                     Decision.NOTHING: gettext("定为无关")}.get(Decision(piece.decision), gettext("随任务")),
            "tone": "good"}  # fmt: skip


def _cell(piece: Piece) -> str:
    """The whole cell of a task table where it holds other tasks as well."""
    cell = piece.proposed.get("cell")
    return str(piece.notice.read["text"][cell["start"] : cell["end"]]) if cell else ""


def _under(review: Review, piece: Piece) -> str:
    """The task a person put this one under."""
    above = next((each for each in review.tasks if each.order == piece.decided.get("under")), None)
    return str(content(above)["text"]) if above is not None else ""


def _cuts(piece: Piece) -> list[dict[str, Any]]:
    """Where a sentence may be cut in two: behind its inner stops."""
    text = text_of(piece)
    places = [found.end() for found in re.finditer(r"[，；;。：]", text) if 0 < found.end() < len(text)]
    return [
        {"at": piece.start + at, "before": text[max(0, at - 12) : at], "after": text[at : at + 12]} for at in places
    ]
