"""The patents that may leave and those that may enter, one by one, and how much each way comes to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np

from xingzhi.indicators.path.chances import Chance
from xingzhi.indicators.path.fees import DUE, OVERDUE, STATES, UNKNOWN
from xingzhi.indicators.path.holdings import NEVER, day_of, days_of
from xingzhi.indicators.path.parts import Gathered


@dataclass(frozen=True)
class Line:
    """One patent: what may happen to it, on which day where one is known, with which chance by the year's end.

    `chance` None: the office's records tell none. `fee_year` 0: not told.
    """

    key: str
    kind: str
    day: date | None
    chance: float | None
    fee_year: int = 0
    register: str = "patents"
    record: str = ""


@dataclass(frozen=True)
class KindLine:
    """One way to leave or enter: how many patents, their chance, its effect on the year's end, and its counts."""

    kind: str
    number: int | None
    chance: float | None
    effect: float | None
    happened: int
    cases: int
    years: tuple[int, ...]
    few: bool


def counted_now(found: Gathered) -> np.ndarray:
    """Which are counted on the day."""
    marks: np.ndarray = found.holdings.in_force(found.at) & found.holdings.counts(found.at)
    return marks


def leaving(found: Gathered) -> list[Line]:
    """Those counted now that may leave, the surest first. A paid fee is no line; its remaining chance is in the sums."""
    holdings, lines = found.holdings, []
    now, term = counted_now(found), holdings.term_end()
    ending = now & (term <= days_of(found.until))
    for place in np.flatnonzero(ending):
        lines.append(Line(holdings.keys[place], "term_end", day_of(term[place]), 1.0))
    for each in found.endings:
        lines.append(
            Line(holdings.keys[each.place], "pledge_end", each.day, found.pledge.last, 0, "pledges", each.record)
        )
    for state in (OVERDUE, DUE, UNKNOWN):
        chance = found.lapses[STATES[state]].last
        for place in np.flatnonzero(now & ~ending & (found.fees.state == state)):
            due = found.fees.due[place]
            day = day_of(due) if due < NEVER else None
            lines.append(Line(holdings.keys[place], STATES[state], day, chance, int(found.fees.year[place])))
    order = {"term_end": 0, "pledge_end": 1, "fee_overdue": 2, "fee_due": 3, "fee_unknown": 4}
    return sorted(lines, key=lambda line: (order[line.kind], line.day or date.max, line.key))


def entering(found: Gathered) -> list[Line]:
    """Those not counted now that may enter: by the years that pass, by a grant, by a member abroad."""
    holdings, lines = found.holdings, []
    held = holdings.in_force(found.at)
    if holdings.is_high:
        begins = {row["place"]: row["since"] for row in holdings.facts
                  if row["class"] == "ten_years" and row["level"] == "sure" and row["since"]
                  and found.at < row["since"] <= found.until}  # fmt: skip
        counts = holdings.counts(found.at)
        for place, day in begins.items():
            if held[place] and not counts[place]:
                leaves = found.lapses[STATES[found.fees.state[place]]].last
                lines.append(Line(holdings.keys[place], "class_begins", day, None if leaves is None else 1 - leaves))
        lines += _family(found, held & ~counts)
    for place in np.flatnonzero(holdings.pending(found.at)):
        chance = float(found.granted[found.bands[place], -1]) if found.pending.known else None
        lines.append(Line(holdings.keys[place], "pending_grant", None, chance))
    order = {"class_begins": 0, "family_pending": 1, "pending_grant": 2}
    return sorted(lines, key=lambda line: (order[line.kind], line.day or date.max, -(line.chance or 0), line.key))


def _family(found: Gathered, open_: np.ndarray) -> list[Line]:
    """Patents in force, not counted, with a member abroad under examination. No record tells when those are granted."""
    rows = found.holdings.rows_of(
        "family_members",
        "SELECT key, application_no FROM family_members WHERE member_status = 'pending' ORDER BY key",
    )
    return [
        Line(row["application_no"], "family_pending", None, None, 0, "family_members", row["key"])
        for row in rows
        if open_[row["place"]]
    ]


def kinds(found: Gathered, out: list[Line], into: list[Line], effects: dict[str, float]) -> list[KindLine]:
    """Every way with its numbers, in the order of the pack."""
    number = Counter(line.kind for line in [*out, *into])
    number["fee_paid"] = int((counted_now(found) & (found.fees.state == STATES.index("fee_paid"))).sum())
    chances = found.lapses | {"pledge_end": found.pledge, "pending_grant": found.pending}
    lines = []
    for kind in found.holdings.rules.kinds:
        if not found.holdings.is_high and kind.code in ("pledge_end", "class_begins", "family_pending"):
            continue
        if kind.code == "unseen_grant":
            lines.append(_line(kind.code, None, found.unseen, effects.get(kind.code), None))
        elif chance := chances.get(kind.code):
            lines.append(_line(kind.code, number[kind.code], chance, effects.get(kind.code, 0.0), chance.last))
        else:
            effect = {"term_end": -float(number["term_end"]), "class_begins": _begin(into)}.get(kind.code)
            lines.append(KindLine(kind.code, number[kind.code], None, effect, 0, 0, (), False))
    return lines


def _begin(into: list[Line]) -> float:
    return sum(line.chance or 0.0 for line in into if line.kind == "class_begins")


def _line(kind: str, number: int | None, chance: Chance, effect: float | None, last: float | None) -> KindLine:
    known = effect if chance.known else None
    return KindLine(kind, number, last, known, chance.happened, chance.cases, chance.years, chance.few)
