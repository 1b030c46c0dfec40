"""Rules 5.1.2 and 5.1.12 to 5.1.16 for Chinese characters: alike without weak words, or one within the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xingzhi.packs.mark_strengths import HanContained, HanCores
from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks.finding import Finding, against
from xingzhi.screening.similar_marks.meaning import Meaning, compared
from xingzhi.screening.similar_marks.stripping import Core, cores_of_han, once
from xingzhi.text.glyphs import glyph_likeness
from xingzhi.text.meanings import is_common_word, is_word
from xingzhi.text.readings import sound_likeness


def cores(one: str, other: str, pack: MarkSimilarity) -> Iterator[Finding]:
    """5.1.2 and 5.1.12 to 5.1.15: alike once weak words are taken off."""
    strengths = pack.strengths.han.cores
    best: Finding | None = None
    first, second = cores_of_han(one, pack), cores_of_han(other, pack)
    for a in first:
        for b in second:
            if (
                (a.off or b.off)
                and (found := _of_core(a, b, strengths))
                and (best is None or found.strength > best.strength)
            ):
                best = found
    if best is None:
        return
    yield best
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1 and best.rule == "5.1.13":
        yield against("5.1.13", strengths.place, "单字商标加场所用语")
    elif len(shorter) == 1 and not any(longer.removeprefix(shorter) == word for word in pack.empty.values):
        yield against(best.rule, strengths.single, "单字商标，整体含义可能不同")
    if compared(one, other) is Meaning.OTHER:
        yield against(best.rule, strengths.meaning, "整体含义明显不同")


def _of_core(a: Core, b: Core, strengths: HanCores) -> Finding | None:
    [one], [other] = a.text, b.text
    rule = "5.1.15" if a.off and b.off else (a.off or b.off)[0][0]
    taken = "、".join(word for _, word in (*a.off, *b.off))
    weight = strengths.more_words * (len(a.off) + len(b.off) - 1)
    if one != other and once(one) == once(other):
        return Finding("5.1.3", strengths.repeated - weight, f"除“{taken}”外为“{once(one)}”的重复")
    if one == other:
        return Finding(
            rule,
            strengths.same - weight - (strengths.one_character if len(one) == 1 else 0),
            f"除“{taken}”外相同：{one}",
        )
    if len(one) >= 2 and Counter(one) == Counter(other):
        return Finding("5.1.2", strengths.order - weight, f"除“{taken}”外汉字相同：{one}")
    if len(one) == len(other) >= 2 and all(
        sound_likeness(x, y) >= strengths.sound_same for x, y in zip(one, other, strict=True)
    ):
        forms = [glyph_likeness(x, y) for x, y in zip(one, other, strict=True)]
        if sum(forms) / len(forms) >= strengths.sound_looks:
            return Finding("5.1.4", strengths.sound - weight, f"除“{taken}”外读音相同：{one}、{other}")
    return None


def contained(short: str, long: str, strengths: HanContained) -> Iterator[Finding]:
    """5.1.16 and the rest of 5.1.7: one stands in the other, whole, with gaps, or its characters mixed."""
    if len(short) < 2 or len(short) == len(long):
        return
    share = len(short) / len(long)
    whole = short in long
    if whole:
        distinct = (
            strengths.whole_long if len(short) >= 3 else -strengths.whole_common if is_common_word(short) else 0.0
        )
        yield Finding("5.1.16", strengths.whole(share, distinct), f"完整包含“{short}”")
    elif _in_order(short, long):
        yield Finding("5.1.7", strengths.in_order(share), f"依次包含“{short}”各字")
    elif not Counter(short) - Counter(long):
        yield Finding("5.1.16", strengths.mixed(share), f"包含“{short}”各字，顺序不同")
    if is_word(long) and compared(short, long) is not Meaning.SAME:
        yield against("5.1.16", strengths.another_word, "整体是另一个词，含义明显不同", "5.1.7")


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(each in rest for each in short)
