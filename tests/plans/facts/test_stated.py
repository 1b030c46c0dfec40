"""Facts read once and kept as JSON give the same alarms as documents read again, also asked for one document only."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.plans.facts.corpus import LEAGUE, compared, corpus
from xingzhi.plans.facts.compared import Pair
from xingzhi.plans.facts.comparing import compare_stated
from xingzhi.plans.facts.fact import Document
from xingzhi.plans.facts.stated import packed, stated, unpacked


def _told(pairs: tuple[Pair, ...]) -> list[tuple[str, str, str, str]]:
    return sorted((pair.first.sentence, pair.second.sentence, pair.cause, pair.zh) for pair in pairs)


@pytest.mark.parametrize("name", ["first", "fifth", "eighth"])
def test_kept_facts_give_the_same_alarms(name: str) -> None:
    cases: list[dict[str, Any]] = [
        case for kind in ("planted", "legitimate") for case in corpus(f"corpus_{name}.yaml")[kind]
    ]
    for case in cases:
        documents = [
            Document(key, case[key]["title"], case[key]["day"], case[key]["text"]) for key in "ab" if key in case
        ]
        read = [stated(each, LEAGUE) for each in documents]
        kept = [unpacked(json.loads(json.dumps(packed(each)))) for each in read]
        assert [each.facts for each in kept] == [each.facts for each in read]
        expected = compared(case)
        found = compare_stated(kept, LEAGUE, {"a", "b"})
        assert _told(found.contradictions) == _told(expected.contradictions)
        assert [each.zh for each in found.mismatches] == [each.zh for each in expected.mismatches]
        one = compare_stated(kept, LEAGUE, {"b"})
        here = [pair for pair in expected.contradictions if "b" in (pair.first.document, pair.second.document)]
        assert _told(one.contradictions) == _told(tuple(here))
