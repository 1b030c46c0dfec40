"""Which stretches of two texts are the same, to show them side by side."""

from __future__ import annotations

from collections.abc import Iterable

from xingzhi.screening.similar_applications.folding import stands_alone
from xingzhi.text.normalise import fold

Span = tuple[int, int]


def folded_with_places(text: str) -> tuple[str, list[Span]]:
    """The similarity form of a text and, for each of its characters, the stretch of the text it came from.

    One character may come from several ("e" and an accent), several from one ("㎏" gives "kg"), and white space gives none.
    """
    pieces, places, start = [], [], 0
    while start < len(text):
        end = start + 1
        while end < len(text) and not text[end].isascii() and not stands_alone(text[end]):
            end += 1
        piece = fold(text[start:end])
        pieces.append(piece)
        places += [(start, end)] * len(piece)
        start = end
    whole, joined = fold(text), "".join(pieces)
    # They can differ only in the form of a Greek sigma, which depends on the letters around it.
    return (whole if len(whole) == len(joined) else joined), places


def matched_spans(a: str, b: str, gram: int = 3) -> tuple[list[Span], list[Span]]:
    """The stretches [start, end) of each text covered by grams both have; places in the texts as given.

    Stretches are in order and do not touch. Texts shorter than `gram` match as wholes or not at all, as in the screening.
    """
    sides = [folded_with_places(text) for text in (a, b)]
    grams = [{folded[at : at + gram] for at in range(max(1, len(folded) - gram + 1))} for folded, _ in sides]
    shared = (grams[0] & grams[1]) - {""}
    first, second = (_spans(folded, places, shared, gram) for folded, places in sides)
    return first, second


def cut(text: str, spans: Iterable[Span]) -> list[tuple[str, bool]]:
    """A text in pieces, and of each whether it is one of the stretches; none is empty."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]


def _spans(folded: str, places: list[Span], shared: set[str], gram: int) -> list[Span]:
    spans: list[Span] = []
    for at in range(max(1, len(folded) - gram + 1)):
        piece = folded[at : at + gram]
        if piece not in shared:
            continue
        start, end = places[at][0], places[at + len(piece) - 1][1]
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
