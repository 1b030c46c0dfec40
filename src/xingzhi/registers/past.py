"""A record as it stood on a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone

from xingzhi.core.declare import Kind, Register, Values
from xingzhi.core.models import Version
from xingzhi.intake.models import Batch


def revision_on(day: date) -> int:
    """The last revision that was in the registers when the day ended; 0 before the first."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return Batch.objects.filter(applied_at__lt=end).aggregate(last=Max("revision"))["last"] or 0


def stood_at(row: Any, revision: int) -> Version | Any | None:
    """What the record was at a revision: an older version, the record itself, or None before it was known."""
    if row.created > revision:
        return None
    if row.revision <= revision:
        return row
    return Version.objects.filter(
        register=row.register.name, record_id=row.pk, revision__lte=revision, replaced__gt=revision
    ).first()


def restored(register: Register, version: Version) -> Values:
    """The typed values of a version."""
    values: Values = {}
    for column in register.stored:
        value = version.data.get(column.name)
        if value is not None and column.kind is Kind.DATE:
            value = date.fromisoformat(value)
        elif value is not None and column.kind is Kind.DECIMAL:
            value = Decimal(value)
        values[column.name] = value
    return values


def as_record(row: Any, version: Version) -> Any:
    """An unsaved record that holds what the version held; for showing."""
    data = version.data
    own = {name: data[name] for name in ("region_how", "place", "source", "field_sources")}
    return type(row)(id=row.pk, key=row.key, region=version.region, **restored(row.register, version), **own)
