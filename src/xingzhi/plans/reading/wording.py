"""Units that a sentence itself names: 由甲局牵头, 甲局会同有关部门, 乙局负责, 各旗县市局要…"""

from __future__ import annotations

import re
from functools import lru_cache

from xingzhi.packs import load
from xingzhi.plans.reading.naming import ends_in_unit, split_names, unit_like
from xingzhi.plans.reading.roles import Named, Units, open_roles

_LONGEST_SUBJECT = 120
_WIDE = {ord(","): "，", ord(";"): "；"}  # as long as before
_SHORT_NAME = 5  # 对外科: a name may begin as a piece of a sentence does


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
    if not named:
        named, is_open = _addressed(plain)
    return Units(tuple(named), is_open) if named else None


def _without_remarks(sentence: str) -> str:
    """The sentence without brackets that are no part of a name."""
    return re.sub(r"[（(][^（()）]{9,}[）)]", "", sentence)


def _is_name(name: str) -> bool:
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", name)
    known = ends_in_unit(bare) or name in load().notice_reading.units.groups
    return (
        known
        and unit_like(name)
        and not (len(name) > _SHORT_NAME and name.startswith(load().notice_reading.units.not_names))
    )


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
    if not names or not all(_is_name(name) for name in names):
        return [], False
    role = next(name for name in ("lead", "with", "charge", "assist") if found[name])
    named = [Named(name, "lead" if role == "with" else role) for name in names]
    if role == "with":
        partners, more = _partners(found["rest"])
        named += [Named(name, "assist") for name in partners]
        is_open |= more
    return named, is_open


def _partners(text: str) -> tuple[list[str], bool]:
    """The units after 会同, up to what they do together."""
    group = next((word for word in load().notice_reading.units.groups if text.startswith(word)), "")
    if group:
        return [group], False
    listed, is_open, _ = text.partition("等")
    names = []
    for part in listed.split("、"):
        ends = (end for end in range(len(part), 1, -1) if ends_in_unit(part[:end]) and not _verb_begins(part, end))
        name = next((part[:end] for end in ends), "")
        if not name:
            break
        names.append(name)
        if name != part:
            break
    return names, bool(is_open)


def _verb_begins(part: str, end: int) -> bool:
    """Whether the last letter of a supposed name begins a verb: 办理 behind 所."""
    return part[end - 1 :].startswith(load().notice_reading.units.verbs)


def _addressed(sentence: str) -> tuple[list[Named], bool]:
    """The subject of a sentence that says what they must do: 各旗县市局、局机关各科室要…"""
    addressed = "|".join(sorted(load().notice_reading.units.addressed, key=len, reverse=True))
    words = f"(?<!主)(?<!重)(?<!需)(?:{addressed})"  # 主要 asks for nothing
    found = re.match(rf"(?:请)?(.{{2,{_LONGEST_SUBJECT}}}?)(?:{words})(?!求|点|素|件|领|害|务|大|人|同志)", sentence)
    subject = found[1] if found else ""
    if not subject or not _all_names(subject):
        acts = "|".join((*load().notice_reading.units.acts, words))
        asked = re.search(rf"(?:^|[，；]|请)(各[^，。请]{{1,40}}?)(?:请)?(?:{acts})", sentence) or re.match(
            r"([^，。]{3,30}?)(?:于(?=\d|每|今|本)|组织)", sentence
        )
        subject = asked[1] if asked else ""
    if not subject:
        return [], False
    names, is_open = split_names(subject)
    if not _all_names(subject):
        return [], False
    bare = [re.sub("(?:主要)?负责(?:人|同志)$", "", name) for name in names]
    return [Named(name, "addressed") for name in bare if name], is_open


def _all_names(subject: str) -> bool:
    return all(_is_name(name) for name in split_names(subject)[0])
