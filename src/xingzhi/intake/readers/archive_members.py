"""The files in a ZIP: their names as they were meant, their bytes within what an archive may hold."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import pyzipper

from xingzhi.intake.readers import converting
from xingzhi.intake.readers.book import ReaderProblem

_BLOCK = 1 << 20
_UTF8_NAME = 0x800
_RATIO_FROM = 10 << 20  # bytes from which on a ratio says anything
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini", "~$")


@dataclass(frozen=True)
class Limits:
    """What an archive may hold: files, bytes in all when unpacked, and how many times its size a file may grow."""

    files: int = 50_000
    total: int = 4 << 30
    ratio: int = 250
    seconds: float = converting.SECONDS  # a converter's time


class Members:
    """Reads the members of archives; the limits hold for all it reads. `ask`: say at once that a password is needed."""

    def __init__(self, password: str | None, limits: Limits, *, ask: bool) -> None:
        self.password, self.limits, self.ask = password, limits, ask
        self.files = self.bytes = 0

    def of(self, archive: Any) -> Iterator[tuple[Any, str]]:
        """The files of an archive in the order of their names; every name is looked at before anything is unpacked."""
        members = [(member, _shown(member)) for member in archive.infolist() if not member.is_dir()]
        members = [(member, shown) for member, shown in members if not _is_litter(shown)]
        self.files += len(members)
        if self.files > self.limits.files or self.bytes + sum(m.file_size for m, _ in members) > self.limits.total:
            raise ReaderProblem("archive_bomb", files=self.limits.files, total=self.limits.total >> 30)
        for member, shown in members:
            path = PurePosixPath(shown)
            if stat.S_ISLNK(member.external_attr >> 16) or path.is_absolute() or ".." in path.parts or ":" in shown:
                raise ReaderProblem("archive_unsafe", file=shown)
        if any(member.flag_bits & 0x1 for member, _ in members) and not self.password and self.ask:
            raise ReaderProblem("password_needed")
        yield from sorted(members, key=lambda each: each[1])

    def blocks(self, archive: Any, member: Any, name: str) -> Iterator[bytes]:
        """A file's bytes; what it says of its own size is not believed."""
        read = 0
        for attempt, password in enumerate(self._passwords(member)):
            try:
                with archive.open(member, pwd=password) as stream:
                    while block := stream.read(_BLOCK):
                        read += len(block)
                        self.bytes += len(block)
                        self._check_growth(member, read)
                        yield block
                return
            except (RuntimeError, zipfile.BadZipFile, pyzipper.BadZipFile, zlib.error) as error:
                # The one check byte of the old way fits every 256th wrong password: then the content is no content.
                if not member.flag_bits & 0x1:
                    raise ReaderProblem("archive_unreadable", file=name) from error
                if read or attempt + 1 == len(self._passwords(member)):
                    raise ReaderProblem("password_wrong" if self.password else "password_needed") from None

    def _passwords(self, member: Any) -> list[bytes | None]:
        """A password in the writings archivers use: UTF-8, and on a Chinese Windows GB18030."""
        if not member.flag_bits & 0x1 or not self.password:
            return [None]
        return list(dict.fromkeys(self.password.encode(name) for name in ("utf-8", "gb18030")))

    def _check_growth(self, member: Any, read: int) -> None:
        growth = read / max(member.compress_size, 1)
        if self.bytes > self.limits.total or (read > _RATIO_FROM and growth > self.limits.ratio):
            raise ReaderProblem("archive_bomb", files=self.limits.files, total=self.limits.total >> 30)


def _shown(member: Any) -> str:
    """A file's path in the archive: archivers of a Chinese Windows write it in GBK without saying so."""
    name = str(member.filename)
    if not member.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030") if raw and not name.isascii() else ():
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _is_litter(name: str) -> bool:
    return any(name.startswith(each) or name.rpartition("/")[2].startswith(each) for each in _LITTER)
