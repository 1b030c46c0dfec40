"""What a draft and a published text are made of, and how their parts are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import NamedTuple


class Said(NamedTuple):
    """The same in Chinese and in English."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


TITLE, ABSTRACT, CLAIM, PARAGRAPH, TEXT = "title", "abstract", "claim", "paragraph", "text"
KINDS = {
    TITLE: Said("名称", "Title"),
    ABSTRACT: Said("摘要", "Abstract"),
    CLAIM: Said("权利要求", "Claims"),
    PARAGRAPH: Said("说明书", "Description"),
    TEXT: Said("文本", "Text"),
}
DRAWINGS, SECTION = "drawings", "section"  # what a heading may announce beside these: nothing to compare, a new section

_HEADINGS = {
    TITLE: "发明名称 名称 实用新型名称 发明创造名称 title",
    ABSTRACT: "说明书摘要 摘要 abstract",
    CLAIM: "权利要求书 权利要求 claims",
    PARAGRAPH: "说明书 说明书全文 description",
    DRAWINGS: "说明书附图 摘要附图 附图 drawings",
    SECTION: "技术领域 所属技术领域 背景技术 发明内容 实用新型内容 附图说明 具体实施方式 具体实施例 实施例 "
    "technicalfield background backgroundart summary detaileddescription",
}
_KIND_OF = {heading: kind for kind, headings in _HEADINGS.items() for heading in headings.split()}
_SIGNS = re.compile(r"[^\w]|_")


def plain(heading: str) -> str:
    """A heading without blanks and signs, at half width and in lower case: "说 明 书" and "【说明书】" are one."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", heading).lower())


def announced(line: str) -> str:
    """The kind of passage a heading announces ("drawings", "section" as well); "" where it is no such heading."""
    return _KIND_OF.get(plain(line), "")


@dataclass(frozen=True)
class Passage:
    """A part of a text: its kind (a key of `KINDS`), its number among those of its kind from 1, the text as written.

    `column` is the heading of the table's column it stands in; "" where it is no cell.
    """

    kind: str
    number: int
    text: str
    column: str = ""

    @property
    def label(self) -> Said:
        """What it is called where it is shown."""
        if self.column:
            return Said(self.column, self.column)
        if self.kind == CLAIM:
            return Said(f"权利要求 {self.number}", f"Claim {self.number}")
        if self.kind == PARAGRAPH:
            return Said(f"说明书第 {self.number} 段", f"Description, paragraph {self.number}")
        return KINDS[self.kind]


def arranged(passages: Collection[Passage]) -> tuple[Passage, ...]:
    """Passages with text in the order of `KINDS`, numbered anew, a title said twice only once."""
    found: list[Passage] = []
    for kind in KINDS:
        own = [replace(each, text=each.text.strip()) for each in passages if each.kind == kind and each.text.strip()]
        if kind == TITLE:
            own = list({each.text: each for each in own}.values())
        found += (replace(each, number=number) for number, each in enumerate(own, 1))
    return tuple(found)
