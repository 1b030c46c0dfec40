"""Invented marks to any number: words, two and three characters put together, transliterations, Latin inventions, both.

    python -m bench.similar_marks.corpus --marks 10000000 --out marks.parquet

Characters and words are drawn as often as they are met in Chinese text, so a few sounds and letters are in very many names.
"""

from __future__ import annotations

import argparse
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

TRANSLITERATING = (
    "阿艾安奥巴百贝本比波博布查达德蒂丁多恩尔法芬菲弗格古哈赫华基吉加杰卡凯康柯科克拉莱兰劳勒雷里丽利莉林龙卢鲁罗洛马玛麦曼美"
    "蒙米莫姆纳奈尼诺帕佩普奇乔琴森莎山舍圣史斯苏索塔泰特提托瓦威韦维沃西希夏辛亚伊因约泽"
)
ENDING = "堂坊记园轩阁斋庄源达通宝佳优美鲜香味乐福康健安泰祥瑞盛兴隆丰茂华宇辉腾飞龙凤星月阳光海洋山泉林木"
ONSETS = "b c d f g h j k l m n p r s t v w y z br ch cl cr dr fl fr gl gr kl pl pr sh sl sp st tr th".split()  # noqa: SIM905
RHYMES = "a e i o u ai ea ee ie oo ou an en in on un ar er or al el il as es is ax ex ix ia io eo ua".split()  # noqa: SIM905
SHARES = {
    "word": 0.16,
    "two": 0.2,
    "three": 0.17,
    "four": 0.12,
    "foreign": 0.1,
    "latin": 0.15,
    "english": 0.05,
    "both": 0.05,
}
STATES = np.array(["registered", "pending", "lapsed", "refused"])
PART = 500_000


def corpus(number: int, seed: int = 1) -> pa.Table:
    """Marks with number, text, classes, groups, applicant, filing date and status."""
    chance = np.random.default_rng(seed)
    return pa.concat_tables([_part(first, min(PART, number - first), chance) for first in range(0, number, PART)])


def _part(first: int, number: int, chance: np.random.Generator) -> pa.Table:
    kinds = chance.multinomial(number, list(SHARES.values()))
    texts = pa.concat_arrays([_names(kind, int(size), chance) for kind, size in zip(SHARES, kinds, strict=True)])
    texts = texts.take(pa.array(chance.permutation(number)))
    numbers = pc.cast(pa.array(np.arange(first, first + number) + 10_000_001), pa.string())
    classes = pc.utf8_lpad(pc.cast(pa.array(chance.integers(1, 46, number)), pa.string()), 2, "0")
    groups = pc.binary_join_element_wise(
        classes, pc.utf8_lpad(pc.cast(pa.array(chance.integers(1, 13, number)), pa.string()), 2, "0"), ""
    )
    applicants = pc.binary_join_element_wise(
        "样本", pc.cast(pa.array(chance.integers(0, number, number)), pa.string()), "号公司", ""
    )
    filed = pa.array(np.datetime64("2005-01-01") + chance.integers(0, 7900, number))
    status = pa.array(STATES[chance.integers(0, len(STATES), number)])
    return pa.table(
        {
            "number": numbers,
            "text": texts,
            "classes": classes,
            "groups": groups,
            "applicant": applicants,
            "filed_on": filed,
            "status": status,
        }
    )


def _names(kind: str, size: int, chance: np.random.Generator) -> Any:
    if kind == "both":
        return _joined([_names("two", size, chance), _names("latin", size, chance)], " ")
    if kind == "foreign":
        parts = [_drawn("foreign", size, chance) for _ in range(3)]
        four = _joined([*parts, _drawn("foreign", size, chance)], "")
        return pc.if_else(pa.array(chance.random(size) < 0.4), four, _joined(parts, ""))
    if kind == "latin":
        parts = [_drawn(each, size, chance) for each in ("onset", "rhyme", "onset", "rhyme")]
        long = _joined([*parts, _drawn("onset", size, chance), _drawn("rhyme", size, chance)], "")
        return pc.utf8_upper(pc.if_else(pa.array(chance.random(size) < 0.5), long, _joined(parts, "")))
    if kind == "english":
        two = _joined([_drawn("english", size, chance), _drawn("english", size, chance)], " ")
        return pc.utf8_upper(pc.if_else(pa.array(chance.random(size) < 0.5), two, _drawn("english", size, chance)))
    parts = {"word": ["word"], "two": ["sign", "sign"], "three": ["word", "ending"], "four": ["word", "word"]}[kind]
    return _joined([_drawn(each, size, chance) for each in parts], "")


def _joined(parts: list[Any], gap: str) -> Any:
    return pc.binary_join_element_wise(*parts, gap) if len(parts) > 1 else parts[0]


def _drawn(what: str, size: int, chance: np.random.Generator) -> Any:
    words, edges = _stock()[what]
    return words.take(pa.array(np.searchsorted(edges, chance.random(size))))


@cache
def _stock() -> dict[str, tuple[Any, Any]]:
    """Of each kind of part the texts and their cumulated shares."""
    from wordfreq import get_frequency_dict

    chinese = {
        word: share
        for word, share in get_frequency_dict("zh", "large").items()
        if all("\u4e00" <= each <= "\u9fa5" for each in word)
    }
    signs: dict[str, float] = {}
    for word, share in chinese.items():
        for sign in word:
            signs[sign] = signs.get(sign, 0.0) + share
    english = {
        word: share**0.6
        for word, share in get_frequency_dict("en").items()
        if word.isascii() and word.isalpha() and 3 <= len(word) <= 10
    }
    stock = {
        "word": {word: share**0.7 for word, share in chinese.items() if len(word) == 2},
        "sign": {sign: share**0.7 for sign, share in signs.items()},
        "foreign": dict.fromkeys(TRANSLITERATING, 1.0),
        "ending": {sign: 1 / (at + 5) for at, sign in enumerate(ENDING)},
        "onset": {each: 1 / (at + 8) for at, each in enumerate(ONSETS)},
        "rhyme": {each: 1 / (at + 4) for at, each in enumerate(RHYMES)},
        "english": english,
    }
    return {
        kind: (pa.array(list(of_kind)), np.minimum(np.cumsum(list(of_kind.values())) / sum(of_kind.values()), 1.0))
        for kind, of_kind in stock.items()
    }


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--marks", type=int, default=10_000_000)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    pq.write_table(corpus(options.marks), options.out)


if __name__ == "__main__":
    main()
