"""What was seen at shops of each place, steps of its brand, who uses its sign, and words of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.contract.world import World


def plant(world: World) -> None:
    """The league checks a label of each place, judges it and opens a matter; it records a step of each brand."""
    from datetime import date

    from PIL import Image, ImageDraw

    from tests.builders import write_rows
    from tests.conftest import OFFICE
    from tests.contract.world import PLACES
    from xingzhi.cases.field.checking import Seen, check_field
    from xingzhi.cases.field.judging import follow_field_check, judge_field_check
    from xingzhi.cases.field.signs import give_sign_pictures
    from xingzhi.core import jobs
    from xingzhi.registers.brand_steps.adding import record_brand_step
    from xingzhi.registers.field_checks.models import FieldCheck
    from xingzhi.registers.models import MODELS
    from xingzhi.registers.receive import receive_file, start_import
    from xingzhi.registers.staff_words.loading import load_staff_words

    league = world.people["league"]
    picture = world.folder / "label.png"
    image = Image.new("RGB", (160, 120), "white")
    ImageDraw.Draw(image).ellipse((30, 20, 120, 100), fill="black")
    image.save(picture)
    for mark, path in PLACES.items():
        secret = f"秘密{mark}"
        own = {"所属旗县市": "" if path == OFFICE else path}
        row = {
            "使用的地理标志或标志": f"{secret}标志",
            "使用人": f"{secret}用标有限公司",
            "核准文号": f"{secret}号",
        } | own
        file = write_rows(world.folder / f"{secret}用标.csv", [row])
        start_import(league, receive_file(league, file, file.name).pk)
        jobs.run_waiting()
        brand = MODELS["local_brands"].objects.get(brand=f"{secret}品牌")
        record_brand_step(league, brand.pk, {"step": f"{secret}走访", "step_on": "2026-11-02", "next_on": "2026-11-20"})
        give_sign_pictures(league, [(f"{secret}标志.png", picture)])
        check_field(league, Seen(date(2026, 11, 3), f"{secret}店", f"{secret}标志", path), picture, f"{secret}.png")
    jobs.run_waiting()
    for check in FieldCheck.objects.all():
        assert check.found
        judge_field_check(league, check.pk, "suspect", check.place)
        follow_field_check(league, check.pk)
    words = [
        {"词语": "密乙沟", "类别": "秘密乙秘密甲秘密丙类", "来源": "秘密乙秘密甲秘密丙来源", "日期": "", "备注": ""}
    ]
    load_staff_words(league, write_rows(world.folder / "words.csv", words))
