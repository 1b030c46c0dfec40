"""Two marks and their goods: identical, similar, not similar, or a person must look, with the rules for and against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from xingzhi.packs.marks import MarkSimilarity
from xingzhi.screening.similar_marks import across, han, latin, rendering
from xingzhi.screening.similar_marks.finding import Finding, against
from xingzhi.screening.similar_marks.goods import Goods
from xingzhi.screening.similar_marks.goods import compared as goods_compared
from xingzhi.screening.similar_marks.sign import Sign, read
from xingzhi.screening.similar_marks.stripping import says_little, words_say_little


class Verdict(Enum):
    """What a comparison comes to. It steers a search; it finds nothing."""

    IDENTICAL = "identical"
    SIMILAR = "similar"
    NOT_SIMILAR = "not_similar"
    NEEDS_PERSON = "needs_person"


@dataclass(frozen=True)
class Compared:
    """The verdict, its score from 0 to 1, and the findings, strongest first."""

    verdict: Verdict
    score: float
    findings: tuple[Finding, ...]
    goods: Goods
    mark: str
    unread: tuple[str, ...] = ()  # why there was nothing to compare

    def data(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "verdict": self.verdict.value,
            "score": round(self.score, 3),
            "rules": list(dict.fromkeys(each.rule for each in self.findings if not each.against)),
            "rules_against": list(dict.fromkeys(each.rule for each in self.findings if each.against)),
            "reasons": [
                {"rule": each.rule, "strength": round(each.strength, 3), "why": each.why, "against": each.against}
                for each in self.findings
            ],
            "goods": self.goods.value,
            "problems": list(self.unread),
            "note": self.mark,
        }


def compare(one: str, other: str, pack: MarkSimilarity, goods: tuple[str, str] = ("", "")) -> Compared:
    """Compare two marks as text. `goods` are codes of classes or similar groups of each, blank where not given."""
    a, b = read(one, pack), read(other, pack)
    of_goods = goods_compared(*goods)
    weighed = (_weighed(each, pack) for each in _findings(a, b, pack))
    findings = tuple(sorted(weighed, key=lambda each: -each.strength))
    score = _score(findings, pack.limits.exception)
    unread = tuple(_unread(sign) for sign in dict.fromkeys((a, b)) if sign.empty)
    return Compared(_verdict(a, b, findings, score, of_goods, pack), score, findings, of_goods, pack.mark.value, unread)


def _unread(sign: Sign) -> str:
    if not sign.text.strip():
        return "名称为空，没有可比的文字"
    return f"“{sign.text[:40]}”没有汉字、字母或数字，按文字无法比较，请比较图样"


def _weighed(finding: Finding, pack: MarkSimilarity) -> Finding:
    weight = (pack.weights.against if finding.against else pack.weights.speaking).get(finding.rule, 1.0)
    return finding if weight == 1.0 else replace(finding, strength=min(1.0, weight * finding.strength))


def _findings(a: Sign, b: Sign, pack: MarkSimilarity) -> Iterable[Finding]:
    if a.empty or b.empty:
        return
    if a.plain == b.plain:
        yield Finding("4.1.2", 1.0, "文字相同")
        return
    parts = a.mixed or b.mixed
    beside = a.mixed and b.mixed
    if a.han and b.han:
        little = pack.limits.little if beside and (says_little(a.han, pack) or says_little(b.han, pack)) else 1.0
        yield from _of_part(han.rules(a.han, b.han, pack), "5.3.1" if parts else "", little=little)
    if a.words and b.words:
        weak = beside and (words_say_little(a.words, pack) or words_say_little(b.words, pack))
        little = pack.limits.little if weak else 1.0
        yield from _of_part(latin.rules(a.words, b.words, pack), "5.3.2" if parts else "", little=little)
    if not (a.han and b.han):
        crossing = [*across.rules(a, b, pack), *across.rules(b, a, pack)]
        yield from crossing
        if parts:
            meant = (each for each in crossing if each.rule == "5.1.6" and not each.against)
            yield from (replace(each, rule="5.3.3") for each in meant)
        yield from rendering.rules(a, b, pack)


def _of_part(findings: Iterable[Finding], rule: str, *, little: float) -> Iterable[Finding]:
    """The findings of one part; of combined marks the rule of that part is named with the strongest of them.

    A part of weak words alone is no prominent one: `little` is what is left of likeness there (1: all).
    """
    found = list(findings)
    if little < 1:
        found = [replace(each, strength=each.strength * (1 if each.against else little)) for each in found]
        yield against(rule, 1 - little, "该部分显著性弱，不是突出部分")
    yield from found
    speaking = [each for each in found if not each.against]
    if rule and speaking:
        best = max(speaking, key=lambda each: each.strength)
        yield Finding(rule, best.strength, best.why)


def _score(findings: tuple[Finding, ...], share: float) -> float:
    """The strongest that speaks for likeness, each less the strongest exception to it."""
    return max(
        (each.strength - share * _exception(each, findings) for each in findings if not each.against), default=0.0
    )


def _exception(finding: Finding, findings: tuple[Finding, ...]) -> float:
    return max((each.strength for each in findings if finding.rule in each.over), default=0.0)


def _verdict(
    a: Sign, b: Sign, findings: tuple[Finding, ...], score: float, goods: Goods, pack: MarkSimilarity
) -> Verdict:
    if a.empty or b.empty or a.drawn or b.drawn:
        return Verdict.NEEDS_PERSON
    if goods is Goods.OTHER:
        return Verdict.NOT_SIMILAR
    if any(each.rule == "4.1.2" for each in findings):
        return Verdict.IDENTICAL
    if score >= pack.limits.similar:
        return Verdict.SIMILAR
    return Verdict.NEEDS_PERSON if score >= pack.limits.needs_person else Verdict.NOT_SIMILAR
