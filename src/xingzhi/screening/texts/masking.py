"""A text without what is exchanged first: figures with their units, ranges, and the numbers of parts in a drawing."""

from __future__ import annotations

import re

from xingzhi.screening.similar_applications.spans import Span, folded_with_places

FIGURE_SIGN = "#"
# "(1)", "(2a)", "(3-5)", "(4、6)": a part in the drawing.
_PART = r"\(\d{1,4}[a-z]?(?:[-~,、]\d{1,4}[a-z]?)*\)"
# A unit is written in letters or signs right behind its figure; one in Chinese characters stays and is compared.
_FIGURE = r"\d+(?:\.\d+)?(?:[a-zμω]{1,4}(?![a-z\d])|°c?|%|‰)?"
_RANGE = rf"{_FIGURE}(?:[-~—–]{_FIGURE})*"
_MASKED = re.compile(f"({_PART})|{_RANGE}")
FIGURE = re.compile(_RANGE)


def masked(folded: str) -> str:
    """A text in similarity form with every figure or range of figures as "#" and the numbers of parts left out."""
    return _MASKED.sub(_mask, folded)


def _mask(found: re.Match[str]) -> str:
    return "" if found[1] else FIGURE_SIGN


def masked_with_places(text: str) -> tuple[str, list[Span]]:
    """The masked form of a text as given and, for each of its characters, the stretch of the text it came from."""
    folded, origins = folded_with_places(text)
    pieces: list[str] = []
    places: list[Span] = []
    at = 0
    for found in _MASKED.finditer(folded):
        pieces.append(folded[at : found.start()])
        places += origins[at : found.start()]
        if not found[1]:
            pieces.append(FIGURE_SIGN)
            places.append((origins[found.start()][0], origins[found.end() - 1][1]))
        at = found.end()
    return "".join([*pieces, folded[at:]]), places + origins[at:]


def figures(folded: str) -> list[str]:
    """The figures and ranges of a text in similarity form, in order, without the numbers of parts."""
    return [found[0] for found in _MASKED.finditer(folded) if not found[1]]
