"""Open a notice in whatever form it came: DOCX, DOC, WPS, ODT, RTF, TXT, PDF, OFD; locked, zipped or a scan."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from xingzhi.engine.pictures.words import installed
from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.detect import file_kind
from xingzhi.intake.readers.unwrapping import is_wrapped, unwrap
from xingzhi.plans.reading import ofd, word
from xingzhi.plans.reading.pages import laid
from xingzhi.plans.reading.plain_text import text_lines, with_tables
from xingzhi.plans.reading.problems import Problem, Unreadable
from xingzhi.plans.reading.received import Grid, Line, Received, Told

_READ = frozenset({"docx", "pdf", "ofd", "text"})
_KEPT = frozenset({"pdf", "ofd", "picture"})
_WORKBOOK = (
    "这是工作簿，不是通知；任务表请另存为 .docx，或把计划台账按台账导入",
    "this is a workbook, no notice; save a task table as .docx, or import a plan ledger as such",
)
_NOTHING_SEEN = (
    "图片里没有认出文字；请重拍（放平、光线均匀、占满画面），或索取电子文档",
    "no text was recognised in the picture: photograph it again (flat, evenly lit, filling the frame), or ask for the "
    "electronic document",
)
_REFUSED = {
    "picture": (
        "这是图片，本机没有装文字识别，没有读；请管理员执行 make ocr 安装 rapidocr 后再读一次，或索取电子文档",
        "this is a picture, and this machine has no text recognition: have the administrator install rapidocr (make ocr) "
        "and read it again, or ask for the electronic document",
    ),
    "xlsx": _WORKBOOK,
    "xls": _WORKBOOK,
    "ods": _WORKBOOK,
    "unknown": (
        "读不了这种文件；通知要是 .docx、.doc、.wps、.ofd、.pdf 或 .txt",
        "this kind of file is not read; a notice is .docx, .doc, .wps, .ofd, .pdf or .txt",
    ),
}


def read_file(path: Path, password: str | None = None, told: Told | None = None) -> Received:
    """What a file holds as lines and tables; `told` hears how many of its pages are read.

    Raises `ReaderProblem`, those of `unwrap` (password_needed, converter_missing …), file_empty and file_damaged; and
    `Unreadable` for a picture, a workbook, or an archive that does not hold one notice.
    """
    with tempfile.TemporaryDirectory(prefix="notice_") as folder:
        return _opened(path, path.name, Path(folder), password, told)


def _opened(path: Path, name: str, folder: Path, password: str | None, told: Told | None) -> Received:
    kind = file_kind(path)
    if kind in _READ or not is_wrapped(path, name):
        return _received(path, kind, password, told)
    try:
        found = unwrap(path, name, folder, password, keep=_KEPT)
    except ReaderProblem as problem:
        if problem.code == "archive_empty":
            raise Unreadable("压缩包里没有通知", "the archive holds no notice") from problem
        raise
    texts = [each for each in found.contents if file_kind(each.path) in _READ]
    texts = texts or [each for each in found.contents if file_kind(each.path) == "picture"]
    if not texts and found.problems:
        raise found.problems[0][1]
    others = [each.name for each in found.contents if each not in texts] + found.ignored
    others += [each for each, _ in found.problems]
    if len(texts) != 1:
        names = [each.name for each in texts] + others
        raise Unreadable(
            f"压缩包里要正好是一份通知，现有：{'、'.join(names)}；请解压后逐份读",
            f"the archive must hold one notice, it holds: {', '.join(names)}; unpack it and read them one by one",
        )
    received = _received(texts[0].path, file_kind(texts[0].path), password, told)
    left = (Problem("archive_others", {"names": "、".join(others)}),) if others else ()
    return replace(received, problems=(*received.problems, *left))


def _received(path: Path, kind: str, password: str | None, told: Told | None) -> Received:
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

        blocks, problems = pdf.blocks(path, password, told)
        return Received(kind, tuple(blocks), wrapped=True, problems=tuple(problems))
    if kind == "picture" and installed():
        return _picture(path)
    raise Unreadable(*_REFUSED.get(kind, _REFUSED["unknown"]))


def _picture(path: Path) -> Received:
    """A photographed or scanned page."""
    from xingzhi.plans.reading.scans import page_of, recognise  # loads libraries of its own

    page = page_of(path)
    seen = recognise(page) if page is not None else None
    if seen is None or not seen.runs:
        raise Unreadable(*_NOTHING_SEEN)
    blocks = laid(seen.runs, seen.across, seen.down, 1)
    codes = ("recognised", *(("table_recognised",) if any(isinstance(each, Grid) for each in blocks) else ()))
    return Received("pdf", tuple(blocks), True, tuple(Problem(code, {"pages": "1"}) for code in codes))
