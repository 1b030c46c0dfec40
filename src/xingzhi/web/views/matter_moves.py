"""What may be done next with a matter, and doing it: the part that pages of leads, findings and field checks share."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.cases.matters.models import Matter
from xingzhi.cases.matters.moves import NotAllowed, move_matters, next_moves
from xingzhi.cases.matters.procedures import read
from xingzhi.core.actions import may
from xingzhi.web.reading import language
from xingzhi.web.views.notified.items import step_row
from xingzhi.web.views.notified.words import day_of, refusal_text


def course(request: HttpRequest, matter: Matter | None, by: str = "move_matters") -> dict[str, Any]:
    """What partials/matter.html shows: moves with what stands against each, proofs, and the steps so far.

    `by` is the action that the person must be allowed.
    """
    procedure = read(matter.procedure) if matter else None
    found: dict[str, Any] = {
        "matter": matter, "moves": [], "proofs": [], "steps": [], "today": timezone.localdate(),
        "may_act": may(request.user, by),
    }  # fmt: skip
    if matter is None or procedure is None:
        return found
    found["moves"] = [
        {"id": each.id, "label": each.label(language()), "to": procedure.state(each.to).label(language()),
         "article": each.article(language()) if each.article else "",
         "needs": "、".join(procedure.proof(id).label(language()) for id in procedure.needed(each)),
         "against": "；".join(refusal_text(reason, procedure) for reason in against)}
        for each, against in next_moves(matter, request.user)
    ]  # fmt: skip
    found["proofs"] = [(id, proof.label(language())) for id, proof in procedure.body.proofs.items()]
    steps = matter.steps.select_related("officer", "contact").order_by("-id")
    found["steps"] = [step_row(each, procedure) for each in steps]
    return found


def moved(request: HttpRequest, matter: Matter, make: Callable[..., object] | None = None) -> None:
    """Make the move that was sent, or say why it cannot be made. `make` takes move, day, proofs and note."""
    post = request.POST
    on = day_of(post.get("on", ""))
    if on is None:
        messages.error(request, gettext("没有保存：日期看不懂。"))
        return
    try:
        make = make or partial(move_matters, request.user, [matter.pk])
        make(post.get("move", ""), on, proofs=post.getlist("proof"), note=post.get("note", ""))
    except NotAllowed as refused:
        procedure = read(matter.procedure)
        told = "；".join(refusal_text(each, procedure) for each in refused.refusals[matter.key])
        messages.error(request, gettext("没有保存：") + told)
    except KeyError:
        messages.error(request, gettext("没有保存：没有这种办理。"))
    else:
        messages.success(request, gettext("已办理。"))
