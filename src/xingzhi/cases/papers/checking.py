"""Whether a file the office sends can be the template of a paper; it is opened, read, and filled once to see."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from lxml import etree

from xingzhi.cases.papers.filling import fill
from xingzhi.cases.papers.values import empty, example
from xingzhi.packs.documents import PaperForm
from xingzhi.packs.placeholders import PlaceholderProblem, check

LARGEST = 2 * 1024 * 1024  # bytes as sent
UNPACKED = 20 * 1024 * 1024
PARTS = 500
ACTIVE = re.compile(r"vbaProject|vbaData|activeX|/embeddings/|/afchunk|macros", re.IGNORECASE)
FETCHES = re.compile(
    r"\b(INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DDE|DDEAUTO|EMBED|MACROBUTTON|DATABASE)\b", re.IGNORECASE
)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
BESIDE = re.compile(r"^word/(header|footer|footnotes)\d*\.xml$")
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


class PaperRefused(ValueError):
    """A file that cannot be used: `code` says why, `detail` what is meant.

    Codes: "not_docx", "large", "active" (macros or things embedded), "external" (what is fetched from elsewhere),
    "unknown" (names nobody fills), "syntax" (the line), "beside" (names in heads and feet that differ by letter),
    "none" (nothing is filled in), "mark" (what must stand on the paper), "broken".
    """

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}" if detail else code)


def examine(form: PaperForm, content: bytes) -> None:
    """Raise `PaperRefused` where the file cannot be the template of this paper."""
    _open(content)
    try:
        if not _placeholders(form, content):
            raise PaperRefused("none")
        if form.mark and form.mark not in "".join(_plain(content)):
            raise PaperRefused("mark", form.mark)
        fill(content, [example(form), empty(form)])
    except PaperRefused:
        raise
    except Exception as error:  # whatever an unusual file makes the libraries say
        raise PaperRefused("broken", str(error)[:120]) from error


def cautions(form: PaperForm, content: bytes) -> tuple[str, ...]:
    """Phrases of a template that say what only the competent body finds."""
    text = "".join(_plain(content))
    return tuple(word for word in form.pack.findings.values if word in text)


def _open(content: bytes) -> None:
    if len(content) > LARGEST:
        raise PaperRefused("large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
                raise PaperRefused("large")
            _harmless(packed)
        Document(io.BytesIO(content))
    except PaperRefused:
        raise
    except Exception as error:  # whatever a file that is none makes the libraries say
        raise PaperRefused("not_docx") from error


def _harmless(packed: zipfile.ZipFile) -> None:
    """Nothing in it runs, and nothing in it is fetched from elsewhere; links a reader clicks may stay."""
    if any(ACTIVE.search(name) for name in packed.namelist()):
        raise PaperRefused("active")
    if b"macroEnabled" in packed.read("[Content_Types].xml"):
        raise PaperRefused("active")
    for name in packed.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        data = packed.read(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise PaperRefused("not_docx")
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        for related in tree.iter(RELATION):
            kind = related.get("Type", "").rpartition("/")[2]
            if related.get("TargetMode") == "External" and kind != "hyperlink":
                raise PaperRefused("external", related.get("Target", "")[:120])
            if kind == "aFChunk":
                raise PaperRefused("active")
        _fields(tree)


def _fields(tree: Any) -> None:
    asked = "".join(node.text or "" for node in tree.iter(f"{WORD}instrText"))
    simple = " ".join(node.get(f"{WORD}instr", "") for node in tree.iter(f"{WORD}fldSimple"))
    if found := FETCHES.search(f"{asked} {simple}"):
        raise PaperRefused("external", found[0])


def _placeholders(form: PaperForm, content: bytes) -> frozenset[str]:
    """The names the template uses, in the body and beside it."""
    shared = {name: field for name, field in form.fields.items() if field.shared}
    used: set[str] = set()
    for text, known in [(text, form.fields) for text in _body(content)] + [(text, shared) for text in _beside(content)]:
        try:
            used |= check(text, known)
        except PlaceholderProblem as problem:
            varies = known is shared and set(problem.detail.split("、")) <= set(form.fields)
            raise PaperRefused("beside" if varies else problem.code, problem.detail) from problem
    return frozenset(used)


def _body(content: bytes) -> Iterator[str]:
    template = DocxTemplate(io.BytesIO(content))
    template.init_docx()
    yield _by_paragraph(template.patch_xml(template.get_xml()))


def _beside(content: bytes) -> Iterator[str]:
    patch = DocxTemplate(io.BytesIO(content)).patch_xml
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if BESIDE.match(name):
                yield _by_paragraph(patch(packed.read(name).decode("utf-8", "replace")))
    about = Document(io.BytesIO(content)).core_properties
    yield from (str(getattr(about, name) or "") for name in PROPERTIES)


def _by_paragraph(xml: str) -> str:
    """One paragraph a line, so that a fault can be shown with its words."""
    return re.sub(r"\s*\n\s*", " ", xml).replace("<w:p ", "\n<w:p ").replace("<w:p>", "\n<w:p>")


def _plain(content: bytes) -> Iterator[str]:
    """The words of the document, its heads and feet."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if name == "word/document.xml" or BESIDE.match(name):
                tree = etree.fromstring(packed.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
                yield "".join(node.text or "" for node in tree.iter(f"{WORD}t"))
