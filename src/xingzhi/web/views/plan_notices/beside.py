"""What two notices say of one task, side by side, and what of it differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, pgettext

from xingzhi.plans.ledger.models import UnitRole
from xingzhi.plans.ledger.targets import texts_of
from xingzhi.plans.notices.assigning import assignment
from xingzhi.plans.notices.comparing import Like
from xingzhi.plans.notices.models import Piece
from xingzhi.plans.notices.pieces import content, names_of
from xingzhi.plans.notices.recurrence import times_of
from xingzhi.plans.notices.review import Review
from xingzhi.plans.notices.rivals import Rival
from xingzhi.web.reading import listed


@dataclass(frozen=True)
class Side:
    """One side: the words, and what it gives by name of the part (units, day, times, targets); "" where nothing."""

    text: str
    gives: Mapping[str, str]


def beside_plan(review: Review, piece: Piece, like: Like) -> dict[str, Any]:
    """A task of the plan beside the piece that says it again."""
    task = like.task
    units = _units((each.role, each.unit.name) for each in task.units.all())
    moved = task.first_due and task.due_on and task.first_due != task.due_on
    original = gettext("（原定 %(day)s）") % {"day": task.first_due} if moved else ""
    times = [each.due_on for each in task.instalments.all()]  # the day of such a task is the next of these
    gives = {"units": units, "day": "" if times else f"{task.due_on or ''}{original}",
             "times": _times(task.recurrence, times), "targets": listed(texts_of(task.target))}  # fmt: skip
    chosen = {"ours": gettext("按计划里原有的"), "theirs": gettext("按这份通知"),
              "both": pgettext("assignment", "两项都列")}.get(like.take, "")  # fmt: skip
    return {"task": task, "differs": like.differs, "take": like.take, "chosen": chosen,
            **_both(Side(task.text, gives), _kept(_side(review, piece), like), like)}  # fmt: skip


def beside_rival(review: Review, piece: Piece, rival: Rival) -> dict[str, Any]:
    """A task of another notice under review beside the piece that says it otherwise."""
    chosen = {"other": gettext("按另一份通知"), "this": gettext("按这份通知"),
              "both": pgettext("assignment", "两项都列")}.get(rival.take, "")  # fmt: skip
    return {"piece": rival.piece, "take": rival.take, "chosen": chosen,
            **_both(_side(review, rival.piece), _side(review, piece), rival)}  # fmt: skip


def _side(review: Review, piece: Piece) -> Side:
    task = content(piece)
    given = assignment(task, review.directory)
    unknown = [name for name in names_of(task) if not review.directory.match(name).known]
    units = "　".join(filter(None, (_units((role, unit.name) for unit, role in given.items()), listed(unknown))))
    days = (due.day for due in times_of(task, piece.notice).dues)
    return Side(task["text"], {"units": units, "day": task["due"], "times": _times(task["recurrence"], days),
                               "targets": listed(each["text"] for each in task["targets"])})  # fmt: skip


def _kept(side: Side, like: Like) -> Side:
    """Of what a later notice does not speak, the plan's stays."""
    silent = [part for part in ("units", "targets") if not side.gives[part] and not getattr(like, part)]
    if not side.gives["day"] and not side.gives["times"]:
        silent += [part for part in ("day", "times") if not getattr(like, part)]
    return Side(side.text, {**side.gives, **dict.fromkeys(silent, gettext("没有写，计划里的不变"))})


def _both(theirs: Side, ours: Side, same: Like | Rival) -> dict[str, Any]:
    labels = {"units": gettext("分工"), "day": gettext("时限"), "times": gettext("周期"), "targets": gettext("目标")}
    shown = [part for part in labels if theirs.gives[part] or ours.gives[part] or not getattr(same, part)]
    sides = [
        {"text": side.text, "lines": [{"label": labels[part], "text": side.gives[part], "differs": not getattr(same, part)}
                                      for part in shown]}
        for side in (theirs, ours)
    ]  # fmt: skip
    differing = listed(label for part, label in labels.items() if not getattr(same, part))
    return {"theirs": sides[0], "ours": sides[1], "differing": differing}


def _units(pairs: Iterable[tuple[str, str]]) -> str:
    names: dict[str, list[str]] = {}
    for role, name in pairs:
        names.setdefault(role, []).append(name)
    return "　".join(f"{role.label} {listed(names[role])}" for role in UnitRole if role in names)


def _times(recurrence: str, days: Iterable[date]) -> str:
    return "　".join(filter(None, (recurrence, listed(str(day) for day in days))))
