"""The office's own words: nothing shipped, loaded from a table, met by the office's staff alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from tests.builders import body, write_rows
from tests.conftest import BANNER, OFFICE, person
from xingzhi.cli import main
from xingzhi.core.models import LogEntry
from xingzhi.registers.field_checks.models import StaffWord
from xingzhi.registers.staff_words.loading import hits, load_staff_words

pytestmark = pytest.mark.django_db
GOOD = {"词语": "某某示例", "类别": "示例类", "来源": "示例文件", "日期": "2026-11-01", "备注": ""}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two good rows and three bad ones."""
    bad = [GOOD | {"词语": "某"}, GOOD | {"词语": "无类", "类别": ""}, GOOD | {"词语": "坏日", "日期": "2026-13-45"}]
    return write_rows(tmp_path / "词.csv", [GOOD, GOOD | {"词语": "ＡBＣ词"}, *bad])


def test_good_rows_count_and_bad_ones_are_told_by_their_cell(league: Any, file: Path) -> None:
    assert not StaffWord.objects.exists(), "nothing is shipped"
    loaded = load_staff_words(league, file)
    assert (loaded.new, loaded.known) == (2, 0)
    assert [(each.row, each.problem.heading) for each in loaded.bad] == [(4, "词语"), (5, "类别"), (6, "日期")]
    assert load_staff_words(league, file).known == 2, "done again it changes nothing"
    assert "某某示例" not in str(list(LogEntry.objects.values_list("detail", flat=True)))


def test_only_staff_of_the_office_meet_them(league: Any, banner: Any, file: Path) -> None:
    load_staff_words(league, file)
    text = "正宗某某示例牌abc词"
    assert [each.word for each in hits(league, [text])[text]] == ["ABC词", "某某示例"]
    assert hits(person("second", "reviewer", OFFICE), [text])
    for other in (banner, person("reads", "reader", OFFICE), person("third", "reviewer", BANNER)):
        assert hits(other, [text]) == {}
        client = Client()
        client.force_login(other, "django.contrib.auth.backends.ModelBackend")
        assert client.get(reverse("staff-words")).status_code == 404
    with pytest.raises(PermissionDenied):
        load_staff_words(banner, file)


def test_the_page_loads_a_file_and_says_what_is_wrong_in_it(
    league: Any, file: Path, take_in: Any, tmp_path: Path
) -> None:
    client = Client()
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    with file.open("rb") as stream:
        said = body(client.post(reverse("staff-words"), {"do": "load", "file": stream}))
    assert "第 6 行 日期 “2026-13-45”" in said
    mark = {"申请/注册号": "990000077", "国际分类": "30", "商标名称": "某某示例牌", "所属旗县市": "扎赉特旗"}
    take_in(league, write_rows(tmp_path / "商标.csv", [mark]))
    from xingzhi.registers.models import MODELS

    address = reverse("record", args=["trademarks", MODELS["trademarks"].objects.get().pk])
    assert "示例文件" in body(client.get(address))
    client.force_login(person("reads", "reader", OFFICE), "django.contrib.auth.backends.ModelBackend")
    assert "示例文件" not in body(client.get(address))
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    client.post(reverse("staff-words"), {"do": "drop", "word": list(StaffWord.objects.values_list("pk", flat=True))})
    assert not StaffWord.objects.exists()


def test_the_command(league: Any, file: Path, capsys: Any) -> None:
    assert main(["marks", "words", "load", str(file), "--by", "league"]) == 1
    assert "第 4 行 词语 “某”" in capsys.readouterr().err
    assert main(["marks", "words", "load", str(file), "--by", "nobody"]) == 2
