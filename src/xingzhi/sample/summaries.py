"""Year-end summaries of the sample office's units as they come in: Word and text files, wholly invented."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from docx import Document

from xingzhi.sample.office import Office, load_office
from xingzhi.sample.words import read

YEAR = 2026
DUE = date(YEAR, 12, 4)  # the day the sample's notice asks for


@dataclass(frozen=True)
class SampleSummary:
    """A summary: whose, the file, the day it came, and why the office sent it back ("" where it did not)."""

    unit: str
    file_name: str
    content: bytes
    came_on: date
    returned: str


def sample_summaries(office: Office | None = None, year: int = YEAR) -> list[SampleSummary]:
    """One of each banner and of two sections; one came late, one was sent back."""
    office = office or load_office()
    given = {"name": office.name, "year": year, "next": year + 1}
    found = []
    for each in read("plan_summaries"):
        name, text = each["file"].format(**given), each["text"].format(**given)
        late = each.get("late", 0)
        came = DUE.replace(year=year) + timedelta(days=late if late else -1)
        content = _docx(text) if name.endswith(".docx") else text.encode("gb18030")
        found.append(SampleSummary(each["unit"], name, content, came, each.get("returned", "")))
    return found


def write_summaries(folder: Path, office: Office | None = None, year: int = YEAR) -> list[Path]:
    """Write the files into a folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for each in sample_summaries(office, year):
        paths.append(folder / each.file_name)
        paths[-1].write_bytes(each.content)
    return paths


def _docx(text: str) -> bytes:
    document = Document()
    for line in text.strip().split("\n"):
        document.add_paragraph(line)
    about = document.core_properties
    about.author = about.last_modified_by = about.title = about.comments = ""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
