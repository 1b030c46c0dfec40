"""What of the collection waits for a person: to fill in, to review, to accept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext

from xingzhi.collection.models import OPEN, REPORTED, CellConflict, Round, State, UnitKind, UnitReport
from xingzhi.core.actions import may
from xingzhi.core.models import Role
from xingzhi.core.office import sees_all

ACCEPT, CONFLICTS = "accept", "conflicts"


@dataclass(frozen=True)
class Waiting:
    """One kind of work that waits: its name in an address and of its list, what it is behind its number, what is counted,
    and the reports it is of."""

    key: str
    label: str
    text: str
    counted: Any
    reports: Any


def to_review(user: Any) -> Any:
    """Submitted reports for the person to review: not their own, and of units of their office unless reviewing is their role."""
    seen = UnitReport.objects.visible_to(user).filter(round__closed_at=None, state=State.SUBMITTED)
    if not may(user, "check_report"):
        return seen.none()
    if user.role != Role.REVIEWER and sees_all(user):
        seen = seen.exclude(kind=UnitKind.BANNER)
    return seen.exclude(submitted_by=user)


def to_fill(user: Any) -> Any:
    """Reports the person's own office has to fill in; the office that asks is not asked itself."""
    seen = UnitReport.objects.visible_to(user).filter(round__closed_at=None, state__in=OPEN)
    return seen.none() if sees_all(user) else seen


def due(request: HttpRequest) -> Any:
    """The reports the reader has to fill in or review, or has submitted and waits for, the earliest day first."""
    user = request.user
    own = UnitReport.objects.visible_to(user).filter(round__closed_at=None, state=State.SUBMITTED, submitted_by=user)
    parts = (to_fill(user), to_review(user), own)
    waiting = Q()
    for part in parts:
        waiting |= Q(pk__in=part.values("pk"))
    return UnitReport.objects.filter(waiting).select_related("round").order_by("round__deadline", "pk")


def kinds(user: Any) -> list[Waiting]:
    """What of the collection presses: to fill in, to review, and as their receiver those late or to be accepted."""
    day, own, review = timezone.localdate(), to_fill(user), to_review(user)
    asked = UnitReport.objects.filter(round__in=Round.objects.led_by(user))
    led = asked.filter(round__closed_at=None)
    missing = led.exclude(state__in=REPORTED)
    blank = own.exclude(state=State.RETURNED)
    open_conflicts = CellConflict.objects.visible_to(user).filter(decided="")
    of_reports = [
        ("returned", gettext("被退回"), gettext("张采集表被退回，要重报"), own.filter(state=State.RETURNED)),
        ("past", gettext("已过期限"), gettext("张采集表已过期限"), blank.filter(round__deadline__lt=day)),
        ("fill", gettext("待填报"), gettext("张采集表待填报"), blank.filter(round__deadline__gte=day)),
        ("review", gettext("待您审核"), gettext("张采集表待您审核"), review),
        ("late", gettext("逾期未报"), gettext("个单位逾期未报采集表"), missing.filter(round__deadline__lt=day)),
        ("unchecked", gettext("单位还没有审核"), gettext("张采集表单位已提交、还没有审核"),
         led.filter(state=State.SUBMITTED).exclude(pk__in=review.values("pk"))),
        (ACCEPT, gettext("待验收"), gettext("张采集表待验收"), asked.filter(state=State.CHECKED)),
    ]  # fmt: skip
    contradicting = UnitReport.objects.visible_to(user).filter(pk__in=open_conflicts.values("report"))
    return [Waiting(key, label, text, rows, rows) for key, label, text, rows in of_reports] + [
        Waiting(CONFLICTS, gettext("两边不一致"), gettext("处采集数据两边不一致"), open_conflicts, contradicting)
    ]


def address(key: str) -> str:
    """Where the reports of one kind are listed."""
    return reverse("collection-waiting") + "?" + urlencode({"what": key})


def collecting(request: HttpRequest) -> list[tuple[str, Any, str]]:
    """The kinds as the first page counts them, each leading to its list."""
    return [(each.text, each.counted, address(each.key)) for each in kinds(request.user)]
