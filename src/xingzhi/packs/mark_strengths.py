"""Schema of how strongly each rule speaks of a pair of marks (0 to 1), and from which likeness it speaks at all.

Values of this project: set by hand rule by rule, checked together by cross-validation (bench/similar_marks).
A part that looks or sounds alike is measured from 0 (nothing alike) to 1 (the same).
"""

from __future__ import annotations

from xingzhi.packs.schema import Dated


class Straight(Dated):
    """A strength that changes with a share from 0 to 1: `base` and `slope` times the share, `most` at the utmost."""

    base: float
    slope: float
    most: float = 1.0

    def __call__(self, share: float, more: float = 0.0) -> float:
        """The strength at this share, with what else adds to it."""
        return min(self.most, self.base + self.slope * share + more)


class Sounding(Dated):
    """5.1.4 for Chinese characters: when two texts of one length are said alike, and what that counts."""

    same: float  # each character sounds at least so alike: said the same
    least: float  # else each at least so
    mean: float  # and all together at least so
    shared: float  # and more than so many of them the same
    looks: float  # or they look so alike
    base: float
    by_shared: float  # more by the share of the same characters
    by_looks: float  # more by how alike they look
    most: float
    form_differs: float  # said alike, but nothing looks alike
    word: float  # against: one of them is a word with a meaning
    word_shared: float  # where less than so many characters are the same


class Single(Dated):
    """5.1.7: single characters of three and more differ."""

    one: float
    more: float  # less, where more than one differs
    first: float  # against: the first character is another
    first_sound: float  # which sounds less alike than so
    first_form: float  # and looks less alike than so
    meaning: float  # against: what differs means something else
    word: float  # against: one of them as a whole is a word
    word_sound: float  # where what differs sounds less alike than so
    word_form: float  # and looks less alike than so
    longer: float  # one has a character more
    longer_alike: float  # and what else differs sounds or looks so alike
    short: float  # against: texts of less than three characters


class Form(Straight):
    """5.1.5: characters that look alike."""

    each: float  # each differing character at least so
    mean: float  # all together at least so


class HanCores(Dated):
    """5.1.2 to 5.1.4 and 5.1.12 to 5.1.15: Chinese texts alike once weak words are taken off."""

    repeated: float
    same: float
    one_character: float  # less, where a single character is left
    order: float
    sound: float
    sound_same: float  # each character sounds at least so alike
    sound_looks: float  # and they look so alike
    more_words: float  # less for each weak word more than one
    place: float  # against: a single character and a word for a place
    single: float  # against: a single character and another weak word
    meaning: float  # against: the whole means something else


class HanContained(Dated):
    """5.1.16 and 5.1.7: one Chinese text within the other; the share is that of the shorter in the longer."""

    whole: Straight
    whole_long: float  # more, where the shorter has three characters or more
    whole_common: float  # less, where it is a common word of two
    in_order: Straight
    mixed: Straight
    another_word: float  # against: the longer is another word


class HanStrengths(Dated):
    """Chinese characters."""

    same: float
    order: float  # 5.1.1: the same characters in another order
    order_core: float  # 5.1.2: the same, named after the other
    order_meaning: float  # against: the order makes another meaning
    repeated: float
    meaning: float
    meaning_part: float  # only what differs means the same
    meaning_other: float  # against: the whole means something else
    sound: Sounding
    form: Form
    single: Single
    cores: HanCores
    contained: HanContained


class Letters(Dated):
    """5.1.4, 5.1.5, 5.1.8 and 5.1.9: foreign texts letter by letter."""

    same: float
    drawn: float  # letters and digits that are drawn alike
    short: float  # against: one or two letters
    said: float
    said_first: float  # likeness of the first letters that begin with one sound
    digits: float
    three: float  # of three letters each
    three_alike: float  # which together look so alike
    three_other: float  # against: they do not
    few: Straight  # the share is that of the letters that differ
    few_least: float
    sound_edit: float  # a letter that differs only by sound counts so much more than nothing
    order: float  # against: the same letters in another order
    first: float  # against: the first letter is another
    meaning: float  # against: each means something else


class LatinStrengths(Dated):
    """Letters, digits and foreign words."""

    letters: Letters
    order: float  # 5.1.10: two words in another order
    order_meaning: float  # against: each order says something of its own
    repeated: float
    forms: float  # 5.1.11: singular and plural and the like
    forms_order: float
    core: float  # alike once weak words are taken off
    core_forms: float
    core_letters: float
    contained: Straight  # the share is that of the shorter in the longer
    contained_part: Straight  # 5.1.15 of the same
    contained_rare: float  # more, where the shorter is no common word
    contained_common: float  # against: a common word
    contained_letters: Straight
    contained_meaning: float  # against: each means something else


class AcrossStrengths(Dated):
    """Chinese against pinyin, foreign words and numbers."""

    number: float
    pinyin: float  # Chinese with its pinyin against the same pinyin
    spelled: float  # Chinese of three characters or more against its pinyin
    spelled_over: float  # shorter: so much over the limit from which a person looks
    meaning: Straight  # the share is that of the words that answer each other
    meaning_words: float  # more, where there are several words
    meaning_share: float  # at least so many of the foreign words answer
    meaning_answered: float  # and so many of the Chinese ones
    rare: float  # the public does not know the foreign words
    rare_against: float


class MarkStrengths(Dated):
    """All of them."""

    han: HanStrengths
    latin: LatinStrengths
    across: AcrossStrengths
