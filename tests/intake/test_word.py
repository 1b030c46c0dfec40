"""Tables of Word documents and of pages saved in one file."""

import email.mime.multipart
import email.mime.text
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from xingzhi.intake.readers import ReaderProblem, open_book

ROWS = [["序号", "申请号", "名称"], ["1", "CN202010000001.1", "一种装置"], ["2", "CN202010000002.6", "另一装置"]]


def table_in(document: object, rows: list[list[str]]) -> object:
    table = document.add_table(len(rows), len(rows[0]))  # type: ignore[attr-defined]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    return table


def cells(path: Path, sheet: int = 0) -> list[list[object]]:
    return [row for _, row in open_book(path).sheets[sheet].rows()]


def test_each_table_is_a_sheet_named_by_the_line_above_it(tmp_path):
    document = docx.Document()
    document.add_paragraph("某局关于报送清单的函")
    document.add_paragraph("附件1 专利清单")
    table_in(document, ROWS)
    document.add_paragraph("附件2 撤回清单")
    table_in(document, ROWS[:2])
    document.save(tmp_path / "a.docx")
    book = open_book(tmp_path / "a.docx")
    assert book.kind == "docx"
    assert [sheet.name for sheet in book.sheets] == ["附件1 专利清单", "附件2 撤回清单"]
    assert cells(tmp_path / "a.docx") == ROWS
    assert ("document_tables", {"count": 2}) in book.notes


def test_merged_cells_are_laid_out(tmp_path):
    document = docx.Document()
    table = table_in(document, [["申请号", "日期", ""], ["", "申请日", "公开日"], ["1", "2020-01-02", ""]])
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    document.save(tmp_path / "a.docx")
    assert cells(tmp_path / "a.docx") == [
        ["申请号", "日期", None], ["申请号", "申请日", "公开日"], ["1", "2020-01-02", None],
    ]  # fmt: skip


def test_a_table_in_a_cell_is_its_own_and_deleted_text_is_not_read(tmp_path):
    document = docx.Document()
    table = table_in(document, ROWS)
    cell = table.cell(1, 2)
    cell.paragraphs[0]._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>旧名</w:delText></w:r></w:del>')
    )
    cell.paragraphs[0]._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t>（改）</w:t></w:r></w:ins>'))
    inner = cell.add_table(2, 2)
    inner.cell(0, 0).text = "内"
    document.save(tmp_path / "a.docx")
    assert cells(tmp_path / "a.docx")[1] == ["1", "CN202010000001.1", "一种装置（改）"]
    assert len(open_book(tmp_path / "a.docx").sheets) == 2


def test_a_document_without_a_table(tmp_path):
    document = docx.Document()
    document.add_paragraph("没有表")
    document.save(tmp_path / "a.docx")
    with pytest.raises(ReaderProblem, match="document_without_table"):
        open_book(tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w/>', "xml_entities"),
        ("<w:document", "file_damaged"),
    ],
)
def test_hostile_documents(tmp_path, body, code):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", body)
    with pytest.raises(ReaderProblem, match=code):
        open_book(tmp_path / "a.docx")


def html(rows: list[list[str]]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}" for c in row) for row in rows) + "</table>"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize("named", [True, False])
def test_a_page_saved_in_one_file(tmp_path, charset, named):
    message = email.mime.multipart.MIMEMultipart("related")
    page = email.mime.text.MIMEText(
        f'<html><meta charset="{charset}">' + html(ROWS) + "</html>",
        "html",
        "gb18030" if charset == "gb2312" else charset,
    )
    if named:
        page.replace_header("Content-Type", f'text/html; charset="{charset}"')
    else:
        page.replace_header("Content-Type", "text/html")
    message.attach(page)
    second = email.mime.text.MIMEText(html(ROWS[:2]), "html", "utf-8")
    message.attach(second)
    message.attach(email.mime.text.MIMEText("td {}", "css"))
    path = tmp_path / "检索结果.mht"
    path.write_bytes(b"From: <saved>\r\nSubject: x\r\n" + message.as_bytes())
    book = open_book(path)
    assert book.kind == "mhtml"
    assert [cells(path, at) for at in range(2)] == [ROWS, ROWS[:2]]


def test_spans_without_end_are_refused(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<table>" + "<tr>" + "<td colspan=1000 rowspan=1000>x" * 20 + "<tr>" * 900 + "</table>")
    with pytest.raises(ReaderProblem, match="table_too_big"):
        open_book(path)
