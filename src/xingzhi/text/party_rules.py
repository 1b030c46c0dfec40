"""What is to be known of words and lengths to tell which names mean one party; packs/codes says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Words(Protocol):
    """A list of words of a pack."""

    @property
    def values(self) -> Sequence[str]:
        """The words."""


class Setting(Protocol):
    """A number of a pack."""

    @property
    def value(self) -> float:
        """The number."""


class PartyRules(Protocol):
    """What the party-names pack says; see packs/codes."""

    @property
    def legal_forms(self) -> Words:
        """Forms that make no difference at the end of a name: 有限公司, Co., Ltd. …"""

    @property
    def generic_words(self) -> Words:
        """Words that tell no two firms apart: 科技, 集团, 发展 …"""

    @property
    def org_markers(self) -> Words:
        """Words no person's name holds: 大学, 厂, 研究所 …"""

    @property
    def minimum_distinctive_length(self) -> Setting:
        """Characters a name must keep without its form and generic words to be matched across forms."""

    @property
    def minimum_person_length(self) -> Setting:
        """The fewest Chinese characters a person's name has."""

    @property
    def maximum_person_length(self) -> Setting:
        """The most Chinese characters a person's name has, one with a middle dot or transliterated apart."""

    @property
    def transliterated_parts(self) -> Words:
        """Words that transliterated names are wholly made of: 乌云, 其其格 …"""

    @property
    def transliterated_surnames(self) -> Words:
        """Surnames that may stand in front of them."""

    @property
    def maximum_transliterated_length(self) -> Setting:
        """The most characters of a transliterated name."""
