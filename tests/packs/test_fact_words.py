"""The words facts are read by: what they name is declared, and the indicators of the packs are met."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from xingzhi.packs import load
from xingzhi.packs.fact_words import FactWords


def test_indicators_named_are_indicators() -> None:
    packs = load()

    assert set(packs.fact_words.indicators) <= set(packs.indicators)


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"alike": [["grants", "grant"]]}, "grant"), ({"dimensions": {"patent_type": "kind"}}, "kind")],
)
def test_what_is_not_declared_is_refused(changed: dict[str, object], said: str) -> None:
    words = load().fact_words.model_dump(by_alias=True) | changed

    with pytest.raises(ValidationError, match=f"declared as {said}"):
        FactWords.model_validate(words)
