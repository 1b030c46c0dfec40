"""Copies of a text, edited until their likeness to it is what was asked for.

The edits are those met in real filings: another opening, other parts under the same clauses, other figures, a clause
put in, left out or exchanged.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from xingzhi.sample.drafts import LONGEST, Draft, Piece, make_piece
from xingzhi.sample.similarity import jaccard
from xingzhi.sample.words import SLOT

TOLERANCE = 0.012
SHORTEST = 120
FIGURE = re.compile(r"\d+")


class NoTwin(Exception):
    """The text cannot be brought to the wanted likeness; another text should be tried."""


def twin(original: Draft, likeness: float, rng: random.Random, **changes: str) -> Draft:
    """An edited copy whose Jaccard to `original` is within `TOLERANCE` of `likeness`; 1.0 leaves the words alone.

    `changes` are the title, place or patent type of the copy; the title stays where another would cost too much.
    Raises `NoTwin` where 500 edits do not lead there.
    """
    text = original.text()
    copy = original.copy(rng)
    for name, value in changes.items():
        setattr(copy, name, value)
    if jaccard(text, copy.text()) < likeness - TOLERANCE:
        copy.title = original.title
    if likeness == 1.0:
        return copy
    now = jaccard(text, copy.text())
    for _ in range(500):
        if abs(now - likeness) <= TOLERANCE:
            return copy
        if now < likeness:
            raise NoTwin
        tried = rng.choice(EDITS)(copy)
        after = tried.text()
        if SHORTEST <= len(after) <= LONGEST and jaccard(text, after) >= likeness - TOLERANCE:
            copy, now = tried, jaccard(text, after)
    raise NoTwin


def _with_pieces(draft: Draft, pieces: Sequence[Piece], named: Sequence[str] | None = None) -> Draft:
    return replace(draft, pieces=list(pieces), named=list(draft.named if named is None else named))


def _body(draft: Draft) -> list[int]:
    return [number for number, piece in enumerate(draft.pieces) if piece.role in ("clause", "step")]


def exchange_word(draft: Draft) -> Draft:
    """Another part or ingredient wherever one of them stands."""
    rng = draft.draw.rng
    source = "all_ingredients" if draft.kind == "mixture" else "generic_parts"
    words = [word for word in draft.named if any(word in piece.text for piece in draft.pieces)]
    fresh = [word for word in draft.draw.lists[source] if word not in draft.named] if words else []
    if not fresh:
        return change_figures(draft)
    old, new = rng.choice(words), rng.choice(fresh)
    pieces = [replace(piece, text=piece.text.replace(old, new)) for piece in draft.pieces]
    return _with_pieces(draft, pieces, [new if word == old else word for word in draft.named])


def exchange_piece(draft: Draft) -> Draft:
    """A clause, the opening or the effects in other words."""
    number = draft.draw.rng.randrange(len(draft.pieces))
    if draft.pieces[number].role in ("list", "place"):
        return change_figures(draft)
    pieces = list(draft.pieces)
    pieces[number] = make_piece(draft, pieces[number].role)
    return _with_pieces(draft, pieces)


def change_figures(draft: Draft) -> Draft:
    """Other numbers in one clause."""
    rng = draft.draw.rng
    holders = [number for number, piece in enumerate(draft.pieces) if FIGURE.search(SLOT.sub("", piece.text))]
    if not holders:
        return draft
    number = rng.choice(holders)
    text = FIGURE.sub(
        lambda match: str(max(1, int(match.group()) + rng.choice((-2, -1, 1, 2, 5)))), draft.pieces[number].text
    )
    pieces = list(draft.pieces)
    pieces[number] = replace(pieces[number], text=text)
    return _with_pieces(draft, pieces)


def leave_out(draft: Draft) -> Draft:
    """One clause less."""
    if len(_body(draft)) < 3:
        return draft
    out = draft.draw.rng.choice(_body(draft))
    return _with_pieces(draft, [piece for number, piece in enumerate(draft.pieces) if number != out])


def put_in(draft: Draft) -> Draft:
    """One clause more."""
    body = _body(draft)
    if not body:
        return draft
    at = draft.draw.rng.choice(body)
    pieces = [*draft.pieces[:at], make_piece(draft, draft.pieces[at].role), *draft.pieces[at:]]
    return _with_pieces(draft, pieces)


EDITS: tuple[Callable[[Draft], Draft], ...] = (
    exchange_word, exchange_word, exchange_piece, exchange_piece, change_figures, leave_out, put_in
)  # fmt: skip
