"""A label photographed in a shop is held against the signs that protect there; the officer judges."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from tests.builders import body, write_rows
from tests.conftest import BANNER
from xingzhi.cases.field.checking import Refused, Seen, check_field, recheck_field
from xingzhi.cases.field.judging import NoReason, follow_field_check, judge_field_check
from xingzhi.cases.field.signs import give_sign_pictures
from xingzhi.cases.matters.models import Matter
from xingzhi.core import jobs
from xingzhi.core.models import LogEntry
from xingzhi.engine.pictures import words
from xingzhi.registers.field_checks.models import FieldCheck

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)


def drawing(path: Path, seed: int) -> Path:
    """A sign with corners to be known by."""
    chance = np.random.default_rng(seed)
    image = Image.new("RGB", (300, 300), "white")
    draw = ImageDraw.Draw(image)
    for _ in range(14):
        x, y = (int(each) for each in chance.integers(30, 220, 2))
        draw.polygon([(x + int(a), y + int(b)) for a, b in chance.integers(-30, 80, (4, 2))], fill="black")
    image.save(path)
    return path


@pytest.fixture
def signs(take_in: Any, league: Any, tmp_path: Path) -> None:
    """Two signs of the league, one of a neighbour, with pictures; an indication without one."""
    common = {"标志类型": "特殊标志", "允许使用情形": "经许可"}
    take_in(league, write_rows(tmp_path / "标志.csv", [
        common | {"标志名称": "示例赛事", "登记号": "示例1", "有效期至": "2028-05-31", "所属旗县市": "兴安盟"},
        common | {"标志名称": "另一标记", "登记号": "示例2", "所属旗县市": "兴安盟"},
        common | {"标志名称": "邻旗标记", "登记号": "示例3", "所属旗县市": "扎赉特旗"}]))  # fmt: skip
    take_in(league, write_rows(tmp_path / "地理标志.csv", [
        {"地理标志名称": "哈日诺尔小米", "地理标志类型": "地理标志证明商标", "登记/注册号": "示例9", "所属旗县市": "科尔沁右翼前旗"}]))  # fmt: skip
    take_in(league, write_rows(tmp_path / "用标.csv", [
        {"使用的地理标志或标志": "哈日诺尔小米", "使用人": "示例粮油有限公司", "核准文号": "示例号", "所属旗县市": "科尔沁右翼前旗"}]))  # fmt: skip
    files = [
        (name, drawing(tmp_path / name, at))
        for at, name in enumerate(("示例赛事.png", "示例2.png", "邻旗标记.png", "没有.png"))
    ]
    assert give_sign_pictures(league, files) == {"没有.png": ""}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """The first sign on a wall, stored lying on its side as phones do."""
    wall = Image.new("RGB", (800, 600), (150, 160, 170))
    wall.paste(
        drawing(tmp_path / "seen.png", 0) and Image.open(tmp_path / "seen.png").rotate(8, fillcolor="white"), (240, 150)
    )
    turned = Image.Exif()
    turned[0x0112] = 6
    wall.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "IMG_1.jpg", exif=turned, quality=90)
    return tmp_path / "IMG_1.jpg"


def checked(user: Any, photo: Path | None, words: str = "") -> FieldCheck:
    check = check_field(user, Seen(DAY, "示例店", words, BANNER), photo, photo.name if photo else "")
    jobs.run_waiting()
    check.refresh_from_db()
    return check


def test_a_photo_and_its_words(signs: None, banner: Any, photo: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(words, "_engine", lambda: None)
    check = checked(banner, photo, "正宗哈日诺尔小米")
    assert (check.width, check.height, check.words_read) == (800, 600, None)
    assert [(each["id"], each["how"]) for each in check.found] == [
        ("protected_signs:special|示例1", "picture"), ("indications:certification|示例9", "words"),
    ]  # fmt: skip
    assert check.compared == 2, "what protects in another banner is not compared"
    client = Client()
    client.force_login(banner, "django.contrib.auth.backends.ModelBackend")
    page = body(client.get(reverse("field-check", args=[check.pk])))
    for said in (
        "在保护期内",
        "没有登记起始日 — 2028-05-31",
        "经许可",
        "示例粮油有限公司",
        "检索参考，不构成商标近似认定",
        "没有安装文字识别",
        "<polygon",
    ):
        assert said in page
    assert "邻旗标记" not in page
    shown = client.get(reverse("field-check-photo", args=[check.pk, "shown"]))
    assert b"Exif" not in b"".join(shown.streaming_content)[:200]


def test_a_page_that_waits_opens_its_result(signs: None, league: Any) -> None:
    check = check_field(league, Seen(DAY, "示例店", "哈日诺尔小米", BANNER), None, "")
    client = Client()
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    page, poll = reverse("field-check", args=[check.pk]), reverse("job-progress", args=[check.job_id])
    assert poll in body(client.get(page))
    assert "HX-Refresh" not in client.get(poll, HTTP_HX_CURRENT_URL=page).headers, "it still runs"
    jobs.run_waiting()
    assert client.get(poll, HTTP_HX_CURRENT_URL=page)["HX-Refresh"] == "true"
    assert poll not in body(client.get(page))


def test_a_sign_nobody_placed_is_compared_and_only_its_number_told(
    take_in: Any, league: Any, banner: Any, tmp_path: Path
) -> None:
    row = {"标志类型": "特殊标志", "标志名称": "示例全国赛事", "登记号": "示例4", "所属旗县市": ""}
    take_in(league, write_rows(tmp_path / "标志.csv", [row]))
    check = checked(banner, None, "示例全国赛事")
    pages = {}
    for user in (banner, league):
        client = Client()
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        pages[user] = body(client.get(reverse("field-check", args=[check.pk])))
    assert "另与 1 个没有登记所属的标志相近" in pages[banner]
    assert "示例4" not in pages[banner]
    assert "没有找到相近的标志" not in pages[banner]
    assert "示例4" in pages[league]
    assert "没有登记所属" not in pages[league]


def test_words_can_be_added_when_comparing_again(signs: None, league: Any) -> None:
    check = checked(league, None, "别的")
    assert check.found == []
    client = Client()
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    url = reverse("field-check-again", args=[check.pk])
    assert "没有核对" in body(client.post(url, {"words": " "}, follow=True))
    client.post(url, {"words": "哈日诺尔小米"})
    jobs.run_waiting()
    check.refresh_from_db()
    assert [each["id"] for each in check.found] == ["indications:certification|示例9"]
    assert LogEntry.objects.filter(verb="recheck_field").last().detail["before"] == "别的"
    page = body(client.get(reverse("field-check", args=[check.pk])))
    assert 'name="words"' in page
    assert "rapidocr" not in page


def test_judging_needs_a_reason_and_a_matter_is_opened_once(signs: None, league: Any) -> None:
    check = checked(league, None, "哈日诺尔米")
    with pytest.raises(NoReason):
        judge_field_check(league, check.pk, "suspect", " ")
    judge_field_check(league, check.pk, "suspect", "没有出示准用证明")
    judge_field_check(league, check.pk, "lawful", "补交了证明")
    assert LogEntry.objects.filter(verb="judge_field_check").last().detail["before"] == ["suspect", "没有出示准用证明"]
    assert follow_field_check(league, check.pk) == follow_field_check(league, check.pk)
    assert Matter.objects.get(kind="field_checks").state == "pending"
    found = check.found
    recheck_field(league, check.pk, check.words)
    check.refresh_from_db()
    assert (check.compared, check.found, check.judged) == (None, [], "lawful")
    jobs.run_waiting()
    check.refresh_from_db()
    assert check.found == found


def test_what_cannot_be_checked_is_refused_and_says_why(league: Any, tmp_path: Path) -> None:
    for seen, code in ((Seen(None, "店", "字", BANNER), "day"), (Seen(DAY, " ", "字", BANNER), "place"),
                       (Seen(DAY, "店", "", BANNER), "nothing"), (Seen(date(2999, 1, 1), "店", "字", BANNER), "future")):  # fmt: skip
        with pytest.raises(Refused, match=code):
            check_field(league, seen, None, "")
    client = Client()
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    (tmp_path / "IMG.HEIC").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(60))
    with (tmp_path / "IMG.HEIC").open("rb") as stream:
        sent = {"photo": stream, "place": "示例店", "seen_on": str(DAY), "region": BANNER}
        answer = client.post(reverse("field-checks"), sent)
    assert (answer.status_code, FieldCheck.objects.count()) == (422, 0)
    assert "HEIC" in body(answer)
    assert "示例店" in body(answer), "what was typed stays"
