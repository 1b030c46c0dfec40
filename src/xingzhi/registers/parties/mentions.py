"""Names of parties as they are met in records, and the spellings they are known under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xingzhi.text.normalise import fold, simplify
from xingzhi.text.parties import PartyKey, party_key


@dataclass(frozen=True)
class Mention:
    """A name met in a record. `region` is the record's owner: people of one name in two places are two parties."""

    name: str
    region: str
    address: str = ""
    postcode: str = ""
    credit_code: str = ""


def read_name(name: str, region: str, rules: Any) -> tuple[str, PartyKey]:
    """The spelling under which a name is remembered, and the key of the party it means."""
    key = party_key(name, rules)
    spelling = fold(simplify(name))[:300]
    if key.person:
        return f"{spelling}@{region}", PartyKey(f"{key.key}@{region}", True, key.reasons)
    return spelling, key


@dataclass(frozen=True)
class Met:
    """A spelling that is known and the party it counts as, by their ids."""

    spelling: int
    party: int


@dataclass(frozen=True)
class Spelling:
    """A spelling on its way to being known: as written, the party it is at home with, and why."""

    name: str
    home: int
    reasons: tuple[str, ...]
