"""Schema of the concordance: symbols a later edition of the classification moved."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field, model_validator

from xingzhi.packs.high_value import Certainty
from xingzhi.packs.schema import Dated, Frozen
from xingzhi.text.ipc import IpcPattern, parse_patterns


class Move(Dated):
    """One move, old to new, from an edition on.

    `exact`: the new place holds what the old one held, and nothing else. Otherwise only the whole is known to have
    moved: for a part of the old place the new one decides nothing.
    """

    from_: str = Field(alias="from")
    to: tuple[str, ...] = Field(min_length=1)
    edition: str
    exact: bool
    certainty: Certainty

    @model_validator(mode="after")
    def _readable(self) -> Move:
        if self.certainty not in ("stated", "derived", "general_high"):
            raise ValueError("a move that is not known for certain is left out")
        if len(parse_patterns(self.from_)) != 1 or not self.new:
            raise ValueError("one place moves to one or more")
        return self

    @cached_property
    def old(self) -> IpcPattern:
        """The place things stood in."""
        [pattern] = parse_patterns(self.from_)
        return pattern

    @cached_property
    def new(self) -> tuple[IpcPattern, ...]:
        """The places they stand in now."""
        return tuple(pattern for text in self.to for pattern in parse_patterns(text))


class Concordance(Frozen):
    """All moves."""

    moves: tuple[Move, ...] = ()

    def of(self, pattern: IpcPattern) -> list[tuple[IpcPattern, Move, bool]]:
        """Where else a pattern's symbols are found now, by which move, and whether that is sure.

        It is where the pattern takes in all that moved; where it names only a part of it, it is not.
        """
        found = []
        for move in self.moves:
            whole = pattern.covers(move.old)
            if whole or move.old.covers(pattern):
                # A pattern wide enough to hold the new place needs no concordance.
                found += [(new, move, whole) for new in move.new if not pattern.covers(new)]
        return found
