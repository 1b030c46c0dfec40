"""Persons named in brackets behind their unit: 知识产权股（张××）, 消保股（王某，电话…）. They are kept apart from its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xingzhi.packs import load
from xingzhi.plans.reading.naming import ends_in_unit, unit_like

_BRACKET = re.compile(r"[（(]([^（()）]{2,30})[）)]")
_HIDDEN = re.compile(r"[\u4e00-\u9fff]{1,2}(?:[×*＊xXＸ○〇]{1,2}|某{1,2})")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_MINORITY = re.compile(r"[\u4e00-\u9fff]{1,5}·[\u4e00-\u9fff]{1,8}")
_PHONE = re.compile(r"(?:联系)?(?:电话|手机)?[：:]?[\d\-—\s]{6,}")


@dataclass(frozen=True)
class Person:
    """Who answers for a task in a unit, as written."""

    unit: str
    name: str


def persons_apart(text: str) -> tuple[str, tuple[Person, ...]]:
    """A list of units without the persons in brackets behind them, and these persons."""
    found: list[Person] = []

    def taken(bracket: re.Match[str]) -> str:
        unit = re.split("[、，,；;：:。\n（(]", text[: bracket.start()].rstrip())[-1].strip()
        pieces = [each.strip() for each in re.split("[、，,；;]", bracket[1])]
        names = [each for each in pieces if not _PHONE.fullmatch(each)]
        if not ends_in_unit(unit) or not names or not all(is_person(each) for each in names):
            return bracket[0]
        found.extend(Person(unit, each) for each in names)
        return ""

    return _BRACKET.sub(taken, text), tuple(found)


def is_person(text: str) -> bool:
    """Whether a piece in brackets is a person: a name, one partly hidden (张××), or an official by title (各所长)."""
    words = load().notice_reading.units.persons
    bare = re.sub(f"^(?:{'|'.join(words.titles)})[：:]?(?=.)|(?:{'|'.join(words.titles)})$", "", text)
    if _HIDDEN.fullmatch(bare) or _MINORITY.fullmatch(bare):
        return True
    if bare != text and len(bare) <= 1:
        return True
    if text.startswith("各") and text.endswith(words.titles):
        return True
    begins = bare.startswith(words.surnames) and not bare.startswith(words.not_persons)
    return bool(_NAME.fullmatch(bare)) and begins and not unit_like(bare) and not ends_in_unit(bare)
