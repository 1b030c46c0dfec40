"""Documents written to try the comparison on: read from a file beside, compared one case at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from xingzhi.plans.facts.compared import Compared
from xingzhi.plans.facts.comparing import compare
from xingzhi.plans.facts.fact import Document

LEAGUE = "1522"
NEUTRAL_DAY = date(2025, 12, 5)


def corpus(name: str) -> dict[str, Any]:
    """The cases of a file."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
    return found


def compared(case: dict[str, Any]) -> Compared:
    """What is found in the one or two documents of a case."""
    documents = [
        Document(id=key, title=case[key]["title"], on=case[key]["day"], text=case[key]["text"])
        for key in "ab"
        if key in case
    ]
    return compare(documents, LEAGUE)
