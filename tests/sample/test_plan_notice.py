"""The notice of the sample office."""

from __future__ import annotations

from pathlib import Path

from xingzhi.plans.reading.files import read_file
from xingzhi.plans.reading.reading import read_notice
from xingzhi.sample.plan_notice import notice_docx


def test_the_notice_is_read_whole_and_binds_every_addressee(tmp_path: Path) -> None:
    assert notice_docx() == notice_docx()
    file = tmp_path / "notice.docx"
    file.write_bytes(notice_docx())
    read = read_notice(read_file(file)).data()
    assert read["document"]["number"] == "示知办发〔2026〕5号"
    assert read["coverage"]["unaccounted"] == 0
    assert any(task["due"] == "2026-12-04" and "报送盟局" in task["text"] for task in read["tasks"])
    assert {task["origin"] for task in read["tasks"]} == {"body", "table"}
    assert all(task["units"] for task in read["tasks"])
