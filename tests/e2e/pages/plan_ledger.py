"""Pages of the living plan; a plan is made for the walk."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """The ledger, a task, the months, the month of a unit."""
    from tests.plans.ledger.made import plan
    from xingzhi.core.models import User
    from xingzhi.plans.ledger.models import Plan
    from xingzhi.plans.ledger.settling import set_instalments

    league = User.objects.get(username="league")
    found = Plan.objects.order_by("id").first() or plan(league, 12)
    set_instalments(league, found.tasks.order_by("order")[0].pk, "2099-03-31、2099-06-30", "按季度")
    yield from ("/plans/ledger/", "/plans/ledger/months/")
    for task in found.tasks.order_by("order")[:1]:
        yield f"/plans/ledger/tasks/{task.pk}/"
        for share in task.units.order_by("pk")[:2]:
            yield f"/plans/ledger/months/{found.pk}/{share.unit_id}/"
