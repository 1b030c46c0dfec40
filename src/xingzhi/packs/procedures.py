"""Schema of a procedure: the states a matter may be in, who may move it by whose word, with which proof, in what time.

A procedure changes with the law, so it has versions: documents with the same `procedure` and validities that do not
overlap. The day of the case picks the version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from pydantic import Field

from xingzhi.packs.clock_schema import NAME, Clock, Role
from xingzhi.packs.schema import Dated, Document, Label

__all__ = ["Clock", "Move", "NoneInForce", "Procedure", "ProcedureBody", "Proof", "Role", "State", "Word"]

Word = Literal["office", "national"]


class NoneInForce(LookupError):
    """A procedure is known, but no version of it holds on the day asked for."""

    def __init__(self, name: str, on: date) -> None:
        self.name = name
        self.on = on
        super().__init__(f"no version of {name} is in force on {on.isoformat()}")


class Proof(Dated):
    """A paper or record that may support a step."""

    label: Label


class State(Dated):
    """Where a matter may stand.

    `word_of`: whose word brings it there, the local office's or the national office's. `needs`: proofs every step into
    the state must carry. `final`: the matter is over in law, only a correction or the national office moves it.
    `closing`: nothing is left to do for the local office.
    """

    id: str = Field(pattern=NAME)
    label: Label
    final: bool = False
    closing: bool = False
    word_of: tuple[Word, ...] = Field(min_length=1)
    needs: tuple[str, ...] = ()


class Move(Dated):
    """A step from one of the `sources` to the state `to`.

    `word`: by whose word it is done. `needs`: proofs it must carry, beside those of the state. `reason`: a written
    reason is demanded. `undoes`: the step is allowed only where the last step was by one of these words, so that a
    correction of the local office never undoes what the national office said; empty where that makes no difference.
    """

    id: str = Field(pattern=NAME)
    label: Label
    sources: tuple[str, ...] = Field(alias="from", min_length=1)
    to: str
    roles: tuple[Role, ...] = Field(min_length=1)
    word: Word
    needs: tuple[str, ...] = ()
    reason: bool = False
    undoes: tuple[Word, ...] = ()
    article: Label | None = None


class ProcedureBody(Dated):
    """The body of a pack of kind `procedure`; `procedure` is the name its versions share.

    Its date and reference are those of the procedure as such; every entry has its own.
    """

    procedure: str = Field(pattern=NAME)
    initial: str
    states: tuple[State, ...] = Field(min_length=1)
    proofs: Mapping[str, Proof] = {}
    moves: tuple[Move, ...] = ()
    clocks: tuple[Clock, ...] = ()


Entry = TypeVar("Entry", State, Move, Clock)


@dataclass(frozen=True)
class Procedure:
    """One version of a procedure with the document it stands in. Look-ups raise `KeyError` for an unknown id."""

    document: Document
    body: ProcedureBody

    @property
    def name(self) -> str:
        """The name all versions share."""
        return self.body.procedure

    @property
    def ref(self) -> str:
        """What a case keeps to say which version it went by: "abnormal_applications_2024@2026-12-01"."""
        return self.document.ref

    @property
    def title(self) -> Label:
        """What the procedure is called."""
        return self.document.header.title

    @property
    def initial(self) -> State:
        """The state a matter begins in."""
        return self.state(self.body.initial)

    @property
    def states(self) -> tuple[State, ...]:
        """All states, in the order of the pack."""
        return self.body.states

    @property
    def moves(self) -> tuple[Move, ...]:
        """All moves, in the order of the pack."""
        return self.body.moves

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """All clocks, in the order of the pack."""
        return self.body.clocks

    def state(self, id: str) -> State:
        """The state of that id."""
        return _named(self.body.states, id)

    def move(self, id: str) -> Move:
        """The move of that id."""
        return _named(self.body.moves, id)

    def clock(self, id: str) -> Clock:
        """The clock of that id."""
        return _named(self.body.clocks, id)

    def proof(self, id: str) -> Proof:
        """The proof of that id."""
        return self.body.proofs[id]

    def moves_from(self, state: str, *, role: str | None = None, word: Word | None = None) -> tuple[Move, ...]:
        """The moves that leave a state, in the order of the pack: all, or those of a role and by a word."""
        return tuple(
            move
            for move in self.body.moves
            if state in move.sources and role in (None, *move.roles) and word in (None, move.word)
        )

    def needed(self, move: Move) -> tuple[str, ...]:
        """The proofs a move must carry: its own and those of the state it leads to, each once."""
        return tuple(dict.fromkeys((*self.state(move.to).needs, *move.needs)))

    def in_force(self, on: date) -> bool:
        """Whether this version holds on a day."""
        return self.document.in_force(on)


def _named(entries: Iterable[Entry], id: str) -> Entry:
    for entry in entries:
        if entry.id == id:
            return entry
    raise KeyError(id)
