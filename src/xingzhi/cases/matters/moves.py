"""Move matters: what may happen next, why something may not, and the action that does it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from xingzhi.cases.matters.models import Contact, Matter, Step, Word
from xingzhi.cases.matters.procedures import procedure_of
from xingzhi.core.actions import Act, action
from xingzhi.core.models import User
from xingzhi.packs.procedures import Move, Procedure


@dataclass(frozen=True)
class Refusal:
    """Why a move is not allowed: `code` is state, role, word, proof, future, before or reason; `params` for the words."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


class NotAllowed(ValueError):
    """A move that may not be made; `refusals` by matter key."""

    def __init__(self, refusals: dict[str, list[Refusal]]) -> None:
        super().__init__(refusals)
        self.refusals = refusals


def next_moves(matter: Matter, user: User) -> list[tuple[Move, list[Refusal]]]:
    """The moves an officer may think of, each with what stands against it before proofs and a day are given."""
    procedure = procedure_of(matter)
    moves = [move for move in procedure.moves if move.word == Word.OFFICE.value]
    return [(move, _standing(procedure, matter, move, user.role)) for move in moves]


def refusals(matter: Matter, move: Move, role: str, on: date, proofs: Collection[str], note: str) -> list[Refusal]:
    """All that stands against a move; nothing where it may be made."""
    procedure = procedure_of(matter)
    found = _standing(procedure, matter, move, role)
    if lacking := [proof for proof in procedure.needed(move) if proof not in proofs]:
        found.append(Refusal("proof", {"proofs": lacking}))
    if on > timezone.localdate():
        found.append(Refusal("future", {"on": on}))
    if on < matter.since and move.word == Word.OFFICE.value:
        found.append(Refusal("before", {"since": matter.since}))
    if move.reason and not note.strip():
        found.append(Refusal("reason"))
    return found


def _standing(procedure: Procedure, matter: Matter, move: Move, role: str) -> list[Refusal]:
    found = []
    if matter.state not in move.sources:
        found.append(Refusal("state", {"state": matter.state, "from": list(move.sources)}))
    if role not in move.roles:
        found.append(Refusal("role", {"roles": list(move.roles)}))
    if move.undoes and matter.word not in move.undoes:
        found.append(Refusal("word", {"word": matter.word}))
    return found


@action("move_matters", zh="办理事项", en="Move matters")
def move_matters(
    act: Act,
    matters: Sequence[int],
    move: str,
    on: date,
    *,
    proofs: Collection[str] = (),
    note: str = "",
    contact: Contact | None = None,
) -> int:
    """Move matters the officer may see, all or none; how many were moved.

    Raises `NotAllowed` with the reasons for each that may not be, and `KeyError` for an unknown move.
    """
    chosen = list(
        Matter.objects.visible_to(act.user)
        .select_for_update(of=("self",))
        .select_related("procedure")
        .filter(pk__in=matters)
    )
    refused = {}
    for matter in chosen:
        if found := refusals(matter, procedure_of(matter).move(move), act.user.role, on, proofs, note):
            refused[matter.key] = found
    if refused:
        raise NotAllowed(refused)
    for matter in chosen:
        step(matter, move, on, act.user, proofs=proofs, note=note, contact=contact)
    regions = {matter.region for matter in chosen}
    act.on(
        "matter", chosen[0].pk if len(chosen) == 1 else "", min(regions, default=act.user.region or ""), move=move,
        matters=[matter.key for matter in chosen], on=on, proofs=sorted(proofs), note=note[:300],
    )  # fmt: skip
    return len(chosen)


def step(
    matter: Matter,
    move: str,
    on: date,
    officer: User,
    *,
    proofs: Iterable[str] = (),
    note: str = "",
    contact: Contact | None = None,
    source: str = "",
) -> Step:
    """Write a step and the state it leads to, in the caller's transaction; whether it may be made was asked before."""
    procedure = procedure_of(matter)
    taken = procedure.move(move)
    made = Step(
        matter=matter, move=move, before=matter.state, after=taken.to, on=on, officer=officer, word=taken.word,
        proofs=sorted(set(proofs)), note=note.strip()[:1000], contact=contact, source=source,
    )  # fmt: skip
    made.save()
    matter.state, matter.since, matter.word = taken.to, on, taken.word
    matter.settled = procedure.state(taken.to).closing
    matter.save(update_fields=["state", "since", "word", "settled"])
    return made
