"""The subject of a sentence that asks something of it: 各旗县市局要…, 各单位于6月底前…, 相关单位应…"""

from __future__ import annotations

import re

from xingzhi.packs import load
from xingzhi.plans.reading.naming import is_name, partners, split_names
from xingzhi.plans.reading.roles import Named

_LONGEST_SUBJECT = 120
_DAY = r"(?=\d{1,2}月|20\d\d年)"  # 综合科9月底形成报告


def addressed(sentence: str) -> tuple[list[Named], bool]:
    """The subject of a sentence that says what they must do: 各旗县市局、局机关各科室要…"""
    words = "|".join(sorted(load().notice_reading.units.addressed, key=len, reverse=True))
    asks = f"(?:{words})(?!人|同志)"
    acts = "|".join((*load().notice_reading.units.acts, asks))
    subject = next(
        (name for pattern in (
            rf"^(?:请)?(.{{2,{_LONGEST_SUBJECT}}}?)(?:，(?:在|于)[^，。]{{2,15}})?{asks}",
            rf"(?:^|[，；]|请)(各[^，。请]{{1,40}}?)(?:请)?(?:{acts}|{_DAY})",
            rf"^([^，。]{{3,30}}?)(?:于(?=\d|每|今|本)|组织|每(?=年|季|月|半年|周)|{_DAY})",
            rf"，([^，。；]{{3,30}}?){asks}",  # behind what it is about: 对于涉及面广的事项，相关责任单位要…
        ) if (name := _first(pattern, sentence)) and all_names(name)), "",
    ) or _who_reports(sentence) or _doing(sentence)  # fmt: skip
    if not subject:
        return [], False
    names, is_open = split_names(subject)
    bare = [re.sub("(?:主要)?负责(?:人|同志)$", "", name) for name in names]
    others, more = _with_them(sentence, subject, asks)
    role = "lead" if others else "addressed"
    named = [Named(name, role) for name in bare if name] + [Named(name, "assist") for name in others]
    known = {each.name for each in named}
    named += [Named(name, role) for name in _further(sentence, asks) if name not in known]
    return named, is_open or more


def _further(sentence: str, asks: str) -> list[str]:
    """The subjects of later clauses: 各地要…，省知识产权局要…"""
    found = re.findall(rf"(?<=[，；])([^，；。]{{3,30}}?)(?:{asks}|于(?=\d)|汇总)", sentence)
    return [name for each in found for name in split_names(each)[0] if is_name(name) and _does(name)]


def _doing(sentence: str) -> str:
    """市法院指导…, 由甲科从…: units at the head of a clause with what they do, where no word says that they must."""
    words = load().notice_reading.units
    acts = "|".join(sorted((*words.does, *words.acts, *words.assist), key=len, reverse=True))
    for pattern in (rf"^([^，。；：]{{2,60}}?)(?:{acts})", rf"(?:^|[，；])由([^，。；：]{{2,60}}?)(?:{acts})",
                    r"[，；]([^，。；：]{2,60}?)于(?=\d)"):  # fmt: skip
        name = _first(pattern, sentence)
        names = split_names(name)[0] if name else []
        if names and all(is_name(each) and _does(each) for each in names):
            return name
    return ""


def _does(name: str) -> bool:
    words = load().notice_reading.units
    bare = re.sub("[（(][^（()）]*[）)]$", "", name)
    if bare.endswith(words.not_doers) or name.startswith(words.not_names):
        return False
    return bare.endswith((*words.doers, *words.every))


def _who_reports(sentence: str) -> str:
    """各分局年度总结于12月10日前报送: the unit whose paper is to be sent; 请各分局充分利用…: who is asked."""
    name = _first(r"^(各[^，。]{1,30}?)于(?=\d|每|今|本)", sentence)
    if not any(word in sentence for word in load().notice_reading.sections.reports):
        name = ""
    name = name or _first("(?:^|[，；])请(各[^，。]{1,25})", sentence)
    ends = (end for end in range(len(name), 2, -1) if is_name(name[:end]))
    return name[: next(ends, 0)]


def _first(pattern: str, sentence: str) -> str:
    """What a pattern finds first, 应急 and 重要 hidden, which ask for nothing."""
    hidden = sentence
    for word in load().notice_reading.sections.not_asks:
        hidden = hidden.replace(word, "\0" * len(word))
    found = re.search(pattern, hidden)
    return sentence[found.start(1) : found.end(1)] if found else ""


def _with_them(sentence: str, subject: str, words: str) -> tuple[list[str], bool]:
    """The units with whom the subject does it: 甲局要会同乙局…, 甲局要…，会同乙局…"""
    others = "|".join(load().notice_reading.units.with_others)
    found = re.search(rf"(?:{re.escape(subject)}(?:{words})|[，；])(?:积极|主动|认真)?(?:{others})(.+)", sentence)
    return partners(found[1]) if found else ([], False)


def all_names(subject: str) -> bool:
    """Whether a piece of a sentence is names of units and nothing else."""
    return all(is_name(name) for name in split_names(subject)[0])
