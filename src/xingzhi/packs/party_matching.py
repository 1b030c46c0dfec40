"""Schema of the pack of party matching: blocks, comparisons with their weights, words and thresholds.

The weights follow I. P. Fellegi and A. B. Sunter, A Theory for Record Linkage, JASA 64 (1969): a level speaks for one
party by log2(m/u) bits, m being how often it is met among spellings of one party, u among two parties taken at random.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from math import log2
from typing import Self

from pydantic import Field, model_validator

from xingzhi.packs.codes import Setting, WordList
from xingzhi.packs.schema import Dated, Frozen, Label

# What the comparing code tells apart; the pack must weigh each.
LEVELS: Mapping[str, frozenset[str]] = {
    "name": frozenset(
        [
            "same_name",
            "same_person_here",
            "same_person",
            "declared",
            "place_dropped",
            "one_character",
            "one_character_of_brand",
            "wider_trade",
            "short_for",
            "same_brand",
            "other_script",
            "different",
        ]
    ),
    "credit_code": frozenset(["same", "differs"]),
    "address": frozenset(["same", "near", "county", "prefecture", "elsewhere"]),
    "place": frozenset(["same", "differs"]),
    "people": frozenset(["several", "two", "one", "none"]),
    "number": frozenset({"differs"}),
    "branch": frozenset({"differs"}),
    "kind": frozenset({"differs"}),
    "form": frozenset({"differs"}),
    "together": frozenset({"yes"}),
}
BLOCKS = frozenset(["credit_code", "bare", "body", "one_character", "brand", "brand_and_place", "short", "people"])


class Level(Dated):
    """What two parties may have in common or not, and how much it says. `label` is the reason shown."""

    m: float = Field(gt=0, le=1)
    u: float = Field(gt=0, le=1)
    never: bool = False  # two parties, whatever else speaks for one
    label: Label

    @cached_property
    def bits(self) -> float:
        """For one party above 0, against it below."""
        return log2(self.m / self.u)


class Block(Dated):
    """Records that are compared with each other because they share a key; `cap` bounds how many."""

    cap: int = Field(ge=2)
    label: Label


class PartyMatching(Frozen):
    """How two parties are compared."""

    prior: Setting
    same: Setting
    propose: Setting
    rarity_from: Setting
    minimum_typo_length: Setting
    brand_length: Setting
    maximum_short_length: Setting
    minimum_people: Setting
    comparisons: Mapping[str, Mapping[str, Level]]
    blocks: Mapping[str, Block]
    rarity_of: WordList  # levels of `name` that say less the more parties bear the brand
    sure_names: WordList  # levels of `name` without which, or one credit code, nothing is merged in one go
    trade_words: WordList
    distinguishing: WordList
    branch_words: WordList
    plain_forms: WordList  # legal forms that do not set two names apart
    other_forms: WordList  # endings that do

    @model_validator(mode="after")
    def _complete(self) -> Self:
        given = {name: frozenset(levels) for name, levels in self.comparisons.items()}
        if given != LEVELS:
            raise ValueError(f"comparisons must be {sorted(LEVELS)} with their levels")
        if frozenset(self.blocks) != BLOCKS:
            raise ValueError(f"blocks must be {sorted(BLOCKS)}")
        return self

    @cached_property
    def prior_bits(self) -> float:
        """How unlikely it is that two parties taken at random are one."""
        return log2(self.prior.value / (1 - self.prior.value))
