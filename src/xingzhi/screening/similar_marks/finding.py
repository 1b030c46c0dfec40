"""What a rule says of a pair."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A rule of the guide that speaks for likeness, or against it, how strongly (0 to 1), and what it rests on.

    One that speaks against is an exception to the rules it lies `over`, and says nothing of the others.
    """

    rule: str
    strength: float
    why: str
    over: tuple[str, ...] = ()

    @property
    def against(self) -> bool:
        """Whether it speaks against likeness."""
        return bool(self.over)


def against(rule: str, strength: float, why: str, *over: str) -> Finding:
    """A finding that speaks against likeness: an exception to its own rule and to those named."""
    return Finding(rule, strength, why, (rule, *over))
