"""Rules 5.1.1 to 5.1.7 for Chinese characters, and what han_parts finds of the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from xingzhi.packs.mark_strengths import HanStrengths, Single, Sounding
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
    strengths = pack.strengths.han
    short, long = sorted((one, other), key=len)
    if one == other:
        yield Finding("5.1.1", strengths.same, "汉字相同")
        return
    yield from _order(one, other, strengths)
    yield from _repeated(one, other, strengths)
    yield from _meaning(one, other, strengths)
    if len(one) == len(other):
        yield from _sound_and_form(one, other, pack)
    else:
        yield from _one_more(short, long, strengths.single)
    yield from cores(one, other, pack)
    yield from contained(short, long, strengths.contained)


def _order(one: str, other: str, strengths: HanStrengths) -> Iterator[Finding]:
    if Counter(one) != Counter(other):
        return
    yield Finding("5.1.1", strengths.order, "汉字相同，仅顺序不同")
    yield Finding("5.1.2", strengths.order_core, "汉字相同，仅顺序不同")
    if compared(one, other) is Meaning.OTHER:
        yield against("5.1.2", strengths.order_meaning, "顺序不同，含义明显不同", "5.1.1")


def _repeated(one: str, other: str, strengths: HanStrengths) -> Iterator[Finding]:
    if once(one) == once(other) or TWICE.sub(r"\1", one) == TWICE.sub(r"\1", other):
        yield Finding("5.1.3", strengths.repeated, "同一汉字或词语的重复")


def _meaning(one: str, other: str, strengths: HanStrengths) -> Iterator[Finding]:
    meaning = compared(one, other)
    if meaning is Meaning.SAME and min(len(one), len(other)) == 1 and (one in other or other in one):
        return  # 生 and 学生 share a gloss, as any word does with its characters
    if meaning is Meaning.SAME:
        yield Finding("5.1.6", strengths.meaning, "含义相同或近似")
    elif meaning is Meaning.UNKNOWN and of_difference(one, other) is Meaning.SAME:
        yield Finding("5.1.6", strengths.meaning_part, "不同部分含义相同")
    elif meaning is Meaning.OTHER:
        yield against("5.1.7", strengths.meaning_other, "整体含义不同", "5.1.4", "5.1.5", "5.1.16")


def _sound_and_form(one: str, other: str, pack: MarkSimilarity) -> Iterator[Finding]:
    """Texts of one length, character by character."""
    size = len(one)
    sounds = [sound_likeness(a, b) for a, b in zip(one, other, strict=True)]
    forms = [glyph_likeness(a, b) for a, b in zip(one, other, strict=True)]
    differing = [at for at in range(size) if one[at] != other[at]]
    shared = (size - len(differing)) / size
    looks = sum(forms) / size
    if _sound_alike(sounds, shared, looks, pack.strengths.han.sound):
        yield from _said_alike(one, other, shared, looks, pack)
    form = pack.strengths.han.form
    if min(forms[at] for at in differing) >= form.each and looks >= form.mean:
        yield Finding("5.1.5", form(looks), "字形近似")
    if size >= 3:
        yield from _single(one, other, differing, sounds, forms, pack.strengths.han.single)
    elif shared < 1:
        yield against("5.1.7", pack.strengths.han.single.short, "不足三字，个别汉字不同")


def _sound_alike(sounds: list[float], shared: float, looks: float, limits: Sounding) -> bool:
    if min(sounds) >= limits.same:
        return True
    near = min(sounds) >= limits.least and sum(sounds) / len(sounds) >= limits.mean
    return near and (shared > limits.shared or looks >= limits.looks)


def _said_alike(one: str, other: str, shared: float, looks: float, pack: MarkSimilarity) -> Iterator[Finding]:
    """5.1.4. Characters that only render a foreign sound mean nothing, so that sound weighs more; a known word means something."""
    sound = pack.strengths.han.sound
    rendered = all(each in pack.sounding.every for each in one + other)
    if shared > 0 or looks >= sound.looks or rendered:
        strength = max(
            sound.base + sound.by_shared * shared + sound.by_looks * looks, pack.limits.rendered if rendered else 0.0
        )
        yield Finding("5.1.4", min(sound.most, strength), "读音相同或近似，字形近似")
    else:
        yield Finding("5.1.4", sound.form_differs, "读音相同，字形不同")
    if shared < sound.word_shared and not rendered and (is_word(one) or is_word(other)):
        yield against("5.1.4", sound.word, "其一为有含义的词语，含义、字形有区别")


def _single(
    one: str, other: str, differing: list[int], sounds: list[float], forms: list[float], single: Single
) -> Iterator[Finding]:
    """5.1.7: three characters or more, single ones differ."""
    if len(differing) > max(1, len(one) // 3):
        return
    meaning = of_difference(one, other)
    first = 0 in differing and sounds[0] < single.first_sound and forms[0] < single.first_form
    yield Finding("5.1.7", single.one - single.more * (len(differing) > 1), "仅个别汉字不同")
    if first and meaning is not Meaning.SAME:
        yield against("5.1.7", single.first, "首字读音、字形明显不同")
    if meaning is Meaning.OTHER:
        yield against("5.1.7", single.meaning, "不同部分含义明显不同")
    elif is_word(one) != is_word(other) and all(
        sounds[at] < single.word_sound and forms[at] < single.word_form for at in differing
    ):
        yield against("5.1.7", single.word, "其一整体是有含义的词语")


def _one_more(short: str, long: str, single: Single) -> Iterator[Finding]:
    """5.1.7 where one has a character more: the rest alike by sound or form in the same order."""
    if len(short) < 4 or len(long) != len(short) + 1:
        return
    for at in range(len(long)):
        rest = long[:at] + long[at + 1 :]
        pairs = [(a, b) for a, b in zip(short, rest, strict=True) if a != b]
        if len(pairs) == 1 and max(sound_likeness(*pairs[0]), glyph_likeness(*pairs[0])) >= single.longer_alike:
            yield Finding("5.1.7", single.longer, "多一字，另一字读音或字形近似")
            return
