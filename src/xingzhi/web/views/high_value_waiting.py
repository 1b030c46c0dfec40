"""What of the high-value inventions presses today: fees not paid and pledges ending, as the page that lists them counts."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from xingzhi.indicators.high_value.watch import dropping_out
from xingzhi.packs import load


def leaving(request: HttpRequest) -> list[tuple[str, int, str]]:
    """Text, number and page of what makes inventions drop out."""
    region = request.user.region
    if region is None:
        return []
    found = dropping_out(request.user, region, timezone.localdate(), load())
    text = gettext("项有效发明专利的年费待缴或质押将到期，可能退出高价值")
    return [(text, len(found), reverse("high-value-watch"))]
