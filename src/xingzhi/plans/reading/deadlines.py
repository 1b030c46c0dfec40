"""Deadlines in a text: 12月10日前, 2023年底前, 每季度末, 自印发之日起30日内, as the notice says and as a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from xingzhi.packs import load
from xingzhi.plans.reading.figures import in_figures, month_end
from xingzhi.plans.reading.marks import number_value
from xingzhi.plans.reading.relative import Deadline, recurring, relative

__all__ = ["Deadline", "deadlines"]

_N = r"[〇○零一二三四五六七八九十]"
_YEAR = r"(?P<year>(?:19|20)\d{2}|[二][〇○零一二三四五六七八九]{3})年度?"
_WHICH = r"(?P<which>今年|本年度?|当年|同年|明年|次年|翌年|下一?年)"
_MONTH = rf"(?P<month>\d{{1,2}}|{_N}{{1,3}})月(?:份)?"
_DAY = (
    rf"(?P<first>(?:\d{{1,2}}|{_N}{{1,3}})[日号]?[-—－~至到](?=\d{{1,2}}[日号]))?(?P<day>\d{{1,2}}|{_N}{{1,3}})[日号]"
)
_PART = r"(?P<part>底|末|上旬|中下旬|中旬|下旬)"
_OF_YEAR = r"(?P<span>年?底|年?末|年内|内|上半年|下半年|[第]?[一二三四1-4]季度)"
_RANGE = rf"(?P<range>(?:{_N}{{1,3}}|\d{{1,2}})月?(?:\d{{1,2}}日)?[-—－~至到]+)?"
_DATE = re.compile(
    rf"(?:(?:{_YEAR}|{_WHICH})(?:的)?)?(?:{_RANGE}{_MONTH}(?:{_DAY}|{_PART})?|{_OF_YEAR}(?:{_PART.replace('part', 'end')})?)?"
)
_NOTE = re.compile(r"[（(](?:星期|周)[一二三四五六日天][）)]|(?:上午|下午)?\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分)?)")
_LATE = 9  # months: a notice after that may ask for something early in the next year
_LAST_DAY = {"上旬": 10, "中旬": 20}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def deadlines(text: str, year: int | None, issued: date | None, cell: bool = False) -> list[Deadline]:
    """Deadlines of a text in order. `year` is that of the plan, `issued` the date of the notice.

    In the cell of a column of deadlines (`cell`) a date needs no word that makes it one.
    """
    found = list(recurring(text))
    found += [each for each in relative(text, issued) if not any(each.start < one.end for one in found)]
    taken = [(each.start, each.end) for each in found]
    for each in [*in_figures(text, issued, cell), *_dated(text, year, issued, cell)]:
        if not any(start < each.end and each.start < end for start, end in taken):
            found.append(each)
    return sorted(found, key=lambda each: each.start)


def _dated(text: str, year: int | None, issued: date | None, cell: bool) -> Iterator[Deadline]:
    last_year: int | None = None
    for found in _DATE.finditer(text):
        if not found[0]:
            continue
        named = _year(found, issued)
        last_year = last_year if found[0].endswith("年度") else named or last_year  # 2024年度典型案例 dates nothing
        end = _deadline_end(text, found, cell)
        done = end is None and _is_done(text, found)
        if end is None and not done:
            continue
        end = end or found.end()
        assumed = named is None and last_year is None
        of = named or last_year or year
        place = Deadline(text[found.start() : end], found.start(), end, None, "day", year_assumed=assumed)
        if of is None:
            yield replace(place, problem="date_year_unknown", year_assumed=False)
            continue
        resolved = _resolved(place, found, of, issued)
        if not (done and issued and (resolved.day is None or resolved.day < issued)):  # 2019年5月印发: that was
            yield resolved


def _is_done(text: str, found: re.Match[str]) -> bool:
    """Whether a word behind a date says what is finished or takes place then: 第三季度完成, 4月26日召开."""
    if not (found["month"] or (found["span"] or "") not in ("", "内", "底", "末")):
        return False
    words = load().notice_reading.deadlines
    before, behind = text[: found.start()], text[found.end() :].lstrip("，")
    if found["day"] and not before and (place := re.match(f"在[^，。；]{{2,20}}?(?={'|'.join(words.done)})", behind)):
        behind = behind[place.end() :]  # 4月20日，在市民广场举办…
    verbs = (*words.done, *words.ranged) if found["range"] or found["first"] else words.done
    verb = next((word for word in verbs if behind.startswith(word)), "")
    return (
        bool(verb)
        and not behind[len(verb) :].startswith(("了", "的", "《"))
        and not before.endswith(words.counted_from)
    )


def _year(found: re.Match[str], issued: date | None) -> int | None:
    if found["year"]:
        return (
            int(found["year"]) if found["year"].isdecimal() and found["year"].isascii() else number_value(found["year"])
        )
    if found["which"] and issued:
        return issued.year + (found["which"][0] in "明次翌下")
    return None


def _deadline_end(text: str, found: re.Match[str], cell: bool) -> int | None:
    """Where the deadline ends, words behind it included; None where the date is none."""
    words = load().notice_reading.deadlines
    before, behind = text[max(found.start() - 6, 0) : found.start()], text[found.end() :]
    note = _NOTE.match(behind)
    skipped = note.end() if note else 0
    behind = behind[skipped:]
    word = next((word for word in sorted(words.before, key=len, reverse=True) if behind.startswith(word)), "")
    if re.match("前[一二两三]季度", behind):  # 2025年前三季度
        return None
    dated = bool(found["year"] or found["month"] or found["span"])
    if re.search(rf"(?:\d|{_N})$", before) and (found["span"] or "").startswith("年"):  # 三年内: a span of time
        return None
    if not dated or (found["span"] in ("内", "底", "末") and not (found["year"] or found["which"])):
        return None
    if word:
        return found.end() + skipped + len(word)
    if found["day"] and _shared(behind):
        return found.end()
    if cell and (found["month"] or found["span"]) and not behind.startswith(words.start):
        return found.end()
    if any(before.endswith(each) for each in ("截至", "截止目前")) or behind.startswith(words.start):
        return None
    if before.endswith(words.until) or any(each in before for each in words.finished):
        return found.end()
    if found["part"] in ("底", "末") or (
        found["span"] and (found["year"] or found["which"] or found["span"] == "年内")
    ):
        return found.end()
    return None


def _shared(behind: str) -> bool:
    """Whether a second day follows whose word makes both a deadline: 6月20日和12月5日前."""
    if not (joint := re.match("[和及、]", behind)):
        return False
    following = _DATE.match(behind, joint.end())
    words = load().notice_reading.deadlines.before
    return bool(following and following[0] and behind.startswith(words, following.end()))


def _resolved(place: Deadline, found: re.Match[str], year: int, issued: date | None) -> Deadline:
    try:
        day, rule = _day(found, year)
    except ValueError:
        return replace(place, problem="date_impossible", year_assumed=False)
    if place.year_assumed and issued and day < issued:
        later = _next(found, day, issued)
        if later is None:
            return replace(place, problem="date_year_unknown", year_assumed=False)
        day = later
    problem = "date_before_notice" if issued and day < issued else "date_year_assumed" if place.year_assumed else ""
    return replace(place, day=day, rule=rule, problem=problem)


def _next(found: re.Match[str], day: date, issued: date) -> date | None:
    """A day without year that the plan's year puts before the notice: in the notice's own year, or early in the next."""
    late = issued.month > _LATE and day.month <= 12 - _LATE
    try:
        moved = _day(found, issued.year + late)[0]
    except ValueError:
        return None
    return moved if moved >= issued else None


def _day(found: re.Match[str], year: int) -> tuple[date, str]:
    if found["month"]:
        month = number_value(found["month"])
        if found["day"]:
            return date(year, month, number_value(found["day"])), "day"
        if found["part"] in _LAST_DAY:
            return date(year, month, _LAST_DAY[found["part"]]), "day"
        return month_end(year, month), "month_end"
    span = found["span"] or ""
    if span == "上半年":
        return date(year, 6, 30), "half_year"
    if "季度" in span:
        return month_end(year, _QUARTERS[span.removeprefix("第")[0]]), "quarter"
    return date(year, 12, 31), "year_end"
