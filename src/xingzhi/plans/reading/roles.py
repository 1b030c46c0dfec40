"""What each unit of a list has to do: lead, be in charge, take part or guide, as the words beside it say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from xingzhi.packs import load
from xingzhi.plans.reading.labels import label_pattern, label_role
from xingzhi.plans.reading.naming import split_names, unit_like
from xingzhi.plans.reading.persons import Person, persons_apart

_FEW = 3


@dataclass(frozen=True)
class Named:
    """A unit as named; `role` is lead, charge, assist, guide, addressed or "" (named without a word)."""

    name: str
    role: str


@dataclass(frozen=True)
class Units:
    """The units of one list. `open_list`: 等; `by_duty`: 按职责分工; `remark`: what else the bracket says."""

    named: tuple[Named, ...]
    open_list: bool = False
    by_duty: bool = False
    remark: str = ""
    persons: tuple[Person, ...] = ()
    first_leads: str = ""

    @property
    def worded(self) -> bool:
        """Whether a word says what any of them has to do."""
        return any(each.role for each in self.named)

    @property
    def split(self) -> tuple[list[str], list[str], bool]:
        """Lead, assisting units, and whether the lead is only suggested: the first named, where no word says it."""
        lead = [each.name for each in self.named if each.role == "lead"]
        if lead:
            return lead, [each.name for each in self.named if each.role != "lead"], False
        if any(each.role == "addressed" for each in self.named):
            return [each.name for each in self.named], [], True
        charge = [each.name for each in self.named if each.role == "charge"] or [each.name for each in self.named]
        first = charge[0]
        sole = len(charge) == 1 and any(each.role == "charge" for each in self.named)
        return [first], [each.name for each in self.named if each.name != first], not sole


@lru_cache(maxsize=1)
def _suffixes() -> tuple[tuple[str, str], ...]:
    """Words behind names with their role, the longest first."""
    words = load().notice_reading.units
    groups = (("lead", words.lead), ("charge", words.charge), ("assist", words.assist), ("guide", words.guide))
    pairs = [(word, role) for role, group in groups for word in group] + [(word, "") for word in words.by_duty]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def read_units(text: str, role: str = "") -> Units | None:
    """The units of a list such as 甲局牵头，乙局、丙中心配合; None where it is no list of units.

    `role` is what a label or the heading of a column before the list says.
    """
    text = re.sub("^(?:以上|上述)[^，、；]{0,6}?由(?=..)", "", text.strip(" 。\n"))
    text, persons = persons_apart(text)
    text, first_leads = _first_leads(text)
    inner, _, remark = open_roles(text).partition("。")
    named: list[Named] = []
    open_list = by_duty = labelled = worded = False
    for given, piece in _labelled(inner, role):
        if given == "person":
            continue
        labelled |= bool(given) or piece is not inner
        found = _roles(piece, given)
        named += found[0]
        open_list, by_duty, worded = open_list or found[1], by_duty or found[2], worded or found[3]
    like = sum(unit_like(each.name) for each in named)
    labels = load().notice_reading.units
    if any(each.name in (*labels.lead_labels, *labels.labels, *labels.assist_labels) for each in named):
        return None
    enough = 1 if labelled or worded else len(named) - (len(named) > _FEW)  # one odd name in a long list
    if not named or like < min(enough, len(named)) or like * 2 < len(named) or any(len(n.name) > 45 for n in named):
        return None
    unique = {each.name: each for each in reversed(named)}
    once = tuple(unique[name] for name in dict.fromkeys(each.name for each in named))
    units = Units(once, open_list, by_duty, remark, persons, first_leads)
    return led_by_first(units) if first_leads else units


def led_by_first(units: Units) -> Units:
    """The units with the first as lead, as a notice may say once for all its lists."""
    if any(each.role == "lead" for each in units.named):
        return units
    first, *others = units.named
    return replace(units, named=(Named(first.name, "lead"), *(Named(each.name, "assist") for each in others)))


def _first_leads(text: str) -> tuple[str, str]:
    """A list without 列第一位的为牵头单位，下同, and what it says: "" not that, "here" or "all" with the lists behind it."""
    words = "|".join(load().notice_reading.units.first_leads)
    found = re.search(
        rf"[，,；;。]?(?:{words})(?:的|者)?(?:单位|部门)?[为是]牵头(?:单位|部门)?(?P<all>[，,；;]?下同)?", text
    )
    if found is None:
        return text, ""
    return (text[: found.start()] + text[found.end() :]).strip("，,；;。 "), "all" if found["all"] else "here"


def open_roles(text: str) -> str:
    """甲科（牵头）、乙科 as 甲科牵头，乙科; 以甲科为主 and 甲科牵头乙科配合 likewise."""
    words = "|".join(re.escape(word) for word, _ in _suffixes())
    lead = "|".join(re.escape(word) for word, role in _suffixes() if role == "lead")
    opened = re.sub(rf"[（(]({words})(?:单位|部门)?[）)](?=[\u4e00-\u9fff])", r"\1，", text)  # 甲科（牵头）乙科
    opened = re.sub(rf"[（(]({words})(?:单位|部门)?[）)]", r"\1", opened)
    opened = re.sub(r"以([^，。；]{2,20}?)为主(?=[，；、]|$)", r"\1牵头", opened)
    opened = re.sub(rf"({lead})(?=[^，。；、：:]{{2,}}(?:{words})$)", r"\1，", opened)
    return re.sub(rf"({words})、", r"\1，", opened)


def _labelled(text: str, role: str) -> list[tuple[str, str]]:
    """Pieces of a list with the role of the label before each."""
    found = list(label_pattern().finditer(text))
    if not found:
        return [(role, text)]
    pieces = [(role, text[: found[0].start()])] if text[: found[0].start()].strip(" ，、；;") else []
    ends = [*(each.start() for each in found[1:]), len(text)]
    return pieces + [(label_role(each[0]), text[each.end() : end]) for each, end in zip(found, ends, strict=True)]


def _roles(text: str, given: str) -> tuple[list[Named], bool, bool, bool]:
    """Names with roles; whether the list is open, by duty, and whether any word told a role."""
    named: list[Named] = []
    waiting: list[str] = []
    default = given
    open_list = by_duty = worded = False
    with_others = "|".join(load().notice_reading.units.with_others)
    for part in re.split("[，,；;]", _shielded(text)):
        names, role, duty = _off(part.replace("\0", "，").strip())
        by_duty |= duty
        if found := re.match(rf"(?:由)?(.{{2,30}}?)(?:{with_others})(.{{2,}})$", names):
            leaders, more = split_names(found[1])
            named += [Named(name, given or "") for name in waiting] + [Named(name, "lead") for name in leaders]
            waiting, default, names, role, worded = [], "assist", found[2], "", True
            open_list |= more
        found_names, more = split_names(re.sub("^由(?=..)", "", names))
        open_list |= more
        waiting += found_names
        if role:
            worded = True
            kept = default if default == "assist" and role == "charge" else role
            named += [Named(name, kept) for name in waiting]
            waiting = []
    return named + [Named(name, default) for name in waiting], open_list, by_duty, worded


def _shielded(text: str) -> str:
    """The text with commas inside round brackets hidden, so that a name stays whole."""
    return re.sub(r"[（(][^（()）]*[）)]", lambda found: found[0].replace("，", "\0"), text)


def _off(part: str) -> tuple[str, str, bool]:
    """A part without the words behind its names, the role they tell, and whether it says by duty."""
    role, duty = "", False
    by_duty = load().notice_reading.units.by_duty
    while True:
        word, meant = next(((word, meant) for word, meant in _suffixes() if part.endswith(word)), ("", ""))
        if not word:
            return part, role, duty
        duty |= any(each in word for each in by_duty)
        role = role or meant
        part = part[: -len(word)].rstrip("，、 ")
