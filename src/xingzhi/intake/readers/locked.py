"""Files under a password: told apart, and opened with the password into another file.

A password is only ever an argument here: it goes into no exception, no name and no file.
"""

from __future__ import annotations

import io
import logging
import struct
from pathlib import Path
from typing import Any

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from xingzhi.intake.readers.book import ReaderProblem

# The library writes passwords to its own log when that is set to tell everything: it must never be.
logging.getLogger("msoffcrypto").setLevel(logging.WARNING)

# What spreadsheet programs encrypt with by themselves when only writing is restricted ([MS-OFFCRYPTO] 2.4.2.3):
# such a file opens without anybody being asked.
_BY_ITSELF = "VelvetSweatshop"
_MOST_SPINS = 2_000_000  # rounds of hashing a file may ask for; programs write 100,000
_BROKEN = (
    FileFormatError,
    ParseError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    AssertionError,
    TypeError,
    struct.error,
)


def is_locked(path: Path) -> bool:
    """Whether an Office file (XLSX, XLS, DOCX, DOC …) can only be read with a password."""
    try:
        with path.open("rb") as stream:
            return bool(msoffcrypto.OfficeFile(stream).is_encrypted())
    except Exception:  # whatever is wrong with the file, its reader will say so
        return False


def unlock(path: Path, target: Path, password: str | None) -> None:
    """Write what a locked Office file holds to `target`.

    Raises `ReaderProblem` password_needed, password_wrong, lock_unknown (a way of locking nobody but its maker reads).
    """
    if _opened(path, target, _BY_ITSELF):
        return
    if not password:
        raise ReaderProblem("password_needed")
    if not _opened(path, target, password):
        raise ReaderProblem("password_wrong")


def _opened(path: Path, target: Path, password: str) -> bool:
    content = io.BytesIO()
    try:
        with path.open("rb") as stream:
            office: Any = msoffcrypto.OfficeFile(stream)
            if int(getattr(office, "info", {}).get("spinValue", 0) if office.format == "ooxml" else 0) > _MOST_SPINS:
                raise ReaderProblem("lock_unknown")
            _load(office, password)
            office.decrypt(content)
    except InvalidKeyError:
        return False
    except (*_BROKEN, DecryptionError) as error:
        raise ReaderProblem("lock_unknown") from error
    target.write_bytes(content.getvalue())
    return True


def _load(office: Any, password: str) -> None:
    """Give the password; only the newer formats can check it before anything is read."""
    try:
        office.load_key(password=password, verify_password=True)
    except TypeError:
        office.load_key(password=password)
