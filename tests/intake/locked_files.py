"""Lock files as spreadsheet programs and archivers do, for tests."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Mapping
from pathlib import Path

import pyzipper
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
from msoffcrypto.method.ecma376_standard import ECMA376Standard

PASSWORD = "密码Ab-7391-长"


def lock_agile(source: Path, target: Path, password: str = PASSWORD) -> Path:
    """As Excel since 2010 and WPS do."""
    with source.open("rb") as plain, target.open("wb") as locked:
        OOXMLFile(plain).encrypt(password, locked)
    return target


def lock_standard(source: Path, target: Path, password: str = PASSWORD) -> Path:
    """As Excel 2007 does ([MS-OFFCRYPTO] 2.3.4.5)."""
    salt, verifier = bytes(range(16)), bytes(range(32, 48))
    key = ECMA376Standard.makekey_from_password(password, 0x660E, 0x8004, 0x18, 128, 16, salt)

    def hidden(data: bytes) -> bytes:
        encryptor = Cipher(algorithms.AES(bytes(key)), modes.ECB()).encryptor()
        return encryptor.update(data) + encryptor.finalize()

    content = source.read_bytes()
    name = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16-le")
    head = struct.pack("<IIIIIIII", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + name
    info = struct.pack("<HHII", 3, 2, 0x24, len(head)) + head + struct.pack("<I", 16) + salt + hidden(verifier)
    info += struct.pack("<I", 20) + hidden(hashlib.sha1(verifier).digest().ljust(32, b"\0"))
    package = struct.pack("<Q", len(content)) + hidden(content.ljust(-(-len(content) // 16) * 16, b"\0"))
    made = io.BytesIO()
    ECMA376Encrypted(package, info).write_to(made)
    target.write_bytes(made.getvalue())
    return target


def lock_zip(target: Path, files: Mapping[str, bytes], password: bytes = PASSWORD.encode()) -> Path:
    """As WinZip and 7-Zip do: AES."""
    with pyzipper.AESZipFile(target, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password)
        for name, content in files.items():
            archive.writestr(name, content)
    return target
