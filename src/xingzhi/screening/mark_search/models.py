"""Searches a person saved, and what was seen in them, so that the next time tells what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from xingzhi.core.models import User
from xingzhi.core.scope import ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class SavedQuerySet(ScopedQuerySet):
    """A saved search is its owner's alone."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The person's own."""
        return super().visible_to(user).filter(owner_id=user.pk)


class SavedSearch(ScopedModel):
    """What a person searches for again and again. `seen`: the marks found when it was last looked through."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    name = models.CharField(max_length=100)
    query = models.JSONField(default=dict)  # as in the address
    seen = models.JSONField(default=list)  # keys of marks
    seen_at = models.DateTimeField()
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SavedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["owner", "-id"], name="saved_mark_search_owner")]
