"""The demonstration's field checks: pictures of the sample's signs, one photo judged, one label by its words not judged yet."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any


def check_signs(key: dict[str, Any]) -> None:
    """Give the pictures and do both checks, unless there are checks; all of it is invented."""
    from xingzhi.cases.field.checking import Seen, check_field
    from xingzhi.cases.field.judging import judge_field_check
    from xingzhi.cases.field.signs import give_sign_pictures
    from xingzhi.core.models import User
    from xingzhi.core.worker import work_until_idle
    from xingzhi.registers.field_checks.models import FieldCheck, Judged
    from xingzhi.sample.office import region_path
    from xingzhi.sample.sign_pictures import draw_photo, draw_signs

    signs = key.get("field")
    if signs is None or FieldCheck.objects.exists():  # no signs: a sample written by an earlier version
        return
    league, on = User.objects.get(username="league"), date.fromisoformat(key["until"])
    region = region_path(list(key["office"]["places"])[1])
    with tempfile.TemporaryDirectory() as folder:
        pictures = draw_signs(Path(folder), signs["pictures"])
        give_sign_pictures(league, [(path.name, path) for path in pictures])
        photo = draw_photo(pictures[0], Path(folder))
        first = check_field(league, Seen(on, "示例街1号示例运动用品店", "", region), photo, photo.name)
        check_field(league, Seen(on, "示例市场2号摊位", signs["words"], region), None, "")
        work_until_idle()
    judge_field_check(league, first.pk, Judged.SUSPECT, "示例：门头用了标志图样，店主未出示许可文件，待核实")
    first.refresh_from_db()
    seen = [each["id"] for each in first.found if each["how"] == "picture"]
    print(f"现场核对：与 {first.compared} 个标志图样比对，照片中认出 {len(seen)} 个（1）", flush=True)
