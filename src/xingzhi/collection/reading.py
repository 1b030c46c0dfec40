"""Read what was written into a cell: a number in any dress, or words; never a guess."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from xingzhi.intake.cell_values import to_text
from xingzhi.intake.readers import Cell
from xingzhi.packs.forms import FormCell
from xingzhi.text.normalise import is_empty
from xingzhi.text.problems import ValueProblem

LONGEST = 2000  # letters of a text
_NUMBER = re.compile(r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)\s*(?P<unit>.*)", re.ASCII)
_MOST = Decimal(10) ** 14  # beyond, a register keeps no four decimals


def read_cell(cell: FormCell, given: Cell) -> str:
    """The value as a report holds it: a number without separators, unit or idle zeros; "" where nothing is said.

    Raises `ValueProblem`: formula, not_number, other_unit, too_small, too_large, too_many_decimals, text_too_long, not_in_list,
    or what is wrong with a damaged cell.
    """
    if isinstance(given, bool):
        raise ValueProblem("not_number", value=to_text(given))
    text = to_text(given)
    if cell.kind == "choice":
        return _chosen(cell, text)
    if not cell.counted:
        return _words(text)
    text = unicodedata.normalize("NFKC", text).strip().lstrip("'’").strip()
    if not text or is_empty(text):
        return ""
    if text[0] in "=@":
        raise ValueProblem("formula", value=text)
    found = _NUMBER.fullmatch(text.replace("−", "-"))
    if not found:
        raise ValueProblem("not_number", value=text)
    if (unit := found["unit"].strip()) and unit not in _units(cell):
        raise ValueProblem("other_unit", value=text, unit=cell.unit.zh if cell.unit else "")
    try:
        number = Decimal(found["number"].replace(",", ""))
    except InvalidOperation as error:
        raise ValueProblem("not_number", value=text) from error
    return _checked(cell, number, text)


def _checked(cell: FormCell, number: Decimal, text: str) -> str:
    if cell.least is not None and number < cell.least:
        raise ValueProblem("too_small", value=text, least=written(cell.least))
    most = cell.most if cell.most is not None else _MOST
    if number > most:
        raise ValueProblem("too_large", value=text, most=written(most))
    if number != round(number, cell.decimals):
        raise ValueProblem("too_many_decimals", value=text, decimals=cell.decimals)
    return written(number)


def _units(cell: FormCell) -> tuple[str, ...]:
    return (cell.unit.zh, cell.unit.en) if cell.unit else ()


def _chosen(cell: FormCell, text: str) -> str:
    said = "".join(unicodedata.normalize("NFKC", text).split())
    for option in cell.options:
        if said in ("".join(unicodedata.normalize("NFKC", each).split()) for each in (option.zh, option.en)):
            return option.zh
    if not said or is_empty(said):
        return ""
    raise ValueProblem("not_in_list", value=text[:60], options="、".join(option.zh for option in cell.options))


def _words(text: str) -> str:
    words = text.strip()
    if len(words) > LONGEST:
        raise ValueProblem("text_too_long", value=words[:60] + "…", length=len(words), limit=LONGEST)
    return words


def written(number: Decimal) -> str:
    """A number without an exponent and without idle zeros."""
    return f"{number.normalize():f}" if number else "0"
