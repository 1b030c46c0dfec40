"""In which encoding a text file is written: UTF-8, then GB18030, then a guess that is shown as one."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from xingzhi.intake.readers.book import Note, ReaderProblem

_BLOCK = 1 << 20
_SAMPLE = 1 << 18
# Share of the Chinese characters that must be everyday ones (GB 2312) for a text to pass as GB18030: nearly any bytes
# can be read as GB18030, Big5 among them, but they then give rare characters.
_EVERYDAY = 0.7


@dataclass(frozen=True)
class Encoding:
    """`errors` is "strict", or "surrogateescape" where some bytes are damaged; `lines` counts the line ends."""

    name: str
    errors: str
    lines: int
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class _Scan:
    lines: int
    bad_line: int | None  # the first line that does not decode
    letters: bool  # whether a letter outside ASCII was decoded before


def find_encoding(path: Path, given: str | None = None) -> Encoding:
    """Find the encoding by reading the file once, in blocks.

    A file that is UTF-8 but for a few damaged bytes stays UTF-8, and a note tells the first damaged line. Raises
    `ReaderProblem` encoding_unknown_name, encoding_unknown.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    if given:
        return _given(path, given)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", "strict", _scan(path, "utf-16").lines)
    utf8 = _scan(path, "utf-8-sig")
    if utf8.bad_line is None:
        return Encoding("utf-8-sig", "strict", utf8.lines)
    gb = _scan(path, "gb18030")
    if gb.bad_line is None and _everyday_share(head) >= _EVERYDAY:
        return Encoding("gb18030", "strict", gb.lines)
    if utf8.letters:
        return _damaged("utf-8-sig", utf8)
    return _guess(path, head) or (_damaged("gb18030", gb) if _everyday_share(head) >= _EVERYDAY else _unknown())


def _given(path: Path, given: str) -> Encoding:
    try:
        name = codecs.lookup("utf-8-sig" if given.lower() in ("utf8", "utf-8") else given).name
        scan = _scan(path, name)
    except LookupError as error:
        raise ReaderProblem("encoding_unknown_name", name=given) from error
    return _damaged(name, scan) if scan.bad_line else Encoding(name, "strict", scan.lines)


def _damaged(name: str, scan: _Scan) -> Encoding:
    note = Note("damaged_bytes", {"encoding": name, "line": scan.bad_line})
    return Encoding(name, "surrogateescape", scan.lines, (note,))


def _unknown() -> Encoding:
    raise ReaderProblem("encoding_unknown")


def _scan(path: Path, name: str) -> _Scan:
    decoder = codecs.getincrementaldecoder(name)("strict")
    lines, bad, letters = 0, None, False
    with path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            if bad is None:
                try:
                    letters = not decoder.decode(block, final=not block).isascii() or letters
                except UnicodeDecodeError as error:
                    bad = lines + block[: error.start].count(b"\n") + 1
                    letters = letters or not block[: error.start].isascii()
            lines += block.count(b"\n")
            if not block:
                return _Scan(lines + 1, bad, letters)


def _everyday_share(sample: bytes) -> float:
    """How much of a sample's Chinese, read as GB18030, is in GB 2312; 1 where there is none."""
    text = sample.decode("gb18030", "ignore")
    wide = [letter for letter in text if not letter.isascii()]
    if not wide:
        return 1.0
    return len("".join(wide).encode("gb2312", "ignore")) / 2 / len(wide)


def _guess(path: Path, head: bytes) -> Encoding | None:
    from charset_normalizer import from_bytes

    best = from_bytes(head).best()
    if best is None:
        return None
    scan = _scan(path, best.encoding)
    if scan.bad_line is not None:
        return None
    return Encoding(best.encoding, "strict", scan.lines, (Note("encoding_guessed", {"encoding": best.encoding}),))
