"""The notice that sends the annual plan of the sample office: a Word file such as an office receives, wholly invented."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Docx

from xingzhi.sample.office import Office, load_office
from xingzhi.sample.words import read

NAME = "2026年知识产权工作方案的通知（示例）.docx"
_MADE = datetime(2026, 3, 10, tzinfo=UTC)


def notice_docx(office: Office | None = None, year: int = 2026) -> bytes:
    """The notice with its attachment, a table of tasks; the same arguments give the same bytes."""
    words, office = read("plan_notice"), office or load_office()
    given = {"name": office.name, "year": year}
    document = Document()
    for line in words["paragraphs"].strip().split("\n"):
        document.add_paragraph(line.format(**given))
    document.add_page_break()  # type: ignore[no-untyped-call]
    document.add_paragraph(words["attachment"])
    document.add_paragraph(words["attachment_title"].format(**given))
    rows = words["table"]
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text.format(**given)
    about = document.core_properties
    about.author = about.last_modified_by = about.title = about.comments = ""
    about.created = about.modified = _MADE
    return _steady(document)


def _steady(document: Docx) -> bytes:
    """The file without the hour it was packed."""
    written, steady = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.infolist():
            out.writestr(zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), parts.read(part))
    return steady.getvalue()
