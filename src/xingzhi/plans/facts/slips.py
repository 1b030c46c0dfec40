"""Slips of the pen between two numbers: digits transposed, one wrong, one lost, a unit or the point slipped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xingzhi.plans.facts.fact import Value
from xingzhi.plans.facts.pack import fact_words

_TEXTS = {
    "transposed": ("数字颠倒", "digits are transposed"),
    "one_digit": ("有一位数字不同", "one digit differs"),
    "lost_digit": ("多一位或少一位数字", "a digit is lost or added"),
    "unit": (
        "相差 {times} 倍，可能是单位或小数点错位",
        "they differ {times} times: a unit or the decimal point slipped",
    ),
    "rounded": ("取整后有一位数字不同", "one digit differs once both are rounded"),
    "same_digits": ("数字相同而单位不同", "the digits are the same, the unit is not"),
}
_TIMES = (10, 100, 1000, 10_000, 100_000_000)


@dataclass(frozen=True)
class Slip:
    """A slip two numbers look like. `sure`: enough digits agree that chance is no likely cause."""

    zh: str
    en: str
    sure: bool


def digits(value: Value) -> str:
    """The digits of a value as written."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", value.text)
    return found[0].replace(",", "") if found else f"{abs(value.number):f}"


def slip(first: Value, second: Value) -> Slip | None:
    """The slip two numbers look like, None where they look like none."""
    if found := _rounded(first, second) or _rounded(second, first):
        return found
    one, two = digits(first), digits(second)
    for times in _TIMES:
        large, small = sorted((abs(first.number), abs(second.number)), reverse=True)
        if small and large == small * times:
            return _text("same_digits" if one == two else "unit", times=f"{times:,}")
    one, two = (each.replace(".", "") for each in (one, two))
    if first.unit in fact_words().units.money:  # 9,260万元 and 9.62亿元
        one, two = one.rstrip("0"), two.rstrip("0")
    if min(len(one), len(two)) < fact_words().settings.typing_digits.value:
        return None
    if len(one) == len(two):
        wrong = [at for at in range(len(one)) if one[at] != two[at]]
        if len(wrong) == 2 and one[wrong[0]] == two[wrong[1]] and one[wrong[1]] == two[wrong[0]]:
            return _text("transposed")
        if len(wrong) == 1:
            return _text("one_digit", count=len(one))
    longer, shorter = sorted((one, two), key=len, reverse=True)
    if len(longer) == len(shorter) + 1 and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))):
        return _text("lost_digit", count=len(shorter))
    return None


def _rounded(exact: Value, rough: Value) -> Slip | None:
    """The slip that is seen once an exact number is rounded as the other was: 12,034 beside 1.3万."""
    if not exact.exact or rough.exact or rough.high is None:
        return None
    step = rough.high - rough.low
    whole = f"{int((exact.number / step).to_integral_value()):d}"
    other = f"{int((rough.number / step).to_integral_value()):d}"
    if len(whole) == len(other) > 1 and sum(a != b for a, b in zip(whole, other, strict=True)) == 1:
        return _text("rounded")
    return None


def _text(name: str, times: str = "", count: int = 0) -> Slip:
    chinese, english = _TEXTS[name]
    sure = name not in ("one_digit", "lost_digit") or count >= fact_words().settings.copied_digits.value
    return Slip(chinese.format(times=times), english.format(times=times), sure)
