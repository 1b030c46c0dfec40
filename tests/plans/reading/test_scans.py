"""Tables in pictures of pages: by their ruled lines, upright or leaning, else by the places of their text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from xingzhi.engine.pictures import words
from xingzhi.plans.reading import files
from xingzhi.plans.reading.files import read_file
from xingzhi.plans.reading.reading import read_notice

_COLUMNS = (100, 180, 560, 860, 1100)
_ROWS = (200, 260, 380, 440)
_HEAD = ["序号", "工作任务", "责任单位", "完成时限"]
# of each cell its lines; the number of the first row stands in the middle of it
_CELLS = [["1"], ["新增高价值专利组合10个，", "建立培育库"], ["促进科、", "各旗县市局"], ["9月底前"]]
_LAST = [["2"], ["组织专项行动2次"], ["保护科"], ["11月底前"]]
_WIDE = 27  # pixels a letter takes


def _texts() -> list[tuple[str, int, int]]:
    found = [("示例盟2026年知识产权任务清单", 300, 100)]
    for cells, top in (([[each] for each in _HEAD], 215), (_CELLS, 270), (_LAST, 395)):
        for left, lines in zip(_COLUMNS, cells, strict=False):
            below = 25 if len(lines) == 1 and cells is _CELLS else 0
            found += [(text, left + 10, top + below + 50 * at) for at, text in enumerate(lines)]
    return found


def _page(path: Path, ruled: bool, lean: float) -> list[tuple[Any, str]]:
    """Draw the page; the pieces of text with their corners, as a program that recognises text gives them."""
    page = Image.new("L", (1200, 800), 255)
    draw = ImageDraw.Draw(page)
    if ruled:
        for at in _COLUMNS:
            draw.line([(at, _ROWS[0]), (at, _ROWS[-1])], fill=30, width=3)
        for at in _ROWS:
            draw.line([(_COLUMNS[0], at), (_COLUMNS[-1], at)], fill=30, width=3)
    page.rotate(-lean, fillcolor=255).save(path)
    turn = np.radians(lean)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    middle, found = np.array([600, 400]), []
    for text, left, top in _texts():
        right = left + _WIDE * len(text)
        corners = np.array([(left, top), (right, top), (right, top + 32), (left, top + 32)])
        found.append(((corners - middle) @ turned.T + middle, text))
    return found


@pytest.mark.parametrize(("ruled", "lean"), [(True, 0.0), (True, 1.5), (False, 0.0), (False, -1.0)])
def test_a_table_in_a_picture_is_read_and_marked_as_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ruled: bool, lean: float
) -> None:
    seen = _page(tmp_path / "page.png", ruled, lean)
    monkeypatch.setattr(words, "_engine", lambda: lambda _: (seen, 0))
    monkeypatch.setattr(files, "installed", lambda: True)
    data = read_notice(read_file(tmp_path / "page.png")).data()

    assert [(task["text"], task["lead"], task["assist"], task["due"]) for task in data["tasks"]] == [
        ("新增高价值专利组合10个，建立培育库", ["促进科"], ["各旗县市局"], "2026-09-30"),
        ("组织专项行动2次", ["保护科"], [], "2026-11-30"),
    ]
    assert {"recognised", "table_recognised"} <= {each["code"] for each in data["problems"]}


def test_without_a_program_that_recognises_text_the_page_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _page(tmp_path / "page.png", True, 0.0)
    monkeypatch.setattr(files, "installed", lambda: False)
    with pytest.raises(files.Unreadable, match="rapidocr"):
        read_file(tmp_path / "page.png")
