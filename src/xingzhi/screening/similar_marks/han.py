"""Rules 5.1.1 to 5.1.7 and 5.1.12 to 5.1.16 for Chinese characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks.finding import Finding, against
from xingzhi.screening.similar_marks.meaning import Meaning, compared, of_difference
from xingzhi.screening.similar_marks.stripping import Core, cores_of_han
from xingzhi.text.glyphs import glyph_likeness
from xingzhi.text.meanings import is_word
from xingzhi.text.readings import sound_likeness


def rules(one: str, other: str, pack: MarkSimilarity) -> Iterator[Finding]:
    """What the rules say of two Chinese texts in simplified characters."""
    if one == other:
        yield Finding("5.1.1", 1.0, "汉字相同")
        return
    yield from _order(one, other)
    yield from _repeated(one, other)
    yield from _meaning(one, other)
    if len(one) == len(other):
        yield from _sound_and_form(one, other)
    else:
        yield from _one_more(*sorted((one, other), key=len))
    yield from _cores(one, other, pack)
    yield from _contained(*sorted((one, other), key=len))


def _order(one: str, other: str) -> Iterator[Finding]:
    if Counter(one) != Counter(other):
        return
    yield Finding("5.1.1", 0.9, "汉字相同，仅顺序不同")
    if compared(one, other) is Meaning.OTHER:
        yield against("5.1.2", 0.9, "顺序不同，含义明显不同", "5.1.1")


def _repeated(one: str, other: str) -> Iterator[Finding]:
    if _once(one) == _once(other):
        yield Finding("5.1.3", 0.85, "同一汉字或词语的重复")


def _once(text: str) -> str:
    for size in range(1, len(text) // 2 + 1):
        if len(text) % size == 0 and text[:size] * (len(text) // size) == text:
            return text[:size]
    return text


def _meaning(one: str, other: str) -> Iterator[Finding]:
    meaning = compared(one, other)
    if meaning is Meaning.SAME:
        yield Finding("5.1.6", 0.75, "含义相同或近似")
    elif meaning is Meaning.UNKNOWN and of_difference(one, other) is Meaning.SAME:
        yield Finding("5.1.6", 0.7, "不同部分含义相同")
    elif meaning is Meaning.OTHER:
        yield against("5.1.7", 0.6, "整体含义不同", "5.1.4", "5.1.5", "5.1.16")


def _sound_and_form(one: str, other: str) -> Iterator[Finding]:
    """Texts of one length, character by character."""
    size = len(one)
    sounds = [sound_likeness(a, b) for a, b in zip(one, other, strict=True)]
    forms = [glyph_likeness(a, b) for a, b in zip(one, other, strict=True)]
    differing = [at for at in range(size) if one[at] != other[at]]
    shared = (size - len(differing)) / size
    looks = sum(forms) / size
    if min(sounds) >= 0.99 or (min(sounds) >= 0.6 and shared >= 0.5):
        if shared > 0 or looks >= 0.45:
            yield Finding("5.1.4", min(0.9, 0.45 + 0.25 * shared + 0.35 * looks), "读音相同或近似，字形近似")
        else:
            yield Finding("5.1.4", 0.5, "读音相同，字形不同")
    if min(forms[at] for at in differing) >= 0.45 and looks >= 0.6:
        yield Finding("5.1.5", min(0.85, 0.2 + 0.75 * looks), "字形近似")
    if size >= 3:
        yield from _single(one, other, differing, sounds, forms)
    elif shared < 1:
        yield against("5.1.7", 0.2, "不足三字，个别汉字不同")


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


def _cores(one: str, other: str, pack: MarkSimilarity) -> Iterator[Finding]:
    """5.1.2 and 5.1.12 to 5.1.15: alike once weak words are taken off."""
    best: Finding | None = None
    for a in cores_of_han(one, pack):
        for b in cores_of_han(other, pack):
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
    if one == other:
        return Finding(rule, 0.88 - weight - (0.1 if len(one) == 1 else 0), f"除“{taken}”外相同：{one}")
    if len(one) >= 2 and Counter(one) == Counter(other):
        return Finding("5.1.2", 0.75 - weight, f"除“{taken}”外汉字相同：{one}")
    if len(one) == len(other) >= 2 and all(sound_likeness(x, y) >= 0.99 for x, y in zip(one, other, strict=True)):
        forms = [glyph_likeness(x, y) for x, y in zip(one, other, strict=True)]
        if sum(forms) / len(forms) >= 0.4:
            return Finding("5.1.4", 0.7 - weight, f"除“{taken}”外读音相同：{one}、{other}")
    return None


def _contained(short: str, long: str) -> Iterator[Finding]:
    """5.1.16 and the rest of 5.1.7: one stands in the other, whole, with gaps, or its characters mixed."""
    if len(short) < 2 or len(short) == len(long):
        return
    share = len(short) / len(long)
    whole = short in long
    if whole:
        yield Finding("5.1.16", min(0.8, 0.35 + 0.5 * share + (0.08 if len(short) >= 3 else 0)), f"完整包含“{short}”")
    elif _in_order(short, long):
        yield Finding("5.1.7", 0.3 + 0.55 * share, f"依次包含“{short}”各字")
    elif not Counter(short) - Counter(long):
        yield Finding("5.1.16", 0.3 + 0.5 * share, f"包含“{short}”各字，顺序不同")
    if is_word(long) and compared(short, long) is not Meaning.SAME:
        yield against("5.1.16", 0.6, "整体是另一个词，含义明显不同", "5.1.7")


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(each in rest for each in short)
