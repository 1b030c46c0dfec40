"""Rules 5.1.2 and 5.1.12 to 5.1.16 for Chinese characters: alike without weak words, or one within the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks.finding import Finding, against
from xingzhi.screening.similar_marks.meaning import Meaning, compared
from xingzhi.screening.similar_marks.stripping import Core, cores_of_han, once
from xingzhi.text.glyphs import glyph_likeness
from xingzhi.text.meanings import is_common_word, is_word
from xingzhi.text.readings import sound_likeness


def cores(one: str, other: str, pack: MarkSimilarity) -> Iterator[Finding]:
    """5.1.2 and 5.1.12 to 5.1.15: alike once weak words are taken off."""
    best: Finding | None = None
    first, second = cores_of_han(one, pack), cores_of_han(other, pack)
    for a in first:
        for b in second:
            if (a.off or b.off) and (found := _of_core(a, b)) and (best is None or found.strength > best.strength):
                best = found
    if best is None:
        return
    yield best
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == 1 and best.rule == "5.1.13":
        yield against("5.1.13", 0.7, "单字商标加场所用语")
    elif len(shorter) == 1 and not any(longer.removeprefix(shorter) == word for word in pack.empty.values):
        yield against(best.rule, 0.6, "单字商标，整体含义可能不同")
    if compared(one, other) is Meaning.OTHER:
        yield against(best.rule, 0.4, "整体含义明显不同")


def _of_core(a: Core, b: Core) -> Finding | None:
    [one], [other] = a.text, b.text
    rule = "5.1.15" if a.off and b.off else (a.off or b.off)[0][0]
    taken = "、".join(word for _, word in (*a.off, *b.off))
    weight = 0.05 * (len(a.off) + len(b.off) - 1)
    if one != other and once(one) == once(other):
        return Finding("5.1.3", 0.85 - weight, f"除“{taken}”外为“{once(one)}”的重复")
    if one == other:
        return Finding(rule, 0.88 - weight - (0.1 if len(one) == 1 else 0), f"除“{taken}”外相同：{one}")
    if len(one) >= 2 and Counter(one) == Counter(other):
        return Finding("5.1.2", 0.75 - weight, f"除“{taken}”外汉字相同：{one}")
    if len(one) == len(other) >= 2 and all(sound_likeness(x, y) >= 0.99 for x, y in zip(one, other, strict=True)):
        forms = [glyph_likeness(x, y) for x, y in zip(one, other, strict=True)]
        if sum(forms) / len(forms) >= 0.4:
            return Finding("5.1.4", 0.7 - weight, f"除“{taken}”外读音相同：{one}、{other}")
    return None


def contained(short: str, long: str) -> Iterator[Finding]:
    """5.1.16 and the rest of 5.1.7: one stands in the other, whole, with gaps, or its characters mixed."""
    if len(short) < 2 or len(short) == len(long):
        return
    share = len(short) / len(long)
    whole = short in long
    if whole:
        distinct = 0.08 if len(short) >= 3 else -0.1 if is_common_word(short) else 0.0
        yield Finding("5.1.16", min(0.8, 0.35 + 0.5 * share + distinct), f"完整包含“{short}”")
    elif _in_order(short, long):
        yield Finding("5.1.7", 0.3 + 0.55 * share, f"依次包含“{short}”各字")
    elif not Counter(short) - Counter(long):
        yield Finding("5.1.16", 0.3 + 0.5 * share, f"包含“{short}”各字，顺序不同")
    if is_word(long) and compared(short, long) is not Meaning.SAME:
        yield against("5.1.16", 0.6, "整体是另一个词，含义明显不同", "5.1.7")


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(each in rest for each in short)
