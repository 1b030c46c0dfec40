"""Open a notice in whatever form it came: DOCX, DOC, WPS, ODT, RTF, TXT, PDF, OFD; locked, zipped or a scan."""

from __future__ import annotations

import tempfile
from pathlib import Path

from xingzhi.intake.readers.detect import file_kind
from xingzhi.intake.readers.unwrapping import is_wrapped, unwrap
from xingzhi.plans.reading import ofd, word
from xingzhi.plans.reading.plain_text import text_lines, with_tables
from xingzhi.plans.reading.problems import Unreadable
from xingzhi.plans.reading.received import Line, Received

_READ = frozenset({"docx", "pdf", "ofd", "text"})
_WORKBOOK = (
    "这是工作簿，不是通知；任务表请另存为 .docx，或把计划台账按台账导入",
    "this is a workbook, no notice; save a task table as .docx, or import a plan ledger as such",
)
_REFUSED = {
    "picture": (
        "这是图片；请索取电子文档，或扫描成 PDF 后在装有文字识别的机器上读",
        "this is a picture; ask for the electronic document, or scan it to PDF and read it where text recognition is "
        "installed",
    ),
    "xlsx": _WORKBOOK,
    "xls": _WORKBOOK,
    "ods": _WORKBOOK,
    "unknown": (
        "读不了这种文件；通知要是 .docx、.doc、.wps、.ofd、.pdf 或 .txt",
        "this kind of file is not read; a notice is .docx, .doc, .wps, .ofd, .pdf or .txt",
    ),
}


def read_file(path: Path, password: str | None = None) -> Received:
    """What a file holds as lines and tables.

    Raises `ReaderProblem`, those of `unwrap` (password_needed, converter_missing …), file_empty and file_damaged; and
    `Unreadable` for a picture, a workbook, or an archive that does not hold one notice.
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
            raise Unreadable(
                f"压缩包里要正好是一份 Word、WPS 或文本通知，现有：{'、'.join(names)}；请解压后逐份读",
                f"the archive must hold one notice as Word, WPS or text, it holds: {', '.join(names)}; unpack it and "
                "read them one by one",
            )
        path = found.contents[0].path
        kind = file_kind(path)
    return _blocks(path, kind)


def _blocks(path: Path, kind: str) -> Received:
    if kind == "docx":
        return Received(kind, tuple(word.blocks(path)), wrapped=False)
    if kind == "text":
        lines = [Line(text) for text in text_lines(path)]
        return Received(kind, tuple(with_tables(lines)), wrapped=True)
    if kind == "ofd":
        blocks, problems = ofd.blocks(path)
        return Received(kind, tuple(blocks), wrapped=True, problems=tuple(problems))
    if kind == "pdf":
        from xingzhi.plans.reading import pdf  # loads a library of its own

        blocks, problems = pdf.blocks(path)
        return Received(kind, tuple(blocks), wrapped=True, problems=tuple(problems))
    raise Unreadable(*_REFUSED.get(kind, _REFUSED["unknown"]))
