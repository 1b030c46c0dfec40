"""What a file of words holds. Declared like a register and never one: no list, search, export, API or snapshot has it."""

from __future__ import annotations

import unicodedata

from xingzhi.core.declare import Column, Kind, Register, Values
from xingzhi.registers.of_patent import joined_key
from xingzhi.text.normalise import fold, simplify
from xingzhi.text.problems import ValueProblem

FEWEST = 2  # letters of a word that is looked for: one alone stands in every second mark


def folded(text: str) -> str:
    """A text as words are looked for: simplified, lower case, letters and digits only."""
    return "".join(each for each in simplify(fold(text)) if unicodedata.category(each)[0] in "LN")


def derive(values: Values) -> Values:
    """Refuse a word too short to be told from chance."""
    if values.get("word") and len(folded(values["word"])) < FEWEST:
        raise ValueProblem("word_too_short", column="word", value=values["word"])
    return values


# fmt: off
STAFF_WORDS = Register(
    name="staff_words",
    zh="本局词表",
    en="Words of the office",
    key=lambda values: joined_key(folded(values["word"])),
    key_columns=("word",),
    title_column="word",
    region_rule=(),
    default_sort="word",
    derive=derive,
    columns=(
        Column("word", Kind.TEXT, "词语", "Word", required=True, sortable=True, max_length=100),
        Column("kind", Kind.TEXT, "类别", "Kind", required=True, max_length=60),
        Column("source", Kind.TEXT, "来源", "Source", required=True, max_length=200),
        Column("on", Kind.DATE, "日期", "Date"),
        Column("note", Kind.TEXT, "备注", "Note", max_length=300),
    ),
)
# fmt: on
