"""Files made from lists, kept with the filter they were made with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from xingzhi.core.scope import ScopedModel, ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from xingzhi.core.models import User


class ExportQuerySet(ScopedQuerySet):
    """Seen in its region; an unmasked file only by its owner, for the purpose the owner gave."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The exports of the person's region, without what others had unmasked."""
        seen = super().visible_to(user)
        return seen.filter(Q(unmasked=False) | Q(owner_id=user.pk))


class Export(ScopedModel):
    """A file made from a list, with the filter and the number of rows it was made with."""

    register = models.CharField(max_length=40)
    owner = models.ForeignKey("core.User", on_delete=models.PROTECT)
    job = models.ForeignKey("core.Job", null=True, on_delete=models.SET_NULL)
    format = models.CharField(max_length=4)
    query = models.JSONField(default=dict)  # the list's filter, as in its address
    unmasked = models.BooleanField(default=False)
    purpose = models.CharField(max_length=300, blank=True)
    rows = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ExportQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="export_region")]

    @property
    def path(self) -> Path:
        """The file."""
        return Path(settings.HOME) / "exports" / f"{self.pk}.{self.format}"
