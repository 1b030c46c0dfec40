"""Carry packs from one installation to another as one ZIP file: every file byte for byte, in a fixed order."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from xingzhi.packs.cases import read_cases
from xingzhi.packs.loading import pack_files, read_documents
from xingzhi.packs.problems import PackError

STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP can hold; equal packs make equal files
LIMIT = 64 * 1024 * 1024  # bytes of one file; packs are small


def export(folder: Path, target: Path) -> int:
    """Write all pack files of a folder, cases included, into a ZIP file; the number of files.

    Equal packs give equal bytes. Raises `PackError` where the folder holds a faulty pack.
    """
    read_documents(folder)
    files = pack_files(folder)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return len(files)


def unpack(source: Path, folder: Path) -> int:
    """Put the pack files of a ZIP file into a folder that is empty or not there yet; the number of files.

    Everything is checked first, in a folder of its own: a faulty pack or a strange file name raises `PackError` with
    its name and nothing is written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise PackError(str(folder), "", "is not empty; packs are imported into a new folder")
    contents = _contents(source)
    with _laid_out(contents):
        _write(contents, folder)
    return len(contents)


@contextmanager
def staged(source: Path) -> Iterator[Path]:
    """The packs of a ZIP file, checked, in a folder that is gone afterwards; raise `PackError` as `unpack` does."""
    with _laid_out(_contents(source)) as folder:
        yield folder


@contextmanager
def _laid_out(contents: Mapping[str, bytes]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        staging = Path(name) / "packs"
        staging.mkdir()
        _write(contents, staging)
        read_documents(staging)
        list(read_cases(staging))
        yield staging


def _write(contents: Mapping[str, bytes], folder: Path) -> None:
    for item, content in contents.items():
        path = folder / item
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _contents(source: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(source) as archive:
            found: dict[str, bytes] = {}
            for entry in archive.infolist():
                if entry.is_dir():
                    continue
                _refuse_strange(entry, found)
                found[entry.filename] = archive.read(entry)
    except (zipfile.BadZipFile, OSError) as error:
        raise PackError(source.name, "", f"is no ZIP file that can be read: {error}") from error
    if not found:
        raise PackError(source.name, "", "holds no packs")
    return found


def _refuse_strange(entry: zipfile.ZipInfo, found: dict[str, bytes]) -> None:
    path = PurePosixPath(entry.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or ":" in entry.filename:
        raise PackError(entry.filename, "", "leaves the folder")
    if path.suffix not in (".yaml", ".csv"):
        raise PackError(entry.filename, "", "is neither .yaml nor .csv")
    if entry.filename in found:
        raise PackError(entry.filename, "", "stands in the file twice")
    if entry.file_size > LIMIT:
        raise PackError(entry.filename, "", f"is larger than {LIMIT // 1024 // 1024} MB")
