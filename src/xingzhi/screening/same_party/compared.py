"""Parties as they are compared, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What the weights say of two parties."""

    SAME = "same"
    PROPOSE = "propose"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Party:
    """A party as it is compared: its names, the first its own; `aliases` are those a list gives as former or other.

    `people` are the inventors of patents it filed alone, `partners` keys of parties it filed with.
    """

    key: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    credit_code: str = ""
    address: str = ""
    place: str = ""  # the path of where it lies, "" unknown
    people: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison's outcome: its level, what it weighs in bits, and the texts it was read from."""

    comparison: str
    level: str
    bits: float
    never: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """The outcome for two parties: bits in all, the reasons behind them, the strongest first."""

    verdict: Verdict
    bits: float
    reasons: tuple[Reason, ...]

    @property
    def likelihood(self) -> float:
        """The bits as a probability that both are one."""
        return 1 / (1 + 2 ** -max(min(self.bits, 60), -60))
