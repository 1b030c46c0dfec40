"""Schema of the regions pack: its edition, tables, words, aliases and development zones."""

from __future__ import annotations

from collections.abc import Mapping

from xingzhi.packs.codes import WordList
from xingzhi.packs.schema import Dated, Frozen, Label, TableFile


class Zone(Dated):
    """A development zone: an overlay inside a county without a division code, never counted twice."""

    id: str
    name: Label
    aliases: tuple[str, ...] = ()
    path: str  # the county it lies in, or the prefecture where it spans several
    level: str = ""  # national, provincial
    doc_no: str = ""


class Alias(Dated):
    """A customary short name of a region."""

    name: str
    path: str


class RegionRules(Frozen):
    """Words that keep `locate` from mistaking ordinary words for places."""

    leading_words: WordList  # stripped from the start: 中国
    common_words: WordList  # never a place at the start although a county's short name: 东方, 和平
    dissolving: WordList  # types of change by which a place ended in another: whether that one stood before is not said
    not_followed_by: Mapping[str, WordList]  # last character of a name -> what turns it into another word: 区 + 域


class RegionsBody(Frozen):
    """What the regions pack holds beside its tables `divisions` and `changes`."""

    edition: Edition
    tables: Mapping[str, TableFile]
    rules: RegionRules
    aliases: tuple[Alias, ...] = ()
    zones: tuple[Zone, ...] = ()


class Edition(Dated):
    """Which state of the code book is loaded, and what is known to be missing."""

    text: Label
    not_loaded: Label


RegionsBody.model_rebuild()
