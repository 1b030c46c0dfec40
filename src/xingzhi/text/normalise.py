"""Forms of a text: `fold` to compare, `clean` to store and show, `simplify` to meet traditional characters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

# Chinese punctuation has its full width by right and stays; letters, digits and signs typed wide by accident do not.
_CHINESE_PUNCTUATION = "！，：；？（）～"
_NARROW = {
    wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) not in _CHINESE_PUNCTUATION
} | dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, *range(0, 9), *range(14, 28), 0x7F])
_TO_NARROW = re.compile("[" + "".join(re.escape(chr(code)) for code in _NARROW) + "]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

_EMPTY_WORDS = "无|無|空|暂无|暫無|未填|不详|不詳|未知|n/a|na|nil|none|null|nan|(空)|(无)|(無)|(blank)"
_EMPTY_MARKERS = frozenset(["/", "//", "\\", ".", "。", "*", *_EMPTY_WORDS.split("|")])
_DASHES = "-—─―–‐"


def fold(text: str) -> str:
    """The similarity form: NFKC, lower case, all whitespace removed."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def clean(text: str) -> str:
    """The display form: ASCII letters, digits and signs at half width, invisible characters out, one space at most.

    Chinese punctuation is kept as it stands.
    """
    if _TO_NARROW.search(text):
        text = text.translate(_NARROW)
    return " ".join(text.split())


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=1 << 14)
def _simplify_short(text: str) -> str:
    return str(_converter().convert(text))


def simplify(text: str) -> str:
    """The same text in simplified characters."""
    if text.isascii():
        return text
    return _simplify_short(text) if len(text) <= 64 else str(_converter().convert(text))


def has_han(text: str) -> bool:
    """Whether the text holds a Chinese character."""
    return _HAN.search(text) is not None


def is_empty(text: str) -> bool:
    """Whether a cell's text only says that there is nothing: blank, "—", "/", "无", "N/A" …"""
    if len(text) > 12:
        return not text.strip()
    stripped = unicodedata.normalize("NFKC", text).strip().lower()
    return not stripped.strip(_DASHES) or stripped in _EMPTY_MARKERS
