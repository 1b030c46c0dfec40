"""Rules 5.1.1 to 5.1.7 for Chinese characters, and what han_parts finds of the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks.finding import Finding, against
from xingzhi.screening.similar_marks.han_parts import contained, cores
from xingzhi.screening.similar_marks.meaning import Meaning, compared, of_difference
from xingzhi.screening.similar_marks.stripping import once
from xingzhi.text.glyphs import glyph_likeness
from xingzhi.text.meanings import is_word
from xingzhi.text.readings import sound_likeness

TWICE = re.compile(r"(.)\1+")


def rules(one: str, other: str, pack: MarkSimilarity) -> Iterator[Finding]:
    """What the rules say of two Chinese texts in simplified characters."""
    if one == other:
        yield Finding("5.1.1", 1.0, "汉字相同")
        return
    yield from _order(one, other)
    yield from _repeated(one, other)
    yield from _meaning(one, other)
    if len(one) == len(other):
        yield from _sound_and_form(one, other, pack)
    else:
        yield from _one_more(*sorted((one, other), key=len))
    yield from cores(one, other, pack)
    yield from contained(*sorted((one, other), key=len))


def _order(one: str, other: str) -> Iterator[Finding]:
    if Counter(one) != Counter(other):
        return
    yield Finding("5.1.1", 0.9, "汉字相同，仅顺序不同")
    yield Finding("5.1.2", 0.89, "汉字相同，仅顺序不同")
    if compared(one, other) is Meaning.OTHER:
        yield against("5.1.2", 0.9, "顺序不同，含义明显不同", "5.1.1")


def _repeated(one: str, other: str) -> Iterator[Finding]:
    if once(one) == once(other) or TWICE.sub(r"\1", one) == TWICE.sub(r"\1", other):
        yield Finding("5.1.3", 0.85, "同一汉字或词语的重复")


def _meaning(one: str, other: str) -> Iterator[Finding]:
    meaning = compared(one, other)
    if meaning is Meaning.SAME and min(len(one), len(other)) == 1 and (one in other or other in one):
        return  # 生 and 学生 share a gloss, as any word does with its characters
    if meaning is Meaning.SAME:
        yield Finding("5.1.6", 0.75, "含义相同或近似")
    elif meaning is Meaning.UNKNOWN and of_difference(one, other) is Meaning.SAME:
        yield Finding("5.1.6", 0.7, "不同部分含义相同")
    elif meaning is Meaning.OTHER:
        yield against("5.1.7", 0.6, "整体含义不同", "5.1.4", "5.1.5", "5.1.16")


def _sound_and_form(one: str, other: str, pack: MarkSimilarity) -> Iterator[Finding]:
    """Texts of one length, character by character."""
    size = len(one)
    sounds = [sound_likeness(a, b) for a, b in zip(one, other, strict=True)]
    forms = [glyph_likeness(a, b) for a, b in zip(one, other, strict=True)]
    differing = [at for at in range(size) if one[at] != other[at]]
    shared = (size - len(differing)) / size
    looks = sum(forms) / size
    if min(sounds) >= 0.99 or (min(sounds) >= 0.6 and sum(sounds) / size >= 0.8 and (shared > 0.3 or looks >= 0.45)):
        yield from _said_alike(one, other, shared, looks, pack)
    if min(forms[at] for at in differing) >= 0.45 and looks >= 0.6:
        yield Finding("5.1.5", min(0.85, 0.2 + 0.75 * looks), "字形近似")
    if size >= 3:
        yield from _single(one, other, differing, sounds, forms)
    elif shared < 1:
        yield against("5.1.7", 0.2, "不足三字，个别汉字不同")


def _said_alike(one: str, other: str, shared: float, looks: float, pack: MarkSimilarity) -> Iterator[Finding]:
    """5.1.4. Characters that only render a foreign sound mean nothing, so that sound weighs more; a known word means something."""
    rendered = all(each in pack.sounding.every for each in one + other)
    if shared > 0 or looks >= 0.45 or rendered:
        strength = max(0.45 + 0.25 * shared + 0.35 * looks, pack.limits.rendered if rendered else 0.0)
        yield Finding("5.1.4", min(0.9, strength), "读音相同或近似，字形近似")
    else:
        yield Finding("5.1.4", 0.5, "读音相同，字形不同")
    if shared < 0.5 and not rendered and (is_word(one) or is_word(other)):
        yield against("5.1.4", 0.4, "其一为有含义的词语，含义、字形有区别")


def _single(one: str, other: str, differing: list[int], sounds: list[float], forms: list[float]) -> Iterator[Finding]:
    """5.1.7: three characters or more, single ones differ."""
    if len(differing) > max(1, len(one) // 3):
        return
    meaning = of_difference(one, other)
    first = 0 in differing and sounds[0] < 0.8 and forms[0] < 0.5
    yield Finding("5.1.7", 0.85 - 0.1 * (len(differing) > 1), "仅个别汉字不同")
    if first and meaning is not Meaning.SAME:
        yield against("5.1.7", 0.7, "首字读音、字形明显不同")
    if meaning is Meaning.OTHER:
        yield against("5.1.7", 0.6, "不同部分含义明显不同")
    elif is_word(one) != is_word(other) and all(sounds[at] < 0.6 and forms[at] < 0.5 for at in differing):
        yield against("5.1.7", 0.5, "其一整体是有含义的词语")


def _one_more(short: str, long: str) -> Iterator[Finding]:
    """5.1.7 where one has a character more: the rest alike by sound or form in the same order."""
    if len(short) < 4 or len(long) != len(short) + 1:
        return
    for at in range(len(long)):
        rest = long[:at] + long[at + 1 :]
        pairs = [(a, b) for a, b in zip(short, rest, strict=True) if a != b]
        if len(pairs) == 1 and max(sound_likeness(*pairs[0]), glyph_likeness(*pairs[0])) >= 0.8:
            yield Finding("5.1.7", 0.65, "多一字，另一字读音或字形近似")
            return
