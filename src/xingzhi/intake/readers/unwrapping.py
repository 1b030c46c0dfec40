"""What a received file holds: out of an archive, from under a password, out of a format that must be turned into another.

The result lies in a folder of the caller's as files that `open_book` reads; nothing is written under a name from an
archive.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import pyzipper

from xingzhi.intake.readers import converting, locked
from xingzhi.intake.readers.archive_members import Limits, Members
from xingzhi.intake.readers.book import Note, ReaderProblem
from xingzhi.intake.readers.detect import file_kind

_DEEPEST = 2  # archives inside an archive
_NO_TABLE = frozenset({"picture", "pdf", "unknown", "database", "parquet", "ofd"})
_OFFICE = frozenset({"encrypted", "xls", "doc"})
_STOPS = frozenset({"archive_bomb", "archive_unsafe"})  # what a member does to its whole archive
_ASKS = frozenset({"password_needed", "password_wrong"})
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_BUNDLE = "documents.xml.zip"


@dataclass(frozen=True)
class Content:
    """A file that can be opened, the name it is shown under, and what was done to get at it."""

    path: Path
    name: str
    notes: tuple[Note, ...] = ()


@dataclass
class Unwrapped:
    """What a file held: tables, files nobody could open (with the reason), and files that are no tables."""

    contents: list[Content] = field(default_factory=list)
    problems: list[tuple[str, ReaderProblem]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def is_wrapped(path: Path, name: str) -> bool:
    """Whether a file must be unwrapped before it can be opened; raises as `file_kind`."""
    kind = file_kind(path)
    return kind in ("archive", "xml_bundle") or bool(converting.target_of(kind, name)) or _is_locked(path, kind)


def unwrap(
    path: Path,
    name: str,
    folder: Path,
    password: str | None = None,
    limits: Limits | None = None,
    keep: frozenset[str] = frozenset(),
    *,
    each: bool = False,
) -> Unwrapped:
    """Get at the tables in a file; `folder` must be empty and is the caller's to remove.

    `keep` names kinds of files that hold no table and are given all the same. `each`: the members of an archive answer for
    themselves; one whose password is missing keeps none of the others back.

    Raises `ReaderProblem`: password_needed, password_wrong, lock_unknown, archive_unsafe, archive_bomb,
    archive_unreadable, archive_empty, the problems of `convert`, those of `file_kind`.
    """
    try:
        return _Unwrapper(folder, password, limits or Limits(), keep, each).all(path, name)
    except ReaderProblem:
        raise
    except Exception as error:
        # Libraries fail in many ways on a hostile file, and their frames hold the password: no report may show them.
        raise ReaderProblem("file_damaged", detail=type(error).__name__) from None


def _is_locked(path: Path, kind: str) -> bool:
    return kind == "encrypted" or (kind in _OFFICE and locked.is_locked(path))


class _Unwrapper:
    """One received file with all that is in it; the limits hold for the whole."""

    def __init__(self, folder: Path, password: str | None, limits: Limits, keep: frozenset[str], each: bool) -> None:
        self.folder, self.password, self.limits = folder, password, limits
        self.no_table = _NO_TABLE - keep
        self.stops = _STOPS if each else _STOPS | _ASKS
        self.members = Members(password, self.limits, ask=bool(self.stops & _ASKS))
        self.found = Unwrapped()
        self.bundle: zipfile.ZipFile | None = None
        self.bundled: set[str] = set()
        self.made = 0

    def all(self, path: Path, name: str) -> Unwrapped:
        self._take(path, name, (), 0)
        if self.bundle is not None:
            self.bundle.close()
            # Documents belong together: they are one table, however many files they come in.
            self.found.contents.insert(0, Content(self.folder / _BUNDLE, name))
        if not self.found.contents and not self.found.problems:
            raise ReaderProblem("archive_empty", ignored=len(self.found.ignored))
        return self.found

    def _take(self, path: Path, name: str, notes: tuple[Note, ...], depth: int) -> None:
        kind = file_kind(path)
        if _is_locked(path, kind):
            opened = self._new()
            locked.unlock(path, opened, self.password)
            self._take(opened, name, (*notes, Note("was_locked", {})), depth)
        elif kind in ("archive", "xml_bundle"):
            self._unpack(path, name, notes, depth)
        elif converting.target_of(kind, name):
            work = self._new()
            work.mkdir()
            made = converting.convert(path, name, kind, work, self.limits.seconds)
            self.found.contents.append(Content(made, name, (*notes, Note("was_converted", {"kind": kind}))))
        elif depth and kind in self.no_table:
            self.found.ignored.append(name)
        else:
            self.found.contents.append(Content(path, name, notes))

    def _unpack(self, path: Path, name: str, notes: tuple[Note, ...], depth: int) -> None:
        if depth >= _DEEPEST:
            raise ReaderProblem("archive_too_deep", file=name)
        try:
            with pyzipper.AESZipFile(path) as archive:
                for member, shown in self.members.of(archive):
                    if shown.lower().endswith(".xml"):
                        self._into_bundle(archive, member, shown, name)
                    else:
                        self._one(archive, member, f"{name}/{shown}", notes, depth)
        except (zipfile.BadZipFile, pyzipper.BadZipFile, NotImplementedError) as error:
            # RAR and 7z are told by their content and come here too.
            raise ReaderProblem("archive_unreadable", file=name) from error

    def _one(self, archive: Any, member: Any, name: str, notes: tuple[Note, ...], depth: int) -> None:
        target = self._new()
        if member.flag_bits & 0x1:
            notes = (*notes, Note("was_locked", {}))
        try:
            with target.open("wb") as stream:
                for block in self.members.blocks(archive, member, name):
                    stream.write(block)
            self._take(target, name, notes, depth + 1)
        except ReaderProblem as problem:
            if problem.code in self.stops:
                raise
            self.found.problems.append((name, problem))

    def _into_bundle(self, archive: Any, member: Any, shown: str, name: str) -> None:
        """Put an XML file beside the others; what stands at the top of an archive goes under the archive's name."""
        if self.bundle is None:
            self.bundle = zipfile.ZipFile(self.folder / _BUNDLE, "w", zipfile.ZIP_DEFLATED)
        path = shown if "/" in shown else f"{PurePosixPath(name).stem}/{shown}"
        # The same documents must give the same bytes, so that they are known again.
        if path in self.bundled:
            path = f"{len(self.bundled)}/{path}"
        self.bundled.add(path)
        entry = zipfile.ZipInfo(path, _FIXED_TIME)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with self.bundle.open(entry, "w", force_zip64=True) as stream:
            for block in self.members.blocks(archive, member, shown):
                stream.write(block)

    def _new(self) -> Path:
        self.made += 1
        return self.folder / f"{self.made}"
