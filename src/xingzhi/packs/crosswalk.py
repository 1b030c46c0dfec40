"""The strategic-industry table: which IPC symbols, with which keywords, belong to which industry.

The table is not part of the packs. The office loads the official DOCX; what was read of it is kept as one JSON file,
named by the digest of its content.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from xingzhi.packs.codes import WordList
from xingzhi.packs.keywords import UNREAD, KeywordGrammar, KeywordRule, read_keywords
from xingzhi.packs.schema import Dated, Frozen
from xingzhi.text.ipc import IpcPattern, parse_patterns
from xingzhi.text.problems import ValueProblem


class Named(Dated):
    """A text."""

    value: str


class Count(Dated):
    """How many there should be."""

    value: int


class CrosswalkPack(Frozen):
    """What is known of the official table, and how its cells are read."""

    doc_no: Named
    expected: dict[str, Count]
    headings: dict[str, WordList]
    exclusions: WordList
    keywords: KeywordGrammar


@dataclass(frozen=True)
class CrosswalkRow:
    """One row as given: an industry code and name, its symbols and its keywords.

    `limited`: a keyword condition belongs to the row; where its words are missing, the row decides nothing.
    `ipc_unread` is the part of the symbols' cell that could not be read, "" for none.
    """

    number: int
    code: str
    name: str
    include: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    keyword: str = ""
    limited: bool = False
    ipc_unread: str = ""

    @property
    def patterns(self) -> tuple[IpcPattern, ...]:
        """The symbols that belong to the row."""
        return tuple(pattern for text in self.include for pattern in parse_patterns(text))

    @property
    def excluded(self) -> tuple[IpcPattern, ...]:
        """The symbols taken out of them."""
        return tuple(pattern for text in self.exclude for pattern in parse_patterns(text))

    def rule(self, grammar: KeywordGrammar) -> KeywordRule | None:
        """The keyword condition; None where the symbols alone decide."""
        if not self.limited:
            return None
        return read_keywords(self.keyword, grammar) if self.keyword else UNREAD


@dataclass(frozen=True)
class Crosswalk:
    """A table as loaded: its rows, and the names of all codes, those without a row of their own included."""

    rows: tuple[CrosswalkRow, ...]
    names: dict[str, str] = field(default_factory=dict)

    def counts(self, grammar: KeywordGrammar) -> dict[str, int]:
        """How many industries, areas, categories and rows; how many rows have keywords, and what was not read."""
        parts = [code.split(".") for code in self.names]
        rules = [row.rule(grammar) for row in self.rows]
        return {
            "industries": len({part[0] for part in parts}),
            "areas": len({tuple(part[:2]) for part in parts if len(part) > 1}),
            "categories": len({tuple(part) for part in parts if len(part) > 2}),
            "rows": len(self.rows),
            "keyword_rows": sum(rule is not None for rule in rules),
            "keyword_missing": sum(row.limited and not row.keyword for row in self.rows),
            "keyword_unread": sum(
                rule is not None and bool(row.keyword) and not rule.complete
                for row, rule in zip(self.rows, rules, strict=True)
            ),
            "ipc_unread": sum(bool(row.ipc_unread) for row in self.rows),
        }

    def name(self, code: str) -> str:
        """What a code stands for, its industry first: 新一代信息技术产业 › 人工智能."""
        parts = code.split(".")
        held = (self.names.get(".".join(parts[: at + 1]), "") for at in range(len(parts)))
        return " › ".join(filter(None, held))

    def to_json(self) -> str:
        """The table as text; equal tables give equal texts."""
        content = {"names": self.names, "rows": [asdict(row) for row in self.rows]}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=0)

    @property
    def digest(self) -> str:
        """SHA-256 of the table as read."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def from_json(text: str) -> Crosswalk:
    """A table `to_json` wrote."""
    content: dict[str, Any] = json.loads(text)
    return Crosswalk(tuple(_row(row) for row in content["rows"]), content["names"])


def _row(held: dict[str, Any]) -> CrosswalkRow:
    return CrosswalkRow(**held | {name: tuple(held[name]) for name in ("include", "exclude")})


def read_symbols(raw: str, exclusions: Iterable[str] = ()) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """What a cell of symbols takes in, what it takes out, and what of it could not be read.

    "G06F17*（不含G06F17/50）" takes G06F17/50 out.
    """
    include: list[str] = []
    exclude: list[str] = []
    unread: list[str] = []
    for piece in _pieces(raw.replace("（", "(").replace("）", ")")):
        word = next((word for word in exclusions if piece.startswith(word)), "")
        try:
            read = [str(pattern) for pattern in parse_patterns(piece.removeprefix(word).lstrip(":： "))]
        except ValueProblem:
            read = []
            unread.append(piece)
        (exclude if word else include).extend(read)
    return tuple(dict.fromkeys(include)), tuple(dict.fromkeys(exclude)), "；".join(unread)


def _pieces(text: str) -> list[str]:
    pieces = []
    for outside in text.split(")"):
        before, _, inside = outside.partition("(")
        if inside and inside.strip()[:2] in ("19", "20"):  # the edition of a symbol: "(2006.01)"
            inside = ""
        pieces += [*before.replace("\n", "、").split("、"), inside]
    return [piece.strip(" ，,；;\n\t") for piece in pieces if piece.strip(" ，,；;\n\t")]
