"""Numbers, classes and scripts of trademarks, read from what files give."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from xingzhi.text.dates import parse_date
from xingzhi.text.problems import ValueProblem

NICE_CLASSES = 45  # Nice Agreement: goods 1 to 34, services 35 to 45
_NUMBER = re.compile(r"(?:第|NO\.?|ZC|CN)?(G?)0*(\d{1,9}[A-Z]?)(?:ZC)?(?:号|\(\d+\))?", re.ASCII)
_CLASSES = re.compile(r"(?:第|CL(?:ASS)?\.?)?(\d{1,2})类?", re.ASCII)
_GROUP = re.compile(r"(\d{4})")
_BETWEEN = re.compile(r"[;,、/\s]+")
_TERM = re.compile(r"\d{4}\D{1,3}\d{1,2}\D{1,3}\d{1,2}日?|\d{8}", re.ASCII)
_LATEST = date(2200, 1, 1)


def mark_number(text: str) -> str:
    """A filing or registration number without its wrapping: "第 G1234567 号" is G1234567.

    An international registration begins with G; a letter at the end tells the parts of a divided filing apart. "" stays
    "". Raises `ValueProblem` mark_number_unreadable.
    """
    folded = "".join(unicodedata.normalize("NFKC", text).upper().split()).strip("'")
    if not folded:
        return ""
    found = _NUMBER.fullmatch(folded)
    if found is None:
        raise ValueProblem("mark_number_unreadable", column="mark_no", value=text)
    return found[1] + found[2]


def nice_classes(text: str) -> str:
    """Classes as two digits in order, joined by "; ": "第9类、35" is "09; 35". Raises `ValueProblem` nice_class_unknown."""
    numbers = set()
    for part in _parts(text):
        found = _CLASSES.fullmatch(part)
        if found is None or not 1 <= int(found[1]) <= NICE_CLASSES:
            raise ValueProblem("nice_class_unknown", column="nice_classes", value=part)
        numbers.add(int(found[1]))
    return "; ".join(f"{number:02}" for number in sorted(numbers))


def similar_groups(text: str) -> str:
    """Similar groups as their four digits, in order and each once, joined by "; "."""
    return "; ".join(sorted(set(_GROUP.findall(unicodedata.normalize("NFKC", text)))))


def split_term(text: str) -> tuple[date | None, date | None]:
    """The two days of a term in one cell: "2015-03-28 至 2025-03-27". Raises `ValueProblem` term_unreadable."""
    days = [parse_date(each, _LATEST) for each in _TERM.findall(unicodedata.normalize("NFKC", text))]
    if len(days) != 2:
        raise ValueProblem("term_unreadable", column="term", value=text)
    return days[0], days[1]


def script_of(text: str) -> str:
    """The script of a mark's letters: han, latin, mongolian, cyrillic, digits, other or mixed; "" where it has none.

    Digits beside letters do not make it mixed.
    """
    found = {_script(character) for character in text if character.isalpha()}
    if len(found) > 1:
        return "mixed"
    if found:
        return found.pop()
    return "digits" if any(character.isdigit() for character in text) else ""


def _script(character: str) -> str:
    name = unicodedata.name(character, "")
    for script, words in (("han", ("CJK ", "IDEOGRAPHIC")), ("latin", ("LATIN ", "FULLWIDTH LATIN")),
                          ("mongolian", ("MONGOLIAN ",)), ("cyrillic", ("CYRILLIC ",))):  # fmt: skip
        if name.startswith(words):
            return script
    return "other"


def _parts(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(unicodedata.normalize("NFKC", text).upper()) if part]
