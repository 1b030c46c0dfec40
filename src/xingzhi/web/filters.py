"""The conditions of a list as the page shows them: in the reader's language, a period as one condition."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext

from xingzhi.core.declare import Column, Kind, Register
from xingzhi.core.scope import region_within
from xingzhi.registers.models import MODELS
from xingzhi.web import places
from xingzhi.web.reading import language


@dataclass(frozen=True)
class Condition:
    """One condition: a text, a choice among `choices`, a period from `value` to `until`, or one that came with the address
    and can only be taken off (`fixed`; `until` says what it is)."""

    name: str
    label: str
    kind: str  # text | choice | period | fixed
    value: str = ""
    until: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    problem: str = ""

    @property
    def set_to(self) -> str:
        """What it is set to, as a reader says it; "" where it is not set."""
        if self.kind == "period" and (self.value or self.until):
            return f"{self.value or '…'} — {self.until or '…'}"
        if self.kind == "fixed":
            return self.until
        if self.kind == "choice":
            return next((label.strip() for code, label in self.choices if code == self.value), self.value)
        return self.value

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in the address."""
        return (f"{self.name}_from", f"{self.name}_to") if self.kind == "period" else (self.name,)


def conditions(register: Register, scope: str | None, query: dict[str, str], errors: dict[str, Any]) -> list[Condition]:
    """The conditions a register's list offers, filled from its address."""

    def wrong(*names: str) -> str:
        return next((str(errors[name][0]) for name in names if name in errors), "")

    made = [Condition("q", gettext("关键词"), "text", query.get("q", ""))]
    regions = places.to_filter(scope or "", query.get("region", "")) if scope is not None else []
    if regions:
        made.append(Condition("region", gettext("属地"), "choice", query.get("region", ""), choices=regions))
    if register.name == "patents" and (party := query.get("party", "")):
        made.append(Condition("party", gettext("主体"), "fixed", party, party_name(party, scope)))
    for column in register.stored:
        if column.filtered:
            value = query.get(column.name, "")
            made.append(
                Condition(column.name, column.label(language()), "choice", value, choices=_choices(column),
                          problem=wrong(column.name))
            )  # fmt: skip
        if column.sortable and column.kind is Kind.DATE:
            ends = (f"{column.name}_from", f"{column.name}_to")
            start, until = (query.get(end, "") for end in ends)
            made.append(Condition(column.name, column.label(language()), "period", start, until, problem=wrong(*ends)))
    return made


def party_name(party: str, scope: str | None) -> str:
    """What a party is called, where the reader may see it; else its number."""
    seen = (
        MODELS["parties"].objects.filter(region_within(scope))
        if scope is not None
        else MODELS["parties"].objects.none()
    )
    found = seen.filter(pk=party).first() if party.isdecimal() else None
    return str(found) if found else party


def _choices(column: Column) -> list[tuple[str, str]]:
    english = language().startswith("en")
    return [(choice.code, choice.en if english else choice.zh) for choice in column.choices]


def chips(made: list[Condition], query: dict[str, str]) -> list[dict[str, str]]:
    """The conditions that are set, each with the address without it."""
    return [
        {
            "label": f"{condition.label} {condition.set_to}",
            "url": "?" + urlencode({name: value for name, value in query.items() if name not in condition.names}),
        }
        for condition in made
        if condition.set_to
    ]
