"""Where a paper and other outgoing documents give different values for one fact."""

from __future__ import annotations

from dataclasses import dataclass

from xingzhi.publish.papers.models import Paper


@dataclass(frozen=True)
class Differing:
    """Two statements of one fact; `key` stays the same as long as both say what they say."""

    key: str
    here: str
    there: str
    document: str
    cause: str
    zh: str
    en: str


def differing(paper: Paper) -> list[Differing]:
    """Every pair in which the paper takes part."""
    return []


def unexplained(paper: Paper) -> list[Differing]:
    """Those nobody gave a reason for."""
    return [each for each in differing(paper) if each.key not in paper.explained]
