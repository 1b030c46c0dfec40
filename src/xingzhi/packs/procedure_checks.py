"""What a pack of kind `procedure` must hold beyond its schema: every name it uses is declared, every state is reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from xingzhi.packs.problems import PackError
from xingzhi.packs.procedures import ProcedureBody
from xingzhi.packs.schema import Dated, Document

Fault = tuple[str, str]  # key path, reason


def check(body: ProcedureBody, file: str) -> None:
    """Raise `PackError` with the key path of the first contradiction."""
    for path, reason in _faults(body):
        raise PackError(file, f"body.{path}", reason)


def check_versions(documents: Iterable[Document]) -> None:
    """Raise `PackError` where two versions of one procedure hold on the same day."""
    last: dict[str, Document] = {}
    procedures = [document for document in documents if isinstance(document.body, ProcedureBody)]
    for document in sorted(procedures, key=lambda document: document.header.valid_from):
        name = document.header.body["procedure"]
        before = last.get(name)
        if before and (before.header.valid_to or date.max) >= document.header.valid_from:
            raise PackError(document.file, "valid_from", f"{before.id} is also a version of {name} on that day")
        last[name] = document


def _faults(body: ProcedureBody) -> Iterator[Fault]:
    yield from _doubled("states", (state.id for state in body.states))
    yield from _doubled("moves", (move.id for move in body.moves))
    yield from _doubled("clocks", (clock.id for clock in body.clocks))
    yield from _undated(body)
    if body.initial not in {state.id for state in body.states}:
        yield "initial", f"{body.initial} is no state"
    yield from _state_faults(body)
    yield from _move_faults(body)
    yield from _ways(body)
    for index, clock in enumerate(body.clocks):
        yield from _doubled(f"clocks.{index}.pauses", (pause.code for pause in clock.pauses), "code")
        yield from _doubled(f"clocks.{index}.extensions", (extension.code for extension in clock.extensions), "code")


def _undated(body: ProcedureBody) -> Iterator[Fault]:
    """Entries that would silently take the date and reference of the procedure as a whole."""
    entries: dict[str, Dated] = {
        **{f"states.{index}": state for index, state in enumerate(body.states)},
        **{f"proofs.{id}": proof for id, proof in body.proofs.items()},
        **{f"moves.{index}": move for index, move in enumerate(body.moves)},
        **{f"clocks.{index}": clock for index, clock in enumerate(body.clocks)},
    }
    for path, entry in entries.items():
        if entry.since is None or not entry.ref:
            yield path, "has no date (since) or no reference (ref) of its own"


def _doubled(path: str, names: Iterable[str], key: str = "id") -> Iterator[Fault]:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            yield f"{path}.{index}.{key}", f"{name} stands here twice"
        seen.add(name)


def _unknown(path: str, names: Iterable[str], known: Iterable[str], what: str) -> Iterator[Fault]:
    held = set(known)
    for index, name in enumerate(names):
        if name not in held:
            yield f"{path}.{index}", f"{name} is no {what}"


def _state_faults(body: ProcedureBody) -> Iterator[Fault]:
    for index, state in enumerate(body.states):
        yield from _unknown(f"states.{index}.needs", state.needs, body.proofs, "proof")


def _move_faults(body: ProcedureBody) -> Iterator[Fault]:
    states = {state.id: state for state in body.states}
    for index, move in enumerate(body.moves):
        yield from _unknown(f"moves.{index}.from", move.sources, states, "state")
        yield from _unknown(f"moves.{index}.needs", move.needs, body.proofs, "proof")
        if move.to not in states:
            yield f"moves.{index}.to", f"{move.to} is no state"
        elif move.word not in states[move.to].word_of:
            yield f"moves.{index}.word", f"{move.to} is not reached by the word of {move.word}"


def _ways(body: ProcedureBody) -> Iterator[Fault]:
    reached, waiting = {body.initial}, [body.initial]
    while waiting:
        state = waiting.pop()
        found = {move.to for move in body.moves if state in move.sources} - reached
        reached |= found
        waiting += sorted(found)
    for index, state_ in enumerate(body.states):
        if state_.id not in reached:
            yield f"states.{index}.id", f"no move leads to {state_.id}"
        leaves = any(state_.id in move.sources and move.to != state_.id for move in body.moves)
        if not state_.final and not leaves:
            yield f"states.{index}.id", f"{state_.id} is not final and no move leads out of it"
