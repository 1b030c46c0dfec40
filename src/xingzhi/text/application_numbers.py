"""Chinese patent application numbers after ZC 0006-2003 (专利申请号标准), old and new, with their check digit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from operator import mul
from typing import NamedTuple

from xingzhi.text.problems import NumberProblem

_CANONICAL = re.compile(r"(?:CN|ZL)?(\d{12})\.?([\dX])", re.ASCII)
_OLD = re.compile(r"(?:CN|ZL)?(\d{8})\.?([\dX])?", re.ASCII)
_BARE = re.compile(r"(?:CN|ZL)?(\d{12})\.?", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.ASCII)
_PUBLICATION = re.compile(r"CN\d{7,10}[A-HSUY]\d?", re.ASCII)
_FOREIGN_STAGE = re.compile(r"(?:PCT|WO)[/A-Z]*\d|[A-Z]{2}:\d+:W", re.ASCII)
_SEVERAL = re.compile(r"\d{8,13}\.?[\dX]?[;,、|/](?:CN|ZL)?\d{8}", re.ASCII)
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CHECK = "0123456789X"
_FIRST_YEAR = 1985  # applications are received since 1 April 1985
_FIRST_NEW_YEAR = 2003  # twelve digits since 1 October 2003 (ZC 0006-2003, 4.2)


class ApplicationNumber(NamedTuple):
    """`value` is canonical ("201510736999.0"), `kind` the patent type code, `notes` what was added in reading."""

    value: str
    kind: str
    year: int
    notes: tuple[str, ...] = ()


def check_digit(digits: str) -> str:
    """The check digit of 8 or 12 digits: weights 2 to 9 repeating, modulo 11, ten written X (ZC 0006-2003, 4.4)."""
    return _CHECK[sum(map(mul, _WEIGHTS, map(int, digits))) % 11]


def parse(raw: object, kinds: Mapping[str, str], latest_year: int = 2099) -> ApplicationNumber:
    """Read one application number in any form met in files.

    `kinds` maps the type digit to the patent type code; `latest_year` is the last year a number may carry. Raises
    `NumberProblem`: number_missing, number_destroyed, number_check_digit, number_is_publication, number_is_pct,
    number_several, number_kind, number_year, number_unreadable.
    """
    if isinstance(raw, str):
        match = _CANONICAL.fullmatch(raw)
        text = raw if match else _fold(raw)
    else:
        text = _from_number(raw)
        match = None
    match = match or _CANONICAL.fullmatch(text)
    if match:
        return _finish(match[1], match[2], raw, kinds, latest_year)
    if old := _OLD.fullmatch(text) or _BARE.fullmatch(text):
        return _finish(old[1], old[2] if old.lastindex == 2 else None, raw, kinds, latest_year)
    raise NumberProblem(_why(text), value=_shown(raw))


def _fold(raw: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", raw).upper().split()).replace("。", ".")
    return text.strip("'’‘`\"“”=").removeprefix("申请号:").removeprefix("专利号:")


def _from_number(raw: object) -> str:
    """A number cell is exact up to 15 digits: 13 digits, or 12 and a check digit after the point, lose nothing."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return "" if raw is None else _fold(str(raw))
    if not 0 < raw < 1e15:
        raise NumberProblem("number_destroyed", value=_shown(raw))
    return str(int(raw)) if raw == int(raw) else repr(raw)


def _finish(
    digits: str, given: str | None, raw: object, kinds: Mapping[str, str], latest_year: int
) -> ApplicationNumber:
    computed = check_digit(digits)
    if given is not None and given != computed:
        if (digits + given).endswith("000000"):  # 2.02E+12 written out again: the digits are gone
            raise NumberProblem("number_destroyed", value=_shown(raw))
        raise NumberProblem("number_check_digit", value=_shown(raw), given=given, computed=computed)
    if len(digits) == 12:
        year, kind_digit, first = int(digits[:4]), digits[4], _FIRST_NEW_YEAR
    else:
        year, kind_digit, first = int(digits[:2]), digits[2], _FIRST_YEAR
        year += 1900 if year >= _FIRST_YEAR - 1900 else 2000
        latest_year = _FIRST_NEW_YEAR
    if not first <= year <= latest_year:
        raise NumberProblem("number_year", value=_shown(raw), year=year)
    kind = kinds.get(kind_digit)
    if kind is None:
        raise NumberProblem("number_kind", value=_shown(raw), digit=kind_digit)
    notes = () if given is not None else ("check_digit_added",)
    return ApplicationNumber(f"{digits}.{computed}", kind, year, notes)


def _why(text: str) -> str:
    if not text:
        return "number_missing"
    if _SCIENTIFIC.fullmatch(text.removeprefix("CN").removeprefix("ZL")):
        return "number_destroyed"
    if _PUBLICATION.fullmatch(text):
        return "number_is_publication"
    if _FOREIGN_STAGE.match(text):
        return "number_is_pct"
    if _SEVERAL.search(text):
        return "number_several"
    return "number_unreadable"


def _shown(raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, float) and abs(raw) < 1e15 and raw == int(raw):
        return str(int(raw))
    return str(raw)[:60]
