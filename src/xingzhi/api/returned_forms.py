"""Collection workbooks handed in through the API, as on the page: alone or several in an archive."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, FileEx, Form, P, Schema, UploadedFile

from xingzhi.api.collecting import router
from xingzhi.api.problems import Refused
from xingzhi.api.saying import both, operation
from xingzhi.collection.handing_in import Answer, hand_in
from xingzhi.collection.wording import value_problem


class Opened(Schema):
    """What opens a file."""

    password: str = Field(
        "", max_length=200, description=both("文件的密码；不保存", "The file's password; kept nowhere")
    )


class RefusedRow(Schema):
    """A row that was not taken."""

    row: int
    item: str
    column: str
    value: str
    message: str


class HandedIn(Schema):
    """What came of one workbook."""

    file: str
    merged: bool = Field(description=both("合并了没有", "Whether it was merged"))
    same: bool = Field(description=both("同一份早已合并过", "The very same one was merged before"))
    message: str = Field(description=both("没有合并的原因", "Why it was not merged"))
    report: int | None = Field(None, description=both("哪一张采集单", "Which report"))
    state: str = Field(description=both("合并以后采集单的状态", "How the report stands now"))
    taken: int
    unchanged: int
    conflicts: int = Field(description=both("两边不一致、要人定的", "Cells with two values, to be decided"))
    rows: list[RefusedRow] = Field(description=both("没有采用的行", "Rows that were not taken"))


@router.post(
    "/returned",
    response=list[HandedIn],
    **operation(
        "hand_in_form", "交回采集表工作簿", "Hand in a collection workbook",
        both("与“合并发回的采集表”相同：表里自带单号，填报人、审核人、日期要有；压缩包里每份各有答复",
             "As on the page: it names its report itself and is signed by filler and reviewer; of an archive each file is answered"),
        openapi_extra={"x-problems": ["too-large", "not-merged", "read-only-token"]},
    ),
)  # fmt: skip
def hand_in_form(
    request: HttpRequest,
    file: FileEx[UploadedFile, P(description=both("工作簿或压缩包", "A workbook or an archive"))],
    said: Form[Opened],
) -> list[dict[str, Any]]:
    """Merge what came back; refused as a whole where nothing of it was one of our workbooks."""
    if (file.size or 0) > settings.API_UPLOAD_BYTES:
        raise Refused("too-large", f"{settings.API_UPLOAD_BYTES // 1024 // 1024} MB")
    name = Path((file.name or "").replace("\\", "/")).name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"returned{Path(name).suffix.lower() or '.xlsx'}"
        with path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        answers = list(hand_in(request.user, path, name, said.password or None))
    if not any(answer.returned for answer in answers):
        raise Refused("not-merged", " ".join(f"{answer.name}: {answer.why}" for answer in answers))
    return [_told(answer) for answer in answers]


def _told(answer: Answer) -> dict[str, Any]:
    said: dict[str, Any] = {
        "file": answer.name, "merged": answer.returned is not None and not answer.same, "same": answer.same,
        "message": answer.why, "report": None, "state": "", "taken": 0, "unchanged": 0, "conflicts": 0, "rows": [],
    }  # fmt: skip
    if (found := answer.returned) is None:
        return said
    found.report.refresh_from_db()
    names = ("row", "item", "column", "value")
    rows = [
        {name: each[name] for name in names} | {"message": value_problem(each["code"], each["params"])}
        for each in found.problems
    ]
    return said | {
        "report": found.report_id, "state": found.report.state, "taken": found.taken, "unchanged": found.unchanged,
        "conflicts": found.conflicts.filter(decided="").count(), "rows": rows,
    }  # fmt: skip
