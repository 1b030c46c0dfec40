"""The one search analyser: what is indexed and what is asked are cut in the same way.

Chinese runs become overlapping pairs (专利权 -> 专利 利权), so a word of two characters is one token and a longer one a
phrase of adjacent tokens; Latin letters and digits stay words. Single characters follow the text, so that one
character can be found without breaking adjacency.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from xingzhi.text.normalise import simplify

_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PLAIN = re.compile("[\x00-\x7f\u4e00-\u9fff、。，；：（）“”！？《》]*")  # cut the same with NFKC as without
_RUNS = re.compile(f"([{_HAN}]+)|[^\\W_{_HAN}]+")


def _prepare(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        text = unicodedata.normalize("NFKC", text)
    return simplify(text).lower()


def _pairs(run: str) -> list[str]:
    return list(map("".join, pairwise(run))) or [run]


def index_text(text: str, singles: bool = True) -> str:
    """The tokens of a text joined by spaces; with `singles` its distinct Chinese characters follow at the end."""
    tokens: list[str] = []
    characters: dict[str, None] = {}
    for match in _RUNS.finditer(_prepare(text)):
        run = match[1]
        if run is None:
            tokens.append(match[0])
        else:
            tokens.extend(_pairs(run))
            if singles:
                characters.update(dict.fromkeys(run))
    return " ".join([*tokens, *characters])


def query_phrases(query: str) -> list[list[str]]:
    """The token sequences of a query; all must occur, the tokens of one sequence next to each other.

    A word gives one sequence ("5G通信" -> [["5g", "通信"]]). A single Chinese character inside a word stands for itself
    ("A型" -> [["a"], ["型"]]), since in the text it may be half of a pair.
    """
    phrases: list[list[str]] = []
    for word in _prepare(query).split():
        current: list[str] = []
        for match in _RUNS.finditer(word):
            run = match[1]
            if run is not None and len(run) == 1:
                phrases += [current] * bool(current)
                phrases.append([run])
                current = []
            else:
                current.extend(_pairs(run) if run else [match[0]])
        phrases += [current] * bool(current)
    return phrases
