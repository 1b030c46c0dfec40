"""The pages as the league and a banner use them: ask, send in, send back, merge, read the draft."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.builders import body
from tests.intake.locked_files import PASSWORD, lock_agile
from tests.plans.summaries.conftest import TEXT, of_unit
from xingzhi.core import jobs
from xingzhi.plans.summaries.merging import merged
from xingzhi.plans.summaries.models import DraftParagraph, StraySummary, SummaryCall
from xingzhi.sample.summaries import sample_summaries

pytestmark = pytest.mark.django_db


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_from_the_notices_task_to_the_draft(plan: Any, league: Any, banner: Any) -> None:
    task = plan.tasks.order_by("-order")[0]
    office, unit = client_of(league), client_of(banner)
    assert f"任务：{task.text[:20]}" in body(office.get(reverse("summaries")))
    asked = {"of": f"task:{plan.pk}:{task.pk}", "medium": ["paper", "electronic"], "contact": "张某"}
    assert "已向 5 个单位布置" in body(office.post(reverse("summaries-ask"), asked, follow=True))
    assert "没有再动" in body(office.post(reverse("summaries-ask"), asked, follow=True))
    call = SummaryCall.objects.get()
    assert "份总结待报送" in body(unit.get(reverse("today")))
    own = reverse("summary", args=[call.pk, of_unit(call, "科尔沁右翼前旗").pk])
    assert own in body(unit.get(reverse("summaries")))
    file = SimpleUploadedFile("总结.txt", TEXT.encode("gb18030"))
    assert "已报送第 1 版" in body(unit.post(own, {"do": "send", "file": file}, follow=True))
    assert "与第 1 版相同" in body(unit.post(own, {"do": "write", "text": TEXT}, follow=True))
    assert "请写原因" in body(office.post(own, {"do": "return", "reason": ""}, follow=True))
    office.post(own, {"do": "return", "reason": "缺少地理标志"})
    said = body(unit.get(own))
    assert "缺少地理标志" in said
    assert "标题相同" not in said, "where a paragraph belongs is the office's matter"
    unit.post(own, {"do": "write", "text": TEXT.replace("人手不足", "检查地理标志专用标志使用企业3家")})
    assert "第 1 版" in body(unit.get(own, {"version": "1"}))
    said = body(office.get(own))
    assert "标题相同" in said
    assert reverse("pack", args=["summaries"]) in said, "by whose rules it was proposed"
    assert office.get(reverse("pack", args=["summaries"])).status_code == 200
    assert "已采纳" in body(office.post(own, {"do": "accept"}, follow=True))
    assert "请先退回" in body(unit.post(own, {"do": "write", "text": "一、另一份\n另外写的。"}, follow=True))
    _merge(office, call, league)


def _merge(office: Client, call: Any, league: Any) -> None:
    page, take = (reverse(name, args=[call.pk]) for name in ("summaries-merge", "summaries-take"))
    assert "有 1 项任务没有单位写到" in body(office.get(page, {"at": "1"}))
    (paragraph,) = merged(call, league)[0].came
    source = paragraph.sources[0]
    text = of_unit(call, source.unit).texts.get(version=source.version)
    chosen = {"section": "0", "heading": "（一）提高创造质量", "text": text.pk, "at": source.paragraph}
    said = body(office.post(take, {**chosen, "sentence": ["推荐入库专利6件。"]}, follow=True))
    assert "已取用" in said
    (kept,) = call.draft.all()
    assert kept.text == f"{source.unit}：推荐入库专利6件。", "the draft says whose it is"
    change = reverse("summary-draft-change", args=[kept.pk])
    sent = {"do": "save", f"rev-{kept.pk}": "1", f"was-{kept.pk}": kept.text}
    assert "没有改动" in body(office.post(change, {**sent, f"wording-{kept.pk}": kept.text}, follow=True))
    said = body(office.post(change, {**sent, f"wording-{kept.pk}": "全盟推荐入库专利6件。"}, follow=True))
    assert "已保存：第 1 段" in said
    said = body(office.post(change, {**sent, f"wording-{kept.pk}": "第二个人写的"}, follow=True))
    assert "别人刚改过" in said
    assert "第二个人写的" in said, "what was typed is not lost"
    said = body(office.get(reverse("summaries-draft", args=[call.pk])))
    assert "全盟推荐入库专利6件。" in said
    assert "科尔沁右翼前旗" in said
    assert "没有取用的来稿" in said


def test_all_paragraphs_of_a_heading_are_saved_together_whichever_button_is_pressed(call: Any, league: Any) -> None:
    client, heading = client_of(league), "（一）提高创造质量"
    one, two, three = (
        DraftParagraph.objects.create(call=call, heading=heading, order=n, text=f"第{n}段。", edited_by=league)
        for n in (1, 2, 3)
    )
    sent = {name: value for each in (one, two, three)
            for name, value in ((f"rev-{each.pk}", "1"), (f"was-{each.pk}", each.text), (f"wording-{each.pk}", each.text))}  # fmt: skip
    sent |= {f"wording-{one.pk}": "改了一。", f"wording-{two.pk}": "改了二。"}
    change = reverse("summary-draft-change", args=[three.pk])
    said = body(client.post(change, {**sent, "do": "up"}, follow=True))
    assert "已保存：第 1、2 段" in said
    assert list(call.draft.values_list("text", flat=True)) == ["改了一。", "第3段。", "改了二。"]
    said = body(
        client.post(change, {**sent, "do": "save", f"was-{one.pk}": "", f"wording-{one.pk}": " x"}, follow=True)
    )
    assert "第 1 段没有保存：别人刚改过" in said


def test_files_are_told_of_by_name_and_stray_ones_are_given_to_a_unit(call: Any, league: Any) -> None:
    client, page = client_of(league), reverse("summary-call", args=[call.pk])
    files = [
        SimpleUploadedFile(each.file_name, each.content)
        for each in sample_summaries()
        if each.unit in ("扎赉特旗", "突泉县")
    ]
    files += [SimpleUploadedFile("空.txt", b" "), SimpleUploadedFile("照片.png", b"\x89PNG\r\n\x1a\n" + bytes(64))]
    said = body(client.post(reverse("summaries-upload", args=[call.pk]), {"file": files}, follow=True))
    assert "已收为扎赉特旗的第 1 版" in said
    assert "突泉县2026年总结.docx：文件名和标题里没有认出单位" in said
    assert "空.txt 没有收" in said
    assert "照片.png 没有收：这是图片" in said
    stray = reverse("summaries-stray", args=[StraySummary.objects.get().pk])
    assert "请选单位" in body(client.post(stray, {"summary": ""}, follow=True))
    said = body(client.post(stray, {"summary": of_unit(call, "知识产权保护科").pk}, follow=True))
    assert "已收为知识产权保护科的第 1 版" in said
    assert "分不清单位的文件" not in said
    ticked = {"do": "paper", "on": str(timezone.localdate()), "summary": [of_unit(call, "扎赉特旗").pk]}
    assert "已登记 1 个单位" in body(client.post(reverse("summary-call-change", args=[call.pk]), ticked, follow=True))
    assert "应报 5，已报齐 1" in body(client.get(page))
    assert client.get(reverse("summaries-supervision", args=[call.pk]))["Content-Disposition"].endswith(".docx")


def test_locked_and_damaged_files_are_told_and_a_password_opens(call: Any, league: Any, tmp_path: Any) -> None:
    plain, locked = tmp_path / "总结.docx", tmp_path / "锁.docx"
    plain.write_bytes(next(each.content for each in sample_summaries() if each.file_name.endswith(".docx")))
    lock_agile(plain, locked)
    client, page = client_of(league), reverse("summary", args=[call.pk, of_unit(call, "扎赉特旗").pk])

    def send(content: bytes, **more: str) -> str:
        return body(
            client.post(page, {"do": "send", "file": SimpleUploadedFile("总结.docx", content), **more}, follow=True)
        )

    assert "文件有密码" in send(locked.read_bytes())
    assert "密码不对" in send(locked.read_bytes(), password="不是")
    assert "没有报送：" in send(plain.read_bytes()[:900])
    earlier = timezone.localdate() - timedelta(days=9)
    assert "已报送第 1 版" in send(locked.read_bytes(), password=PASSWORD, came_on=str(earlier))
    assert of_unit(call, "扎赉特旗").electronic_on == earlier


def test_an_archive_is_a_job_whose_result_stands_on_the_page(call: Any, league: Any) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for each in sample_summaries():
            archive.writestr(each.file_name, each.content)
    client, page = client_of(league), reverse("summary-call", args=[call.pk])
    upload = reverse("summaries-upload", args=[call.pk])
    said = body(client.post(upload, {"file": SimpleUploadedFile("各旗县.zip", packed.getvalue())}, follow=True))
    assert "正在收" in said
    jobs.run_waiting()
    said = body(client.get(page))
    assert "扎赉特旗知识产权工作总结（2026）.txt：已收为扎赉特旗的第 1 版。" in said
    assert said.count("没有认出单位") == 4
    assert "分不清单位的文件" in said


def test_the_command_and_the_api_list_them(call: Any, banner: Any, capsys: Any) -> None:
    from xingzhi.cli import main

    assert main(["plan", "summaries", "--year", "2026", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert (rows[0]["unit"], rows[0]["state"], rows[0]["missing"]) == (
        "科尔沁右翼前旗",
        "due",
        ["paper", "electronic"],
    )
    assert len(rows) == 5
    seen = client_of(banner).get("/api/summaries", {"year": "2026"}).json()
    assert {row["unit"] for row in seen} == {"科尔沁右翼前旗", "前旗工业园区"}
