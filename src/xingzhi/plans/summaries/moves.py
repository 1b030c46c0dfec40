"""What the office does with an owed summary: send back, accept, excuse, ask again, register the paper, note a reminder."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.plans.summaries.asking import LEADERS
from xingzhi.plans.summaries.models import Medium, Summary, SummaryCall, SummaryState, SummaryStep
from xingzhi.plans.summaries.standing import is_owed


class NotDone(ValueError):
    """A move that may not be made: `code` is state, reason, future, or accepted (it takes no new version)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def leads(user: User, summary: Summary) -> bool:
    """Whether the person's office asked for the summary."""
    return SummaryCall.objects.led_by(user).filter(pk=summary.call_id).exists()


def locked_summary(user: User, summary_id: int) -> Summary:
    """The summary, held for the running transaction."""
    seen = Summary.objects.visible_to(user).select_for_update()
    found: Summary = get_object_or_404(seen, pk=summary_id)
    return found


def write_step(summary: Summary, what: str, user: User, note: str = "") -> None:
    """Save the summary and keep what happened."""
    summary.save()
    SummaryStep.objects.create(summary=summary, what=what, note=note[:500], by=user)


def _led(act: Act, summary_id: int) -> Summary:
    summary = locked_summary(act.user, summary_id)
    if not leads(act.user, summary):
        raise PermissionDenied
    return summary


@action("return_summary", zh="退回总结", en="Send a summary back", roles=LEADERS)
def return_summary(act: Act, summary_id: int, reason: str) -> Summary:
    """Send it back with a reason; what came stays as a version. Raises `NotDone`."""
    summary = _led(act, summary_id)
    return _settle(act, summary, SummaryState.RETURNED, reason, summary.version > 0, (
        SummaryState.RECEIVED, SummaryState.ACCEPTED,
    ))  # fmt: skip


@action("excuse_summary", zh="免报总结", en="Excuse a unit from its summary", roles=LEADERS)
def excuse_summary(act: Act, summary_id: int, reason: str) -> Summary:
    """The unit need not send one, for a reason. Raises `NotDone`."""
    summary = _led(act, summary_id)
    return _settle(act, summary, SummaryState.EXCUSED, reason, True, (SummaryState.DUE, SummaryState.RETURNED))


def _settle(
    act: Act, summary: Summary, state: SummaryState, reason: str, may: bool, before: tuple[SummaryState, ...]
) -> Summary:
    if not may or summary.state not in before:
        raise NotDone("state")
    if not reason.strip():
        raise NotDone("reason")
    summary.state, summary.reason = state, reason.strip()[:500]
    write_step(summary, state, act.user, summary.reason)
    act.on("summary", summary.pk, summary.region, state=state, reason=summary.reason, version=summary.version)
    return summary


@action("accept_summary", zh="采纳总结", en="Accept a summary", roles=LEADERS)
def accept_summary(act: Act, summary_id: int) -> Summary:
    """Take it as it is; a new version then needs that it is sent back first. Raises `NotDone`."""
    summary = _led(act, summary_id)
    if summary.state != SummaryState.RECEIVED:
        raise NotDone("state")
    summary.state = SummaryState.ACCEPTED
    write_step(summary, "accepted", act.user)
    act.on("summary", summary.pk, summary.region, state=summary.state, version=summary.version)
    return summary


@action("ask_summary_again", zh="恢复报送总结", en="Ask an excused unit again", roles=LEADERS)
def ask_again(act: Act, summary_id: int) -> Summary:
    """One that was excused is owed after all. Raises `NotDone`."""
    summary = _led(act, summary_id)
    if summary.state != SummaryState.EXCUSED:
        raise NotDone("state")
    summary.state, summary.reason = SummaryState.DUE, ""
    write_step(summary, "reopened", act.user)
    act.on("summary", summary.pk, summary.region, state=summary.state)
    return summary


@action("register_paper", zh="登记纸质总结", en="Register a summary on paper", roles=LEADERS)
def register_paper(act: Act, summary_id: int, on: date) -> Summary:
    """The signed paper came on a day. Raises `NotDone` future."""
    summary = _led(act, summary_id)
    if on > timezone.localdate():
        raise NotDone("future")
    summary.paper_on = on
    if summary.media == [Medium.PAPER] and summary.state in (SummaryState.DUE, SummaryState.RETURNED):
        summary.state, summary.reason = SummaryState.RECEIVED, ""
    write_step(summary, "paper", act.user, str(on))
    act.on("summary", summary.pk, summary.region, paper=str(on))
    return summary


@action("note_summary_reminder", zh="记下已催报总结", en="Note a reminder of summaries", roles=LEADERS)
def note_reminder(act: Act, call_id: int) -> int:
    """Keep that those that still owe were reminded today; how many."""
    call: SummaryCall = get_object_or_404(SummaryCall.objects.led_by(act.user), pk=call_id)
    owed = [each for each in call.summaries.all() if is_owed(each)]
    SummaryStep.objects.bulk_create(SummaryStep(summary=each, what="reminded", by=act.user) for each in owed)
    act.on("summary_call", call.pk, call.region, reminded=len(owed))
    return len(owed)
