"""Whether a sentence is a task, context, or nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from xingzhi.packs import load
from xingzhi.plans.reading.deadlines import Deadline
from xingzhi.plans.reading.marks import marker_of
from xingzhi.plans.reading.targets import Target
from xingzhi.plans.reading.wording import units_in_words

_SHORT_HEADING = 4
_LONGEST_STAGE = 10


def zone_of(titles: tuple[str, ...]) -> str:
    """context, goals or "" by the headings a sentence stands under."""
    words = load().notice_reading.sections
    last_goal = any(word in titles[-1] for word in words.goals) if titles else False
    if last_goal:
        return "goals"
    if any(word in title for title in titles for word in words.context) or any(map(_is_scope, titles)):
        return "context"
    return "goals" if any(word in title for title in titles for word in words.goals) else ""


def _is_scope(title: str) -> bool:
    """Whether a short heading names whom or what the text is about: 检查范围, 申报条件."""
    marker = marker_of(title)
    bare = title[len(marker.text) :] if marker else title
    words = load().notice_reading.sections
    return len(bare) <= _SHORT_HEADING and bare.endswith((*words.scope, *words.facts))


def label_zone(paragraph: str) -> str:
    """The zone a paragraph names itself: 具体指标：…"""
    label = re.match("([^，。：]{2,12})：", paragraph)
    return zone_of((label[1],)) if label else ""


def is_task(text: str, zone: str, dates: list[Deadline], found: list[Target], governed: bool) -> bool:
    """Whether a sentence asks for something. `governed`: units are named for it."""
    words = load().notice_reading.sections
    if text.endswith(("：", ":")) or _in_force(text) or _is_stage(text):
        return False
    if zone:
        return bool(found) and not is_past(text) and (zone == "goals" or any(each.day for each in dates))
    if any(word in text for word in words.no_task) and not any(each.day for each in dates):
        return False
    if not asks(text) and (_says_what_is(text) or is_past(text)):
        return governed and not _says_what_is(text)
    return True


def is_task_of_cover(text: str, dates: list[Deadline]) -> bool:
    """Whether a sentence of the letter itself asks for something: a report, or anything by a day."""
    if text.endswith(("：", ":")):
        return False
    words = load().notice_reading.sections
    if not asks(text) and any(word in text for word in words.will):
        return False
    units = units_in_words(text)
    roles = {each.role for each in units.named} if units else set()
    if "lead" in roles or ("addressed" in roles and asks(text) and not any(word in text for word in words.no_task)):
        return True
    if any(each.day for each in dates) and not is_past(text) and not text.startswith(words.openings):
        return True
    return bool(dates) and (asks(text) or any(word in text for word in words.reports))


def is_opening(text: str) -> bool:
    """Whether a sentence only says why and on what ground the notice is issued: 为贯彻…，根据…，确定…"""
    return text.startswith(load().notice_reading.sections.openings) and not asks(text)


def requests(text: str) -> bool:
    """Whether a sentence asks its reader: 请…, 上述材料请于…"""
    return bool(re.search("(?:^|[，,；;])(?:请|[^，,；;。]{0,8}请(?:于|在|按|将))", text))


def asks_reader(text: str) -> bool:
    """Whether a sentence asks its reader for what follows it: 请你单位做好以下工作："""
    return text.endswith(("：", ":")) and bool(re.search("请(?:你|贵|各)", text))


def asks(text: str) -> bool:
    """Whether a word says that something must be done; 重要 and 供应 are no such words."""
    words = load().notice_reading.sections
    for word in words.not_asks:
        text = text.replace(word, "")
    return any(word in text for word in words.asks)


def is_past(text: str) -> bool:
    """Whether a sentence tells what was."""
    return any(word in text for word in load().notice_reading.targets.past)


def _in_force(text: str) -> bool:
    """Whether a sentence only says from when the document holds: 本措施自…起施行，有效期至…"""
    return bool(re.match("本[^，。]{1,6}自[^，。]{0,20}起(?:施行|实施|执行)", text))


def _is_stage(text: str) -> bool:
    """Whether a sentence only names a stage and its days: 部署阶段（3月1日—3月15日）。"""
    bare = re.sub(r"[（(][^（()）]*[）)]。?$", "", text)
    return bare != text and bare.endswith("阶段") and len(bare) <= _LONGEST_STAGE


def _says_what_is(text: str) -> bool:
    return bool(_statement().match(text))


@lru_cache(maxsize=1)
def _statement() -> re.Pattern[str]:
    words = load().notice_reading.sections
    verbs = "|".join(map(re.escape, words.says_what_is))
    not_before = "".join(f"(?<!{re.escape(word)})" for word in words.not_what_is)
    return re.compile(rf"[^，,。；：]{{0,40}}?{not_before}(?:{verbs})")
