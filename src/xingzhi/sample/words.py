"""The sample's vocabulary, read from `words/`, and the small grammar that turns it into sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("words")
SLOT = re.compile(r"\{(\w+)(?::([\d.]+)-([\d.]+))?\}")


@dataclass(frozen=True)
class Domain:
    """One technical field: how it is called, classed and worded."""

    name: str
    field: str
    kind: str  # machine, mixture, method or system
    weight: int
    ipc: tuple[str, ...]
    trades: tuple[str, ...]
    lists: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class DesignClass:
    """One Locarno class with the products designed in it."""

    locarno: str
    domains: tuple[str, ...]
    use: str
    products: tuple[str, ...]


def split(text: str) -> tuple[str, ...]:
    """Sentences stand one per line, words are parted by spaces."""
    return tuple(line.strip() for line in text.splitlines()) if "\n" in text else tuple(text.split())


@cache
def read(name: str) -> Any:
    """One vocabulary file."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """The wording all domains share."""
    return {name: split(text) for name, text in read("phrases").items()}


@cache
def domains() -> dict[str, Domain]:
    """All technical fields by name."""
    found = {}
    for name in ("machines_farm", "machines_plant", "mixtures", "methods", "systems"):
        for given in read(name):
            fixed = {key: given[key] for key in ("name", "field", "kind", "weight")}
            lists = {key: split(text) for key, text in given.items() if key not in (*fixed, "ipc", "trades")}
            found[given["name"]] = Domain(**fixed, ipc=split(given["ipc"]), trades=split(given["trades"]), lists=lists)
    return found


@cache
def design_classes() -> tuple[DesignClass, ...]:
    """All Locarno classes of the sample."""
    return tuple(
        DesignClass(given["locarno"], split(given["domains"]), given["use"], split(given["products"]))
        for given in read("designs")
    )


# Which list a slot draws from; a slot not named here draws from the list of its own name.
LISTS = {
    "part": "parts",
    "act": "acts",
    "effect": "effects",
    "problem": "problems",
    "x": "ingredients",
    "mat": "materials",
    "mod": "modules",
    "dat": "data",
    "form": "forms",
    "side": "sides",
    "fix": "fixes",
    "hold": "holds",
    "hole": "holes",
    "link": "links",
    "shape": "shapes",
    "motion": "motions",
    "material": "metals",
    "look": "design_looks",
    "spot": "design_spots",
    "motif": "design_motifs",
    "tone": "design_tones",
    "point": "design_points",
    "view": "design_views",
}
# Filled when the text is finished, so that a copy can change its title or place without being rewritten.
LATE = frozenset({"title", "base", "patent", "place"})


@dataclass
class Draw:
    """Fills templates; within one text a list is used up before one of its words comes again."""

    rng: random.Random
    lists: Mapping[str, Sequence[str]]
    fixed: dict[str, str] = field(default_factory=dict)
    _bags: dict[str, list[str]] = field(default_factory=dict)

    def raw(self, name: str) -> str:
        """A word or unfilled sentence of the list `name`."""
        bag = self._bags.get(name)
        if not bag:
            bag = self._bags[name] = list(self.lists[name])
            self.rng.shuffle(bag)
        return bag.pop()

    def one(self, name: str) -> str:
        """A word or filled sentence of the list `name`."""
        return self.fill(self.raw(name))

    def narrow(self, name: str, words: Sequence[str]) -> None:
        """From now on the list `name` holds only these words."""
        self.lists = {**self.lists, f"all_{name}": self.lists[name], name: words}
        self._bags.pop(name, None)

    def fill(self, template: str, **fixed: str) -> str:
        """The template with its slots filled; slots in `LATE` stay."""

        def value(match: re.Match[str]) -> str:
            name, low, high = match.groups()
            if low is not None:
                return self._number(name, low, high)
            if name in LATE:
                return match.group()
            given = fixed.get(name, self.fixed.get(name))
            return given if given is not None else self.one(LISTS.get(name, name))

        return SLOT.sub(value, template)

    def _number(self, kind: str, low: str, high: str) -> str:
        if kind == "d":
            places = max(len(text.partition(".")[2]) for text in (low, high))
            return f"{self.rng.uniform(float(low), float(high)):.{places}f}"
        first, last = int(low), int(high)
        step = 10 if last - first >= 100 else 1
        return str(self.rng.randrange(first, last + 1, step))
