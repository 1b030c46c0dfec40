"""What else a mark may be written as: without weak words, repeated, in pinyin, in other words of one meaning."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations

from xingzhi.engine.marks.asked import Form
from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks.sign import CHINESE_DIGITS, Sign, read
from xingzhi.screening.similar_marks.stripping import core_of_words, cores_of_han, once
from xingzhi.text.meanings import phrases, words_for
from xingzhi.text.readings import spellings

CORE, REPEATED, PINYIN, MEANING, ORDER = 0.9, 0.85, 0.85, 0.8, 0.85
MOST_WORDS = 12  # of one meaning


def forms_of(text: str, pack: MarkSimilarity) -> list[Form]:
    """The forms a search takes along, those nearest to the mark first."""
    sign = read(text, pack)
    return list(dict.fromkeys([*_of_han(sign, pack), *_of_words(sign, pack)]))


def _of_han(sign: Sign, pack: MarkSimilarity) -> Iterator[Form]:
    han = sign.han
    if not han:
        return
    for core in islice(cores_of_han(han, pack), 1, 5):
        yield Form(core.text[0], CORE, near=True)
    if once(han) != han:
        yield Form(once(han), REPEATED, near=True)
    if len(han) == 1:
        yield from (Form(han + word, CORE, near=False) for word in pack.empty.values)
    if not sign.words:
        spelled = sorted(spellings(han, 8))[:8]
        for at, letters in enumerate(spelled):
            yield Form(letters, PINYIN, near=at == 0 and len(han) > 1)
        digits = han.translate(CHINESE_DIGITS)
        if digits.isdigit():
            yield Form(digits, MEANING, near=False)
    for phrase in sorted(phrases(han), key=len):
        yield Form(phrase, MEANING, near=False)
        yield from (Form(word, MEANING, near=False) for word in words_for(phrase)[:MOST_WORDS] if word != han)


def _of_words(sign: Sign, pack: MarkSimilarity) -> Iterator[Form]:
    words = sign.words
    if not words:
        return
    core = core_of_words(words, pack)
    if core.off:
        yield Form(" ".join(core.text), CORE, near=True)
    if 2 <= len(words) <= 3:
        yield from (Form(" ".join(order), ORDER, near=False) for order in permutations(words) if order != words)
    if not sign.han:
        yield from (Form(word, MEANING, near=False) for word in words_for(" ".join(words))[:MOST_WORDS])
        if sign.latin.isdigit():
            yield Form(sign.latin.translate(str.maketrans("0123456789", "零一二三四五六七八九")), MEANING, near=False)
