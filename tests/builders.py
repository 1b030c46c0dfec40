"""Rows, files and texts for tests: as an office receives them, and small enough to be read in the test."""

from __future__ import annotations

import csv
import io
import random
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import xlsxwriter

from xingzhi.sample.numbers import application_check

KINDS = {"invention": "1", "utility_model": "2", "design": "3"}
ADDRESSES = {
    "152201": "内蒙古自治区兴安盟乌兰浩特市兴安街1号",
    "152221": "内蒙古自治区兴安盟科尔沁右翼前旗科尔沁镇2号",
    "152223": "内蒙古自治区兴安盟扎赉特旗音德尔镇3号",
    "": "",
}
HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"


def number(year: int, serial: int, kind: str = "invention") -> str:
    """An application number with its check digit: 202010000001.6."""
    digits = f"{year}{KINDS[kind]}{serial:07d}"
    return f"{digits}.{application_check(digits)}"


def words(seed: int, length: int = 120) -> str:
    """A text of this length; texts of two seeds share next to nothing."""
    dice = random.Random(seed)
    return "".join(dice.choices(HAN, k=length))


def patent(year: int = 2020, serial: int = 1, kind: str = "invention", **cells: str) -> dict[str, str]:
    """A row of a search export, heading -> cell; `region` puts the matching address in."""
    row = {
        "申请号": "CN" + number(year, serial, kind),
        "名称": f"一种装置{serial}",
        "申请人": "示例甲科技有限公司",
        "申请日": f"{year}-03-04",
        "地址": ADDRESSES[cells.pop("region", "152221")],
    }
    return row | cells


def write_rows(path: Path, rows: Sequence[Mapping[str, Any]], encoding: str = "utf-8-sig") -> Path:
    """A CSV file of rows given as heading -> cell; a row may lack headings others have."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, headings, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_book(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """An XLSX file of sheets given as rows of cells."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    return path


def read_book(content: bytes, sheet: int = 0) -> list[list[Any]]:
    """The rows of a sheet of an XLSX file."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def body(response: Any) -> str:
    """All a response says in plain letters: its body, an archive in it unpacked, its headers; escapes undone."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return readable(unpacked(content).decode("utf-8", "replace") + headers)


def readable(text: str) -> str:
    """A text with the escapes of JSON and of addresses undone, so that a word in it is found however it was written."""
    plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return plain + unquote(plain) if "%" in plain else plain


def unpacked(content: bytes) -> bytes:
    """The bytes, or those of all members where they are a ZIP archive such as XLSX."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def one(rows: Iterable[Any]) -> Any:
    """The only one."""
    [found] = rows
    return found
