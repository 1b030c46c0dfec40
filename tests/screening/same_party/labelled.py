"""The labelled pairs of this folder as parties to compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from xingzhi.packs import load
from xingzhi.screening.same_party.compare import Comparer
from xingzhi.screening.same_party.compared import Party, Verdict
from xingzhi.screening.same_party.parts import NameReader

FILE = Path(__file__).with_name("pairs.yaml")
OFFICE = "1522"


@dataclass(frozen=True)
class Pair:
    """Two parties, whether they are one, and which kind of case that is."""

    kind: str
    same: bool
    one: Party
    other: Party


def pairs() -> Iterator[Pair]:
    """All labelled pairs."""
    for group in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        for one, other, *facts in group["pairs"]:
            given: dict[str, Any] = facts[0] if facts else {}
            parties = (_party((one, other), given, at) for at in (0, 1))
            yield Pair(group["kind"], group["same"], *parties)


def _party(names: tuple[str, str], given: dict[str, Any], at: int) -> Party:
    name = names[at]

    def fact(which: str) -> str:
        return given[which][at] if which in given else ""

    return Party(
        key=f"{at}:{name}",
        names=(name,),
        aliases=tuple(filter(None, [fact("aliases")])),
        credit_code=fact("code"),
        address=fact("address"),
        place=fact("place"),
        people=frozenset(fact("people").split()),
        partners=frozenset([f"{1 - at}:{names[1 - at]}"] if given.get("together") else []),
    )


def verdicts() -> list[tuple[Pair, Verdict, float]]:
    """What the comparison says of each labelled pair."""
    comparer = Comparer(NameReader(load(), OFFICE))
    found = []
    for pair in pairs():
        compared = comparer.compare(pair.one, pair.other)
        found.append((pair, compared.verdict, compared.bits))
    return found


def rates(found: list[tuple[bool, bool]]) -> tuple[float, float]:
    """Precision and recall of (is one party, was said to be one)."""
    hits = sum(same and said for same, said in found)
    said = sum(said for _, said in found)
    truth = sum(same for same, _ in found)
    return hits / said if said else 1.0, hits / truth if truth else 1.0
