"""Filters of a register's list, built from its declaration; page, export and API share them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, reduce
from operator import or_
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from xingzhi.core.declare import Kind, Register
from xingzhi.core.scope import region_within
from xingzhi.registers import search
from xingzhi.registers.models import MODELS, PatentParty
from xingzhi.registers.parties.identity import standing


class RegisterFilters(django_filters.FilterSet):  # type: ignore[misc]  # the library has no types
    """The filters every register has; `filters_for` adds those its columns declare."""

    q = django_filters.CharFilter(method="search", label=_("关键词"))
    region = django_filters.CharFilter(method="in_region", label=_("属地"))
    register: Register

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Rows with every word of the query; a whole or partial key finds its record."""
        matched = search.condition(self.register, value)
        by_key = key_condition(self.register, value)
        if matched is None and by_key is None:
            return rows
        return rows.filter((matched or Q(pk__in=[])) | (by_key or Q(pk__in=[])))

    def in_region(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Rows of one place; "-" for those with no known place."""
        if value == "-":
            return rows.filter(region_how__in=("unassigned", "outside", "claimed"))
        return rows.filter(region_within(value)) if value.isdigit() else rows.none()

    def of_party(self, rows: QuerySet[Any], name: str, value: int) -> QuerySet[Any]:
        """Patents of one party, under whichever name it filed them."""
        return rows.filter(pk__in=PatentParty.objects.filter(party=int(value)).values("patent"))


def key_condition(register: Register, text: str) -> Q | None:
    """The condition that a row's key, or a patent it names, begins with what was typed where that looks like a number."""
    typed = text.strip().upper().removeprefix("CN").removeprefix("ZL")
    if len(typed) < 4 or not typed[:4].isdigit() or not typed.replace(".", "").replace("X", "").isdigit():
        return None
    if "." not in typed and len(typed) in (9, 13):
        typed = f"{typed[:-1]}.{typed[-1]}"
    fields = ["key", *(c.name for c in register.stored if c.kind is Kind.APPLICATION_NUMBER and c.sortable)]
    begins = [Q(**{f"{name}__gte": typed, f"{name}__lt": typed + "~"}) for name in fields if name != register.keyed_by]
    return reduce(or_, begins)


@lru_cache
def filters_for(name: str) -> type[RegisterFilters]:
    """The filter set of a register, built from its declaration."""
    model = MODELS[name]
    register: Register = model.register
    fields: dict[str, Any] = {"register": register}
    for column in register.stored:
        if column.filtered:
            choices = [(choice.code, choice.zh) for choice in column.choices]
            fields[column.name] = django_filters.ChoiceFilter(choices=choices, label=column.zh)
        if column.sortable and column.kind is Kind.DATE:
            for suffix, lookup, word in (("from", "gte", "起"), ("to", "lte", "止")):
                fields[f"{column.name}_{suffix}"] = django_filters.DateFilter(
                    field_name=column.name, lookup_expr=lookup, label=f"{column.zh}{word}"
                )
    if register.name == "patents":
        fields["party"] = django_filters.NumberFilter(method="of_party", label=_("主体"), min_value=1)
    meta = type("Meta", (), {"model": model, "fields": []})
    return type(f"{model.__name__}Filters", (RegisterFilters,), fields | {"Meta": meta})


def filtered(register: Register, user: Any, query: Mapping[str, str]) -> RegisterFilters:
    """The register's rows the person may see, filtered as the list's address says."""
    rows = MODELS[register.name].objects.visible_to(user)
    # Of parties an officer merged only the one that counts is listed.
    return filters_for(register.name)(query, queryset=standing(rows) if register.name == "parties" else rows)
