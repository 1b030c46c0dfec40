"""Labels before units and deadlines: 牵头单位：, 【责任单位】, 责任单位为, 责任领导：, 完成时限："""

from __future__ import annotations

import re
from functools import lru_cache

from xingzhi.packs import load

_LONGEST_LABEL = 12


@lru_cache(maxsize=1)
def label_pattern() -> re.Pattern[str]:
    """A label before units: 牵头单位：, 责任单位：, 配合单位：."""
    words = load().notice_reading.units
    every = sorted(
        (*words.lead_labels, *words.labels, *words.assist_labels, *words.person_labels), key=len, reverse=True
    )
    names = "|".join(map(re.escape, every))
    whole = "|".join(map(re.escape, (each for each in every if each.endswith(words.label_endings))))
    return re.compile(f"[【\\[［](?:{names})[】\\]］][：:]?|(?:{names})[：:]|(?:{whole})[为是]")


def label_name(label: str) -> str:
    """A label without the signs around it."""
    return label.strip("【】[]［］：:为是")


def label_role(label: str) -> str:
    """The role a label gives; "person" where it stands before the name of an official."""
    words = load().notice_reading.units
    name = label_name(label)
    if name in words.person_labels:
        return "person"
    return "lead" if name in words.lead_labels else "assist" if name in words.assist_labels else ""


def ends_in_label(text: str) -> bool:
    """Whether a text ends in a label whose units are still to come: …。责任单位："""
    last = next(reversed(list(label_pattern().finditer(text[-_LONGEST_LABEL:]))), None)
    return last is not None and last[0][-1] in "：:" and text.endswith(last[0])


def is_label(text: str) -> bool:
    """Whether a line is a label and nothing else: 牵头单位： or 完成时限："""
    due = (f"{word}{colon}" for word in load().notice_reading.table.due for colon in "：:")
    return text in due or bool(text[-1:] in ("：", ":") and label_pattern().fullmatch(text))


def only_persons(text: str) -> bool:
    """Whether a line names officials in charge (责任领导：…) and no unit."""
    found = list(label_pattern().finditer(text))
    return bool(found) and not found[0].start() and all(label_role(each[0]) == "person" for each in found)
