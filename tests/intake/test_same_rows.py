"""One table written as CSV, workbook, page, text document and inside an archive is accepted alike."""

import csv
import html
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import write_book
from tests.intake.samples import CONTEXT, RIGHTS, RIGHTS_ALIASES
from xingzhi.intake.headings import find_header
from xingzhi.intake.readers import open_book
from xingzhi.intake.readers.unwrapping import unwrap
from xingzhi.intake.validate import Accepted, Rejected, RowReader, Skipped
from xingzhi.sample.numbers import application_check

HEADS = ["申请号", "名称", "申请人", "申请日", "摘要"]
Rows = list[list[str]]


def _number(serial: int) -> str:
    digits = f"20201{serial:07d}"
    return f"CN{digits}.{application_check(digits)}"


# A cell whose second line reads as a row of its own is doubted in a CSV, and only there (test_readers.py).
words = (
    st.text("甲乙丙装置系统方法（）,;\"'<>&/+-=@AZ09 \n", max_size=12)
    .map(str.strip)
    .filter(lambda text: "\n" not in text or "," not in text)
)
numbers = st.one_of(
    st.integers(0, 9_999_999).map(_number), st.sampled_from(["2.02E+12", "CN202010000001.5", "", "不是号"])
)
days = st.one_of(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2026, 1, 1)).map(str),
    st.sampled_from(["", "2020-13-01"]),
)
tables = st.lists(st.tuples(numbers, words, words, days, words).map(list), min_size=1, max_size=5)


def as_csv(path: Path, rows: Rows) -> Path:
    with (path / "a.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([HEADS, *rows])
    return path / "a.csv"


def as_workbook(path: Path, rows: Rows) -> Path:
    return write_book(path / "a.xlsx", {"S": [HEADS, *rows]})


def as_page(path: Path, rows: Rows) -> Path:
    lines = (
        "<tr>" + "".join(f"<td>{html.escape(c).replace(chr(10), '<br>')}</td>" for c in row) for row in [HEADS, *rows]
    )
    (path / "a.html").write_text(f"<html><meta charset=utf-8><table>{''.join(lines)}</table></html>", encoding="utf-8")
    return path / "a.html"


def as_document(path: Path, rows: Rows) -> Path:
    document = docx.Document()
    table = document.add_table(len(rows) + 1, len(HEADS))
    for line, row in zip(table.rows, [HEADS, *rows], strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    document.save(str(path / "a.docx"))
    return path / "a.docx"


def in_archive(path: Path, rows: Rows) -> Path:
    with zipfile.ZipFile(path / "a.zip", "w") as archive:
        archive.write(as_workbook(path, rows), "前旗/表.xlsx")
    folder = path / "open"
    folder.mkdir()
    return unwrap(path / "a.zip", "a.zip", folder).contents[0].path


def read(path: Path) -> list[object]:
    [sheet] = open_book(path).sheets
    header = find_header(sheet, RIGHTS, RIGHTS_ALIASES)
    assert header is not None
    reader = RowReader(RIGHTS, header, CONTEXT)
    seen: list[object] = []
    for number, cells in sheet.rows():
        match reader.read(number, cells):
            case Accepted() as accepted:
                seen.append(accepted.values)
            case Rejected() as rejected:
                seen.append(sorted((problem.column, problem.code) for problem in rejected.problems))
            case Skipped(reason) if reason != "empty":  # a workbook does not keep blank rows at its end
                seen.append(reason)
    return seen


@settings(max_examples=25, deadline=None)
@given(tables)
def test_the_form_of_a_table_makes_no_difference(rows: Rows) -> None:
    ways: list[Callable[[Path, Rows], Path]] = [as_csv, as_workbook, as_page, as_document, in_archive]
    results = []
    for way in ways:
        with TemporaryDirectory() as folder:
            results.append(read(way(Path(folder), rows)))
    assert all(result == results[0] for result in results[1:])
