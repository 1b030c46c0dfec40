"""Schema of what marks are compared by: the guide's rules, words that carry little, and limits."""

from __future__ import annotations

from collections.abc import Mapping

from xingzhi.packs.codes import WordList
from xingzhi.packs.keywords import Remark
from xingzhi.packs.schema import Dated, Frozen, Label


class MarkRule(Dated):
    """A rule of the guide, by its number there."""

    label: Label


class WordMap(Dated):
    """A word and what it stands for."""

    values: Mapping[str, str]


class MarkLimits(Dated):
    """Scores from which a pair is called similar or left to a person, and how common a foreign word must be to be known.

    Commonness is a Zipf frequency: 3 once in a million words, 4 once in a hundred thousand.
    """

    similar: float
    needs_person: float
    common_word: float  # the public knows what it means
    known_word: float  # it is a word and no invention


class MarkSimilarity(Frozen):
    """All of it. `mark` stands on every comparison."""

    mark: Remark
    rules: Mapping[str, MarkRule]
    empty: WordList  # add nothing even to a single character
    weak: WordList
    weak_foreign: WordList
    places: WordList
    places_foreign: WordList
    describing: WordList
    describing_foreign: WordList
    articles: WordList
    abbreviations: WordMap
    drawn: WordList
    limits: MarkLimits
