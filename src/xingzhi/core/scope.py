"""Which rows a person may see: one prefix of the region path serves a banner, a league, a province, the nation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from xingzhi.core.models import User

COUNTY_LENGTH = 6  # digits of a GB/T 2260 county code, the lowest level that owns records


def region_within(path: str, field: str = "region") -> Q:
    """The condition that a row's region lies at or under `path` ("" is the nation).

    A half-open range instead of LIKE, so that an index serves it on every database; a county is one exact value, so
    that an index on (region, sort column) keeps its order.
    """
    if not path:
        return Q()
    if len(path) >= COUNTY_LENGTH:
        return Q(**{field: path})
    following = str(int(path) + 1).zfill(len(path))
    return Q(**{f"{field}__gte": path, f"{field}__lt": following})


class ScopedQuerySet(models.QuerySet[Any]):
    """A query set whose rows belong to regions; pages, exports and the API read it through `visible_to` only."""

    region_field = "region"

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The rows inside the person's region; none for a stranger or for a person who was given no region."""
        scope = getattr(user, "region", None)
        if not user.is_authenticated or not user.is_active or scope is None:
            return self.none()
        return self.filter(region_within(scope, self.region_field))


class ScopedModel(models.Model):
    """Base of every model whose rows belong to a region."""

    # No index of its own: each model declares the composite ones its lists use.
    region = models.CharField(max_length=12)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
