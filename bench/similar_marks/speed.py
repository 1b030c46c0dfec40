"""How many pairs of marks are compared in a second on one core.

    python -m bench.similar_marks.speed [PAIRS]

The pairs are invented: Chinese, Latin and combined names, half of them near each other. Loading dictionaries is told apart.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter

from xingzhi.packs import load
from xingzhi.screening.similar_marks.compare import compare

CHARACTERS = "阿埃爱安奥巴贝本比博布达德迪丁多尔法菲芙戈海汉华吉佳金卡凯康科克拉莱兰雷丽莉林罗洛玛曼梅美雪山云峰龙凤鹤松竹禾谷源泉福寿康宁"
ENDS = ("", "", "", "", "堂", "集团", "国际", "食品")


def chinese(chance: random.Random) -> str:
    """A Chinese name of two to five characters, now and then with a weak word."""
    return "".join(chance.choices(CHARACTERS, k=chance.choice((2, 3, 3, 4, 5)))) + chance.choice(ENDS)


def latin(chance: random.Random) -> str:
    """An invented word in capitals."""
    syllables = (chance.choice("BCDFGKLMNPRSTVZ") + chance.choice("AEIOU") for _ in range(chance.choice((2, 3, 4))))
    return "".join(syllables) + chance.choice(("", "N", "X", " HOME", " COFFEE"))


def near(text: str, chance: random.Random) -> str:
    """The same with one character or letter changed."""
    at = chance.randrange(len(text))
    return text[:at] + chance.choice("AEIOUNRST" if text[at].isascii() else CHARACTERS) + text[at + 1 :]


def pair(chance: random.Random) -> tuple[str, str]:
    """Two names to compare."""
    kind = chance.choice(("chinese", "latin", "across", "mixed"))
    if kind == "across":
        return chinese(chance), latin(chance)
    if kind == "mixed":
        return f"{chinese(chance)} {latin(chance)}", f"{chinese(chance)} {latin(chance)}"
    one = chinese(chance) if kind == "chinese" else latin(chance)
    return one, near(one, chance) if chance.random() < 0.5 else chinese(chance) if kind == "chinese" else latin(chance)


def main(count: int) -> None:
    """Print the rate of the first comparisons, of new names, and of the same names again."""
    chance, pack = random.Random(7), load().mark_similarity
    pairs = [pair(chance) for _ in range(count)]
    start = time.process_time()
    for one, other in (("青禾", "禾青"), ("BOSS", "LOSS"), ("青禾", "BOSS")):
        compare(one, other, pack)
    print(f"dictionaries: {time.process_time() - start:.2f} s")
    for name in ("new names", "again"):
        start = time.process_time()
        verdicts = Counter(compare(one, other, pack).verdict.value for one, other in pairs)
        print(f"{name}: {count / (time.process_time() - start):,.0f} pairs/s  {dict(verdicts)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
