"""Placeholders of the office's papers: which names a text may use, and nothing else of the template language.

A text may print a field ({{ applicant }}), a part of a field ({{ contact.on }}), go over the rows of a list
({% for item in items %}) and ask whether something is there ({% if agency %}). It may call nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

FILTERS = ("default", "d", "length", "trim")
LOOP = frozenset({"index", "first", "last", "length"})
PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.If, nodes.CondExpr, nodes.Compare,
         nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter, nodes.Test, nodes.Concat)  # fmt: skip


class Shape(Protocol):
    """What is asked of a field: the names of its parts, and whether it holds rows of them."""

    @property
    def parts(self) -> frozenset[str]: ...

    @property
    def many(self) -> bool: ...


class PlaceholderProblem(ValueError):
    """A text that cannot be filled in: `code` is "unknown" with the names, or "syntax" with the line it stands in."""

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}")


def environment() -> SandboxedEnvironment:
    """What texts are filled in with: values are escaped, no function can be called, a missing name is an error."""
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


def check(text: str, fields: Mapping[str, Shape], rows: Mapping[str, Shape] | None = None) -> frozenset[str]:
    """The names a text uses; raise `PlaceholderProblem` where it uses others than `fields`, or more of the language.

    `rows` are names that stand for a row of a list, as inside a loop around the text.
    """
    jinja = environment()
    try:
        jinja.compile(text)  # finds filters nobody knows as well
        tree = jinja.parse(text)
    except TemplateSyntaxError as error:
        raise PlaceholderProblem("syntax", _line(text, error.lineno)) from error
    except RecursionError as error:
        raise PlaceholderProblem("syntax", _line(text, 1)) from error
    reader = _Reader(text, fields)
    reader.read(tree, dict(rows or {}))
    if reader.unknown:
        raise PlaceholderProblem("unknown", "、".join(dict.fromkeys(reader.unknown)))
    return frozenset(reader.used)


def _line(text: str, number: int) -> str:
    """The line of a text, without tags of a document it may stand in."""
    lines = text.splitlines() or [""]
    return re.sub(r"<[^>]*>", "", lines[min(number, len(lines)) - 1]).strip()[:80]


class _Reader:
    """Walks the parsed text; `rows` are the loop variables in force."""

    def __init__(self, text: str, fields: Mapping[str, Shape]) -> None:
        self.text, self.fields = text, fields
        self.used: list[str] = []
        self.unknown: list[str] = []

    def read(self, node: nodes.Node, rows: Mapping[str, Shape]) -> None:
        if isinstance(node, nodes.For):
            self._loop(node, rows)
        elif isinstance(node, nodes.Getattr | nodes.Getitem):
            self._part(node, rows)
        elif isinstance(node, nodes.Name):
            self._name(node.name, rows)
        elif isinstance(node, PLAIN):
            for child in node.iter_child_nodes():
                if isinstance(node, nodes.Output) and isinstance(child, nodes.Name):
                    self._printed(child.name)
                self.read(child, rows)
        else:
            raise self._fault(node)

    def _loop(self, node: nodes.For, rows: Mapping[str, Shape]) -> None:
        if not (isinstance(node.target, nodes.Name) and isinstance(node.iter, nodes.Name)) or node.recursive:
            raise self._fault(node)
        self._name(node.iter.name, {})
        over = self.fields.get(node.iter.name)
        if over is not None and not over.many:
            raise self._fault(node)
        inner = {**rows, node.target.name: over} if over else rows
        for child in self._inside(node):
            self.read(child, inner)
        for child in node.else_:
            self.read(child, rows)

    @staticmethod
    def _inside(node: nodes.For) -> Iterator[nodes.Node]:
        yield from node.body
        if node.test is not None:
            yield node.test

    def _part(self, node: Any, rows: Mapping[str, Shape]) -> None:
        part = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
        if not isinstance(node.node, nodes.Name) or not isinstance(part, str):
            raise self._fault(node)
        whole = node.node.name
        known = part in self._parts_of(whole, rows)
        (self.used if known else self.unknown).append(whole if known else f"{whole}.{part}")

    def _parts_of(self, whole: str, rows: Mapping[str, Shape]) -> frozenset[str]:
        if whole == "loop" and rows:
            return LOOP
        if whole in rows:
            return rows[whole].parts
        held = self.fields.get(whole)
        return held.parts if held is not None and not held.many else frozenset()

    def _name(self, name: str, rows: Mapping[str, Shape]) -> None:
        (self.used if name in self.fields or name in rows else self.unknown).append(name)

    def _printed(self, name: str) -> None:
        """A whole row or list cannot be printed, only its parts."""
        if name not in self.fields or self.fields[name].parts:
            self.unknown.append(name)

    def _fault(self, node: nodes.Node) -> PlaceholderProblem:
        return PlaceholderProblem("syntax", _line(self.text, node.lineno))
