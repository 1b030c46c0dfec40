"""What was planted in the documents of eight sets is found, with its cause, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plans.facts.corpus import LEAGUE, NEUTRAL_DAY, compared, corpus
from xingzhi.plans.facts.reading import read

SETS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(case, id=f"{name}-{at}")
        for name in SETS
        for at, case in enumerate(corpus(f"corpus_{name}.yaml")[kind], start=1)
    ]


@pytest.mark.parametrize("case", _cases("planted"))
def test_planted(case: dict[str, Any]) -> None:
    found = compared(case)

    told = {pair.cause for pair in found.contradictions} | {each.rule for each in found.mismatches}
    assert told == {case.get("cause") or case["rule"]}


@pytest.mark.parametrize("case", _cases("legitimate"))
def test_no_false_alarm(case: dict[str, Any]) -> None:
    found = compared(case)

    assert found.facts
    assert [(pair.first.sentence, pair.second.sentence, pair.zh) for pair in found.contradictions] == []
    assert [each.zh for each in found.mismatches] == []


def test_ordinary_sentences_state_no_facts() -> None:
    sentences = corpus("corpus_first.yaml")["neutral"]

    found = {each: [fact.value.text for fact in read(each, NEUTRAL_DAY, LEAGUE).facts] for each in sentences}

    assert len(sentences) == 40
    assert {each: facts for each, facts in found.items() if facts} == {}
