"""Notices and units."""

from __future__ import annotations

from collections.abc import Iterator


def paths() -> Iterator[str]:
    """Every page a person opens."""
    from xingzhi.plans.models import Notice

    yield from ("/plans/notices/", "/plans/units/")
    yield from (f"/plans/notices/{pk}/" for pk in Notice.objects.values_list("pk", flat=True)[:2])
