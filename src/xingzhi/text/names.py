"""Names in cells: several in one, and how a person's name is shown where it must not be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from xingzhi.text.normalise import clean, has_han, is_empty

_ANY_SEPARATOR = re.compile(r"[;；、|｜\n\r,，/]")
_HARD = ";；、|｜\n\r"
_SOFT = ",，/"
_OPEN, _CLOSE = "(（[【〔", ")）]】〕"
_ORGANISATION_TAIL = re.compile(
    r"(?:公司|集团|大学|学院|学校|中学|小学|医院|银行|研究[院所室]|中心|合作社|事务所|委员会|协会|学会|基金会|[厂院所局站社队部店场矿馆处会库厅行园])$"
)
_TRAILING_BRACKET = re.compile(r"[(（][^()（）]*[)）]$")
_LATIN_ORGANISATION = re.compile(
    r"\b(?:co|ltd|limited|inc|corp|corporation|company|llc|llp|gmbh|ag|sa|bv|nv|plc|kg|kk|oy|ab|univ|university|inst|institute|"
    r"college|foundation|hospital|laborator(?:y|ies)|technolog(?:y|ies)|group|holdings?|systems?)\b",
    re.IGNORECASE,
)
_COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳司马上官诸葛夏侯东方皇甫尉迟公孙令狐慕容司徒宇文长孙端木百里南宫独孤轩辕呼延澹台闻人申屠钟离"
        "赫连拓跋太史公冶宗政濮阳淳于单于鲜于闾丘司空亓官司寇漆雕乐正壤驷公良夹谷宰父谷梁段干东郭南门西门",
    )
)


def _cut(text: str) -> list[str]:
    """Cut at separators outside brackets; a comma or slash separates only Chinese names from each other."""
    balanced = sum(text.count(c) for c in _OPEN) == sum(text.count(c) for c in _CLOSE)
    pieces, marks, depth, start = [], [""], 0, 0
    for position, character in enumerate(text):
        if balanced and character in _OPEN:
            depth += 1
        elif balanced and character in _CLOSE:
            depth = max(depth - 1, 0)
        elif depth == 0 and character in _HARD + _SOFT:
            pieces.append(text[start:position])
            marks.append(character)
            start = position + 1
    pieces.append(text[start:])
    names: list[str] = []
    for mark, piece in zip(marks, pieces, strict=True):
        if names and mark in _SOFT and mark and piece.strip() and not (has_han(names[-1]) and has_han(piece)):
            names[-1] += mark + piece  # "Foo Co., Ltd." is one name
        else:
            names.append(piece)
    return names


@lru_cache(maxsize=1 << 16)
def _split(raw: str) -> tuple[str, ...]:
    parts = _cut(raw) if _ANY_SEPARATOR.search(raw) else [raw]
    names = [clean(part).rstrip(",，") for part in parts]
    return tuple(dict.fromkeys(name for name in names if name and not is_empty(name)))


def split_names(raw: str) -> list[str]:
    """The names in a cell, in order, each once: "甲公司;乙大学；" -> ["甲公司", "乙大学"].

    Latin names keep their commas, and nothing is cut inside brackets.
    """
    return list(_split(raw))


def looks_like_organisation(name: str, markers: Sequence[str] = ()) -> bool:
    """Whether a name is plainly not a person's: by a company word, its tail, or one of `markers` at its end.

    Up to three characters a single one at the end says nothing: 李园 and 王社 are people.
    """
    bare = _TRAILING_BRACKET.sub("", "".join(name.split()))
    if "公司" in bare or _LATIN_ORGANISATION.search(name):
        return True
    if not has_han(bare):
        return False
    if len(bare) <= 3:
        return any(len(marker) > 1 and bare.endswith(marker) for marker in markers)
    return bool(_ORGANISATION_TAIL.search(bare)) or bare.endswith(tuple(markers))


def mask_name(name: str, markers: Sequence[str] = ()) -> str:
    """A person's name with only the surname readable: 张三 -> 张*, 欧阳小明 -> 欧阳**; organisations stay as they are.

    What cannot be told apart is masked: showing too little mends easily.
    """
    name = clean(name)
    if not name or looks_like_organisation(name, markers):
        return name
    if not has_han(name):
        return " ".join(word[0] + "*" * (len(word) - 1) for word in name.split(" "))
    kept = 2 if name[:2] in _COMPOUND_SURNAMES and len(name) > 2 else 1
    return name[:kept] + "".join(letter if letter in "·• " else "*" for letter in name[kept:])
