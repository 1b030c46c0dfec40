"""What differs between two folders of packs: documents added, changed by key path, removed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xingzhi.packs.loading import is_case, pack_files, read_documents
from xingzhi.packs.schema import Document

NAMES = ("id", "code", "year")  # keys by which an entry of a list is found again when others were put before it
NOTHING = object()


@dataclass(frozen=True)
class Change:
    """A value that differs; None stands for no value. Rows of a table have the table's name as path."""

    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Differences:
    """By document: those only in the new folder, those whose values differ, those only in the old one.

    `cases` are the files of cases that differ in any way. Comments and spelling of the YAML make no difference.
    """

    added: tuple[Document, ...]
    changed: Mapping[str, tuple[Change, ...]]
    removed: tuple[Document, ...]
    cases: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """For reading, Chinese and English."""
        for document in self.added:
            yield f"新增 / added: {document.ref} {document.header.title.zh} / {document.header.title.en}"
        for id, changes in self.changed.items():
            yield f"变动 / changed: {id}"
            for change in changes:
                yield f"  {change.path}: {_shown(change.old)} -> {_shown(change.new)}"
        for document in self.removed:
            yield f"减少 / removed: {document.ref} {document.header.title.zh} / {document.header.title.en}"
        for name in self.cases:
            yield f"用例文件不同 / case file differs: {name}"


def compare(old: Path, new: Path) -> Differences:
    """What the packs of `new` would change of those of `old`; raise `PackError` where either folder is faulty."""
    before = {document.id: document for document in read_documents(old)[0]}
    after = {document.id: document for document in read_documents(new)[0]}
    both = [id for id in before if id in after]
    changes = {id: tuple(_changes(before[id], after[id])) for id in both}
    cases, other = _cases(old), _cases(new)
    return Differences(
        tuple(after[id] for id in after if id not in before),
        {id: found for id, found in changes.items() if found},
        tuple(before[id] for id in before if id not in after),
        tuple(name for name in sorted({*cases, *other}) if cases.get(name) != other.get(name)),
    )


def _cases(folder: Path) -> dict[str, bytes]:
    files = (path for path in pack_files(folder) if is_case(path))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _changes(old: Document, new: Document) -> Iterator[Change]:
    if old.file != new.file:
        yield Change("file", old.file, new.file)
    yield from _values(old.header.model_dump(mode="json"), new.header.model_dump(mode="json"), "")
    for name in sorted({*old.tables, *new.tables}):
        before = Counter(",".join(row.values()) for row in old.tables.get(name, ()))
        after = Counter(",".join(row.values()) for row in new.tables.get(name, ()))
        yield from (Change(f"tables.{name}", row, None) for row in (before - after).elements())
        yield from (Change(f"tables.{name}", None, row) for row in (after - before).elements())


def _values(old: Any, new: Any, path: str) -> Iterator[Change]:
    if old == new:
        return
    before, after = _parts(old), _parts(new)
    if before is None or after is None:
        yield Change(path, _text(old), _text(new))
        return
    for key in dict.fromkeys((*before, *after)):
        yield from _values(before.get(key, NOTHING), after.get(key, NOTHING), f"{path}.{key}".lstrip("."))


def _parts(value: Any) -> Mapping[str, Any] | None:
    """The parts of a value by name; None where it has none."""
    if isinstance(value, Mapping):
        return value
    if not isinstance(value, list | tuple) or not any(isinstance(each, Mapping) for each in value):
        return None
    for name in NAMES:
        keys = [str(each[name]) for each in value if isinstance(each, Mapping) and name in each]
        if len(set(keys)) == len(value):
            return dict(zip(keys, value, strict=True))
    return {str(index): each for index, each in enumerate(value)}


def _text(value: Any) -> str | None:
    if value is NOTHING:
        return None
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_text(each) or "" for each in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_text(each)}" for key, each in value.items()) + "}"
    return "null" if value is None else str(value)


def _shown(text: str | None) -> str:
    return "（无 / none）" if text is None else text
