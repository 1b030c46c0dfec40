"""Rewrite what came near another by chance, so that only what was planted is near."""

from __future__ import annotations

from xingzhi.sample.corpus import Corpus
from xingzhi.sample.plants import THRESHOLD, Plant
from xingzhi.sample.similarity import pairs_at


def keep_apart(corpus: Corpus, plants: list[Plant]) -> int:
    """Rewrite every text that came near another without being planted; the number of rewritten texts.

    Raises `ValueError` where two planted texts came near each other by chance: take another seed.
    """
    meant = {frozenset((item.left.number, item.right.number)) for item in plants if item.kind != "hard_negative"}
    applications = corpus.applications
    rewritten, loose = 0, set(range(len(applications)))
    while loose:
        found = pairs_at([application.abstract for application in applications], THRESHOLD, among=loose)
        loose = set()
        for left, right, _ in found:
            if frozenset((applications[left].number, applications[right].number)) in meant:
                continue
            single = next((number for number in (left, right) if not applications[number].planted), None)
            if single is None:
                raise ValueError("two planted texts are near by chance; take another seed")
            loose.add(single)
        for number in sorted(loose):
            application = applications[number]
            application.draft = corpus.write(application.patent, application.subject)
            application.finish()
        rewritten += len(loose)
    return rewritten
