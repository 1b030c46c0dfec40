"""Files that stand whole or not at all, and their SHA-256: the one place for both, below all stages."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place to write to: it becomes `path` when all is written, and nothing is left of it where writing fails."""
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def keep_file(source: Path | bytes, target: Path) -> bool:
    """Keep a file or a content in its place, whole or not at all; whether it was not there before."""
    if target.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole(target) as part:
        if isinstance(source, bytes):
            part.write_bytes(source)
        else:
            shutil.copyfile(source, part)
    return True


def write_json(data: Any, path: Path) -> None:
    """Write data as JSON in place of what was there; it is on the disk before it is."""
    with whole(path) as part, part.open("w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
