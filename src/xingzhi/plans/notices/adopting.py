"""A reviewed notice enters the plan of its year: a task each, its units, measures under the row that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.plans.ledger.instalments import give
from xingzhi.plans.ledger.models import Plan, PlanTask, TaskUnit, UnitRole
from xingzhi.plans.ledger.placing import place
from xingzhi.plans.notices.aims import aim_of
from xingzhi.plans.notices.assigning import assignment, lead_of
from xingzhi.plans.notices.deciding import notice_to_change
from xingzhi.plans.notices.following import follow_notice
from xingzhi.plans.notices.models import NoticeState, Piece
from xingzhi.plans.notices.pieces import content, day_of
from xingzhi.plans.notices.recurrence import dues_of
from xingzhi.plans.notices.review import Review
from xingzhi.plans.notices.taking import NoticeRefused
from xingzhi.plans.units import Unit


@dataclass(frozen=True)
class Adopted:
    """How many tasks were made, stood in the plan already, or follow this notice now."""

    plan: int
    year: int
    made: int
    known: int
    changed: int


@action("adopt_notice", zh="把通知列入年度计划", en="Adopt a notice into the plan")
def adopt_notice(act: Act, notice_id: int) -> Adopted:
    """Make the tasks of a notice whose every sentence is decided; raise `NoticeRefused` "not_ready" where it is not."""
    notice = notice_to_change(act.user, notice_id)
    review = Review(notice)
    if review.hindrances:
        raise NoticeRefused("not_ready", **review.hindrances)
    assert review.year is not None
    plan, _ = Plan.objects.get_or_create(region=notice.region, year=review.year, defaults={"made_by": act.user})
    if not plan.title:
        plan.title = notice.title[:200]
        plan.save(update_fields=["title"])
    made = _make(act, plan, review)
    notice.state = NoticeState.ADOPTED
    notice.adopted_by, notice.adopted_at = act.user, timezone.now()
    notice.save(update_fields=["state", "adopted_by", "adopted_at"])
    counted = {"plan": plan.pk, "year": plan.year, **made}
    act.on("notice", notice.pk, notice.region, **counted)
    return Adopted(**counted)


@action("set_notice_year", zh="改通知的计划年度", en="Set the year a notice plans")
def set_notice_year(act: Act, notice_id: int, year: int) -> None:
    """Say into which year's plan a notice goes; what that plan holds already is then compared."""
    notice = notice_to_change(act.user, notice_id)
    before, notice.year = notice.year, year
    notice.save(update_fields=["year"])
    act.on("notice", notice.pk, notice.region, before=before, year=year)


@action("set_aside_notice", zh="通知不列入计划", en="Set a notice aside")
def set_aside_notice(act: Act, notice_id: int, reason: str) -> None:
    """A notice that asks nothing of the office, or came by mistake; why is kept, and so is the file."""
    notice = notice_to_change(act.user, notice_id, NoticeState.READ, NoticeState.FAILED, NoticeState.READING)
    if not reason.strip():
        raise NoticeRefused("no_reason")
    notice.state = NoticeState.SET_ASIDE
    notice.save(update_fields=["state"])
    act.on("notice", notice.pk, notice.region, reason=reason.strip()[:500])


@action("take_up_notice", zh="重新核对通知", en="Take a notice up again")
def take_up_notice(act: Act, notice_id: int) -> None:
    """A notice set aside is reviewed after all."""
    notice = notice_to_change(act.user, notice_id, NoticeState.SET_ASIDE)
    notice.state = NoticeState.READ if notice.pieces.exists() else NoticeState.FAILED
    notice.save(update_fields=["state"])
    act.on("notice", notice.pk, notice.region)


def _make(act: Act, plan: Plan, review: Review) -> dict[str, int]:
    tasks: dict[int, PlanTask] = {}
    made: list[PlanTask] = []
    counts = {"made": 0, "known": 0, "changed": 0}
    for piece in review.tasks:
        like = review.likes.get(piece.pk)
        if like and like.take != "both":
            if changed := like.differs and like.take == "theirs":
                follow_notice(act.user, like, piece, review)
            piece.decided = {
                **piece.decided,
                "same": {"task": like.task.pk, "take": like.take if like.differs else "same"},
            }
            piece.save(update_fields=["decided"])
            counts["changed" if changed else "known"] += 1
            tasks[piece.pk] = like.task
            continue
        tasks[piece.pk] = _task(act, plan, piece, review)
        made.append(tasks[piece.pk])
    counts["made"] = len(made)
    place(plan, made)
    _under_rows(review.tasks, tasks)
    return counts


def _task(act: Act, plan: Plan, piece: Piece, review: Review) -> PlanTask:
    said = content(piece)
    given = assignment(said, review.directory)
    lead = lead_of(given)
    kind, target = aim_of(said["targets"])
    due = day_of(said)
    task = PlanTask.objects.create(
        region=plan.region, plan=plan, notice=review.notice, piece=piece,
        heading=said["heading"][:300], text=said["text"], lead_unit=lead,
        lead_suggested=bool(lead and said.get("unseen") and piece.proposed.get("lead_suggested")), due_on=due, first_due=due,
        recurrence=said["recurrence"][:60],
        person_name=said.get("person", "")[:60], target_kind=kind, target=target, cited=said["cited"],
        made_by=act.user,
    )  # fmt: skip
    _give(task, given)
    if dues := dues_of(said, review.notice):
        give(task, dues)
    return task


def _give(task: PlanTask, given: dict[Unit, UnitRole]) -> None:
    for unit, role in given.items():
        TaskUnit.objects.create(region=unit.region, task=task, unit=unit, role=role)


def _under_rows(pieces: list[Piece], tasks: dict[int, PlanTask]) -> None:
    """A sentence that says more of a row of the task table is a measure of it; so is what a person put under another."""
    by_start: dict[int, Any] = {piece.start: piece for piece in pieces}
    by_order = {piece.order: piece for piece in pieces}
    for piece in pieces:
        above = by_order.get(piece.decided.get("under", 0))
        if above is not None and tasks[above.pk].pk != tasks[piece.pk].pk and tasks[piece.pk].piece_id == piece.pk:
            tasks[piece.pk].parent = tasks[above.pk]
            tasks[piece.pk].save(update_fields=["parent"])
    for piece in pieces:
        for start in piece.proposed.get("measures", ()):
            measure = by_start.get(start)
            if measure is None or tasks[measure.pk].parent_id or tasks[measure.pk].pk == tasks[piece.pk].pk:
                continue
            tasks[measure.pk].parent = tasks[piece.pk]
            tasks[measure.pk].save(update_fields=["parent"])
