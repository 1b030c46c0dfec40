"""What a screening of single applications gives: signals, each with the facts that explain it and what it lacked.

A signal proposes (初核疑似) and never finds; some are never enough alone, which their pack says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from xingzhi.packs import Packs, Screening

MOST_PARTNERS = 50
SIGNALS = pa.schema(
    [("key", pa.string()), ("score", pa.float64()), ("group", pa.string()), ("partners", pa.list_(pa.string())),
     ("facts", pa.string()), ("missing", pa.list_(pa.string()))]
)  # fmt: skip


@dataclass(frozen=True)
class Signal:
    """One application that stands out, and why."""

    key: str  # the application number
    score: float  # 0 to 1, comparable inside one screening only
    group: str = ""  # what belongs together: a burst, a component, a chain
    partners: tuple[str, ...] = ()  # other applications it rests on; `to_table` keeps the first 50
    facts: Mapping[str, Any] = field(
        default_factory=dict
    )  # named numbers and texts, as the pack's explanation names them
    missing: tuple[str, ...] = ()  # inputs that were not there: "abstract", "address"

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 1:
            raise ValueError(f"{self.key}: a score of {self.score}")


@dataclass(frozen=True)
class SignalInputs:
    """What a screening reads."""

    tables: Mapping[str, pa.Table]  # the snapshot's tables by register; those it does not hold are absent
    settings: Screening  # the screening's pack
    packs: Packs
    progress: Callable[[str], None] = lambda message: None

    def columns(self, register: str, names: Iterable[str]) -> tuple[dict[str, list[Any]], tuple[str, ...]]:
        """Columns of a register as lists, None throughout for those it does not hold, and which these are.

        A column in which no row has a value counts as not held. All are empty where the register is absent.
        """
        table = self.tables.get(register)
        length = 0 if table is None else len(table)
        found: dict[str, list[Any]] = {}
        for name in names:
            held = table is not None and name in table.column_names
            values: list[Any] = table[name].to_pylist() if table is not None and held else [None] * length
            found[name] = [None if value == "" else value for value in values]
        return found, tuple(name for name, values in found.items() if all(value is None for value in values))


Runner = Callable[[SignalInputs], list[Signal]]


@dataclass(frozen=True)
class SignalScreening:
    """A declared screening: the name of its pack and runs, the registers it reads, and how it is done."""

    name: str
    inputs: tuple[str, ...]  # tables of the snapshot; `patents` is always needed, of the others it says what is missing
    run: Runner
    columns: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # only these of a register; all where none named


SCREENINGS: dict[str, SignalScreening] = {}


def declare(screening: SignalScreening) -> SignalScreening:
    """Have a screening run over every new snapshot; `ValueError` where the name is taken by another."""
    held = SCREENINGS.setdefault(screening.name, screening)
    if held is not screening:
        raise ValueError(f"{screening.name} is declared twice")
    return screening


def to_table(signals: Iterable[Signal]) -> pa.Table:
    """The signals as a table of `SIGNALS`, by key, then group: the same bytes whenever it is made again."""
    rows = [
        {"key": signal.key, "score": signal.score, "group": signal.group,
         "partners": list(signal.partners[:MOST_PARTNERS]),
         "facts": json.dumps(dict(signal.facts), ensure_ascii=False, sort_keys=True),
         "missing": list(signal.missing)}
        for signal in sorted(signals, key=lambda signal: (signal.key, signal.group))
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=SIGNALS)


class _Known(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "—"


def explained(facts: Mapping[str, Any], settings: Screening, language: str) -> str:
    """The pack's explanation with the facts put in; a fact that is not there or not known reads as a dash."""
    if settings.signal is None:
        return ""
    known = _Known((name, "—" if value is None else value) for name, value in facts.items())
    return settings.signal.explanation(language).format_map(known)
