"""What reading a register's cells needs from the packs."""

from __future__ import annotations

from django.utils import timezone

from xingzhi.core.declare import Register
from xingzhi.core.office import office_path
from xingzhi.intake.cells import Context
from xingzhi.packs import load
from xingzhi.registers.patents.register import PUBLICATION_WORDS

FUTURE_DAYS = 100 * 366  # a day further ahead is a slip of the pen


def reading_context(register: Register) -> Context:
    """The reading context of one register, as of today."""
    packs = load()
    within = office_path()

    def region(text: str) -> str | None:
        return packs.regions.by_code(text) if text.isdigit() else packs.regions.by_name(text, within)

    return Context(
        today=timezone.localdate(),
        kinds={digit: kind.patent_type for digit, kind in packs.application_numbers.kinds.items()},
        region=region,
        former=lambda text: packs.regions.former(text, within),
        meanings={"patent_type": PUBLICATION_WORDS.get},
        days_ahead={column.name: FUTURE_DAYS for column in register.columns if column.future},
    )
