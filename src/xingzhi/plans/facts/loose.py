"""Numbers of things no subject is declared for: kept by the very words they stand with, to meet the same words again."""

from __future__ import annotations

import re

from xingzhi.packs.fact_words import Subject
from xingzhi.packs.schema import Label
from xingzhi.plans.facts.mark import Mark
from xingzhi.plans.facts.narrowing import accepted, values_of
from xingzhi.plans.facts.phrase import Phrase
from xingzhi.plans.facts.topic import Topic

_LEAST = 3  # a shorter word is met too often
_BEHIND = re.compile(r"(?:的)?([\u4e00-\u9fff]{3,20})")


def loose_topic(phrase: Phrase, mark: Mark) -> Topic | None:
    """The words a number stands with as its topic; None where they are too few to know them again."""
    if not re.search(r"\d", mark.text):  # 一批, 两种 count nothing
        return None
    narrowing = accepted(phrase, None)
    runs = phrase.rest([*narrowing, *phrase.marks("place", "period", "same_time", "basis")])
    behind = _BEHIND.match(phrase.found.text, mark.end)
    words = runs[-1] if runs else behind[1] if behind else ""
    if len(words) < _LEAST:
        return None
    name = f"“{words}”"
    subject = Subject(
        id=name, label=Label(zh=name, en=name), timing="flow", words=(words,), units=(mark.held.unit,), drops=("right",)
    )
    word = Mark(mark.start, mark.start, "subject", words, (subject,))
    return Topic(word, values_of(narrowing), tuple(runs[:-1]), (words,))
