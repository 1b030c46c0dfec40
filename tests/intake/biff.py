"""Write a tiny BIFF8 .xls: there is no writer among our libraries, and the reader must be tested."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

SALT = bytes(range(16))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _sheet(rows: list[list[str | float | None]]) -> bytes:
    width = max(map(len, rows))
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    body += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                body += _record(0x0204, struct.pack("<HHHHB", r, c, 0, len(cell), 1) + text)
            elif cell is not None:
                body += _record(0x0203, struct.pack("<HHHd", r, c, 0, cell))
    return body + _record(0x000A, b"")


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _key(password: str, block: int) -> bytes:
    """[MS-OFFCRYPTO] 2.3.6.2."""
    first = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    second = hashlib.md5((first + SALT) * 16).digest()[:5]
    return hashlib.md5(second + struct.pack("<I", block)).digest()


def _file_pass(password: str) -> bytes:
    verifier = bytes(range(16, 32))
    hidden = _rc4(_key(password, 0), verifier + hashlib.md5(verifier).digest())
    return _record(0x002F, struct.pack("<HHH", 1, 1, 1) + SALT + hidden)


def _locked(stream: bytes, password: str) -> bytes:
    """Everything but the heads of records, and records that are never locked ([MS-XLS] 2.2.10)."""
    masked = bytearray()
    for at in range(0, len(stream), 1024):
        masked += _rc4(_key(password, at // 1024), stream[at : at + 1024])
    at = 0
    while at < len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        open_bytes = 4 + size if kind in (0x0809, 0x002F) else 8 if kind == 0x0085 else 4
        masked[at : at + open_bytes] = stream[at : at + open_bytes]
        at += 4 + size
    return bytes(masked)


def write_xls(path: Path, name: str, rows: list[list[str | float | None]], password: str = "") -> None:
    """One sheet with the given rows, locked by RC4 where a password is given."""
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    begin += (_file_pass(password) if password else b"") + _record(0x0042, b"\xb0\x04")
    title = name.encode("utf-16-le")

    def globals_at(offset: int) -> bytes:
        bound = struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + title
        return begin + _record(0x0085, bound) + _record(0x000A, b"")

    stream = globals_at(len(globals_at(0))) + _sheet(rows)
    padding = max(4096 - len(stream), 4)  # shorter streams would need a mini FAT
    padding += -(len(stream) + padding) % 512
    stream += _record(0, bytes(padding - 4))
    stream = _locked(stream, password) if password else stream
    sectors = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    assert len(fat) <= 128
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    path.write_bytes(header + struct.pack("<128I", *fat) + _directory(len(stream)) + stream)


def _directory(size: int) -> bytes:
    def entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        nothing = 0xFFFFFFFF
        return text.ljust(64, b"\0") + struct.pack(
            "<HBBIII16xI16xIQ", len(text), kind, 1, nothing, nothing, child, 0, start, length
        )

    return entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, size) + bytes(256)
