"""Drafts and published texts for the self-check, all invented."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import write_csv

SHARED = "机架上装有可以调节高度的喷淋管并在管上均匀开设出水孔"  # a stretch longer than the shortest that counts
OTHER = "烘干箱的内壁贴有反射热量的铝箔且箱门由磁条吸合"
TITLE = "一种草场喷淋灌溉装置"
HEADINGS = ["申请号", "名称", "摘要", "公开（公告）号", "公开（公告）日"]
ROWS = [
    ["202010000001.1", TITLE, f"本装置中，{SHARED}，节约用水。", "CN111000001A", "2021-03-02"],
    ["202010000002.6", "一种果蔬烘干箱", f"本装置中，{OTHER}。", "CN111000002A", "2021-03-09"],
    ["202010000003.0", "一种牲畜耳标", "耳标由软胶制成，正面印有编号，背面有倒钩。", "CN111000003A", "2021-03-16"],
]
LINES = [
    "说 明 书 摘 要",
    f"本发明的{SHARED}，另设滤网。",
    "权 利 要 求 书",
    f"1. {TITLE}，其特征在于，{SHARED}。",
    "所述出水孔朝下。",
    "2. 根据权利要求1所述的装置，其特征在于，还设有滤网。",
    "说 明 书",
    f"{TITLE}及其使用方法",
    "技术领域",
    "涉及牧区灌溉。",
    "具体实施方式",
    f"晾晒之后，{OTHER}，直到含水合乎要求。",
]


def published(folder: Path, *more: list[str]) -> Path:
    """A table of published texts, with these rows too."""
    return write_csv(folder / "已公布.csv", HEADINGS, *ROWS, *more)


def text_draft(folder: Path, lines: list[str] = LINES) -> Path:
    """A draft as plain text."""
    path = folder / "稿件.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def word_draft(folder: Path, lines: list[str] = LINES) -> Path:
    """A draft as Word has it."""
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    path = folder / "稿件.docx"
    document.save(path)
    return path
