"""Applications as the screenings of metadata see them: who, when, through whom, under which title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xingzhi.screening.signals.contract import SignalInputs
from xingzhi.text.normalise import fold
from xingzhi.text.parties import party_key, squeeze

SUBCLASS = 4  # characters of a classification symbol: "A01D"
COLUMNS = ("key", "title", "applicants", "filing_date", "grant_date", "inventors", "agency", "agent", "address",
           "ipc_main", "ipc")  # fmt: skip
LINKED = "patent_parties"


@dataclass(frozen=True, slots=True)
class Filing:
    """One application. `day` and `granted` count days since year 1, 0 where not known."""

    key: str
    title: str  # folded
    day: int
    granted: int
    parties: tuple[str, ...]  # what the applicants count as, in their order
    names: tuple[str, ...]  # as the applicants are written
    inventors: tuple[str, ...]  # letters of each name
    agency: str
    agents: tuple[str, ...]
    address: str  # letters only, "" where none is given
    subclasses: tuple[str, ...]  # the classes' first four characters, each once


def read_filings(inputs: SignalInputs) -> tuple[list[Filing], tuple[str, ...]]:
    """The applications in the table's order, and which columns hold nothing at all.

    An applicant is the party officers made of it where the snapshot says so, else its name without the legal form.
    """
    columns, missing = inputs.columns("patents", COLUMNS)
    linked = _linked(inputs)
    rules = inputs.packs.party_names
    filings = []
    for row in zip(*columns.values(), strict=True):
        key, title, applicants, filed, granted, inventors, agency, agents, address, main, other = row
        named = linked.get(key) or [(party_key(name, rules).key, name) for name in parts(applicants)]
        symbols = (symbol[:SUBCLASS] for symbol in (main or "", *parts(other)))
        filings.append(
            Filing(
                key,
                fold(title or ""),
                ordinal(filed),
                ordinal(granted),
                tuple(party for party, _ in named),
                tuple(name for _, name in named),
                tuple(dict.fromkeys(squeeze(name) for name in parts(inventors))),
                (agency or "").strip(),
                tuple(dict.fromkeys(squeeze(name) for name in parts(agents))),
                squeeze(address or ""),
                tuple(dict.fromkeys(symbol for symbol in symbols if symbol)),
            )
        )
    return filings, missing


def parts(text: str | None) -> list[str]:
    """The names in a cell of several, which the registers join by "; "."""
    return [part.strip() for part in (text or "").replace("；", ";").split(";") if part.strip()]


def ordinal(day: date | None) -> int:
    """The day as a number, 0 where there is none."""
    return day.toordinal() if day else 0


def day_of(number: int) -> str:
    """The day of a number as it is written: 2024-03-01."""
    return date.fromordinal(int(number)).isoformat()


def _linked(inputs: SignalInputs) -> dict[str, list[tuple[str, str]]]:
    """Each application's applicants as (party, name), where the snapshot holds who they count as."""
    columns, _ = inputs.columns(LINKED, ("key", "position", "party", "name"))
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for key, position, party, name in zip(*columns.values(), strict=True):
        found[key].append((position, party, name or party))
    return {key: [(party, name) for _, party, name in sorted(each)] for key, each in found.items()}


def pieces(title: str) -> frozenset[str]:
    """The two-character pieces of a folded title; a title of one character is its own piece."""
    return frozenset(title[at : at + 2] for at in range(len(title) - 1)) or frozenset((title,) if title else ())


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Jaccard similarity of two sets of pieces, 0 where one is empty."""
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0


def alike_share(titles: Sequence[frozenset[str]], threshold: float) -> float:
    """The share of titles that are at least so like another one among them."""
    alike = [
        any(likeness(title, other) >= threshold for place, other in enumerate(titles) if place != at)
        for at, title in enumerate(titles)
    ]
    return sum(alike) / len(alike) if alike else 0.0


class Joined:
    """Things that hang together, by names: `join` two, then ask for the groups."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, name: str) -> str:
        """The one name that stands for all that hang together with this one."""
        above = self._above.setdefault(name, name)
        while above != name:
            self._above[name] = self._above[above]
            name, above = above, self._above[above]
        return name

    def join(self, left: str, right: str) -> None:
        """Let two hang together; the smaller name stands for both."""
        small, large = sorted((self.root(left), self.root(right)))
        self._above[large] = small

    def groups(self) -> Iterator[tuple[str, list[str]]]:
        """Each group by the smallest of its names, its names in order."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._above):
            found[self.root(name)].append(name)
        yield from sorted(found.items())


def rounded(value: float) -> Any:
    """A number as it is told: three figures are enough."""
    return float(f"{value:.3g}")
