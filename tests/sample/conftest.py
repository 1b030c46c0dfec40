"""One full office and one small one, written once for all tests of the sample."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from xingzhi.sample import Manifest, write_office

Rows = list[list[Any]]


@dataclass
class Written:
    """An office on disk with its key."""

    folder: Path
    manifest: Manifest

    def sheets(self, name: str) -> dict[str, Rows]:
        """All sheets of a workbook as rows of cells, leading and blank rows kept."""
        book = CalamineWorkbook.from_path(self.folder / name)
        return {
            sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False, nrows=None)
            for sheet in book.sheet_names
        }

    def rows(self, name: str) -> Rows:
        """The rows of a file of one sheet, CSV included."""
        if name.endswith(".csv"):
            with (self.folder / name).open(encoding="gb18030", newline="") as file:
                return [list(row) for row in csv.reader(file)]
        [rows] = self.sheets(name).values()
        return rows

    def published(self) -> list[dict[str, Any]]:
        """Every row of the two search exports by common names."""
        names = [file["name"] for file in self.manifest.files[:2]]
        found = []
        for name in names:
            head, *rows = self.rows(name)
            for row in rows:
                cells = dict(zip(head, row, strict=True))
                found.append(
                    {
                        "number": cells["申请号"].removeprefix("CN"),
                        "document": cells.get("公开（公告）号") or cells["公开公告号"],
                        "day": cells.get("公开（公告）日") or cells["公开公告日"],
                        "filed": cells["申请日"],
                        "title": cells.get("名称") or cells["发明名称"],
                        "applicants": (cells.get("申请（专利权）人") or cells["申请人"]).strip(";").split(";"),
                        "abstract": cells["摘要"],
                    }
                )
        return found

    @property
    def key(self) -> dict[str, Any]:
        """hidden_key.json as it was written."""
        return json.loads((self.folder / "hidden_key.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The office of `make demo`: 3,000 patents, 400 parties."""
    folder = tmp_path_factory.mktemp("office")
    return Written(folder, write_office(folder))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A tenth of that."""
    folder = tmp_path_factory.mktemp("small")
    return Written(folder, write_office(folder, seed=7, patents=500, parties=80))
