"""Read a draft that is held in memory: a Word document, plain text, or the XML it is filed as."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from xingzhi.intake.readers import ReaderProblem
from xingzhi.intake.readers.xml_safe import documents
from xingzhi.intake.wording import sentence
from xingzhi.packs import load
from xingzhi.screening.similar_applications.files import Refused
from xingzhi.selfcheck.lines import Line, passages_of
from xingzhi.selfcheck.passages import Passage, Said, arranged
from xingzhi.selfcheck.word_lines import word_lines
from xingzhi.selfcheck.xml_passages import document_passages

_NOT_TEXT = (b"\xd0\xcf\x11\xe0", b"%PDF", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
_KINDS_READ = Said(
    "稿件只读 .docx、.txt 或提交用的 XML；.doc、.wps、PDF 请先另存为 .docx",
    "a draft is .docx, .txt or the XML it is filed as; save .doc, .wps and PDF as .docx first",
)
_NOTHING = Said("稿件里没有文字", "the draft holds no text")


def read_draft(files: Iterable[tuple[str, bytes]]) -> tuple[Passage, ...]:
    """The passages of a draft in one file or several (name, content): claims, description and abstract often are apart.

    Told by content, not by name. Raises Refused (Chinese, then English), which quotes nothing of the draft.
    """
    found: list[Passage] = []
    for name, content in files:
        try:
            found += _passages(content)
        except ReaderProblem as problem:
            raise Refused(f"{name}: {sentence(problem, 'zh')} / {sentence(problem, 'en')}") from None
        except Refused as problem:
            raise Refused(f"{name}: {problem}") from None
    if not found:
        raise Refused(str(_NOTHING))
    return arranged(found)


def _passages(content: bytes) -> tuple[Passage, ...]:
    if content.startswith(b"PK"):
        return passages_of(word_lines(content))
    if content.startswith(_NOT_TEXT):
        raise Refused(str(_KINDS_READ))
    start = content[:2048].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \r\n\t")
    if start.startswith((b"<?xml", b"<cn-", b"<!DOCTYPE")):
        return _filed(content)
    return passages_of(Line(line) for line in _decoded(content).splitlines())


def _filed(content: bytes) -> tuple[Passage, ...]:
    elements = load().xml_elements
    found: list[Passage] = []
    for name, element in documents(BytesIO(content), elements.patents_by_element):
        found += document_passages(element, elements.patents_by_element[name])[0]
    return tuple(found)


def _decoded(content: bytes) -> str:
    """Plain text in the encodings of Chinese desktops."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(str(_KINDS_READ))
