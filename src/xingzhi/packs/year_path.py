"""Schema of the pack of forecasts and year-end paths: settings, what leaves and enters, the actions that keep patents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from xingzhi.packs.schema import Dated, Frozen, Label

# Each keeps a patent that exists or mends its record. None may ask for a filing, a grant or a pledge: there is no code for it.
Keeping = Literal["pay_fee", "prove_family", "record_pledge", "mend_data"]
Leaving = Literal["fee_overdue", "fee_due", "fee_unknown", "fee_paid", "term_end", "pledge_end"]
Entering = Literal["class_begins", "pending_grant", "unseen_grant", "family_pending"]
SETTINGS = ("history_years", "least_cases", "draws", "complete_days", "gap_entries", "series_months", "least_months",
            "origins", "listed")  # fmt: skip


class Ids(Dated):
    """Indicators a path is drawn for."""

    ids: tuple[str, ...]


class Term(Dated):
    """How many years after filing a patent ends in any case."""

    years: int
    article: Label


class Setting(Dated):
    """A number this project chose."""

    value: int = Field(ge=1)
    label: Label


class PathKind(Dated):
    """One way a patent leaves or enters."""

    code: Leaving | Entering
    way: Literal["leave", "enter"]
    label: Label


class KeepingAction(Dated):
    """One action that keeps patents or mends their records, and what in the registers shows that it is done."""

    code: Keeping
    label: Label
    how: Label
    done_by: Label


class YearPathRules(Frozen):
    """Everything a forecast and a path are drawn by."""

    indicators: Ids
    term: Term
    settings: Mapping[str, Setting]
    kinds: tuple[PathKind, ...]
    actions: tuple[KeepingAction, ...]

    @model_validator(mode="after")
    def _settings_known(self) -> YearPathRules:
        if set(self.settings) != set(SETTINGS):
            raise ValueError("the settings are " + ", ".join(SETTINGS))
        return self

    def setting(self, name: str) -> int:
        """A setting's number."""
        return self.settings[name].value

    def kind(self, code: str) -> PathKind:
        """A way to leave or to enter by its code."""
        return next(kind for kind in self.kinds if kind.code == code)

    def action(self, code: str) -> KeepingAction:
        """An action by its code."""
        return next(action for action in self.actions if action.code == code)
