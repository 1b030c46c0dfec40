"""A unit's words taken into a paper of the office: who speaks is named, greetings and announcements are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xingzhi.packs.paper_kinds import Voice
from xingzhi.plans.units import Unit, UnitKind

OF_PLACE = (UnitKind.BANNER, UnitKind.ZONE)


def of_office(sentences: Iterable[str], unit: Unit | None, place: str, voice: Voice) -> Iterator[str]:
    """The sentences of a paragraph as the office says them, "" for one that says nothing.

    `place` is the name of the unit's county. Without a unit (several wrote the paragraph) nobody is put before it.
    """
    name = _name(unit, place)
    named = unit is None
    for text in sentences:
        said = unannounced(text, voice)
        if said and unit is not None and unit.kind in OF_PLACE:
            said = re.sub(rf"^(\d{{4}}年度?，?)?(?:{_any(voice.own_place)})(?=.)", rf"\g<1>{name}", said)
        if said and not named:
            spoken = unit is not None and (unit.name in said or (unit.kind in OF_PLACE and place in said))
            said, named = (said if spoken else f"{name}：{said}"), True
        yield said


def unannounced(text: str, voice: Voice) -> str:
    """Without the greeting before it and without the clause that only announces what follows."""
    said = re.sub(rf"^[^，。；：:]{{0,20}}(?:{_any(voice.salutations)})[：:]\s*", "", text.strip())
    ends = rf"(?:{_any(voice.lead_ins)})[：:。]*$"
    without = re.sub(rf"(?:^|[，；])(?:{_any(voice.lead_in_begins)})[^。]*{ends}", "", said)
    without = re.sub(rf"(?:^|[，；])[^，；。]*{ends}", "", without)
    return f"{without}。" if without and without != said else without


def of_plan(heading: str, voice: Voice) -> str:
    """A heading of the plan; "" where it is only the title of an attachment."""
    bare = re.sub(r"（[^）]*）$", "", heading.strip())
    return "" if bare.endswith(voice.attachments) else heading


def condition(text: str, voice: Voice) -> str:
    """What a blocked task waits for, without 待 and 后: 待经费到位后继续 is 经费到位."""
    said = text.strip().rstrip("。").removeprefix("待")
    return re.sub(rf"(?:{_any(voice.resumes)})$", "", said)


def _name(unit: Unit | None, place: str) -> str:
    if unit is None:
        return ""
    return place if unit.kind == UnitKind.BANNER and place else unit.name


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
