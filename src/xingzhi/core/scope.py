"""Which rows a person may see: one prefix of the region path serves a banner, a league, a province, the nation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThan

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from xingzhi.core.models import User

COUNTY_LENGTH = 6  # digits of a GB/T 2260 county code, the lowest level that owns records


class Unindexed(models.Func):
    """A column that SQLite shall filter by and not search by.

    Without statistics SQLite takes any range for a narrow one, and would sort a whole register instead of walking the
    index a list is ordered by. PostgreSQL knows better and gets the plain column.
    """

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """The column behind a unary plus, which means nothing but that."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def region_within(path: str, field: str = "region") -> Q:
    """The condition that a row's region lies at or under `path` ("" is the nation).

    A county is one exact value, so that an index on (region, sort column) keeps its order; anything wider is a
    half-open range, which needs no LIKE.
    """
    if not path:
        return Q()
    if len(path) >= COUNTY_LENGTH:
        return Q(**{field: path})
    following = str(int(path) + 1).zfill(len(path))
    column = Unindexed(F(field), output_field=models.CharField())
    return Q(GreaterThanOrEqual(column, path), LessThan(column, following))


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
