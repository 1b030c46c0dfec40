"""Pages of the collection; a round is opened for the walk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta


def paths() -> Iterator[str]:
    """The list, a round, a report that is filled in, one that is not, completeness."""
    from django.utils import timezone

    from tests.collection.conftest import MONTH
    from xingzhi.collection.filling import save_report
    from xingzhi.collection.models import Round
    from xingzhi.collection.opening import open_round
    from xingzhi.collection.units import choices
    from xingzhi.core.models import User
    from xingzhi.text.reporting_periods import Period

    if not Round.objects.exists():
        league = User.objects.get(username="league")
        keys = [unit.key for unit in choices(("banner",))]
        deadline = timezone.localdate() + timedelta(days=3)
        made = open_round(league, "monthly_ip_work", Period("month", 2026, 9), deadline, "联系人", keys)
        save_report(league, made.reports.order_by("region")[0].pk, 0, MONTH | {"cases": "9"}, {})
    found = Round.objects.order_by("id")[0]
    yield from ("/collection/", f"/collection/{found.pk}/", "/collection/units/", "/collection/waiting/")
    for report in found.reports.order_by("region")[:2]:
        yield f"/collection/{found.pk}/{report.pk}/"
