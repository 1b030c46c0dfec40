"""What every pack file has: header, sources, dated values with a reference.

A value is dated by `since` (the day from which it holds) and referenced by `ref` (a key of the file's `sources`).
Both stand in the mapping that holds the value or in one around it; the nearest counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xingzhi.packs.problems import PackError


class Frozen(BaseModel):
    """A part of a pack: nothing unknown is accepted, nothing can be changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def __getstate__(self) -> dict[Any, Any]:
        """What travels to another process: the values, without what was worked out from them."""
        state = super().__getstate__()
        fields = type(self).model_fields
        return state | {"__dict__": {name: value for name, value in state["__dict__"].items() if name in fields}}


class Label(Frozen):
    """A text in Chinese and English."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __call__(self, language: str) -> str:
        """The text in the reader's language."""
        return self.en if language.startswith("en") else self.zh


class SourceText(Frozen):
    """The text a value rests on: a law, a standard, a notice, or a setting of this project."""

    title: str = Field(min_length=1)
    doc_no: str = ""
    date: str = ""
    url: str = ""
    note: str = ""


class Dated(Frozen):
    """A value, or a group of values, with its first day and its reference."""

    since: date | None = None
    ref: str = ""


class TableFile(Dated):
    """A large table kept as CSV beside the pack; a `ref` column overrides the reference row by row."""

    file: str = Field(pattern=r"^[a-z0-9_]+\.csv$")
    columns: tuple[str, ...]
    note: str = ""


class Header(Frozen):
    """The head of a pack file; `body` is read by the schema of its `kind`."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: date
    title: Label
    valid_from: date
    valid_to: date | None = None
    replaces: str = ""
    note: str = ""
    sources: dict[str, SourceText] = Field(min_length=1)
    body: dict[str, Any]


Row = Mapping[str, str]


@dataclass(frozen=True)
class Document:
    """One pack file, read and checked."""

    file: str  # path inside the packs folder
    header: Header
    body: Frozen
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The name results are referred to by."""
        return self.header.id

    @property
    def ref(self) -> str:
        """What a result keeps to say which values it used: "regions@2026-11-23"."""
        return f"{self.header.id}@{self.header.version.isoformat()}"

    def in_force(self, on: date) -> bool:
        """Whether the pack holds on a day (`valid_to` is the last day)."""
        return self.header.valid_from <= on and (self.header.valid_to is None or on <= self.header.valid_to)


T = TypeVar("T", bound=Frozen)


def validated(model: type[T], data: Any, file: str, where: str = "") -> T:
    """`data` read by `model`; raise `PackError` with the key path of the first thing wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = ".".join([*([where] if where else []), *(str(part) for part in first["loc"])])
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise PackError(file, path, f"{first['msg']}{more}") from error


def unreferenced(header: Header) -> Iterator[str]:
    """Key paths of values without a date or without a reference to one of the file's sources."""
    yield from _walk(header.body, "body", dated=False, referenced=False, known=set(header.sources))


def _walk(node: Any, path: str, *, dated: bool, referenced: bool, known: set[str]) -> Iterator[str]:
    if isinstance(node, dict):
        dated = dated or bool(node.get("since"))
        if "ref" in node:
            referenced = node["ref"] in known
        for key, value in node.items():
            if key not in ("since", "ref"):
                yield from _walk(value, f"{path}.{key}", dated=dated, referenced=referenced, known=known)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _walk(value, f"{path}.{index}", dated=dated, referenced=referenced, known=known)
    elif not (dated and referenced):
        yield path
