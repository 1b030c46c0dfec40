"""Keyword conditions of the strategic-industry table: kept as given, and read where they are plainly a list."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from xingzhi.packs.codes import WordList
from xingzhi.packs.schema import Dated, Frozen
from xingzhi.text.normalise import fold


class WordLimit(Dated):
    """A number of characters."""

    value: int


class Remark(Dated):
    """A remark on values."""

    value: str


class KeywordGrammar(Frozen):
    """How a keyword cell is read."""

    any_of: WordList
    all_of: WordList
    examples: WordList  # what stands before one of these is a word, and there are more
    open_words: WordList  # these name a field, not a word
    whole_words: WordList  # words in which the signs above mean nothing
    descriptions: WordList  # words that end so describe a trade: where they do not stand, nothing is said
    negations: WordList
    joined: WordList
    longest: WordLimit
    note: Remark


@dataclass(frozen=True, slots=True)
class KeywordRule:
    """Any of `groups`, each all of its words as `needle` gives them.

    `complete` is False where more is meant than was read: a text that has one of the groups fulfils the rule all the
    same, of one that has none it is not known.
    """

    groups: tuple[tuple[str, ...], ...]
    complete: bool

    def fulfilled(self, text: str) -> bool | None:
        """Whether a text as `haystacks` gives it fulfils the rule; None where that cannot be said."""
        if any(all(word in text for word in group) for group in self.groups):
            return True
        return False if self.complete else None


UNREAD = KeywordRule((), complete=False)


def needle(word: str) -> str:
    """A keyword as it is looked for: folded; one in Latin letters only as a word of its own ("AI" is not in "mail")."""
    narrow = unicodedata.normalize("NFKC", word).lower()
    return " " + " ".join(re.findall("[a-z0-9]+", narrow)) + " " if narrow.isascii() else fold(word)


def haystacks(texts: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Texts as keywords are looked for in them: folded, and behind that their Latin words apart."""
    narrow = pc.utf8_lower(pc.utf8_normalize(texts, form="NFKC"))
    folded = pc.replace_substring(pc.replace_substring(narrow, " ", ""), "\n", "")
    latin = pc.replace_substring_regex(narrow, "[^a-z0-9]+", " ")
    return pc.binary_join_element_wise(folded, latin, "", " ")  # Latin words stand between spaces, Chinese ones do not


def read_keywords(raw: str, grammar: KeywordGrammar) -> KeywordRule:
    """The rule of a keyword cell; a cell with words that exclude something is not read at all."""
    text = raw.strip()
    if not text or any(word in text for word in grammar.negations.values):
        return UNREAD
    groups: list[tuple[str, ...]] = []
    complete = True
    for item in _split(text, grammar.any_of.values):
        named, whole = _named(item, grammar)
        complete &= whole
        words = _split(named, grammar.all_of.values)
        if any(_is_prose(word, grammar) for word in words):
            complete = False
        elif words:
            complete &= not named.endswith(grammar.descriptions.values)
            groups.append(tuple(needle(word) for word in words))
    return KeywordRule(tuple(dict.fromkeys(groups)), complete and bool(groups))


def _split(text: str, separators: tuple[str, ...]) -> list[str]:
    latin = [rf"\s+{word}\s+" for word in separators if word.isascii() and word.isalpha()]
    others = [re.escape(word) for word in separators if not (word.isascii() and word.isalpha())]
    parts = (part.strip(" 。.") for part in re.split("|".join([*latin, *others, r"\n"]), text))
    return [part for part in parts if part]


def _hidden(text: str, grammar: KeywordGrammar) -> str:
    """The text with the words blotted out in which signs mean nothing; as long as before."""
    for word in grammar.whole_words.values:
        text = text.replace(word, "\0" * len(word))
    return text


def _named(item: str, grammar: KeywordGrammar) -> tuple[str, bool]:
    """The word an item names, and whether that is all of it."""
    hidden = _hidden(item, grammar)
    for word in grammar.examples.values:
        if word in hidden:
            return item[: hidden.index(word)], False
    if any(word in hidden for word in grammar.open_words.values):
        return "", False
    return item, True


def _is_prose(word: str, grammar: KeywordGrammar) -> bool:
    hidden = _hidden(word, grammar)
    marked = any(sign in word for sign in "()（）:：“”\"'*?") or any(each in hidden for each in grammar.joined.values)
    return marked or len(word) > grammar.longest.value or (word.isascii() and not re.search("[A-Za-z0-9]", word))
