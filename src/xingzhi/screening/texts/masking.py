"""A text without what is exchanged first: figures with their units, ranges, and the numbers of parts in a drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from xingzhi.packs import Packs
from xingzhi.screening.similar_applications.spans import Span, folded_with_places

FIGURE_SIGN = "#"
PACK = "masked_templates"  # whose lists of words are the units of measure
# "(1)", "(2a)", "(3-5)", "(4、6)": a part in the drawing.
_PART = r"\(\d{1,4}[a-z]?(?:[-~,、]\d{1,4}[a-z]?)*\)"
_NUMBER = r"\d+(?:\.\d+)?"
_SIGNS = r"[a-zμω]{1,4}(?![a-z\d])|°c?|%|‰"  # a unit in letters or signs right behind its figure


class Masking:
    """How texts are masked where these are the units in Chinese characters, by the quantity they measure.

    A figure with such a unit becomes "#" and the quantity: "30毫米" and "40厘米" are "#长度", for to exchange a length
    for a time is more than to exchange a figure. Of "5毫克每升" the first unit tells. Any other figure becomes "#".
    """

    def __init__(self, units: Mapping[str, Iterable[str]]) -> None:
        self._quantities = {word: name for name, words in units.items() for word in words}
        words = "|".join(re.escape(word) for word in sorted(self._quantities, key=len, reverse=True)) or r"(?!)"
        figure = rf"{_NUMBER}(?:{_SIGNS}|(?:{words})(?:每(?:{words}))?)?"
        ordinal = rf"(?<=第){_NUMBER}(?:{_SIGNS})?"  # what is numbered ("第2升降杆") has no unit
        self._masked = re.compile(f"({_PART})|(?:{ordinal}|{figure})(?:[-~—–]{figure})*")
        self._unit = re.compile(rf"(?<=\d)({words})(?:每(?:{words}))?$")

    def masked(self, folded: str) -> str:
        """A text in similarity form with every figure or range of figures masked and the numbers of parts left out."""
        return self._masked.sub(self._mask, folded)

    def with_places(self, text: str) -> tuple[str, list[Span]]:
        """The masked form of a text as given and, for each of its characters, the stretch of the text it came from."""
        folded, origins = folded_with_places(text)
        pieces: list[str] = []
        places: list[Span] = []
        at = 0
        for found in self._masked.finditer(folded):
            mask = self._mask(found)
            pieces += [folded[at : found.start()], mask]
            places += origins[at : found.start()]
            places += [(origins[found.start()][0], origins[found.end() - 1][1])] * len(mask)
            at = found.end()
        return "".join([*pieces, folded[at:]]), places + origins[at:]

    def figures(self, folded: str) -> list[str]:
        """The figures and ranges of a text in similarity form, in order, without the numbers of parts."""
        return [found[0] for found in self._masked.finditer(folded) if not found[1]]

    def _mask(self, found: re.Match[str]) -> str:
        if found[1]:
            return ""
        unit = self._unit.search(found[0])
        # An ordinal ends before the character of a unit, so that none is found in it.
        return FIGURE_SIGN + (self._quantities[unit[1]] if unit else "")


def masking(packs: Packs) -> Masking:
    """With the units of the pack."""
    return Masking({name: words.values for name, words in packs.screening(PACK).words.items()})
