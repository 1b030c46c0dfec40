"""Measurable targets (至少3次, 80%以上, 不少于5件, 5日内) and cited documents (《…》（文号）) of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from xingzhi.packs import load
from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.marks import NUMBER

_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_CHINESE = r"[一二三四五六七八九十百千两]{1,5}"
_ISSUING = re.compile(r"(?:制定|出台|印发|编制|修订|起草|发布|编写|形成|建立实施)[^，。；《]{0,6}$")


@dataclass(frozen=True)
class Target:
    """A number to be reached; `sense` is at_least, at_most, change or "" where no word says it."""

    text: str
    start: int
    value: str
    unit: str
    sense: str


@dataclass(frozen=True)
class Cited:
    """A document named: title, number ("" where none follows), and whether it is to be issued."""

    text: str
    title: str
    number: str
    to_issue: bool


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = load().notice_reading.targets
    before, after, units, every, least, spans, within = (
        "|".join(map(re.escape, sorted(group, key=len, reverse=True)))
        for group in (
            (*words.at_least, *words.at_most, *words.change),
            words.after,
            (*words.measures, *words.spans),
            words.every,
            (*words.at_least, *words.at_most),
            words.spans,
            words.within,
        )
    )
    return re.compile(
        rf"(?P<every>(?:{every}|每\d{{1,2}}(?:年|个?月))[^，。；\d]{{0,8}}?)?"
        rf"(?P<word>(?:(?:{least})(?:[^，。；\d]{{0,16}}?的|建设|开展|举办|完成|培育|组织|新增|召开)|(?:力争)?(?:{before})(?:到|至|了)?))?(?P<per>百分之)?(?P<value>{_DIGITS}|{_CHINESE})(?:余|多)?"
        rf"(?:(?P<span>{spans})(?P<within>{within})|(?P<unit>个?百分点|%|‰|{units})?(?P<after>{after}|/年|/月|/季度)?)"
    )


def targets(text: str) -> list[Target]:
    """The measurable targets of a sentence in order."""
    found = []
    hidden = re.sub(r"《[^》]*》|“[^”]*”", lambda title: "\0" * len(title[0]), text)
    for match in _pattern().finditer(hidden):
        if _is_target(match, hidden):
            sense = "at_most" if match["within"] else _sense(match["word"] or "", match["after"] or "")
            unit = "%" if match["per"] else match["span"] or match["unit"] or ""
            found.append(Target(match[0].strip("，"), match.start(), match["value"].replace(",", ""), unit, sense))
    whole = re.finditer("|".join(map(re.escape, load().notice_reading.targets.whole)), hidden)
    found += [Target(each[0], each.start(), each[0], "", "") for each in whole]
    return sorted(found, key=lambda target: target.start)


def _is_target(match: re.Match[str], text: str) -> bool:
    words = load().notice_reading.targets
    digits = match["value"][0].isdecimal() and match["value"].isascii()
    rest = text[match.start("value") + len(match["value"]) :]
    if match["every"] and not match["word"] and match["value"] + (match["unit"] or "") in words.repeats:
        return False
    least = any(each in (match["word"] or "") for each in (*words.at_least, *words.at_most))
    if text[: match.start("value")].endswith(("第", "“", "、第")):
        return False
    if match["span"]:  # 后5日内, 起5日内, 4日内 behind a month: a deadline
        return digits and not re.search(r"[起后][的，]?$|月$", text[: match.start("value")])
    if (match["unit"] in words.spans or rest.startswith(words.not_measured)) and not (
        match["word"] and match["unit"] in words.spans
    ):
        return False
    if not match["unit"] and not match["per"]:
        # 达到3 alone is a rate where the sentence ends behind it; a year or a day is none
        return bool(digits and match["word"] and re.match(r"[，。；、）]|$", rest) and len(match["value"]) < 4)
    if match["unit"] in ("%", "‰") or match["per"]:
        return True
    worded = bool(least or match["after"] or match["every"])
    return (digits or worded) and not re.match(r"[月年日]|工作日|小时", rest[len(match["unit"] or "") :])


def _sense(word: str, after: str) -> str:
    """What a word makes of its number; 不少于 holds 少于, so the longest word found counts."""
    sense = load().notice_reading.targets
    said = [(len(each), "at_most") for each in sense.at_most if each in word]
    said += [(len(each), "at_least") for each in sense.at_least if each in word]
    if said:
        return max(said)[1]
    if after in ("以下", "以内"):
        return "at_most"
    if after == "以上":
        return "at_least"
    return "change" if word else ""


def cited(sentence: Span) -> list[Cited]:
    """The documents a sentence names in 《》, each with the number that follows in brackets."""
    text = sentence.text
    found, depth, begun = [], 0, 0
    for at, letter in enumerate(text):
        if letter == "《":
            begun = begun if depth else at
            depth += 1
        elif letter == "》" and depth:
            depth -= 1
            if not depth:
                number = re.match(rf"[（(]({NUMBER.pattern})[）)]", text[at + 1 :])
                end = at + 1 + (number.end() if number else 0)
                issuing = bool(_ISSUING.search(text[:begun]))
                found.append(Cited(text[begun:end], text[begun + 1 : at], number[1] if number else "", issuing))
    return found
