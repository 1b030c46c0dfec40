"""What is searched for and what the answer is narrowed to, read from an address; what cannot be read is named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings

from xingzhi.packs.nice.kept import in_force
from xingzhi.screening.similar_marks.goods import codes

LONGEST = 200  # characters of a name
NAMES = ("q", "goods", "picture", "relation", "classes", "group", "status", "applicant", "region", "filed_from",
         "filed_to", "verdict", "without")  # fmt: skip
RELATIONS = ("same", "other", "all")
VERDICTS = ("identical", "similar", "needs_person", "not_similar")
CODES = re.compile(r"[\d\s,;，；、/]*")
BETWEEN = re.compile(r"[;；、，,\n]+")
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Asked:
    """A search. `goods` are the codes meant; `problems` give a code for each condition that cannot be used.

    Problems: "nothing" (no name, no picture), "too_long", "no_text" (nothing in it can be read), "goods_unknown",
    "not_codes", "not_a_day", "days_swapped".
    """

    text: str = ""
    goods: frozenset[str] = frozenset()
    picture: str = ""
    relation: str = "all"
    classes: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    status: str = ""
    applicant: str = ""
    region: str = ""
    filed_from: date | None = None
    filed_to: date | None = None
    verdict: str = ""
    without: str = ""  # number of a mark that is left out: the one asked for
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def goods_text(self) -> str:
        """The codes as the comparison takes them."""
        return ";".join(sorted(self.goods))


def cleaned(text: str) -> str:
    """A name as typed, without what cannot be seen: control characters and marks of direction."""
    kept = "".join(each for each in text if unicodedata.category(each) not in ("Cc", "Cf", "Cs") or each in "\t\n")
    return " ".join(kept.split())


def query_of(query: Mapping[str, str]) -> dict[str, str]:
    """The conditions of an address that are set, cleaned."""
    given = {name: cleaned(query.get(name, "")) for name in NAMES}
    return {name: value for name, value in given.items() if value}


def read(query: Mapping[str, str], today: date) -> Asked:
    """The search an address asks for."""
    given = query_of(query)
    problems: dict[str, str] = {}
    text = given.get("q", "")
    picture = given.get("picture", "") if DIGEST.fullmatch(given.get("picture", "")) else ""
    if not text and not picture:
        problems["q"] = "nothing"
    elif len(text) > LONGEST:
        problems["q"] = "too_long"
    elif text and not any(each.isalnum() for each in text):
        problems["q"] = "no_text"
    goods = _goods(given.get("goods", ""), today)
    if given.get("goods") and not goods:
        problems["goods"] = "goods_unknown"
    for name in ("classes", "group"):
        if not CODES.fullmatch(given.get(name, "")):
            problems[name] = "not_codes"
    days = {name: _day(given.get(name, ""), name, problems) for name in ("filed_from", "filed_to")}
    if days["filed_from"] and days["filed_to"] and days["filed_from"] > days["filed_to"]:
        problems["filed_to"] = "days_swapped"
    relation = given.get("relation", "")
    return Asked(
        text=text, goods=goods, picture=picture, relation=relation if relation in RELATIONS else "all",
        classes=frozenset(each[:2] for each in codes(given.get("classes", ""))) if "classes" not in problems else frozenset(),
        groups=codes(given.get("group", "")) if "group" not in problems else frozenset(),
        status=given.get("status", ""), applicant=given.get("applicant", ""), region=given.get("region", ""),
        filed_from=days["filed_from"], filed_to=days["filed_to"],
        verdict=given.get("verdict", "") if given.get("verdict") in VERDICTS else "",
        without=given.get("without", ""), problems=problems,
    )  # fmt: skip


def _goods(text: str, today: date) -> frozenset[str]:
    """Classes and groups; a name of goods is looked up in the table in force, where the office loaded one."""
    found: set[str] = set()
    table = None
    for part in filter(None, (each.strip() for each in BETWEEN.split(text))):
        if CODES.fullmatch(part):
            found |= codes(part)
            continue
        table = table or in_force(Path(settings.HOME) / "nice", today)
        found |= {item.group for item in table.named(part)} if table else set()
    return frozenset(found)


def _day(text: str, name: str, problems: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems[name] = "not_a_day"
        return None
