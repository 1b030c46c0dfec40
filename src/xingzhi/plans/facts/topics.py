"""The subjects a sentence names, and which of them a number is of."""

from __future__ import annotations

import re
from dataclasses import replace

from xingzhi.plans.facts.mark import Mark
from xingzhi.plans.facts.marks import Marked, listed
from xingzhi.plans.facts.narrowing import accepted, values_of
from xingzhi.plans.facts.pack import fact_words
from xingzhi.plans.facts.phrase import Phrase
from xingzhi.plans.facts.topic import ONLY, Topic, following, topic_of

_BOUNDARY = re.compile(r"[，。；：;:（）()！？!?]|,(?!\d)")
_ASIDE = re.compile(r"[（(][^（）()\d，。；]{1,16}[）)]")  # 专利授权量（不含个人）: no end of the phrase
# 3次会议 counts meetings: a noun right behind a number says that no subject carried on is meant
_NOUN = re.compile(r"(?!和|及|与|以及|的占|左右|上下|占|同比|环比|较|比|居|位|排|列|增|下降|减)[\u4e00-\u9fff]")
_LISTED = re.compile(r"[、和及与]")  # 14批次、59888件: both of the same things
_RIGHT_BEHIND = re.compile(r"[^、，\s]{0,2}")
_BESIDE = 4  # characters before a listed subject within which a word narrows it


class Topics:
    """Those named so far (`held`, which goes on to the next sentence) and the end of the last number (`ended`).

    `taken`: the end of the subject that stood behind that number; `lost`: nobody knows what that number counts.
    """

    def __init__(self, found: Marked, held: list[Topic]) -> None:
        self.found, self.held = found, held
        self.assigned, self.unassigned = listed(found)
        self.ended = self.taken = 0
        self.lost = False

    def phrase(self, mark: Mark, end: int | None = None) -> Phrase:
        """The words of a clause since the last number, up to a mark."""
        text = _ASIDE.sub(lambda aside: "\0" * len(aside[0]), self.found.text[: mark.start])
        bounds = [each.end() for each in _BOUNDARY.finditer(text)]
        return Phrase(self.found, max([self.ended, *bounds]), mark.start if end is None else end)

    def of(self, phrase: Phrase, mark: Mark) -> Topic | None:
        """The topic a number is of: named before it in its clause, right behind it, or carried on."""
        unit = mark.held.unit
        if mark.start in self.unassigned:
            return None
        given = self.assigned.get(mark.start)
        if given and given.sort == "subject":
            scope = [
                each
                for each in self.found.between(phrase.start, given.end, "scope")
                if each.end >= given.start - _BESIDE
            ]
            return self.keep(Topic(given, values_of(scope), (), (given.text,)))
        words = [word for word in phrase.marks("subject") if Topic(word, {}).subject(unit)]
        self.held += self._headings(phrase)
        if words:
            topic = self._inherited(topic_of(phrase, words[-1]), phrase)
            if self.lost and _RIGHT_BEHIND.fullmatch(self.found.text, self.ended, words[-1].start):
                topic.scope[ONLY] = self.found.text[max(0, self.ended - _BESIDE) : self.ended]  # 5万元以上案件12件
            return self.keep(topic)
        if behind := following(self.found, mark.end, unit):
            narrowing = accepted(phrase, None)
            self.taken = behind.word.end
            return self.keep(replace(behind, scope=values_of(narrowing) | behind.scope))
        if self.lost and _LISTED.fullmatch(phrase.text):
            return None
        narrowing = [given] if given and given.sort == "scope" else accepted(phrase, None)
        fixed = phrase.marks("place", "period", "same_time", "subject", "among", "growth", "basis")
        if given is None and (phrase.rest([*narrowing, *fixed]) or _NOUN.match(self.found.text, mark.end)):
            return None
        for topic in reversed(self.held):
            if topic.subject(unit):
                read = (*topic.read, *(each.text for each in narrowing))
                return replace(topic, scope=topic.scope | values_of(narrowing), read=read)
        return None

    def _inherited(self, topic: Topic, phrase: Phrase) -> Topic:
        """What narrowed the topic before it and holds on: all for a bare word, for the next of a list the verb.

        发明专利申请68件，授权40件; 办结专利案件62件、商标案件151件.
        """
        words = fact_words()
        if not self.held or self._parted(phrase) or phrase.marks("place"):
            return topic
        before = self.held[-1]
        ways = {each.id: each for each in words.scopes}
        own = {way for way in topic.scope if way not in ways or not (ways[way].definition or ways[way].listed)}
        if not own and not any(noun in phrase.text for noun in words.nouns):
            return replace(topic, scope=before.scope | topic.scope, read=(*before.read, *topic.read))
        if self.ended and self.found.text[self.ended : self.ended + 1] == "、":
            held = {way: value for way, value in before.scope.items() if way in ways and ways[way].listed}
            return replace(topic, scope=held | topic.scope)
        return topic

    def _parted(self, phrase: Phrase) -> bool:
        """Whether a semicolon stands between the last number and a phrase."""
        return "；" in self.found.text[self.ended : phrase.start]

    def _headings(self, phrase: Phrase) -> list[Topic]:
        """Subjects named since the last number in clauses without one (专利授权量：乌兰浩特市688件)."""
        words = self.found.between(self.ended, phrase.start, "subject")
        return [topic_of(self.phrase(word, word.end), word) for word in words]

    def keep(self, topic: Topic) -> Topic:
        self.held.append(topic)
        return topic
