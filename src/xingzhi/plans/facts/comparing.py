"""Compare what documents state."""

from __future__ import annotations

from collections.abc import Sequence

from xingzhi.plans.facts.compared import Compared
from xingzhi.plans.facts.fact import Document
from xingzhi.plans.facts.reading import facts_of


def compare(documents: Sequence[Document], place: str = "") -> Compared:
    """Every pair of statements of one fact that differ, within and between documents, with the cause.

    `place` is the path of the office's region, meant by 全盟 and by sentences without place; "" where it is not known.
    Reads no database; the answer is the same for the same documents in the same order.
    """
    facts = [fact for each in documents for fact in facts_of(each.text, each.on, place, each.title)]
    return Compared(tuple(facts))
