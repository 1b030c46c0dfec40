"""Why a release cannot go a step further."""

from __future__ import annotations


class Refused(ValueError):
    """`code`: no_data, no_bulletin, period, not_over, there_already, not_newest, not_computed, reasons, causes, carried,
    apart, conflicts, contradiction, state, same_person, note, internal, official_only, value, reason, unknown."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
