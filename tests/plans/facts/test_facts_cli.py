"""`xingzhi plan contradictions`: files in, pairs out, without database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document as Word

from xingzhi.cli import main

SUMMARY = "兴安盟市场监督管理局2025年工作总结\n\n2025年1—9月，全盟专利授权量1,234件。\n\n2025年12月1日\n"
REPORT = "1—9月，我盟专利授权1243件，乌兰浩特市专利授权203件。"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    text, word = tmp_path / "总结.txt", tmp_path / "季报.docx"
    text.write_text(SUMMARY, "utf-8")
    document = Word()
    document.add_paragraph("知识产权统计季报")
    document.add_paragraph(REPORT)
    document.add_paragraph("2025年10月15日")
    document.save(str(word))
    return [str(text), str(word)]


def test_pairs_with_sentences_values_and_cause(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "contradictions", *files]) == 1

    said = capsys.readouterr().out
    assert "兴安盟" in said
    assert "[录入 / typing] 专利授权量：1,234件 ≠ 1243件" in said
    assert "数字颠倒" in said


def test_json(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "contradictions", *files, "--region", "152200", "--json"]) == 1

    data = json.loads(capsys.readouterr().out)
    assert data["region"] == "1522"
    assert [each["date"] for each in data["documents"]] == ["2025-12-01", "2025-10-15"]
    assert [pair["cause"] for pair in data["contradictions"]] == ["typing"]


def test_a_table_in_a_word_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word, text = tmp_path / "通报.docx", tmp_path / "快报.txt"
    document = Word()
    document.add_paragraph("2025年10月各旗县市专利授权情况（单位：件）")
    table = document.add_table(rows=3, cols=3)
    rows = (("地区", "合计", "发明"), ("兴安盟", "133", "15"), ("突泉县", "64", "10"))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    document.save(str(word))
    text.write_text("2025年10月，突泉县专利授权46件。\n", "utf-8")

    assert main(["plan", "contradictions", str(word), str(text), "--date", "2025-11-10"]) == 1
    assert "突泉县 | 合计：64" in capsys.readouterr().out


def test_nothing_contradicts(files: list[str]) -> None:
    assert main(["plan", "contradictions", files[0]]) == 0


def test_a_file_that_is_not_there(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "contradictions", files[0], "/nowhere/文件.docx"]) == 2
    assert "文件.docx" in capsys.readouterr().err
