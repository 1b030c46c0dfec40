"""Rules 5.1.4, 5.1.5 and 5.1.8 to 5.1.16 for letters and digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks.finding import Finding, against
from xingzhi.screening.similar_marks.stripping import core_of_words, once
from xingzhi.text.glyphs import as_drawn, letter_likeness
from xingzhi.text.meanings import commonness, is_phrase, stem

Words = tuple[str, ...]
# How foreign names are said, roughly: one letter a sound.
SOUNDS = (("PH", "F"), ("CK", "K"), ("SCH", "S"), ("SH", "S"), ("CH", "S"), ("GH", "G"), ("QU", "KW"), ("CE", "SE"), ("CI", "SI"), ("CY", "SI"),
          ("X", "KS"), ("Q", "K"), ("C", "K"), ("Z", "S"), ("Y", "I"), ("W", "V"), ("EE", "I"), ("OO", "U"), ("EA", "I"), ("OU", "U"))  # fmt: skip
DOUBLE = re.compile(r"(.)\1+")


def rules(one: Words, other: Words, pack: MarkSimilarity) -> Iterator[Finding]:
    """What the rules say of two texts of foreign words, in capitals."""
    strengths, letters = pack.strengths.latin, pack.strengths.latin.letters
    a, b = "".join(one), "".join(other)
    if a == b:
        yield Finding("5.1.8" if len(a) <= 2 else "5.1.9", letters.same, "字母、数字相同")
        return
    if as_drawn(a) == as_drawn(b) and max(len(a), len(b)) >= 2:
        rule = "5.1.8" if len(a) <= 2 and len(b) <= 2 else "5.1.9" if a.isalpha() and b.isalpha() else "5.1.5"
        yield Finding(rule, letters.drawn, "外观近似的字母、数字")
        return
    if len(one) > 1 and Counter(one) == Counter(other):
        yield Finding("5.1.10", strengths.order, "单词相同，仅顺序不同")
        if _known_phrase(one, pack) and _known_phrase(other, pack):
            yield against("5.1.10", strengths.order_meaning, "两种顺序各有含义", "5.1.15", "5.1.9")
    if once(a) == once(b):
        yield Finding("5.1.3", strengths.repeated, "同一单词或字母组合的重复")
    yield from _forms_of_words(one, other, pack)
    yield from _letters(a, b, pack, other=_other_meaning(*_differing(one, other), pack))
    yield from _cores(one, other, pack)
    short, long = sorted((one, other), key=lambda words: len("".join(words)))
    yield from _contained(short, long, pack)


def _known_phrase(words: Words, pack: MarkSimilarity) -> bool:
    """Whether words in this order say something of their own: written as one word, or as a dictionary has them."""
    return commonness("".join(words)) >= pack.limits.joined_word or is_phrase(" ".join(words))


def sound(text: str) -> str:
    """How letters are said, roughly; for comparing only."""
    said = text.upper()
    for seen, heard in SOUNDS:
        said = said.replace(seen, heard)
    return DOUBLE.sub(r"\1", said)


def _forms_of_words(one: Words, other: Words, pack: MarkSimilarity) -> Iterator[Finding]:
    first, second = _bare(one, pack), _bare(other, pack)
    if first == second:
        yield Finding("5.1.11", pack.strengths.latin.forms, "仅单复数、词形、冠词、介词或缩写不同")
    elif len(one) != len(other) and sorted(first) == sorted(second):
        yield Finding("5.1.11", pack.strengths.latin.forms_order, "仅冠词、介词和单词顺序不同")


def _bare(words: Words, pack: MarkSimilarity) -> list[str]:
    full = [pack.abbreviations.values.get(word.replace("'", ""), word) for word in words]
    kept = [word for word in full if word not in pack.articles.values] or full
    return [stem(word.removesuffix("'S")) if len(word) > 3 else word for word in kept]


def _letters(a: str, b: str, pack: MarkSimilarity, *, other: bool) -> Iterator[Finding]:
    """5.1.4 and 5.1.9: letter by letter."""
    strengths = pack.strengths.latin.letters
    short, long = min(len(a), len(b)), max(len(a), len(b))
    if short < 3:
        yield against("5.1.8", strengths.short, "一个或两个字母、数字，构成不同")
        return
    if not (a.isalpha() and b.isalpha()) and not (a.isdigit() and b.isdigit()) and short <= 3:
        return
    edits = OSA.distance(a, b)
    said = OSA.distance(sound(a), sound(b))
    first = letter_likeness(a[0], b[0]) or (strengths.said_first if sound(a[:2])[:1] == sound(b[:2])[:1] else 0.0)
    if said == 0 and edits <= max(1, long // 3):
        yield Finding("5.1.4", strengths.said, "读音相同，外观近似")
    if a.isdigit() or b.isdigit():
        if edits <= 1 and short >= 5:
            yield Finding("5.1.9", strengths.digits, "仅个别数字不同")
        return
    if short == 3 and long == 3:
        close = sum(letter_likeness(x, y) for x, y in zip(a, b, strict=True))
        if edits == 1 and close >= strengths.three_alike and not other:
            yield Finding("5.1.9", strengths.three, "三个字母，字形近似")
        else:
            yield against("5.1.9", strengths.three_other, "三个字母，字形不近似")
        return
    allowed = 1 if long <= 5 else 2 if long <= 8 else 3
    nearer = min(edits, said + strengths.sound_edit)
    if nearer <= allowed + (strengths.sound_edit if said < edits else 0):
        yield Finding("5.1.9", max(strengths.few_least, strengths.few(nearer / long)), "仅个别字母不同")
    elif sorted(a) == sorted(b):
        yield against("5.1.9", strengths.order, "字母排列顺序不同，整体区别明显")
        return
    else:
        return
    if not first:
        yield against("5.1.9", strengths.first, "首字母读音、字形明显不同")
    if other:
        yield against("5.1.9", strengths.meaning, "各有含义，整体含义不同", "5.1.4", "5.1.16")


def _differing(one: Words, other: Words) -> tuple[str, str]:
    """The words that differ, where phrases of one length differ in one word; else the whole."""
    pairs = [(x, y) for x, y in zip(one, other, strict=False) if x != y]
    return pairs[0] if len(one) == len(other) and len(pairs) == 1 else ("".join(one), "".join(other))


def _other_meaning(a: str, b: str, pack: MarkSimilarity) -> bool:
    """Both are words the public knows, and not forms of one word."""
    common = pack.limits.common_short if min(len(a), len(b)) <= 3 else pack.limits.common_word
    return min(commonness(a), commonness(b)) >= common and stem(a) != stem(b)


def _cores(one: Words, other: Words, pack: MarkSimilarity) -> Iterator[Finding]:
    """5.1.12 to 5.1.15: alike once weak words are taken off."""
    a, b = core_of_words(one, pack), core_of_words(other, pack)
    if not (a.off or b.off):
        return
    rule = "5.1.15" if a.off and b.off else (a.off or b.off)[0][0]
    taken = "、".join(word for _, word in (*a.off, *b.off))
    first, second = "".join(a.text), "".join(b.text)
    if first == second and len(first) >= 2:
        yield Finding(rule, pack.strengths.latin.core, f"除“{taken}”外相同：{first}")
    elif min(len(first), len(second)) >= 4 and [stem(x) for x in a.text] == [stem(x) for x in b.text]:
        yield Finding("5.1.11", pack.strengths.latin.core_forms, f"除“{taken}”外仅词形不同：{first}、{second}")
    elif (
        min(len(first), len(second)) >= 5
        and OSA.distance(first, second) == 1
        and not _other_meaning(first, second, pack)
    ):
        yield Finding("5.1.15", pack.strengths.latin.core_letters, f"除“{taken}”外仅个别字母不同：{first}、{second}")


def _contained(short: Words, long: Words, pack: MarkSimilarity) -> Iterator[Finding]:
    """5.1.16: one stands whole in the other, as words or as letters."""
    a, b = "".join(short), "".join(long)
    if len(a) < 3 or len(a) == len(b):
        return
    as_words = any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
    share, strengths = len(a) / len(b), pack.strengths.latin
    if as_words and len(a) >= 3:
        rare = commonness(a) < pack.limits.common_word
        more = strengths.contained_rare * rare
        yield Finding("5.1.16", strengths.contained(share, more), f"完整包含“{a}”")
        yield Finding("5.1.15", strengths.contained_part(share, more), f"由相对独立的部分构成，其一为“{a}”")
        if not rare and len(short) == 1:
            over = ("5.1.16",) if len(long) > 2 else ()
            yield against("5.1.15", strengths.contained_common, "常用词，整体含义可能不同", *over)
    elif a in b and len(a) >= 4:
        yield Finding("5.1.16", strengths.contained_letters(share), f"包含“{a}”")
        if _other_meaning(a, b, pack):
            yield against("5.1.16", strengths.contained_meaning, "各有含义，整体含义不同")
