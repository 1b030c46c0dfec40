"""Where a paragraph names its responsible units: brackets of any kind behind a sentence, whole or broken, or a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xingzhi.packs import load
from xingzhi.plans.reading.deadlines import Deadline, deadlines
from xingzhi.plans.reading.labels import label_name, label_pattern
from xingzhi.plans.reading.marks import CLOSERS, OPENERS, ROUND
from xingzhi.plans.reading.naming import ends_in_unit, is_name
from xingzhi.plans.reading.roles import Units, read_units
from xingzhi.plans.reading.sentences import STOPS, Brackets, brackets

_ROUND_CLOSERS = "".join(CLOSERS[OPENERS.index(sign)] for sign in ROUND)
_ANY_YEAR = 2000  # only whether there is a deadline counts here
_LONGEST_LINE = 80
_SHORT = 2  # （联盟）, （开发区）: a word in brackets, no list


@dataclass(frozen=True)
class Group:
    """Units named behind what they are to do. `start` and `end` are places in the paragraph, brackets included."""

    start: int
    end: int
    units: Units
    balanced: bool
    when: str = ""  # a deadline named among the units


def groups(text: str) -> list[Group]:
    """All groups of units of a paragraph in order."""
    found: list[Group] = []
    at = 0
    for group in sorted(_candidates(text), key=lambda each: (each.start, -each.end)):
        if group.start >= at:
            found.append(group)
            at = group.end
    return found


def _candidates(text: str) -> Iterator[Group]:
    matched = brackets(text)
    for start, end in matched.pairs.items():
        if text[start] in ROUND and _stands_last(text, end + 1):
            balanced = not any(start < lost < end for lost in (*matched.open_only, *matched.close_only))
            yield from _bracket(text, start, end + 1, balanced)
    for start in matched.open_only:
        if text[start] in ROUND and not any(opened < start < closed for opened, closed in matched.pairs.items()):
            yield from _bracket(text, start, _open_end(text, start), balanced=False)
    yield from _unopened(text, matched)
    yield from _labelled(text)
    yield from _bare(text)


def _stands_last(text: str, at: int) -> bool:
    """Whether a sentence ends where a bracket closes: the next begins, or a stop follows."""
    return at >= len(text) or text[at] in STOPS + "；;\n" or _behind_stop(text, _opener(text, at))


def _opener(text: str, at: int) -> int:
    """Where the bracket closed just before `at` was opened."""
    return next((start for start, end in brackets(text).pairs.items() if end == at - 1), at)


def _behind_stop(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \n")
    return not before or before[-1] in STOPS + "；;”"


def _bracket(text: str, start: int, end: int, balanced: bool) -> Iterator[Group]:
    inner = text[start:end].strip(" 。").lstrip("".join(ROUND) + "，").strip()
    if balanced or inner[-1:] in _ROUND_CLOSERS:
        inner = _without_last(inner)
    inner = inner.rstrip("".join(ROUND))  # ﹝甲科，乙局﹝: the bracket was turned the wrong way
    inner, when = _without_deadline(inner)
    units = read_units(inner)
    if units is None:
        return
    worded = any(each.role for each in units.named) or bool(label_pattern().match(inner)) or units.by_duty
    if not _behind_stop(text, start) and not worded:
        before = text[:start]
        if len(inner) <= _SHORT or (len(units.named) == 1 and ends_in_unit(before)):
            return
    yield Group(start, end, units, balanced, when)


def _without_deadline(inner: str) -> tuple[str, str]:
    """The list without pieces that are a deadline (完成时限：2026年9月), and these."""
    labels = "|".join(map(re.escape, sorted(load().notice_reading.table.due, key=len, reverse=True)))
    kept: list[str] = []
    when: list[str] = []
    parted = re.sub(rf"(?:{labels})[：:]", lambda found: f"\0{found[0]}" if found.start() else found[0], inner)
    for piece in (each.rstrip("\0") for each in re.split("(?<=[，,；;。\0])", parted)):
        bare = re.sub(rf"^(?:{labels})[：:]", "", piece.strip(" ，,；;。"))
        if bare.removeprefix("并") in load().notice_reading.deadlines.open_ended:
            when.append(bare)
            continue
        found = deadlines(bare, _ANY_YEAR, None, cell=True)
        whole = bool(found) and not _apart_from(found, bare).strip("于完成、和及 ")
        (when if whole else kept).append(bare if whole else piece)
    return "".join(kept).strip(" ，,；;。") if when else inner, "；".join(when)


def _apart_from(found: list[Deadline], text: str) -> str:
    """A text without its deadlines."""
    for each in reversed(found):
        text = text[: each.start] + text[each.end :]
    return text


def deadline_line(text: str) -> str:
    """The deadline of a line that is nothing else (完成时限：2025年6月); "" for other lines."""
    labels = "|".join(map(re.escape, load().notice_reading.table.due))
    text = re.sub(rf"^[\[【［]({labels})[\]】］][：:]?", r"\1：", text)
    if not re.match(rf"[（(\[【]?(?:{labels})[：:]", text):
        return ""
    bare = text.strip("（）()[]【】 。")
    if (value := re.sub(rf"^(?:{labels})[：:]", "", bare)) in load().notice_reading.deadlines.open_ended:
        return value
    rest, when = _without_deadline(bare)
    return when if not rest.strip() else ""


def _without_last(inner: str) -> str:
    """Without the closing bracket of the whole; one that belongs to the last name stays."""
    if not inner or inner[-1] not in _ROUND_CLOSERS:
        return inner
    opener = ROUND[_ROUND_CLOSERS.index(inner[-1])]
    return inner[:-1] if inner.count(inner[-1]) > inner.count(opener) else inner


def _open_end(text: str, start: int) -> int:
    """Where a bracket that never closes ends: at the next stop, else with the paragraph."""
    stop = re.search(f"[{STOPS}\n]", text[start:])
    return start + stop.start() if stop else len(text)


def _unopened(text: str, matched: Brackets) -> Iterator[Group]:
    """A list that closes without having been opened."""
    for end in matched.close_only:
        if text[end] not in _ROUND_CLOSERS or not (end + 1 == len(text) or text[end + 1] in STOPS):
            continue
        start = max((text.rfind(stop, 0, end) for stop in STOPS), default=-1) + 1
        inner = text[start:end].strip()
        units = read_units(inner)
        if units is not None and start > 0:
            yield Group(start, end + 1, units, balanced=False)


def _bare(text: str) -> Iterator[Group]:
    """A line that is units with what they do (甲科牵头，乙科配合), and units behind a dash or the last stop (修订办法。 甲科)."""
    plain = len(text) <= _LONGEST_LINE and text[-1:] not in tuple(STOPS) and not label_pattern().search(text)
    units = read_units(text) if plain else None
    if units and all(each.role and ends_in_unit(each.name) for each in units.named):
        yield Group(0, len(text), units, balanced=True)
    last = re.search("(?:[—－―]{2}|(?<=[。；])) *([^—－―。，；（(﹝〔\\[【）)][^—－―。，；]{1,60})$", text)
    if last and (units := read_units(last[1])) and all(is_name(each.name) for each in units.named):
        yield Group(last.start(), len(text), units, balanced=True)


def _labelled(text: str) -> Iterator[Group]:
    """责任单位：甲局、乙局。 without brackets, behind a stop, as a paragraph of its own, or where a blank was lost."""
    endings = load().notice_reading.units.label_endings
    for found in label_pattern().finditer(text):
        clear = found[0][-1] in "：:" and label_name(found[0]).endswith(endings)
        if clear or _behind_stop(text, found.start()):
            end = _open_end(text, found.start())
            inner, when = _without_deadline(text[found.start() : end])
            units = read_units(inner)
            if units is not None:
                yield Group(found.start(), min(end + 1, len(text)), units, balanced=True, when=when)
