"""Records: the model of a register, built from its declaration."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from xingzhi.core.declare import Column, Kind, Register, Values
from xingzhi.core.scope import ScopedModel


class Record(ScopedModel):
    """One row of a register. Its owner is `region`; `region_how` says by which rule, `place` where it lies.

    `revision` is the batch revision that last changed it, `created` the one that brought it. `source` is the source of
    every field not named in `field_sources`.
    """

    register: Register

    key = models.CharField(max_length=320, unique=True)
    region_how = models.CharField(max_length=20)
    place = models.CharField(max_length=12, blank=True)
    revision = models.BigIntegerField()
    created = models.BigIntegerField()
    source = models.CharField(max_length=40)
    field_sources = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, self.register.title_column) or self.key)

    @property
    def values(self) -> Values:
        """The declared columns of the row."""
        return {column.name: getattr(self, column.name) for column in self.register.stored}

    @property
    def published(self) -> bool:
        """Whether its published data may be shown to officers of other regions."""
        by = self.register.published_by
        return bool(by and getattr(self, by))


OWN_FIELDS = ("key", "region", "region_how", "place", "revision", "created", "source", "field_sources")


def field_for(column: Column) -> models.Field[Any, Any]:
    """The database field of a column."""
    label = column.zh
    match column.kind:
        case Kind.LONG_TEXT | Kind.NAMES | Kind.IPC:
            return models.TextField(label, blank=True, default="")
        case Kind.INTEGER:
            return models.BigIntegerField(label, null=True, blank=True)
        case Kind.DECIMAL:
            return models.DecimalField(label, max_digits=20, decimal_places=4, null=True, blank=True)
        case Kind.DATE:
            return models.DateField(label, null=True, blank=True)
        case Kind.CHOICE:
            codes = [(choice.code, choice.zh) for choice in column.choices]
            longest = max(30, *(len(code) for code, _ in codes))
            return models.CharField(label, max_length=longest, choices=codes, blank=True, default="")
        case _:
            return models.CharField(label, max_length=column.max_length, blank=True, default="")


def model_for(register: Register, class_name: str) -> Any:
    """The model class of a register: its stored columns, an index for each order a list may have and each record it names."""
    indexes = []
    for column in register.stored:
        if column.sortable and column.name != register.keyed_by:
            short = f"{register.name}_{column.name}"[:26]
            indexes.append(models.Index(fields=[column.name, "id"], name=f"{short}_s"))
            indexes.append(models.Index(fields=["region", column.name, "id"], name=f"{short}_r"))
        elif column.kind is Kind.APPLICATION_NUMBER and column.name != register.keyed_by:
            indexes.append(models.Index(fields=[column.name], name=f"{register.name}_{column.name}"[:28] + "_n"))
    indexes.append(models.Index(fields=["revision"], name=f"{register.name}_revision"))
    meta = type("Meta", (), {"app_label": "registers", "indexes": indexes, "db_table": f"register_{register.name}"})
    attributes: dict[str, Any] = {"__module__": "xingzhi.registers.models", "Meta": meta, "register": register}
    attributes |= {column.name: field_for(column) for column in register.stored if column.name not in OWN_FIELDS}
    return type(class_name, (Record,), attributes)


def blank(register: Register) -> Values:
    """A row of the register with nothing in it."""
    without_text = (Kind.DATE, Kind.DECIMAL, Kind.INTEGER)
    return {column.name: None if column.kind in without_text else "" for column in register.stored}


def version_of(register: Register, row: Values, replaced: int) -> Values:
    """The version kept of a row that is about to change in revision `replaced`."""
    names = (*(column.name for column in register.stored), "region_how", "place", "source", "field_sources")
    return {
        "register": register.name,
        "record_id": row["id"],
        "key": row["key"],
        "region": row["region"],
        "revision": row["revision"],
        "replaced": replaced,
        "data": {name: plain(row[name]) for name in names} | {"created": row["created"]},
    }


def plain(value: Any) -> Any:
    """A value as it stands in a version, a snapshot or the API: dates in ISO form, decimals as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value
