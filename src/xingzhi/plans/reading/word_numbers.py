"""Numbers that Word counts itself (自动编号): they stand in no text, and headings would lose theirs."""

from __future__ import annotations

import re
from collections import defaultdict

from xingzhi.intake.readers.xml_safe import Element, local_name
from xingzhi.plans.reading.marks import in_chinese

_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_MOST_CIRCLED = 20


class Numbering:
    """The lists of a document and how far each is counted."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}  # list -> level -> (form, text, first number)
        self.lists: dict[str, str] = {}
        self.styles: dict[str, Element] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering is not None:
            self._read(numbering)
        for style in styles.iter("{*}style") if styles is not None else ():
            number = next(iter(style.findall("{*}pPr/{*}numPr")), None)
            if number is not None:
                self.styles[_attribute(style, "styleId")] = number

    def _read(self, numbering: Element) -> None:
        for abstract in numbering.iter("{*}abstractNum"):
            levels = {}
            for level in abstract.iter("{*}lvl"):
                form, text, start = (_child(level, name) for name in ("numFmt", "lvlText", "start"))
                levels[int(_attribute(level, "ilvl") or 0)] = (form, text, int(start) if start.isdecimal() else 1)
            self.levels[_attribute(abstract, "abstractNumId")] = levels
        for each in numbering.iter("{*}num"):
            self.lists[_attribute(each, "numId")] = _child(each, "abstractNumId")

    def before(self, paragraph: Element) -> str:
        """The number Word shows before a paragraph; "" where it shows none or a mere sign."""
        number = next(iter(paragraph.findall("{*}pPr/{*}numPr")), None)
        if number is None:
            style = next(iter(paragraph.findall("{*}pPr/{*}pStyle")), None)
            number = self.styles.get(_attribute(style, "val")) if style is not None else None
        if number is None:
            return ""
        name, level = self.lists.get(_child(number, "numId"), ""), int(_child(number, "ilvl") or 0)
        if level not in self.levels.get(name, {}):
            return ""
        counts = self.counts[name]
        counts[level] = counts.get(level, self.levels[name][level][2] - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return self._shown(name, level)

    def _shown(self, name: str, level: int) -> str:
        form, text, _ = self.levels[name][level]
        if form in ("bullet", "none"):
            return ""

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            of, _, first = self.levels[name].get(at, ("decimal", "", 1))
            return _written(of, self.counts[name].get(at, first))

        return re.sub(r"%(\d)", number, text)


def _written(form: str, value: int) -> str:
    if form in _CHINESE:
        return in_chinese(value)
    if form in _CIRCLED and value <= _MOST_CIRCLED:
        return chr(ord("①") + value - 1)
    return str(value)


def _child(element: Element, name: str) -> str:
    found = next((child for child in element if local_name(child) == name), None)
    return _attribute(found, "val") if found is not None else ""


def _attribute(element: Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
