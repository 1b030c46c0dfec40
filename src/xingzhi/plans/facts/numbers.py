"""Numbers with their units as sentences write them: 1,234件, 1.2万余件, 约3.2亿元, 百分之十二, 三分之一, 八成, 第三位."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from xingzhi.plans.facts.fact import Value
from xingzhi.plans.facts.mark import Mark, alternatives
from xingzhi.plans.facts.pack import fact_words

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = r"[一二三四五六七八九十百千两零〇]+"
_VALUES = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_TENS = {"十": 10, "百": 100, "千": 1000}
PERCENT, POINTS, MONEY = "%", "个百分点", "万元"


def chinese(text: str) -> int | None:
    """The value of a Chinese numeral up to 9999 (一千二百三十四, 十二); None where it is none."""
    if not set(text) & set(_TENS):
        return int("".join(str(_VALUES[each]) for each in text)) if text else None
    total, digit = 0, 0
    for each in text:
        if each in _TENS:
            total += (digit or 1) * _TENS[each]
            digit = 0
        else:
            digit = _VALUES[each]
    return total + digit


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = fact_words()
    near = words.approximate
    units = {unit for subject in words.subjects for unit in subject.units}
    before = alternatives((*near.about, *near.under, *near.over, *near.least))
    return re.compile(
        rf"(?P<before>{before})?(?P<per>百分之)?(?P<number>{_DIGITS}|{_CHINESE})(?P<more>{alternatives(near.more)})?"
        rf"(?P<scale>{alternatives(words.units.scales)})?(?P<more2>{alternatives(near.more)})?"
        rf"(?P<unit>个?百分点|%|‰|{alternatives(units)})?(?P<after>{alternatives((*near.after_over, *near.after_about, *near.more))})?"
    )


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    """Shares in words: 三分之一, 八成."""
    words = fact_words().approximate
    before, after = (*words.about, *words.under, *words.over, *words.least), (*words.after_over, *words.after_about)
    ones = "[一二三四五六七八九]"
    return re.compile(
        rf"(?P<before>{alternatives(before)})?(?:(?P<of>{_CHINESE})分之(?P<part>{_CHINESE})|(?P<tenths>{ones}|(?<!\d)[1-9])成"
        rf"(?![员本果立为功都长效绩熟交套型人就份品不因]))(?P<more>{alternatives(words.more)})?"
        rf"(?P<after>{alternatives(after)})?"
    )


@lru_cache(maxsize=1)
def _rank() -> re.Pattern[str]:
    first = alternatives(fact_words().ranks.first)
    return re.compile(rf"第(?P<number>\d{{1,3}}|{_CHINESE})(?:位|名|(?=[，。；]|$))|(?P<first>{first})")


def values(text: str) -> Iterator[Mark]:
    """The numbers with units, and ranks, of a sentence."""
    shares = list(_shares(text))
    for found in _pattern().finditer(text):
        if any(share.start <= found.start() < share.end for share in shares):
            continue
        unit = "%" if found["per"] else found["unit"] or ""
        ascii_digits = found["number"][0].isascii()
        if not unit or text[: found.start("number")].endswith(("第", ".", "-", "—")):
            continue
        if found["number"] == "一" and not found["scale"]:
            continue
        if not ascii_digits and unit == "个" and re.match(r"[月是]", text[found.end() :]):
            continue
        if re.match(r"[月年日]", text[found.end() :]) and unit not in ("%", POINTS):
            continue
        yield Mark(found.start(), found.end(), "value", found[0], value_of(found, unit))
    yield from shares
    for found in _rank().finditer(text):
        place = (
            1 if found["first"] else int(found["number"]) if found["number"].isdecimal() else chinese(found["number"])
        )
        if place:
            number = Decimal(place)
            yield Mark(found.start(), found.end(), "rank", found[0], Value(found[0], number, "位", number, number))


def scaled(text: str) -> Iterator[Mark]:
    """The numbers in ten thousands and the like that name no unit: 达1.2万."""
    for found in _pattern().finditer(text):
        if found["scale"] and not found["per"] and not found["unit"]:
            yield Mark(found.start(), found.end(), "value", found[0], value_of(found, ""))


def _shares(text: str) -> Iterator[Mark]:
    """Shares in words as per cent: tenths are rounded to ten, fractions to the points of the pack."""
    for found in _parts().finditer(text):
        if found["tenths"]:
            digit = found["tenths"]
            number, step = Decimal(int(digit) if digit.isascii() else _VALUES[digit]) * 10, Decimal(10)
        else:
            of, part = chinese(found["of"]), chinese(found["part"])
            if not of or not part or found["of"] in ("百", "千", "万") or part > of:
                continue
            number, step = Decimal(100 * part) / of, Decimal(2 * fact_words().settings.fraction_points.value)
        low, high = _bounds(number, step, step, found)
        yield Mark(found.start(), found.end(), "value", found[0], Value(found[0], number, PERCENT, low, high))


def value_of(found: re.Match[str], unit: str) -> Value:
    """The value a match stands for, and what its words allow."""
    words = fact_words()
    digits = found["number"].replace(",", "")
    number = Decimal(digits) if digits[0].isascii() else Decimal(chinese(digits) or 0)
    times = Decimal(words.units.scales[found["scale"]]) if found["scale"] else Decimal(1)
    base = words.units.base.get(unit, Decimal(1))
    fraction = len(digits.partition(".")[2])
    whole = not found["scale"] and base <= 1 and unit not in (PERCENT, POINTS) and not fraction
    step = Decimal(0) if whole else Decimal(1).scaleb(-fraction) * times * base
    number = number * times * base
    low, high = _bounds(number, step, _rough(digits, times * base), found)
    name = MONEY if unit in words.units.money else POINTS if unit == "百分点" else unit
    return Value(found[0], number, name, low, high)


def _rough(digits: str, times: Decimal) -> Decimal:
    """One in the last place that is no zero: 1200 is rough to 100."""
    whole, _, fraction = digits.partition(".")
    if fraction or not whole.isascii():
        return Decimal(1).scaleb(-len(fraction)) * times
    zeros = len(whole) - len(whole.rstrip("0"))
    return Decimal(1).scaleb(zeros) * times


def _bounds(number: Decimal, step: Decimal, rough: Decimal, found: re.Match[str]) -> tuple[Decimal, Decimal | None]:
    near = fact_words().approximate
    before, after = found["before"] or "", found["after"] or ""
    if before in near.least:
        return number, None
    if before in near.over or after in near.after_over:
        share = Decimal(fact_words().settings.over_share.value) / 100
        return number, number + max(rough, number * share)
    if after in near.more or found["more"] or found.groupdict().get("more2"):
        return number, number + rough
    if before in near.under:
        return number - rough, number
    if before in near.about or after in near.after_about:
        return number - rough / 2, number + rough / 2
    return number - step / 2, number + step / 2
