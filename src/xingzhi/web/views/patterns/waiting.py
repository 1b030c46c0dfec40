"""What of the bad-faith findings waits for the reader of Today."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from xingzhi.cases.bad_faith.models import PatternFinding

COUNTED = 1_000  # more than this is shown as "more than"


def to_verify(request: HttpRequest) -> list[tuple[str, int, str]]:
    """Findings within the month's limit that nobody verified yet."""
    seen = PatternFinding.objects.visible_to(request.user).filter(shown=True, gone=False)
    waiting = seen.filter(Q(matter=None) | Q(matter__state="pending"))
    page = reverse("patterns") + "?" + urlencode({"show": "open"})
    return [(gettext("条商标恶意申请线索待核"), waiting[: COUNTED + 1].count(), page)]
