"""What of the leads of gazettes waits for the reader of Today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.cases.gazette.models import Lead
from xingzhi.packs import load

COUNTED = 1_000  # more than this is shown as "more than"


def waiting(seen: Any) -> Any:
    """Leads that wait for an officer: among the best of their month, their term not over, their owner not told yet."""
    day = timezone.localdate()
    open_ones = seen.filter(Q(until=None) | Q(until__gte=day), shown=True)
    return open_ones.filter(Q(matter=None) | Q(matter__state="pending"))


def leads_waiting(request: HttpRequest) -> list[tuple[str, int, str]]:
    """Leads of gazettes that wait: those whose term to oppose ends soon, then the others, each with the nearest day."""
    day = timezone.localdate()
    until = day + timedelta(days=int(load().gazette_watch.soon.value))
    waits = waiting(Lead.objects.visible_to(request.user))
    soon, later = waits.filter(until__lte=until), waits.exclude(until__lte=until)
    page, found = reverse("gazette-leads") + "?show=waits", []
    if first := soon.order_by("until").values_list("until", flat=True).first():
        text = gettext("条商标公告线索的权利人还没有告知，异议期最少还有 %(n)s 天") % {"n": (first - day).days}
        found.append((text, soon.order_by()[: COUNTED + 1].count(), page))
    first = later.exclude(until=None).order_by("until").values_list("until", flat=True).first()
    text = (
        gettext("条商标公告线索待核，最近的异议期 %(day)s 届满") % {"day": first}
        if first
        else gettext("条商标公告线索待核，异议期未知")
    )
    return [*found, (text, later.order_by()[: COUNTED + 1].count(), page)]
