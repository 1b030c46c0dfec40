"""Which part of a numbered paragraph is a heading, and which is what is to be done."""

from __future__ import annotations

import re

from xingzhi.packs import load
from xingzhi.plans.reading.deadlines import deadlines
from xingzhi.plans.reading.groups import Group, deadline_line, groups
from xingzhi.plans.reading.joined import Span
from xingzhi.plans.reading.labels import label_pattern, only_persons
from xingzhi.plans.reading.marks import CLOSERS, OPENERS, Marker
from xingzhi.plans.reading.naming import ends_in_unit
from xingzhi.plans.reading.roles import read_units
from xingzhi.plans.reading.sentences import STOPS, sentences
from xingzhi.plans.reading.signature import begins_contact
from xingzhi.plans.reading.sorting import asks
from xingzhi.plans.reading.targets import targets

_LONGEST = 60
_LONGEST_NAME = 12  # characters of a heading such as 工作目标 with its stop
_LONGEST_SENTENCE = 32  # characters of a heading that goes on in the same paragraph
_LONGEST_LABEL = 16
_LOW = 2  # levels whose items are headings even where nothing stands under them
_ANY_YEAR = 2000  # only whether there is a deadline counts here


def begins_with_task(text: str) -> bool:
    """Whether a numbered paragraph of several sentences begins with what is to be done, not with a heading."""
    first = next(sentences(text))
    rest = text[first.end :].strip()
    return bool(rest) and not is_units(rest) and (len(first.text) > _LONGEST_SENTENCE + 4 or _bears_task(first.text))


def is_long_task(text: str) -> bool:
    """Whether a numbered paragraph is one sentence too long for a heading."""
    first = next(sentences(text))
    return text[-1] in STOPS and first.end == len(text) and len(first.text) > _LONGEST


def split_heading(
    paragraph: Span, marker: Marker, leaf: bool, may_head: bool, units_follow: bool
) -> tuple[Span | None, Span | None, bool]:
    """The heading, the text behind it in the paragraph, and whether the paragraph is one task as a whole.

    No heading: the paragraph itself is what is to be done. `leaf`: nothing stands under it but who and when
    (`units_follow`); `may_head`: its first sentence may be a heading.
    """
    if labelled := _before_colon(paragraph, marker):
        return *labelled, False
    first = next(sentences(paragraph.text, paragraph.start))
    found = groups(paragraph.text)
    rest = paragraph.text[first.end - paragraph.start :].strip()
    bare = Span(first.start, first.end, first.text[len(marker.text) :])
    if not rest or not _outside(paragraph, first, found):
        return (
            (None, None, False)
            if _is_task(paragraph, bare, marker, leaf, bool(found) or units_follow)
            else (paragraph, None, False)
        )
    if leaf and _only_who_and_when(rest):
        return None, None, True
    if not may_head or len(bare.text) > _LONGEST_SENTENCE or _bears_task(bare.text):
        return None, None, False
    start = paragraph.end - len(rest)
    return first, Span(start, paragraph.end, rest), False


def _before_colon(paragraph: Span, marker: Marker) -> tuple[Span, Span] | None:
    """A heading that ends in a colon, and the sentences behind it: （一）开展走访：走访企业30户以上。"""
    found = re.match(
        rf"[^，。；：:（(〔﹝【［\[]{{2,{_LONGEST_LABEL}}}(?:[（(][^（()）：:]{{1,20}}[）)])?[：:](?=.*[。；;])",
        paragraph.text[len(marker.text) :],
    )
    if not found or label_pattern().match(found[0]) or begins_contact(found[0]) or deadline_line(found[0] + "12月底"):
        return None
    cut = len(marker.text) + found.end()
    place = paragraph.start + cut
    return Span(paragraph.start, place, paragraph.text[:cut]), Span(place, paragraph.end, paragraph.text[cut:])


def _is_task(paragraph: Span, first: Span, marker: Marker, leaf: bool, has_units: bool) -> bool:
    """Whether a paragraph of one sentence is a task, not a heading."""
    words = load().notice_reading.sections
    stopped = paragraph.text[-1] in STOPS + "；;"
    sentence = stopped or first.text[-1:] in tuple(STOPS)
    named = (*words.context, *words.goals, *(() if sentence else words.scope))
    if any(word in first.text for word in named) and len(first.text) < (_LONGEST_NAME if sentence else _LONGEST):
        return False
    if len(first.text) > _LONGEST:
        return True
    return leaf and (marker.level > _LOW or stopped or has_units or _bears_task(first.text))


def _bears_task(text: str) -> bool:
    """Whether a sentence names a day, a target or a duty, which a heading does not but in brackets at its end."""
    text = re.sub(r"[（(][^（()）]{2,30}[）)](?=。?$)", "", text)  # 名单抽取（4月10日前）。
    dated = any(each.rule != "open_ended" for each in deadlines(text, _ANY_YEAR, None))
    return dated or bool(targets(text)) or (asks(text) and "，" in text)


def ends_with_units(text: str) -> bool:
    """Whether a paragraph is a whole sentence with its units in brackets behind the stop, which no heading is."""
    found = groups(text)
    return bool(found) and found[-1].end == len(text) and text[: found[-1].start].rstrip()[-1:] in tuple(STOPS)


def _only_who_and_when(rest: str) -> bool:
    """Whether the text behind a sentence only says who does it until when: 办公室负责，3月20日前完成。"""
    clauses = [clause for clause in re.split("[，。；]", rest) if clause.strip()]
    return bool(clauses) and all(_who(clause) or _when(clause) for clause in clauses)


def _who(clause: str) -> bool:
    """Whether a clause is units with their role and no more."""
    units = read_units(clause)
    return units is not None and all(each.role and ends_in_unit(each.name) for each in units.named)


def _when(clause: str) -> bool:
    """Whether a clause is a deadline and no more."""
    for found in reversed(deadlines(clause, _ANY_YEAR, None)):
        clause = clause[: found.start] + clause[found.end :]
    return not clause.strip("于在须应要完成办结到位")


def _outside(paragraph: Span, first: Span, found: list[Group]) -> str:
    """What stands behind the first sentence outside brackets of units."""
    text = paragraph.text
    for group in reversed(found):
        text = text[: group.start] + " " * (group.end - group.start) + text[group.end :]
    return text[first.end - paragraph.start :].strip(" 。" + STOPS + OPENERS + CLOSERS)


def is_units(text: str) -> bool:
    """Whether a paragraph is nothing but units or a deadline."""
    found = groups(text)
    return (
        only_persons(text)
        or bool(deadline_line(text))
        or (bool(found) and not text[: found[0].start].strip() and not text[found[-1].end :].strip(" 。"))
    )
