"""What of the summaries presses, for the first page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.plans.summaries.models import StraySummary, Summary, SummaryCall, SummaryState
from xingzhi.plans.summaries.standing import days_late, is_owed


def pressing(request: HttpRequest) -> list[tuple[str, int, str]]:
    """Own summaries that are owed; as their receiver those overdue, to be looked at, or of an unknown unit."""
    today, page = timezone.localdate(), reverse("summaries")
    led = set(SummaryCall.objects.led_by(request.user).values_list("pk", flat=True))
    rows = Summary.objects.visible_to(request.user).exclude(call=None)
    owed = [each for each in rows.exclude(state=SummaryState.EXCUSED) if is_owed(each)]
    own = [each for each in owed if each.call_id not in led]
    late = [each for each in owed if each.call_id in led and days_late(each, today)]
    received = rows.filter(call__in=led, state=SummaryState.RECEIVED)
    strays = StraySummary.objects.visible_to(request.user).filter(settled=False)
    return [
        (gettext("份总结待报送"), len(own), page),
        (gettext("个单位逾期未报齐总结"), len(late), page),
        (gettext("份总结收到待看"), received.count(), page),
        (gettext("份总结分不清单位"), strays.count(), page),
    ]
