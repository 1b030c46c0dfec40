"""What indicators count, gathered by the table they count over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow.parquet as pq

from xingzhi.engine.base import Engine
from xingzhi.indicators.full_set import classes
from xingzhi.indicators.full_set.counts import Counts, Table, count
from xingzhi.indicators.full_set.masks import Masks, NoMask
from xingzhi.indicators.full_set.spans import Spans
from xingzhi.indicators.high_value import NAME, facts
from xingzhi.indicators.high_value.reading import reading
from xingzhi.packs import Count, Indicator, Packs
from xingzhi.snapshots.models import Snapshot


@dataclass(frozen=True)
class Rule:
    """What is counted, and the count it counts within."""

    own: Count
    base: Count | None

    @property
    def high_value(self) -> bool:
        """Whether it counts over the table of high-value inventions."""
        return self.own.register_ == NAME

    @property
    def register(self) -> str:
        """The register whose records it counts."""
        return "patents" if self.high_value else self.own.register_


# What is read here of a count; whoever declares more of one gets it computed one by one.
READ = frozenset({"register_", "date_field", "within", "once", "amount", "where", "unknown"})


def rule_of(packs: Packs, found: Indicator) -> Rule | None:
    """What an indicator counts, itself or by the indicator that is its numerator; None where it is of another kind."""
    own = _count(packs, found)
    if own is None or not own.within:
        return Rule(own, None) if own else None
    base = _count(packs, packs.indicators[own.within])
    return Rule(own, base) if base else None


def counted(
    packs: Packs, snapshot: Snapshot, spans: Spans, places: list[str], engine: Engine, asked: Iterable[Indicator]
) -> Counts:
    """Known and unknown records of the indicators that can be counted together; the others are left out."""
    by_table: dict[tuple[str, str, str, str], dict[str, Rule]] = defaultdict(dict)
    for found in asked:
        rule = rule_of(packs, found)
        if rule and snapshot.path(rule.register).exists():
            own = rule.own
            by_table[own.register_, own.once, own.once and own.date_field, own.amount][found.id] = rule
    counts: Counts = {}
    for (register, once, date_field, amount), rules in by_table.items():
        table = _high_value(packs, snapshot) if register == NAME else _register(snapshot, register, once, date_field)
        shaped = {name: (rule.own, rule.base) for name, rule in rules.items() if _fits(table, rule, spans)}
        if shaped:
            counts |= count(engine, table, shaped, spans, places, amount)
    return counts


def _count(packs: Packs, found: Indicator) -> Count | None:
    own = found.numerator
    if own is None and (other := found.numerator_indicator or found.cumulates):
        own = _count(packs, packs.indicators[other])
    return own if own and {name for name, value in own if value} <= READ else None


def _register(snapshot: Snapshot, name: str, once: str, date_field: str) -> Table:
    """A register's records; with `once` the earliest alone of those with the same value there (a blank says nothing)."""
    path = snapshot.path(name)
    held = f"coalesce(nullif({once}, ''), key) ORDER BY {date_field} NULLS LAST, key"
    first = f"(SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY {held}) AS nth FROM rows) n WHERE nth = 1)"  # noqa: S608
    return Table(
        {"rows": path}, lambda spans: first if once else "rows", lambda spans: Masks(pq.read_schema(path), spans)
    )


def _high_value(packs: Packs, snapshot: Snapshot) -> Table:
    read, path = reading(packs), snapshot.path("patents")
    files = {"patents": path, "facts": facts.facts_path(snapshot, read)}
    return Table(files, classes.relation, lambda spans: classes.masks(pq.read_schema(path), read, spans))


def _fits(table: Table, rule: Rule, spans: Spans) -> bool:
    try:
        table.masks(spans[:1]).of_count(rule.own, rule.base)
    except NoMask:
        return False
    return True
