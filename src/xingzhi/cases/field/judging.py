"""What an officer makes of what was seen, and the matter opened where it shall be followed."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingzhi.cases.field import KEY, PROCEDURE
from xingzhi.cases.matters.models import Matter
from xingzhi.cases.matters.procedures import keep, read
from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.registers.field_checks.models import FieldCheck, Judged


class NoReason(ValueError):
    """A judgement is made with a reason."""


@action("judge_field_check", zh="判断现场核对", en="Judge a field check")
def judge_field_check(act: Act, check_id: int, judged: str, reason: str) -> None:
    """Record 合规, 疑似 or 无关 with its reason; an earlier one stays in the log. Raises `NoReason`, `ValueError`."""
    if not reason.strip():
        raise NoReason
    if judged not in Judged.values:
        raise ValueError(judged)
    check = get_object_or_404(FieldCheck.objects.visible_to(act.user).select_for_update(of=("self",)), pk=check_id)
    before = [check.judged, check.reason]
    check.judged, check.reason = judged, reason.strip()[:500]
    check.judged_by, check.judged_on = act.user, timezone.localdate()
    check.save(update_fields=["judged", "reason", "judged_by", "judged_on"])
    act.on("field_check", check.pk, check.region, judged=judged, reason=check.reason, before=before)


def matter_of(check: FieldCheck, user: User) -> Matter | None:
    """The matter opened of a check, None where there is none."""
    seen = Matter.objects.visible_to(user).select_related("procedure")
    return seen.filter(kind=PROCEDURE, key=_key(check)).first()


def _key(check: FieldCheck) -> str:
    return f"{KEY}{check.pk}"


@action("follow_field_check", zh="现场核对转事项", en="Open a matter of a field check")
def follow_field_check(act: Act, check_id: int) -> Matter:
    """Open the matter of a check, once."""
    check = get_object_or_404(FieldCheck.objects.visible_to(act.user).select_for_update(of=("self",)), pk=check_id)
    today = timezone.localdate()
    text = keep(PROCEDURE, today)
    matter, _ = Matter.objects.get_or_create(
        kind=PROCEDURE, key=_key(check),
        defaults={"procedure": text, "title": check.place, "region": check.region, "state": read(text).initial.id,
                  "since": today, "opened_on": today, "officer": act.user},
    )  # fmt: skip
    act.on("field_check", check.pk, check.region, matter=matter.pk)
    return matter
