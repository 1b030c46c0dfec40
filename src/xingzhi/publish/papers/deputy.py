"""A person who approves papers for another who is away."""

from __future__ import annotations

from datetime import date

from django.db import models

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet


class DeputyQuerySet(ScopedQuerySet):
    """Of the person's region."""

    def in_force(self, on: date) -> DeputyQuerySet:
        """Those of a day: not ended before, both persons still there."""
        open_ = models.Q(ended_on=None) | models.Q(ended_on__gt=on)
        return self.filter(open_, first__lte=on, last__gte=on, absent__is_active=True, deputy__is_active=True)


class Deputy(ScopedModel):
    """`deputy` may approve papers for `absent` from the first to the last day."""

    absent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=200)
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True)

    objects = DeputyQuerySet.as_manager()  # type: ignore[misc]
