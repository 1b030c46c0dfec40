"""Rules 5.1.6 and 5.1.17 across scripts: Chinese against pinyin, foreign words or numbers."""

from __future__ import annotations

from collections.abc import Iterator

from xingzhi.packs.mark_strengths import AcrossStrengths
from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks.finding import Finding, against
from xingzhi.screening.similar_marks.sign import CHINESE_DIGITS, Sign
from xingzhi.text.meanings import commonness, glosses, stem, words_of
from xingzhi.text.readings import spellings


def rules(chinese: Sign, foreign: Sign, pack: MarkSimilarity) -> Iterator[Finding]:
    """What the rules say of a Chinese text against foreign words; `foreign.words` may stand beside a Chinese part."""
    if not chinese.han or not foreign.words:
        return
    yield from _number(chinese, foreign, pack.strengths.across)
    yield from _pinyin(chinese, foreign, pack)
    yield from _translation(chinese, foreign, pack)


def _number(chinese: Sign, foreign: Sign, strengths: AcrossStrengths) -> Iterator[Finding]:
    digits = chinese.han.translate(CHINESE_DIGITS)
    if digits.isdigit() and digits == foreign.latin:
        yield Finding("5.1.6", strengths.number, f"中文与数字含义相同：{digits}")


def _pinyin(chinese: Sign, foreign: Sign, pack: MarkSimilarity) -> Iterator[Finding]:
    letters = foreign.latin.replace("'", "").lower()
    if letters not in spellings(chinese.han):
        return
    strengths = pack.strengths.across
    own = chinese.latin.replace("'", "").lower()
    if own == letters:
        yield Finding("5.1.17", strengths.pinyin, f"汉字及其拼音与相同拼音：{letters}")
    else:
        long = len(chinese.han) >= 3
        strength = strengths.spelled if long else pack.limits.needs_person + strengths.spelled_over
        yield Finding("5.1.17", strength, f"汉字的拼音相同：{letters}")


def _compound(word: str, chinese: str, pack: MarkSimilarity) -> list[str]:
    """A word of two known words (MAYFLOWER) in its parts, where the Chinese is not its own translation."""
    if any(stem(word) in glosses(part) for part in words_of(chinese)):
        return [word]
    halves = ((word[:at], word[at:]) for at in range(3, len(word) - 2))
    parts = max(halves, key=lambda pair: min(map(commonness, pair)), default=())
    return list(parts) if parts and min(map(commonness, parts)) >= pack.limits.common_part else [word]


def _translation(chinese: Sign, foreign: Sign, pack: MarkSimilarity) -> Iterator[Finding]:
    """One-to-one or strong correspondence of meanings, where the public knows the foreign words."""
    said = [word for word in foreign.words if word not in pack.articles.every]
    if len(said) == 1 and not said[0].isdigit():
        said = _compound(said[0], chinese.han, pack)
    if not said or any(word.isdigit() for word in said):
        return
    parts = words_of(chinese.han)
    meant = frozenset().union(*(glosses(part) for part in parts))
    met = [word for word in said if stem(word.removesuffix("'S")) in meant]
    share = len(met) / len(said)
    answered = sum(bool(glosses(part) & {stem(word.removesuffix("'S")) for word in said}) for part in parts)
    strengths = pack.strengths.across
    if share < strengths.meaning_share or answered / len(parts) < strengths.meaning_answered:
        return
    known = min(commonness(word) for word in said) >= pack.limits.known_word
    if known:
        more = strengths.meaning_words * (len(said) > 1)
        yield Finding("5.1.6", strengths.meaning(share * answered / len(parts), more), "外文与中文含义对应")
    else:
        yield Finding("5.1.6", strengths.rare, "外文与中文含义对应")
        yield against("5.1.6", strengths.rare_against, "外文含义超出一般公众的认知")
