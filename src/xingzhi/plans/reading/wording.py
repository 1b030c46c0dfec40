"""Units that a sentence itself names: 由甲局牵头, 甲局会同有关部门, 乙局负责, 各旗县市局要…"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from xingzhi.packs import load
from xingzhi.plans.reading.naming import is_name, partners, split_names
from xingzhi.plans.reading.roles import Named, Units, open_roles
from xingzhi.plans.reading.subjects import addressed, all_names

_WIDE = {ord(","): "，", ord(";"): "；"}  # as long as before


def units_in_words(sentence: str) -> Units | None:
    """The units a sentence names for what it asks; None where it names none."""
    sentence = sentence.translate(_WIDE)
    named: list[Named] = []
    is_open = False
    by_duty = "|".join(load().notice_reading.units.by_duty)
    plain = re.sub(rf"(?:{by_duty})，?(?:分别|共同)?(?=负责)", "", _without_remarks(open_roles(sentence)))
    for clause in re.split("[，；。]", plain):
        found, more = _clause(clause)
        if found and not named and found[0].role == "assist":  # 企业参与…: nobody was named whom to assist
            continue
        named += [each for each in found if each.name not in {one.name for one in named}]
        is_open |= more
    if not named and (before := re.match("([^，。；：:]{2,40})[：:]", plain)) and all_names(before[1]):  # 创造科：负责…
        named = [Named(name, "charge") for name in split_names(before[1])[0]]
    first, more = addressed(plain)
    if first and (not named or _stands_before(plain, first[0].name, named[0].name)):
        named, is_open = first, more
    return Units(tuple(named), is_open) if named else None


def with_partners(above: Units, sentence: str) -> Units:
    """The units of a heading with those the sentence adds: 会同乙局… assists; 配合乙局… says that they assist it."""
    words = load().notice_reading.units
    found = re.match(rf"(?P<with>{'|'.join(words.with_others)})|(?:{'|'.join(words.assist)})", sentence)
    names, is_open = partners(sentence[found.end() :]) if found else ([], False)
    others = [name for name in names if is_name(name) and name not in {each.name for each in above.named}]
    if found is None or not others:
        return above
    if found["with"]:
        named = (*above.named, *(Named(name, "assist") for name in others))
    else:
        named = (*(Named(name, "") for name in others), *(Named(each.name, "assist") for each in above.named))
    return replace(above, named=named, open_list=above.open_list or is_open)


def _stands_before(sentence: str, one: str, other: str) -> bool:
    """Whether the subject of a sentence stands before a unit named in a later clause: 甲局要…，提请市政府统筹。"""
    return one != other and sentence.find(one) < sentence.find(other)


def _without_remarks(sentence: str) -> str:
    """The sentence without brackets that are no part of a name."""
    return re.sub(r"[（(][^（()）]{9,}[）)]", "", sentence)


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern[str]:
    words = load().notice_reading.units
    pairs = (
        ("lead", words.lead),
        ("with", words.with_others),
        ("charge", words.charge_verbs),
        ("assist", words.assist),
    )
    groups = "|".join(
        f"(?P<{name}>{'|'.join(map(re.escape, sorted(group, key=len, reverse=True)))})" for name, group in pairs
    )
    return re.compile(rf"^(?:.*由|经)?(?P<units>[^由]{{2,80}}?)(?:{groups})(?!人|同志)(?P<rest>.*)$")


def _clause(clause: str) -> tuple[list[Named], bool]:
    found = _verbs().match(clause.strip())
    if not found:
        return [], False
    names, is_open = split_names(found["units"])
    if not names or not all(is_name(name) for name in names):
        return [], False
    role = next(name for name in ("lead", "with", "charge", "assist") if found[name])
    named = [Named(name, "lead" if role == "with" else role) for name in names]
    if role == "with":
        others, more = partners(found["rest"])
        named += [Named(name, "assist") for name in others]
        is_open |= more
    return named, is_open
