"""The patent value scorecard: what is known of the standard's shape, and the table of indicators and weights loaded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from xingzhi.packs.codes import WordList
from xingzhi.packs.schema import Dated, Frozen, Label


class Number(Dated):
    """A whole number."""

    value: int


class CodedLabel(Dated):
    """A code with its label."""

    code: str
    label: Label


class Withheld(Dated):
    """That something is not part of the program, and why."""

    loaded: bool
    reason: Label


class ScorecardPack(Frozen):
    """What is published of the standard."""

    structure: Mapping[str, Number]
    first_level: tuple[CodedLabel, ...]
    lower_levels: Withheld
    scenarios: tuple[CodedLabel, ...]
    patent_types: WordList
    scale: Mapping[str, Number]
    headings: Mapping[str, WordList]


class ScorecardProblem(ValueError):
    """A table is no scorecard. `code` says why, `detail` where: no_table, no_rows, first, scenario, weight, twice, sum."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}")


@dataclass(frozen=True)
class Item:
    """One indicator that is scored, with its weight in each situation (as decimal text)."""

    code: str
    first: str
    second: str
    third: str
    weights: dict[str, str]

    @property
    def name(self) -> str:
        """Its own name: the deepest given."""
        return self.third or self.second


@dataclass(frozen=True)
class Scorecard:
    """A table as loaded."""

    items: tuple[Item, ...]

    def scenarios(self) -> list[str]:
        """The situations it has weights for."""
        return list(dict.fromkeys(code for item in self.items for code in item.weights))

    def of(self, scenario: str) -> list[Item]:
        """The indicators of a situation; those without a weight in it are left out."""
        return [item for item in self.items if scenario in item.weights]

    def result(self, scenario: str, scores: Mapping[str, Decimal]) -> tuple[Decimal | None, list[str]]:
        """The weighted sum to two decimals, and the names of indicators not scored; None while any is missing."""
        items = self.of(scenario)
        missing = [item.name for item in items if item.code not in scores]
        if missing or not items:
            return None, missing
        total = sum((Decimal(item.weights[scenario]) * scores[item.code] for item in items), Decimal(0))
        return total.quantize(Decimal("0.01"), ROUND_HALF_UP), []

    def counts(self) -> dict[str, int]:
        """How many indicators of each level."""
        return {
            "first": len({item.first for item in self.items}),
            "second": len({(item.first, item.second) for item in self.items}),
            "third": len({(item.first, item.second, item.third) for item in self.items if item.third}),
            "scenarios": len(self.scenarios()),
        }

    def to_json(self) -> str:
        """The table as text; equal tables give equal texts."""
        return json.dumps([asdict(item) for item in self.items], ensure_ascii=False, sort_keys=True, indent=0)

    @property
    def digest(self) -> str:
        """SHA-256 of the table as read."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def from_json(text: str) -> Scorecard:
    """A table `to_json` wrote."""
    return Scorecard(tuple(Item(**item) for item in json.loads(text)))


def read_scorecard(rows: Iterable[Sequence[object]], pack: ScorecardPack) -> Scorecard:
    """The scorecard of a sheet's rows, one row an indicator in a situation; raise `ScorecardProblem` where it is none.

    The weights of each situation must sum to exactly 1.
    """
    columns: dict[str, int] = {}
    weights: dict[tuple[str, str, str], dict[str, str]] = {}
    for number, cells in enumerate(rows, start=1):
        said = ["" if cell is None else str(cell).strip() for cell in cells]
        if not columns:
            columns = _head(said, pack)
        elif any(said):
            _take(number, {kind: said[at] if at < len(said) else "" for kind, at in columns.items()}, weights, pack)
    if not columns:
        raise ScorecardProblem("no_table")
    if not weights:
        raise ScorecardProblem("no_rows")
    items = tuple(Item(str(at), *names, held) for at, (names, held) in enumerate(weights.items(), start=1))
    card = Scorecard(items)
    for scenario in card.scenarios():
        total = sum(Decimal(item.weights[scenario]) for item in card.of(scenario))
        if total != 1:
            raise ScorecardProblem("sum", f"{_label(scenario, pack)} {total}")
    return card


def _head(said: list[str], pack: ScorecardPack) -> dict[str, int]:
    found = {kind: at for at, cell in enumerate(said) for kind, words in pack.headings.items() if cell in words.values}
    return found if set(found) == set(pack.headings) else {}


def _take(
    number: int, row: dict[str, str], weights: dict[tuple[str, str, str], dict[str, str]], pack: ScorecardPack
) -> None:
    scenario = _code(row["scenario"], pack.scenarios)
    first = _code(row["first"], pack.first_level)
    if not scenario:
        raise ScorecardProblem("scenario", f"{number}: {row['scenario']}")
    if not first or not row["second"]:
        raise ScorecardProblem("first", f"{number}: {row['first']}")
    try:
        weight = Decimal(row["weight"])
    except InvalidOperation as error:
        raise ScorecardProblem("weight", f"{number}: {row['weight']}") from error
    if not weight.is_finite() or not 0 <= weight <= 1:
        raise ScorecardProblem("weight", f"{number}: {row['weight']}")
    held = weights.setdefault((first, row["second"], row["third"]), {})
    if scenario in held:
        raise ScorecardProblem("twice", f"{number}: {row['third'] or row['second']}")
    held[scenario] = format(weight.normalize(), "f")


def _code(text: str, choices: tuple[CodedLabel, ...]) -> str:
    return next((each.code for each in choices if text in (each.code, each.label.zh, each.label.en)), "")


def _label(code: str, pack: ScorecardPack) -> str:
    return next((each.label.zh for each in pack.scenarios if each.code == code), code)
