"""When a registered mark ends and when it can be renewed, by the law in force on the day it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from xingzhi.packs.clock_counting import add_months
from xingzhi.packs.schema import Label
from xingzhi.packs.trademark_law import TrademarkLaw


@dataclass(frozen=True)
class Term:
    """The last day of a registration and what may be done about it.

    `state`: far, open (can be renewed), grace (ended, still renewable), over, ending (ends soon, the law on renewal is not
    known), ended (the same, past) or unknown. `computed`: from the day of registration, as its first term.
    """

    until: date | None
    state: str
    computed: bool = False
    opens: date | None = None
    grace_until: date | None = None
    article: Label | None = None
    missing: Label | None = None

    def left(self, today: date) -> int | None:
        """Days until its last day, negative once past; None where unknown."""
        return None if self.until is None else (self.until - today).days


def term(valid_until: date | None, registered_on: date | None, law: TrademarkLaw, today: date) -> Term:
    """The term of a registration; what no text that is loaded says stays empty."""
    text = law.on(today)
    renewal = text.renewal if text else None
    until, computed = valid_until, False
    if until is None and registered_on is not None:
        then = law.on(registered_on) or law.texts[0]  # the term was ten years before the first text loaded, too
        first = then.renewal
        if first is None:
            return Term(None, "unknown", missing=law.renewal_missing.label)
        until, computed = add_months(registered_on, 12 * first.years) - timedelta(days=1), True
    if until is None:
        return Term(None, "unknown")
    if text is None or renewal is None:
        soon = until <= today + timedelta(days=int(law.remind.value))
        state = "ended" if until < today else "ending" if soon else "far"
        return Term(until, state, computed, missing=law.renewal_missing.label)
    opens, grace = add_months(until, -renewal.opens_months), add_months(until, renewal.grace_months)
    state = "far" if today < opens else "open" if today <= until else "grace" if today <= grace else "over"
    return Term(until, state, computed, opens, grace, text.articles[renewal.article].cited)
