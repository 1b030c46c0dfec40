"""Words of a sentence that tell what is counted, what narrows it, and what a number is against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from xingzhi.packs.fact_words import ScopeWords, Subject
from xingzhi.plans.facts.mark import Mark, alternatives, apart
from xingzhi.plans.facts.pack import fact_words

_BY = re.compile(r"按(?P<by>[^，。；（）()\d]{1,14}?)(?:统计|口径|计算|核算)")


@lru_cache(maxsize=1)
def subjects_by_word() -> Mapping[str, tuple[Subject, ...]]:
    """The subjects each word may mean; the unit of the number chooses."""
    found: dict[str, tuple[Subject, ...]] = {}
    for subject in fact_words().subjects:
        for word in subject.words:
            found[word] = (*found.get(word, ()), subject)
    return found


@lru_cache(maxsize=1)
def _subject() -> re.Pattern[str]:
    return re.compile(rf"(?=({alternatives(subjects_by_word())}))")


@lru_cache(maxsize=1)
def _scopes() -> tuple[tuple[ScopeWords, re.Pattern[str], dict[str, str]], ...]:
    out = []
    for scope in fact_words().scopes:
        values = {word: value for value, words in scope.words.items() for word in words}
        out.append((scope, re.compile(alternatives(values)), values))
    return tuple(out)


def subjects(text: str) -> Iterator[Mark]:
    """The words that name what is counted; where two overlap the longer stands (专利代理师, not 拥有专利)."""
    found = [
        Mark(each.start(1), each.end(1), "subject", each[1], subjects_by_word()[each[1]])
        for each in _subject().finditer(text)
    ]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start - mark.end, mark.start)):
        if not any(other.start < mark.end and mark.start < other.end for other in kept):
            kept.append(mark)
    yield from sorted(kept, key=lambda mark: mark.start)


def scopes(text: str) -> Iterator[Mark]:
    """The words that narrow; one may stand inside the word of a subject. `held` is the way and the value."""
    for scope, pattern, values in _scopes():
        for found in pattern.finditer(text):
            yield Mark(found.start(), found.end(), "scope", found[0], (scope, values[found[0]]))
    by = ScopeWords(id="counted_by", words={}, definition=True)
    for found in _BY.finditer(text):
        yield Mark(found.start(), found.end(), "scope", found[0], (by, found["by"]))


@lru_cache(maxsize=1)
def _growth() -> tuple[tuple[str, re.Pattern[str], dict[str, str]], ...]:
    words = fact_words()
    groups: list[tuple[str, dict[str, str]]] = [
        ("growth", dict.fromkeys(words.growth.up, "up") | dict.fromkeys(words.growth.down, "down")),
        ("basis", {word: basis for basis, group in words.growth.basis.items() for word in group}),
        ("share", dict.fromkeys(words.growth.share, "share") | dict.fromkeys(words.growth.completion, "completion")),
        ("among", {word: among for among, group in words.ranks.among.items() for word in group}),
    ]
    return tuple((sort, re.compile(f"(?:{alternatives(group)})(?!值)"), group) for sort, group in groups)  # 增加值


def growths(text: str) -> Iterator[Mark]:
    """The words of growth, of what it is against, of shares, and of those a rank is among."""
    for sort, pattern, held in _growth():
        found = (Mark(each.start(), each.end(), sort, each[0], held[each[0]]) for each in pattern.finditer(text))  # type: ignore[arg-type]
        yield from apart(found)


@lru_cache(maxsize=1)
def _neutral() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = fact_words()
    return re.compile(alternatives((*words.neutral, *words.ranks.before))), re.compile(
        rf"(?:{alternatives(words.narrowing)})$"
    )


def runs(text: str) -> list[str]:
    """What of a text is no neutral word and no sign: runs of Chinese characters, one alone left out."""
    rest = _neutral()[0].sub("\0", text)
    return [each for each in re.findall(r"[\u4e00-\u9fffA-Za-z]+", rest) if len(each) > 1]


def narrows(run: str) -> bool:
    """Whether an unread run of words narrows what follows (规上工业企业, 涉农领域)."""
    return run not in fact_words().not_alone and bool(_neutral()[1].search(run))
