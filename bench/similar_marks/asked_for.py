"""What is searched for: names of the corpus as they stand, and with a character or letter changed as copiers do."""

from __future__ import annotations

import numpy as np

from xingzhi.engine.marks.tables import GAP, Tables

LETTERS = "AEIOUNRSTL"


def asked_for(names: list[str], tables: Tables, seed: int = 2) -> list[str]:
    """One search for each name: a third as it stands, the others with one character or letter changed or left out."""
    chance = np.random.default_rng(seed)
    return [name if chance.random() < 1 / 3 else _changed(name, tables, chance) for name in names]


def _changed(name: str, tables: Tables, chance: np.random.Generator) -> str:
    at = int(chance.integers(len(name)))
    code = int(tables.fold[ord(name[at])])
    if code == GAP:
        return name
    if not tables.han[code]:
        other = str(chance.choice(list(LETTERS)))
        return name[:at] + (other if chance.random() < 0.6 or len(name) < 5 else "") + name[at + 1 :]
    if chance.random() < 0.5:
        others = tables.looks[tables.looks_starts[code] : tables.looks_starts[code + 1]]
    else:
        of_class = tables.near[tables.sounds[code, 0]]
        others = tables.sounding[tables.sounding_starts[of_class] : tables.usual[of_class]]
    return name[:at] + (chr(int(chance.choice(others))) if len(others) else "") + name[at + 1 :]
