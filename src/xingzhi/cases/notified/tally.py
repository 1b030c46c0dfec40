"""The monthly table: what was notified and what became of it, by banner and batch, each application once.

A period is a month, or the year up to the end of a month. Notice years and filing years are never mixed: one of them is
chosen and printed. Columns, states and denominators come from the pack `abnormal_monthly`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from xingzhi.cases.matters.models import Matter, ProcedureText, Step
from xingzhi.cases.matters.procedures import read
from xingzhi.cases.notified import PROCEDURE
from xingzhi.packs.tallies import Tally, TallyColumn
from xingzhi.registers.models import NotifiedItem

TYPES = ("invention", "utility_model", "design")
BASES = ("notice", "filing")  # by which year an application belongs to a table


@dataclass(frozen=True)
class Asked:
    """Which table: the year and month, whether the whole year up to its end, by which year, by which denominator."""

    year: int
    month: int
    cumulative: bool = True
    basis: str = "notice"
    denominator: str = ""

    @property
    def end(self) -> date:
        """The last day of the month."""
        following = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def start(self) -> date:
        """The first day of the period."""
        return date(self.year, 1 if self.cumulative else self.month, 1)


@dataclass
class Application:
    """One application with all that the table asks of it."""

    key: str
    region: str
    card: int | None
    final: frozenset[str]  # states that leave nothing to do
    initial: str
    type: str = ""
    agency: str = ""
    filed: date | None = None
    batches: dict[str, date | None] = field(default_factory=dict)  # batch -> day of its notice
    steps: list[tuple[date, str]] = field(default_factory=list)

    @property
    def filing_year(self) -> int | None:
        """The year it was filed: of its filing date, else of its number (ZC 0006-2003: the first four digits of twelve)."""
        if self.filed:
            return self.filed.year
        return int(self.key[:4]) if len(self.key.partition(".")[0]) == 12 else None

    def noticed(self, start: date, end: date, batch: str = "") -> bool:
        """Whether a list of the period named it: one of a batch, or any."""
        days = [self.batches.get(batch)] if batch else self.batches.values()
        return any(day is not None and start <= day <= end for day in days)

    def state(self, at: date) -> str:
        """Where it stood at the end of a day: the last word recorded of those dated up to then, as on the matter itself."""
        return next((state for on, state in reversed(self.steps) if on <= at), self.initial)


@dataclass(frozen=True)
class Row:
    """One line of the table; `cells` by column id, `keys` the applications behind each."""

    region: str
    batch: str
    keys: Mapping[str, frozenset[str]]
    types: Mapping[str, int]
    applicants: int
    agencies: int

    def count(self, column: str) -> int:
        """How many applications a column counts."""
        return len(self.keys[column])


def applications(user: Any) -> list[Application]:
    """All notified applications the person may see, with their notices and steps."""
    matters = Matter.objects.visible_to(user).filter(kind=PROCEDURE)
    versions = {text.pk: read(text) for text in ProcedureText.objects.filter(name=PROCEDURE)}
    closing = {pk: frozenset(state.id for state in each.states if state.closing) for pk, each in versions.items()}
    found: dict[str, Application] = {}
    numbers: dict[int, str] = {}
    for pk, key, region, card, version in matters.values_list("pk", "key", "region", "card", "procedure"):
        found[key] = Application(key, region, card, closing[version], versions[version].initial.id)
        numbers[pk] = key
    steps = Step.objects.visible_to(user).filter(matter__kind=PROCEDURE).order_by("id")
    for matter_id, on, after in steps.values_list("matter", "on", "after"):
        found[numbers[matter_id]].steps.append((on, after))
    notices = NotifiedItem.objects.visible_to(user).order_by("notice_date", "id")
    columns = ("application_no", "batch_no", "notice_date", "patent_type", "agency", "filing_date")
    for key, batch, day, kind, agency, filed in notices.values_list(*columns):
        if key in found:
            found[key].batches[batch] = day
            found[key].type, found[key].agency = kind or found[key].type, agency or found[key].agency
            found[key].filed = filed or found[key].filed
    return list(found.values())


def table(held: Iterable[Application], asked: Asked, tally: Tally, regions: Sequence[str]) -> tuple[list[Row], Row]:
    """The rows by banner and batch, and the row of everything, in which each application counts once."""
    inside = [each for each in held if _belongs(each, asked)]
    rows = []
    for region in regions:
        here = [each for each in inside if each.region == region]
        for batch in sorted({batch for each in here for batch in each.batches}):
            listed = [each for each in here if batch in each.batches and _listed(each, batch, asked)]
            if listed:
                rows.append(_row(region, batch, listed, asked, tally))
    return rows, _row("", "", inside, asked, tally)


def rate(row: Row, tally: Tally, denominator: str) -> tuple[int, int]:
    """Numerator and denominator of the rate."""
    without = tally.denominator(denominator).without
    return row.count(tally.rate.numerator), row.count("notified") - sum(row.count(name) for name in without)


def _belongs(each: Application, asked: Asked) -> bool:
    """Whether an application is one of the year: notified in it, or filed in it and notified by the end of the period."""
    if asked.basis == "notice":
        return each.noticed(date(asked.year, 1, 1), asked.end)
    return each.filing_year == asked.year and each.noticed(date.min, asked.end)


def _listed(each: Application, batch: str, asked: Asked) -> bool:
    first = date(asked.year, 1, 1) if asked.basis == "notice" else date.min
    return each.noticed(first, asked.end, batch)


def _row(region: str, batch: str, here: Sequence[Application], asked: Asked, tally: Tally) -> Row:
    new = [each for each in here if asked.cumulative or each.noticed(asked.start, asked.end, batch)]
    keys = {"notified": frozenset(each.key for each in new)}
    for column in tally.columns:
        keys[column.id] = frozenset(each.key for each in here if _counts(each, column, asked))
    return Row(
        region, batch, keys,
        types={kind: sum(each.type == kind for each in new) for kind in TYPES},
        applicants=len({each.card for each in new}),
        agencies=len({each.agency for each in new if each.agency}),
    )  # fmt: skip


def _counts(each: Application, column: TallyColumn, asked: Asked) -> bool:
    state = each.state(asked.end)
    if column.open:
        return state not in each.final
    entered = {after for on, after in each.steps if asked.start <= on <= asked.end}
    up_to_now = {after for on, after in each.steps if on <= asked.end}
    if column.now:
        return state in column.now and (asked.cumulative or state in entered)
    return bool((up_to_now if asked.cumulative else entered) & set(column.ever))
