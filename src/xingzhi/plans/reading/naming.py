"""Names of units: what looks like one, and how a row of names falls apart."""

from __future__ import annotations

import re
from functools import lru_cache

from xingzhi.packs import load

_BRACKET_END = re.compile(r"[（(][^（()）]*[）)]$")
_LONGEST = 40
_SHORT_NAME = 5  # 对外科: a name may begin as a piece of a sentence does
_SHORT_OF_TWO = 3
_LEVELS = "省市县区旗盟州"
_LEVELS_LISTED = re.compile("各[市州盟县区旗](?:、(?:[州盟县区旗]|市(?=[、（(]|$)))+")  # 各市、州人民政府, 各旗、县、区
_FEWEST_SHARED = 2
_BARE_NAME = re.compile(r"[\u4e00-\u9fff]{2,7}")  # 商务, 工业和信息化
_LONGEST_OF_ALL = 10  # 各镇, 各有关镇街: whatever its ending


@lru_cache(maxsize=1)
def _endings() -> re.Pattern[str]:
    words = sorted(load().notice_reading.units.endings, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})$")


def unit_like(name: str) -> bool:
    """Whether a name looks like that of a unit or a group of units."""
    bare = _BRACKET_END.sub("", name)
    if not 2 <= len(bare) <= _LONGEST or re.search(r"[。；！？《》“”：:\d]", bare):
        return False
    words = load().notice_reading.units
    if bare.endswith(words.not_endings):
        return False
    of_all = len(bare) <= _LONGEST_OF_ALL and bare.startswith(words.every) and not bare.startswith(words.not_every)
    return bool(_endings().search(bare)) or of_all or name in words.groups


def ends_in_unit(text: str) -> bool:
    """Whether a text ends in what units end in."""
    return bool(_endings().search(text))


def is_name(name: str) -> bool:
    """Whether a piece of a sentence is the name of a unit."""
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", name)
    known = ends_in_unit(bare) or name in load().notice_reading.units.groups
    return (
        known
        and unit_like(name)
        and not (len(name) > _SHORT_NAME and name.startswith(load().notice_reading.units.not_names))
    )


def split_names(text: str) -> tuple[list[str], bool]:
    """Names parted by 、，, and by 和 where both sides are units; whether 等 leaves the list open."""
    names: list[str] = []
    is_open = False
    for part in _outside_brackets(_LEVELS_LISTED.sub(_shielded, text), "、，,；;/\n"):
        pieces, more = _parted(part.replace("\0", "、").strip(" 。."))
        is_open |= more
        names += [_closed(name) for piece in pieces if piece for name in _run_together(piece)]
    words = "|".join(load().notice_reading.units.shared_endings)
    listed = re.search(f"等(?:有关|相关)?({words})[^、，]*$", text)
    return _shared_ending(names, listed), is_open or listed is not None


def _shielded(found: re.Match[str]) -> str:
    return found[0].replace("、", "\0")


def _shared_ending(names: list[str], listed: re.Match[str] | None) -> list[str]:
    """商务、工商、知识产权部门, 财政、税务等部门: what the last name ends in holds for those before it that end in nothing."""
    words = load().notice_reading.units
    names = [name.removesuffix(listed[0]) or name for name in names] if listed else names
    last = names[-1] if names else ""
    ending = listed[1] if listed else next((each for each in words.shared_endings if last.endswith(each)), "")
    if not ending or (len(names) < _FEWEST_SHARED and not listed):
        return names
    bare = [
        bool(_BARE_NAME.fullmatch(name)) and not unit_like(name) and not name.startswith(words.not_names)
        for name in names
    ]
    if not listed and not all(bare[:-1]):
        return names
    return [name + ending if of_all else name for name, of_all in zip(names, bare, strict=True)]


def _run_together(name: str) -> list[str]:
    """市知识产权局市公安局, a blank between them lost: the second begins with the same level of office, or with 各.

    局机关各科室 is one name, 保护处各分局 are two.
    """
    if (found := re.fullmatch("(..*[科处股室队])(各..+)", name)) and all(ends_in_unit(each) for each in found.groups()):
        return list(found.groups())
    if name[0] not in _LEVELS:
        return [name]
    parted = re.split(rf"(?<=[局厅院心室])(?={name[0]})", name)
    return parted if all(len(each) >= _SHORT_OF_TWO and ends_in_unit(each) for each in parted) else [name]


def _closed(name: str) -> str:
    """A name whose bracket lost its half: closed again, or without the half that opens nothing."""
    opened, closed = name.count("（") + name.count("("), name.count("）") + name.count(")")
    return name + "）" if opened > closed else name.rstrip("）)") if closed > opened else name


def _outside_brackets(text: str, signs: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for at, letter in enumerate(text):
        # a bracket that never closes must not swallow the names behind it
        if letter in "（(" and re.match(r"[^（(]*[）)]", text[at + 1 :]):
            depth += 1
        elif letter in "）)":
            depth = max(depth - 1, 0)
        if letter in signs and not depth:
            parts.append(current)
            current = ""
        else:
            current += letter
    return [*parts, current]


def _parted(part: str) -> tuple[list[str], bool]:
    """One part: 等 taken off, and the names on both sides of 和, 及, 与."""
    words = load().notice_reading.units
    fillers = "|".join(map(re.escape, sorted(words.fillers, key=len, reverse=True)))
    part = re.sub(f"^(?:{fillers})(?=..)", "", part)
    open_words = "|".join(map(re.escape, sorted(words.open_list, key=len, reverse=True)))
    found = re.match(rf"(.+?)(?:{open_words})(?:(?:{fillers})(.+))?$", part)
    if found and ends_in_unit(_BRACKET_END.sub("", found[1])):
        rest = _parted(found[2])[0] if found[2] else []
        return [*_at_and(found[1]), *rest], True
    return _at_and(part), False


def _at_and(part: str) -> list[str]:
    for found in re.finditer("以及|及|和|与", part):
        left, right = part[: found.start()], part[found.end() :]
        if len(left) > 2 and unit_like(left) and unit_like(right):
            return [left, *_at_and(right)]
    return [part]


def partners(text: str) -> tuple[list[str], bool]:
    """The units after 会同, up to what they do together."""
    group = next((word for word in load().notice_reading.units.groups if text.startswith(word)), "")
    if group:
        return [group], False
    acts = (*load().notice_reading.units.acts, *load().notice_reading.units.does)
    listed, is_open, _ = text.partition("等")
    names = []
    for part in listed.split("、"):
        ends = [end for end in range(len(part), 1, -1) if ends_in_unit(part[:end]) and not _verb_begins(part, end)]
        acting = (end for end in reversed(ends) if part[end:].startswith(acts))
        name = part[: next(acting, ends[0] if ends else 0)]
        if name.count("（") > name.count("）") and "）" in part[len(name) :]:  # 各乡镇（街道）
            name = part[: part.index("）", len(name)) + 1]
        if not name:
            break
        names.append(name)
        if name != part:
            break
    return names, bool(is_open)


def _verb_begins(part: str, end: int) -> bool:
    """Whether the last letter of a supposed name begins a verb: 办理 behind 所."""
    return part[end - 1 :].startswith(load().notice_reading.units.verbs)
