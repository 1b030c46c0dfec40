"""Open a notice in whatever form it came: DOCX, DOC, WPS, ODT, RTF, TXT, PDF, OFD; locked, zipped or a scan."""

from __future__ import annotations

import tempfile
from pathlib import Path

from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.detect import file_kind
from xingzhi.intake.readers.unwrapping import is_wrapped, unwrap
from xingzhi.plans.reading import ofd, pdf, word
from xingzhi.plans.reading.plain_text import text_lines, with_tables
from xingzhi.plans.reading.received import Line, Received

_READ = frozenset({"docx", "pdf", "ofd", "text"})


def read_file(path: Path, password: str | None = None) -> Received:
    """What a file holds as lines and tables.

    Raises `ReaderProblem`: those of `unwrap` (password_needed, converter_missing …), kind_not_readable with the kind
    (a picture, a workbook), file_empty, file_damaged, archive_several with the names where an archive holds several.
    """
    with tempfile.TemporaryDirectory(prefix="notice_") as folder:
        return _opened(path, path.name, Path(folder), password)


def _opened(path: Path, name: str, folder: Path, password: str | None) -> Received:
    kind = file_kind(path)
    if kind not in _READ and is_wrapped(path, name):
        found = unwrap(path, name, folder, password)
        if found.problems:
            raise found.problems[0][1]
        if len(found.contents) != 1 or found.ignored:
            names = [content.name for content in found.contents] + found.ignored
            raise ReaderProblem("notice_several", files="、".join(names))
        path = found.contents[0].path
        kind = file_kind(path)
    return _blocks(path, kind)


def _blocks(path: Path, kind: str) -> Received:
    if kind == "docx":
        return Received(kind, tuple(word.blocks(path)), wrapped=False)
    if kind == "text":
        lines = [Line(text) for text in text_lines(path)]
        return Received(kind, tuple(with_tables(lines)), wrapped=True)
    if kind in ("pdf", "ofd"):
        reader = pdf.blocks if kind == "pdf" else ofd.blocks
        blocks, problems = reader(path)
        return Received(kind, tuple(blocks), wrapped=True, problems=tuple(problems))
    raise ReaderProblem("kind_not_readable", kind=kind)
