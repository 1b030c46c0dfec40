"""What arrives: a file, an archive of several, a file under a password, a folder of documents.

What a package holds is opened when it arrives and each table in it becomes a batch that is read like any other; the
package stays beside it as it was received. A password is used here and nowhere kept (docs/adr/0014).
"""

from __future__ import annotations

import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.debug import sensitive_variables

from xingzhi.core.actions import may
from xingzhi.core.models import User
from xingzhi.files import digest_of, keep_file
from xingzhi.intake.models import Batch, BatchState
from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.archive_members import Limits
from xingzhi.intake.readers.unwrapping import Unwrapped, is_wrapped, unwrap
from xingzhi.registers.locked import close_locked, receive_locked
from xingzhi.registers.receive import DEFAULT_SOURCE, Package, SameFile, receive_file, region_of

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_OPENING = ".open-"
_LEFT_BEHIND = 3600  # seconds after which a folder of unpacked files is nobody's any more
_TOLD = 20  # names of files told one by one


@dataclass
class Arrival:
    """What came of a received file: batches to confirm, batches that were there before, files nobody could read."""

    batches: list[Batch] = field(default_factory=list)
    same: list[Batch] = field(default_factory=list)
    problems: list[tuple[str, ReaderProblem]] = field(default_factory=list)
    locked: Batch | None = None  # waits for its password


@sensitive_variables("password")
def receive(
    user: User, path: Path, name: str, source: str = DEFAULT_SOURCE, again: bool = False, password: str | None = None
) -> Arrival:
    """Take in a file with everything in it; problems are returned, file by file.

    Raises `PermissionDenied` for those who may hand in nothing.
    """
    if not may(user, "receive_file"):
        raise PermissionDenied
    region = region_of(user)
    arrival = Arrival()
    try:
        wrapped = is_wrapped(path, name)
    except ReaderProblem as problem:
        arrival.problems.append((name, problem))
        return arrival
    if not wrapped:
        _receive_one(arrival, user, path, name, source, again)
        return arrival
    earlier = _earlier(region, digest_of(path))
    waiting = next((batch for batch in earlier if batch.state == BatchState.LOCKED), None)
    if waiting is None and earlier and not again:
        arrival.same = earlier
        return arrival
    return _open(arrival, user, path, name, source, again, password, waiting)


@sensitive_variables("password")
def open_locked(user: User, batch_id: int, password: str) -> Arrival:
    """Open a file that waits for its password; with a wrong one it goes on waiting."""
    if not may(user, "receive_file"):
        raise PermissionDenied
    batch = get_object_or_404(Batch.objects.visible_to(user), pk=batch_id, state=BatchState.LOCKED)
    return _open(Arrival(), user, batch.received, batch.package_name, batch.source, False, password, batch)


@contextmanager
def as_file(path: Path) -> Iterator[Path]:
    """A folder as the one file it is received as: an archive, always the same for the same files."""
    if not path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"{path.resolve().name}.zip"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink()):
                entry = zipfile.ZipInfo(f"{path.resolve().name}/{file.relative_to(path).as_posix()}", _FIXED_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, file.read_bytes())
        yield made


def _earlier(region: str, digest: str) -> list[Batch]:
    """What came of the same package before."""
    found = Batch.objects.filter(package_digest=digest, region=region)
    return list(found.exclude(state__in=(BatchState.FAILED, BatchState.CANCELLED)).order_by("id"))


@sensitive_variables("password")
def _open(
    arrival: Arrival, user: User, path: Path, name: str, source: str, again: bool, password: str | None,
    waiting: Batch | None,
) -> Arrival:  # fmt: skip
    """Get at what a package holds and receive each file in it; without its password the package waits."""
    limits = Limits(settings.ARCHIVE_FILES, settings.ARCHIVE_BYTES, settings.ARCHIVE_RATIO, settings.CONVERT_SECONDS)
    home = Path(settings.HOME) / "files"
    home.mkdir(parents=True, exist_ok=True)
    for left in home.glob(f"{_OPENING}*"):  # by a program that was killed
        if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
            shutil.rmtree(left, ignore_errors=True)
    # Unpacked inside the home folder: what was under a password lies nowhere else.
    with tempfile.TemporaryDirectory(dir=home, prefix=_OPENING) as folder:
        try:
            unwrapped = unwrap(path, name, Path(folder), password, limits)
        except ReaderProblem as problem:
            if problem.code == "password_needed" or (problem.code == "password_wrong" and not waiting):
                arrival.locked = waiting or receive_locked(user, path, name, source)
            arrival.locked = arrival.locked or waiting
            if problem.code != "password_needed":
                arrival.problems.append((name, problem))
            return arrival
        _receive_all(arrival, user, path, name, source, again, unwrapped, waiting)
    return arrival


def _receive_all(
    arrival: Arrival, user: User, path: Path, name: str, source: str, again: bool, unwrapped: Unwrapped,
    waiting: Batch | None,
) -> None:  # fmt: skip
    digest = digest_of(path)
    rest = list(unwrapped.ignored)
    several = len(unwrapped.contents) > 1
    for content in unwrapped.contents:
        package = Package(Path(name).name, digest, content.notes)
        held = waiting.pk if waiting and not arrival.batches else None
        _receive_one(arrival, user, content.path, content.name, source, again, package, held, several)
    no_tables = [
        file for file, problem in arrival.problems if problem.code in ("no_heading_known", "html_without_table")
    ]
    if several:
        rest += no_tables
        arrival.problems = [each for each in arrival.problems if each[0] not in no_tables]
    arrival.problems += unwrapped.problems
    if arrival.batches:
        keep_file(path, arrival.batches[0].received)
    elif waiting:
        arrival.locked = waiting
        if arrival.same:
            close_locked(user, waiting.pk)
            arrival.locked = None
    if rest and arrival.batches:
        shown = "、".join(file.partition("/")[2] or file for file in rest[:_TOLD])
        first = arrival.batches[0]
        first.notes = [*first.notes, ["package_rest", {"count": len(rest), "files": shown}]]
        first.save(update_fields=["notes"])


def _receive_one(
    arrival: Arrival, user: User, path: Path, name: str, source: str, again: bool, package: Package | None = None,
    waiting: int | None = None, among_others: bool = False,
) -> None:  # fmt: skip
    try:
        arrival.batches.append(receive_file(user, path, name, source, again, package, waiting, among_others))
    except SameFile as same:
        arrival.same.append(same.batch)
    except ReaderProblem as problem:
        arrival.problems.append((name, problem))
