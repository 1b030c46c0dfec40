"""Which stretches of two texts are the same, to show them side by side."""

from __future__ import annotations

import unicodedata

Span = tuple[int, int]


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The similarity form of a text and, for each of its characters, the place in the text it came from.

    Combining marks are folded with the letter before them, as the form of the whole text has them.
    """
    letters: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for letter in unicodedata.normalize("NFKC", text[start:end]).lower():
            if not letter.isspace():
                letters.append(letter)
                places.append(start)
        start = end
    return "".join(letters), places


def matched_spans(a: str, b: str, gram: int = 3) -> tuple[list[Span], list[Span]]:
    """The stretches [start, end) of each text that are covered by grams both have, places in the texts as given."""
    sides = [folded_with_places(text) for text in (a, b)]
    grams = [{folded[at : at + gram] for at in range(len(folded) - gram + 1)} for folded, _ in sides]
    shared = grams[0] & grams[1]
    spans = [_spans(text, folded, places, shared, gram) for text, (folded, places) in zip((a, b), sides, strict=True)]
    return spans[0], spans[1]


def _spans(text: str, folded: str, places: list[int], shared: set[str], gram: int) -> list[Span]:
    spans: list[Span] = []
    for at in range(len(folded) - gram + 1):
        if folded[at : at + gram] not in shared:
            continue
        last = at + gram
        start, end = places[at], places[last] if last < len(places) else len(text)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans
