"""A mark as text, taken apart: its Chinese characters, its foreign words, its digits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from xingzhi.packs.marks import MarkSimilarity
from xingzhi.text.normalise import simplify

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
TOKEN = re.compile(r"\d+[A-Za-z](?![A-Za-z])|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
ASIDE = re.compile(r"[（(]([^（）()]*)[）)]")
CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@dataclass(frozen=True)
class Sign:
    """A mark. `plain` is what identity is told by; `words` are foreign words and digits, in capitals."""

    text: str
    plain: str
    han: str
    words: tuple[str, ...]
    drawn: bool  # its note says that it depends on the drawing

    @property
    def latin(self) -> str:
        """Its foreign letters and digits without gaps."""
        return "".join(self.words)

    @property
    def mixed(self) -> bool:
        """Whether it has a Chinese and a foreign part."""
        return bool(self.han and self.words)

    @property
    def empty(self) -> bool:
        """Whether nothing of it can be read as text."""
        return not self.han and not self.words


def read(text: str, pack: MarkSimilarity) -> Sign:
    """Take a mark apart. A remark in brackets is left out where it speaks of the drawing, which is then noted."""
    whole = unicodedata.normalize("NFKC", text)
    drawn = False
    for aside in ASIDE.finditer(whole):
        if any(word in aside[1] for word in pack.drawn.values):
            whole, drawn = whole.replace(aside[0], ""), True
    plain = "".join(each for each in whole.casefold() if each.isalnum())
    han = simplify("".join(HAN.findall(whole)))
    rest = HAN.sub(" ", whole)
    words = tuple(_bare(token.upper().replace("’", "'")) for token in TOKEN.findall(rest))
    return Sign(text, plain, han, words, drawn)


def _bare(word: str) -> str:
    """Latin letters without accents: CAFÉ as CAFE; other scripts as they are."""
    if word.isascii() or not unicodedata.name(word[0], "").startswith("LATIN"):
        return word
    return "".join(each for each in unicodedata.normalize("NFD", word) if not unicodedata.combining(each))
