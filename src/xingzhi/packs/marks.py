"""Schema of what marks are compared by: the guide's rules, words that carry little, and limits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from xingzhi.packs.codes import WordList as Listed
from xingzhi.packs.keywords import Remark
from xingzhi.packs.mark_strengths import MarkStrengths
from xingzhi.packs.schema import Dated, Frozen, Label
from xingzhi.packs.transliteration import Transliteration


class MarkRule(Dated):
    """A rule of the guide, by its number there; `short` are words for it beside other rules."""

    label: Label
    short: Label


class WordList(Listed):
    """Words that a rule looks for at the ends of a mark."""

    @cached_property
    def every(self) -> frozenset[str]:
        """All of them, for looking up."""
        return frozenset(self.values)

    @cached_property
    def longest(self) -> int:
        """Characters of the longest."""
        return max(map(len, self.values), default=0)


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
    common_short: float  # the same for words of three letters and less, which are often taken for words by chance
    common_part: float  # a part of a compound; rarer parts are taken for chance
    joined_word: float  # two words written as one are a word of their own
    known_word: float  # it is a word and no invention
    exception: float  # what of its strength an exception takes from a rule
    little: float  # what is left of likeness that lies in weak words beside other parts
    set_characters: int  # characters a set of filings must spell together, one each, not to be chance
    set_filings: int  # filings of a set up to which that holds
    rendered: float  # strength of one sound, where the characters only render a foreign name


class MarkWeights(Dated):
    """What each rule counts, 1 as in the strengths: `speaking` for likeness, `against` it. Rules not named count 1."""

    speaking: Mapping[str, float]
    against: Mapping[str, float]


class PictureLimits(Dated):
    """From which likeness a comparison of pictures says anything, and from when a change is named; see engine/pictures."""

    shape_by_chance: float
    shape_same: float
    overlay_by_chance: float
    overlay_same: float
    points_by_chance: float
    half_points: float
    beside: float
    explained: float
    whole: float
    upright: float
    outlined: float


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
    sounding: WordList  # characters by which foreign names are rendered
    limits: MarkLimits
    strengths: MarkStrengths
    pictures: PictureLimits
    weights: MarkWeights
    transliteration: Transliteration | None = None  # of a pack of its own
