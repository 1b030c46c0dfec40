"""A table of invented industries as a DOCX in the shape of the official one, to show how it is loaded and what it does.

Its cells are merged over the rows of a category and its symbols written in several ways, as in real documents. Every
name says that it is invented.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

NAME = "示例参照关系表.docx"
CONTENT = Path(__file__).with_name("crosswalk.yaml")
HEADINGS = ("代码", "战略性新兴产业分类名称", "国际专利分类（IPC）", "关键词")
STAMP = (1980, 1, 1, 0, 0, 0)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def write_crosswalk(folder: Path) -> Path:
    """Write the document; the same bytes every time."""
    path = folder / NAME
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": _document()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), text, zipfile.ZIP_DEFLATED)
    return path


def counts() -> dict[str, int]:
    """How many industries, areas, categories and rows the document holds."""
    areas = [area for industry in _content()["industries"] for area in industry["areas"]]
    categories = [category for area in areas for category in area["categories"]]
    return {
        "industries": len(_content()["industries"]),
        "areas": len(areas),
        "categories": len(categories),
        "rows": sum(len(category["rows"]) for category in categories),
    }


def _content() -> Any:
    return yaml.safe_load(CONTENT.read_text("utf-8"))


def _document() -> str:
    content = _content()
    rows = "".join(_rows(content["industries"]))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}"><w:body>'
        f"{_paragraph(content['title'])}{_paragraph(content['note'])}<w:tbl>{rows}</w:tbl></w:body></w:document>"
    )


def _rows(industries: list[dict[str, Any]]) -> Iterator[str]:
    yield _row(*(_cell(text) for text in HEADINGS))
    for first, industry in enumerate(industries, 1):
        yield _row(_cell(str(first)), _cell(industry["name"], span=3))
        for second, area in enumerate(industry["areas"], 1):
            yield _row(_cell(f"{first}.{second}"), _cell(area["name"], span=3))
            for third, category in enumerate(area["categories"], 1):
                for at, row in enumerate(category["rows"]):
                    merged = "restart" if at == 0 else "continue"
                    code = _cell(f"{first}.{second}.{third}" if at == 0 else "", merged)
                    name = _cell(category["name"] if at == 0 else "", merged)
                    yield _row(code, name, _cell(row["ipc"]), _cell(row.get("keyword", "")))


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _cell(text: str, merged: str = "", span: int = 1) -> str:
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merged:
        properties += '<w:vMerge w:val="restart"/>' if merged == "restart" else "<w:vMerge/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text)}</w:tc>"


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
