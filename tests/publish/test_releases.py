"""A bulletin from draft to release, amended, and opened again byte for byte."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from tests.builders import body, patent, read_book, unpacked, write_rows
from tests.conftest import OFFICE, person
from tests.word_files import faults
from xingzhi.cli import main
from xingzhi.collection.models import UnitReport
from xingzhi.collection.opening import open_round
from xingzhi.core import jobs
from xingzhi.core.models import LogEntry
from xingzhi.indicators.query import Span
from xingzhi.indicators.quoted import quoted_in
from xingzhi.indicators.stating import choose_official, explain_difference
from xingzhi.indicators.used import used_value
from xingzhi.packs import load
from xingzhi.publish import actions, editing
from xingzhi.publish.adding import apart
from xingzhi.publish.comparing import amended, conflicts, unchecked, unsettled
from xingzhi.publish.discarding import discard_release
from xingzhi.publish.files import written
from xingzhi.publish.files.subject import subject_of
from xingzhi.publish.models import Release
from xingzhi.publish.papers.beside_releases import in_papers
from xingzhi.publish.papers.models import Paper, PaperState, PaperVersion
from xingzhi.publish.refused import Refused
from xingzhi.publish.store import settle, verify
from xingzhi.text.reporting_periods import Period as Quarter
from xingzhi.web.views.publish.figures import figure_url
from xingzhi.web.views.publish.waiting import releasing

pytestmark = pytest.mark.django_db


def granted(serial, on, kind="invention", region="152221"):
    return patent(int(on[:4]) - 1, serial, kind, region=region, 授权公告日=on, 法律状态="授权", 法律状态公告日=on)


@pytest.fixture
def second(office):
    return person("second", "reviewer", OFFICE)


@pytest.fixture
def taken(take_in, league, tmp_path):
    rows = [granted(at, "2024-03-05", "invention" if at < 3 else "utility_model") for at in range(1, 9)]
    take_in(league, write_rows(tmp_path / "a.csv", [*rows, granted(90, "2023-03-05")]))


@pytest.fixture
def draft(taken, league):
    made = actions.make_release(league, "monthly_bulletin", "2024-03")
    jobs.run_waiting()
    return Release.objects.get(pk=made.pk)


def out(release, league, second, **options):
    written_causes(release, league)
    actions.submit_release(league, release.pk)
    actions.check_release(second, release.pk)
    actions.approve_release(second, release.pk, inputs_basis=options.pop("inputs_basis", ""))
    return actions.release_it(second, release.pk, **options)


def written_causes(release, league):
    editing.rewrite_sentence(league, release.pk, "causes_valid_inventions", "增长来自授权。")


def key_of(release):
    return release.content["named"]["grants"]


def test_the_draft_and_its_files_say_the_same_and_the_same_content_gives_the_same_bytes(draft):
    sentences = [each for section in draft.content["sections"] for each in section["sentences"]]
    assert sentences[0]["text"].startswith("2024年3月，兴安盟专利授权量8件，同比增长700.0%。其中，发明2件")
    for sentence in sentences:
        assert set(sentence["figures"]) <= set(draft.content["figures"]), "every sentence carries its figures"
    assert draft.content["data_as_of"] == timezone.localdate(draft.snapshot.as_of).isoformat(), (
        "the day here, not in UTC"
    )
    assert draft.internal
    assert "高价值" in next(iter(draft.content["withheld"].values()))
    assert not [key for key in draft.content["figures"] if key.startswith("high_value")]
    assert b"high_value" not in draft.files.get(name="figures.csv").path.read_bytes()
    assert "内部测算" in unpacked(draft.files.get(name="公报.docx").path.read_bytes()).decode("utf-8", "replace")
    files = written(draft)
    assert [fault for name in files if name.endswith(".docx") for fault in faults(files[name])] == []
    assert files == written(Release.objects.get(pk=draft.pk))
    rows = {row["where"]: row["value"] for row in csv.DictReader(io.StringIO(files["figures.csv"].decode("utf-8-sig")))
            if row["indicator"] == "grants" and row["start"] == "2024-03-01" and row["region"] == "1522"}  # fmt: skip
    assert (rows[""], rows["发明"], rows["实用新型"]) == ("8", "2", "6")
    book = read_book(files["数据表.xlsx"])
    assert book[0][0] == "兴安盟2024年3月专利授权数据表"
    assert book[1][0] == "填报单位：测试局"
    total = next(row for row in book if row[1] == "合计")
    assert total[2:6] == [2, 6, 0, 8]
    package = json.loads(files["datapackage.json"])
    assert "licenses" not in package, "the standard wants none rather than an empty list"
    listed = {each["path"]: each for each in package["resources"]}
    assert set(listed) == set(files) - {"datapackage.json", "数据表.xlsx", "领导简报.docx"}, "what a stranger may fetch"
    names = [each["name"] for each in package["resources"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[-a-z0-9._/]+", name) for name in names), "as the standard asks for"
    table = list(csv.DictReader(io.StringIO(files["figures.csv"].decode("utf-8-sig"))))
    assert listed["figures.csv"]["rows"] == len(table) == len(draft.content["figures"])
    assert len({tuple(row[name] for name in listed["figures.csv"]["schema"]["primaryKey"]) for row in table}) == len(
        table
    )
    told = json.loads(files["figures.json"])
    assert "withheld" not in told
    assert "高价值" not in json.dumps(told["sections"], ensure_ascii=False)
    assert b"<svg" in files["图-各旗县市本月专利授权量.svg"]


def test_nobody_checks_their_own_and_who_may_not_is_refused(draft, league, banner, second):
    causes = next(section["causes"] for section in draft.content["sections"] if "causes" in section)
    assert "变化的构成：" in causes["text"], "drafted from the records"
    assert causes["refs"], "tied to its parts"
    assert any("记录只到齐至" in note for note in draft.content["footnotes"]), "the month's records may still come in"
    causes["drafted"] = False  # as where nothing could be drafted
    draft.save()
    with pytest.raises(Refused, match="causes"):
        actions.submit_release(league, draft.pk)
    written_causes(draft, league)
    actions.submit_release(league, draft.pk)
    with pytest.raises(Refused, match="same_person"):
        actions.check_release(league, draft.pk)
    with pytest.raises(PermissionDenied):
        actions.check_release(banner, draft.pk)
    with pytest.raises(Refused, match="state"):
        actions.approve_release(second, draft.pk)
    with pytest.raises(Refused, match="note"):
        actions.return_release(second, draft.pk, "")
    actions.return_release(second, draft.pk, "数不对")
    assert Release.objects.get(pk=draft.pk).state == "draft"


def test_a_figure_set_by_hand_is_marked_and_its_editor_may_not_approve(draft, league, second):
    editing.edit_figure(second, draft.pk, key_of(draft), "9", "漏计一件")
    found = Release.objects.get(pk=draft.pk)
    held = found.content["figures"][key_of(draft)]
    assert (held["value"], held["own"], held["kind"]) == ("9", "8", "edited")
    assert "授权量9件" in found.content["sections"][0]["sentences"][0]["text"]
    for wrong, code in (("-1", "value"), ("abc", "value"), ("NaN", "value")):
        with pytest.raises(Refused, match=code):
            editing.edit_figure(league, draft.pk, key_of(draft), wrong, "因")
    with pytest.raises(Refused, match="reason"):
        editing.edit_figure(league, draft.pk, key_of(draft), "7", " ")
    editing.rewrite_sentence(league, draft.pk, "month", "本月授权9件。")
    found = Release.objects.get(pk=draft.pk)
    assert found.content["sections"][0]["sentences"][0]["edited"]
    assert any("手工修改" in note and "漏计一件" in note for note in found.content["footnotes"])
    late = next(note for note in found.content["footnotes"] if "记录只到齐至" in note)
    assert "本月专利授权量" in late, "set by hand, the month is not complete for it"
    assert any("记录只到齐至" in note for note in found.content["tables"]["monthly_grants"]["notes"])
    stars = [label for chart in found.content["charts"].values() for label in chart["labels"] if label == "2024-03*"]
    assert stars, "nor in the chart"
    written_causes(draft, league)
    with pytest.raises(Refused, match="apart"):
        actions.submit_release(league, draft.pk)
    assert any("各部分之和不等：只手工改了一边" in note for note in found.content["footnotes"])
    actions.submit_release(league, draft.pk, "属地待定，分不到旗县")
    why = "只手工改了一边的原因：属地待定，分不到旗县。"
    papers = {
        name: unpacked(content).decode("utf-8", "replace")
        for name, content in written(Release.objects.get(pk=draft.pk)).items()
        if name in ("公报.docx", "领导简报.docx", "数据表.xlsx")
    }
    assert why in papers["公报.docx"]
    assert why in papers["数据表.xlsx"]
    assert "手工修改：合计" in papers["公报.docx"], "told below the table"
    assert "9件〔手工改〕" in papers["领导简报.docx"]
    assert "未注明的为本局统计" in papers["领导简报.docx"]
    assert papers["领导简报.docx"].count("各部分之和不等：只手工改了一边") == 1, "in one line"
    with pytest.raises(Refused, match="same_person"):
        actions.check_release(second, draft.pk)
    page = body(client_of(second).get(reverse("release", args=[draft.pk])))
    assert "/move/check_release/" not in page, "who changed a figure is not offered to check it"
    assert "等另一位审核" in page
    assert why in page


def test_a_draft_of_the_wrong_month_is_discarded(draft, league, second, client):
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    written_causes(draft, league)
    actions.submit_release(league, draft.pk)
    address = reverse("release-discard", args=[draft.pk])
    assert "现在不在这一步" in body(client.post(address, follow=True)), "submitted: it is sent back first"
    actions.return_release(second, draft.pk, "月份错了")
    paths = [file.path for file in draft.files.all()]
    assert "已废弃" in body(client.post(address, follow=True))
    assert not Release.objects.exists()
    assert not any(path.exists() for path in paths)
    assert "月份错了" in str(LogEntry.objects.get(verb="discard_release").detail), "the log keeps what it was"
    again = actions.make_release(league, "monthly_bulletin", "2024-03")
    discard_release(league, again.pk)
    jobs.run_waiting()
    assert not Release.objects.exists(), "its job finds nothing to do"


def test_released_amended_and_both_open_again(draft, league, second, take_in, tmp_path):
    editing.set_notes(league, draft.pk, ["本局脚注"])
    editing.write_brief(league, draft.pk, "", "逐家提醒。")
    first = out(draft, league, second, number="兴知〔2024〕1号")
    assert quoted_in("grants", OFFICE) == [(f"{first.title}（第1版）", f"/releases/{first.pk}/")]
    assert quoted_in("grants", "152221") == [], "a banner is not sent to the league's documents"
    kept = {file.name: file.path.read_bytes() for file in first.files.all()}
    with pytest.raises(Refused, match="state"):
        editing.edit_figure(league, first.pk, key_of(first), "5", "因")
    with pytest.raises(ValueError, match="not changed"):
        settle(first)
    take_in(league, write_rows(tmp_path / "late.csv", [granted(50, "2024-03-20")]))
    second_version = actions.amend_release(league, first.pk)
    jobs.run_waiting()
    again = Release.objects.get(pk=second_version.pk)
    assert (again.version, again.notes) == (2, ["本局脚注"])
    changed = {each.key: each for each in amended(again)}
    assert changed[key_of(first)].now["value"] == "9"
    brief = again.files.get(name="领导简报.docx")
    told = unpacked(brief.path.read_bytes()).decode("utf-8", "replace")
    assert "第2版" in told
    assert f"/releases/{again.pk}/" in told, "the way back from paper"
    then = client_of(league).get(figure_url(first.content["figures"][key_of(first)], first.snapshot.revision))
    assert then.context["pager"]["shown"] == 8, "a released figure opens the records of its own day"
    assert "data" in changed[key_of(first)].causes
    with pytest.raises(Refused, match="reasons"):
        actions.submit_release(league, again.pk)
    editing.explain(league, again.pk, {key_of(first): "晚到一件"}, "同上")
    assert unchecked(Release.objects.get(pk=again.pk)) == ["brief_next_steps", "causes_valid_inventions"]
    page = client_of(league).get(reverse("release", args=[again.pk])).content.decode()
    assert page.count("沿用第 1 版，请核对") == 2, "what people wrote is taken over and marked"
    with pytest.raises(Refused, match="carried"):
        actions.submit_release(league, again.pk)
    editing.write_brief(league, again.pk, "", "逐家提醒。")  # as it was: looked at
    out(again, league, second)
    for name in ("公报.docx", "领导简报.docx"):
        again.refresh_from_db()
        held = unpacked(again.files.get(name=name).path.read_bytes()).decode("utf-8", "replace")
        assert "晚到一件" in held, f"{name} says what was amended"
    assert not conflicts(Release.objects.get(pk=first.pk)), "its own amendment is no contradiction"
    page = body(client_of(league).get(reverse("release", args=[first.pk])))
    assert "这一版已由第 2 版修订" in page
    answer = client_of(league).get(f"/api/releases/{first.pk}/files/公报.docx")
    assert answer.content == kept["公报.docx"], "both versions are served byte for byte"
    digest = base64.b64encode(hashlib.sha256(kept["公报.docx"]).digest()).decode()
    assert answer["Repr-Digest"] == f"sha-256=:{digest}:"
    assert {file.name: file.path.read_bytes() for file in first.files.all()} == kept, "the earlier stays as it was"
    assert verify(Release.objects.get(pk=first.pk)).sound
    assert verify(Release.objects.get(pk=again.pk)).sound
    with pytest.raises(Refused, match="not_newest"):
        actions.amend_release(league, first.pk)
    file = first.files.get(name="公报.docx")
    file.path.write_bytes(b"x")
    assert verify(first).broken == ("公报.docx",)
    assert client_of(league).get(f"/api/releases/{first.pk}/files/公报.docx").status_code == 404, "never other bytes"
    assert client_of(league).get(reverse("release-file", args=[first.pk, "公报.docx"])).status_code == 404
    again.content["figures"] = released_without(again)
    assert [each.causes for each in amended(again) if each.key == key_of(first)] == [("dropped",)]
    assert "不再列" in [now for _, _, now, _ in subject_of(again).changes]


def released_without(release):
    """Its figures but for the one named first: as where the bulletin no longer asks for it."""
    return {key: held for key, held in release.content["figures"].items() if key != key_of(release)}


def test_a_sum_set_by_hand_without_its_parts_is_told(draft, league):
    editing.edit_figure(league, draft.pk, key_of(draft), "9", "晚到一件")
    found = {
        (each.by, each.whole) for each in apart(Release.objects.get(pk=draft.pk).content["figures"], load().regions)
    }
    whole = key_of(draft)
    assert {("patent_type", whole), ("region", whole)} <= found
    assert ("time", "grants|1522|2024-01-01/2024-03-31") in found, "the year so far holds the month"
    page = body(client_of(league).get(reverse("release", args=[draft.pk])))
    assert "手工改过的数加不起来" in page
    assert "各地区" in page
    editing.edit_figure(league, draft.pk, f"{whole}|patent_type=invention", "3", "晚到一件")
    again = {
        (each.by, each.whole) for each in apart(Release.objects.get(pk=draft.pk).content["figures"], load().regions)
    }
    assert ("patent_type", whole) not in again, "both sides were changed"
    notes = Release.objects.get(pk=draft.pk).content["footnotes"]
    assert "手工修改：专利授权量 兴安盟 2024年3月 发明，改为3，原为2，原因：晚到一件。" in notes, (
        "the part is not taken for the sum"
    )
    part = "grants|152221|2024-03-01/2024-03-31|patent_type=utility_model"
    editing.edit_figure(league, draft.pk, whole, "", "")
    editing.edit_figure(league, draft.pk, f"{whole}|patent_type=invention", "", "")
    address = reverse("release-edit", args=[draft.pk, "figure"])
    client_of(league).post(address, {"key": part, "value": "7", "reason": "晚到一件", "carry": "1"})
    moved = Release.objects.get(pk=draft.pk)
    assert (moved.content["figures"][whole]["value"], moved.content["figures"][whole]["own"]) == ("9", "8")
    assert "授权量9件" in moved.content["sections"][0]["sentences"][0]["text"], "the sums follow"
    notes = moved.content["footnotes"]
    assert any("随之改动的合计" in note and "专利授权量 兴安盟 2024年3月 改为9，原为8" in note for note in notes)
    page = body(client_of(league).get(reverse("release", args=[draft.pk]), {"change": part}))
    assert "专利授权量 科尔沁右翼前旗 2024年3月 实用新型</span>" in page
    assert "包含它的合计" in page
    editing.edit_figure(league, draft.pk, part, "", "")
    assert Release.objects.get(pk=draft.pk).edits == {}, "and go back with it"


def test_two_documents_that_differ_about_one_fact_are_told(draft, league, second, take_in, tmp_path):
    out(draft, league, second)
    take_in(league, write_rows(tmp_path / "late.csv", [granted(51, "2024-03-20")]))
    collected(league)
    made = actions.make_release(league, "quarterly_bulletin", "2024-03")
    assert made.title == "兴安盟知识产权统计季报（2024年第一季度）", "called by its title before it is computed"
    page = client_of(league).get(reverse("release", args=[made.pk])).content.decode()
    assert "算好后本页自动打开" in page
    jobs.run_waiting()
    waited = {"HX-Current-URL": f"http://testserver{reverse('release', args=[made.pk])}"}
    answer = client_of(league).get(reverse("job-progress", args=[made.job_id]), headers=waited)
    assert answer["HX-Refresh"] == "true"
    quarter = Release.objects.get(pk=made.pk)
    found = conflicts(quarter)
    assert any(each.key.startswith("valid_inventions|1522|2024-03-31") and each.causes == ("data",) for each in found)
    few_firms_stay_hidden(quarter)
    approver = client_of(second)
    written_causes(quarter, league)
    actions.submit_release(league, made.pk)
    request = RequestFactory().get("/")
    request.user = second
    assert ("份统计发布待您审核", 1, reverse("release", args=[made.pk])) in list(releasing(request))
    request.user = league
    assert not [count for _, count, _ in releasing(request) if count], "nobody checks their own"
    actions.check_release(second, made.pk)
    move = reverse("release-move", args=[made.pk, "approve_release"])
    assert (
        reverse("collection-round", args=[UnitReport.objects.first().round_id])
        in approver.get(reverse("release", args=[made.pk])).content.decode()
    ), "the sums open to the reports behind them"
    assert 'name="conflicts_reason"' in approver.get(reverse("release", args=[made.pk])).content.decode()
    assert "请写明为什么可以不同" in approver.post(move, follow=True).content.decode()
    page = approver.post(move, {"conflicts_reason": "季报按晚到数据"}, follow=True).content.decode()
    assert "已确认：季报按晚到数据" in page
    assert "确认与已发布文件的不同" in page, "it stands in the history"
    approved = Release.objects.get(pk=made.pk)
    assert approved.state == "approved"
    told = unpacked(approved.files.get(name="公报.docx").path.read_bytes()).decode("utf-8", "replace")
    assert "与已发布的《兴安盟知识产权统计月报（2024年3月）》不同：" in told
    assert "原因：季报按晚到数据。" in told
    approved.inputs_basis = "国家局数据"
    assert not subject_of(approved).differences, "what may leave quotes no internal document"
    actions.release_it(second, made.pk)


def paper_saying(league, text):
    paper = Paper.objects.create(
        region=OFFICE, kind="quarterly", title="第一季度报告", year=2024, state=PaperState.ISSUED, version=1,
        publicity="closed", made_by=league, issued_on=date(2024, 4, 5),
    )  # fmt: skip
    blocks = [{"level": 0, "sentences": [{"id": 1, "text": text, "evidence": []}]}]
    PaperVersion.objects.create(paper=paper, number=1, title=paper.title, blocks=blocks, by=league)
    return paper


def test_a_paper_that_says_otherwise_is_told_before_the_release_leaves(draft, league, second):
    paper_saying(league, "2024年3月，全盟专利授权量80件。2024年3月，全盟发明专利授权量2件。")
    (found,) = in_papers(draft)
    assert (found.was, found.now, found.key) == ("80件", "8件", key_of(draft))
    written_causes(draft, league)
    actions.submit_release(league, draft.pk)
    actions.check_release(second, draft.pk)
    approver, address = client_of(second), reverse("release", args=[draft.pk])
    page = body(approver.get(address))
    assert "第一季度报告" in page
    assert 'name="conflicts_reason"' in page
    move = reverse("release-move", args=[draft.pk, "approve_release"])
    assert "请写明为什么可以不同" in body(approver.post(move, follow=True))
    assert "已确认：季度报告写错，已更正" in body(
        approver.post(move, {"conflicts_reason": "季度报告写错，已更正"}, follow=True)
    )
    approved = Release.objects.get(pk=draft.pk)
    assert "与已发布的《第一季度报告》不同" in unpacked(approved.files.get(name="公报.docx").path.read_bytes()).decode(
        "utf-8", "replace"
    )
    approved.inputs_basis = "国家局数据"
    assert not subject_of(approved).differences, "what may leave quotes no paper that is not public"
    actions.release_it(second, draft.pk)
    assert "季度报告写错，已更正" in body(approver.get(address))


def client_of(user):
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def collected(league):
    """What three firms told in the quarter, accepted; two of them want money."""
    today = timezone.localdate()
    names = ["甲公司", "乙公司", "丙公司"]
    found = open_round(league, "quarterly_firm_needs", Quarter("quarter", 2024, 1), today, "张联系", [], names=names)
    for at, report in enumerate(UnitReport.objects.filter(round=found).order_by("name")):
        report.values = {"finance": str(300 * bool(at)), "needs": "4", "needs_training": "4"}
        report.state = "accepted"
        report.save()


def few_firms_stay_hidden(release):
    section = next(each["collected"] for each in release.content["sections"] if "collected" in each)
    lines = {line[0]: line[2] for line in section["lines"]}
    assert (lines["融资：知识产权质押融资需求"], lines["需求：提出需求合计"]) == ("…", "12")
    assert "不足3家企业的合计不列" in "".join(section["notes"])
    for name in ("公报.docx", "数据表.xlsx", "figures.json"):
        held = release.files.get(name=name).path.read_bytes()
        text = (held if name.endswith("json") else unpacked(held)).decode("utf-8", "replace")
        assert "…" in text
        assert "600" not in text.partition("融资：")[2].partition("需求：")[0], "two firms' sum stays inside"
        assert "甲公司" not in text


def test_an_official_figure_is_the_one_used_and_contradicting_ones_wait_for_a_choice(
    taken, league, take_in, tmp_path, client
):
    figures = [("专利授权量", "2024年3月", "10", "件", "一号文"), ("每万人口高价值发明专利拥有量", "2024-03-31", "1.2", "件/万人", "一号文"),
               ("发明专利有效量", "2024-03", "5", "件", "一号文"), ("发明专利有效量", "2024-03", "4", "件", "二号文")]  # fmt: skip
    names = ("指标", "统计期", "数值", "单位", "文件")
    rows = [dict(zip(names, each, strict=True)) | {"地区": "兴安盟", "发布机关": "自治区局"} for each in figures]
    take_in(league, write_rows(tmp_path / "o.csv", rows))
    release = actions.make_release(league, "monthly_bulletin", "2024-03")
    jobs.run_waiting()
    release.refresh_from_db()
    content = release.content
    held = content["figures"][content["named"]["grants"]]
    assert (held["value"], held["own"], held["kind"]) == ("10", "8", "official")
    assert "自治区局" in held["source"]
    text = "".join(each["text"] for section in content["sections"] for each in section["sentences"])
    assert "专利授权量10件，同比不计" in text, "no rate of an official figure and one counted here"
    lines = {line["id"]: line["cells"][3]["text"] for line in content["tables"]["monthly_grants"]["lines"]}
    assert (lines[""], lines["152221"], lines["±"]) == ("10", "8", "2"), "the lines add up to the official sum"
    assert "官方数据（自治区局 一号文）：专利授权量 兴安盟 2024年3月 10件" in "".join(content["footnotes"])
    assert any("本月专利授权量同比" in note and "不作比较" in note for note in content["footnotes"])
    assert "高价值发明专利拥有量1.2" in text
    assert not content["withheld"]
    assert any("没有选用" in note and "4件（自治区局 二号文）" in note for note in content["footnotes"])
    written_causes(release, league)
    with pytest.raises(Refused) as refused:
        actions.submit_release(league, release.pk)
    assert refused.value.code == "contradiction"
    client.force_login(league)
    page = client.get(reverse("release", args=[release.pk])).content.decode()
    assert "/indicators/valid_inventions/official/?region=1522&amp;from=2024-03-31&amp;at=2024-03-31" in page

    span = Span(date(2024, 3, 31), date(2024, 3, 31))
    chosen = next(each for each in used_value("valid_inventions", "1522", span).received if each.value == 4)
    choose_official(league, "valid_inventions", "1522", span, chosen.key, "以后发的为准")
    explain_difference(league, "valid_inventions", "1522", span, "统计口径早一天")
    actions.refresh_release(league, release.pk)
    jobs.run_waiting()
    release.refresh_from_db()
    assert not unsettled(release)
    assert release.content["figures"][release.content["named"]["valid"]]["value"] == "4"
    page = client.get(reverse("release", args=[release.pk])).content.decode()
    assert "/indicators/grants/official/?region=1522&amp;from=2024-03-01&amp;at=2024-03-31" in page, (
        "opens to both values"
    )
    assert f"snapshot={release.snapshot.revision}" in page
    note = next(note for note in release.content["footnotes"] if "以后发的为准" in note)
    assert "采用4件（自治区局 二号文），未采用5件（自治区局 一号文）" in note
    assert "统计口径早一天" in client.get(reverse("release", args=[release.pk])).content.decode()
    files = {file.name: file.path.read_bytes() for file in release.files.all()}
    assert "以后发的为准".encode() in files["figures.json"]
    said = b"".join(unpacked(each) if each[:2] == b"PK" else each for each in files.values())
    assert "〔官方数据：自治区局 一号文〕".encode() in unpacked(files["领导简报.docx"])
    assert "官方数据：合计".encode() in unpacked(files["公报.docx"]), "told below the table"
    assert "统计口径早一天".encode() not in said, "why ours differs stays inside"


def test_public_only_where_the_office_says_so_figures_may_leave_and_no_embargo_holds(draft, league, second, client):
    written_causes(draft, league)
    actions.submit_release(league, draft.pk)
    actions.check_release(second, draft.pk)
    actions.approve_release(second, draft.pk)
    with pytest.raises(Refused, match="internal"):
        actions.release_it(second, draft.pk, public=True)
    actions.return_release(second, draft.pk, "补依据")
    tomorrow = timezone.localdate() + timedelta(days=1)
    released = out(draft, league, second, inputs_basis="国家局数据", embargo=tomorrow, public=True)
    address = reverse("public-release", args=[released.pk])
    assert client.get(address).status_code == 404
    catalog = reverse("public-release-catalog")
    assert client.get(catalog).json()["dcat:dataset"] == []
    inside = body(client_of(league).get(reverse("release", args=[released.pk])))
    assert "到日自动公开" in inside
    assert f'href="{address}"' not in inside, "nobody is sent to a page that is not there yet"
    Release.objects.filter(pk=released.pk).update(embargo=timezone.localdate())
    catalogued_with_every_file(client, catalog, released)
    page = client.get(address).content.decode()
    assert "专利授权量8件" in page
    assert "内部测算" not in page
    assert "second" not in page.split("<main", 1)[1]
    later = actions.amend_release(league, released.pk)
    Release.objects.filter(pk=later.pk).update(state="released")
    assert "新版没有公开" in body(client.get(address)), "whoever read the first is told"
    actions.switch_public(second, released.pk, False)
    assert client.get(address).status_code == 404
    actions.switch_public(second, released.pk, True, tomorrow)
    assert client.get(address).status_code == 404, "switched on later, from tomorrow on"


def catalogued_with_every_file(client, address, released):
    """A program finds the data, how fresh and how many they are, and gets the bytes the digest promises."""
    (dataset,) = client.get(address).json()["dcat:dataset"]
    assert dataset["local:rows"] == len(released.content["figures"])
    assert dataset["local:dataAsOf"]["@value"] == released.content["data_as_of"]
    assert {each["dct:title"] for each in dataset["dcat:distribution"]} >= {"figures.csv", "公报.docx"}
    for each in dataset["dcat:distribution"]:
        held = client.get(each["dcat:downloadURL"]["@id"].removeprefix("http://testserver")).content
        assert hashlib.sha256(held).hexdigest() == each["spdx:checksum"]["spdx:checksumValue"]["@value"]
    assert str(len(released.content["figures"])) in body(client.get(reverse("public-release-list")))


def problems_and_next_steps_are_written_until_approval(draft, league, second, client):
    client.post(
        reverse("release-edit", args=[draft.pk, "brief"]),
        {"problems": "有3件专利年费将到期。", "next_steps": "逐家提醒。"},
    )
    page = client.get(reverse("release", args=[draft.pk])).content.decode()
    assert "逐家提醒。" in page
    assert "写领导简报的问题和下一步" in page, "who wrote it stands in the history"
    found = Release.objects.get(pk=draft.pk)
    text = unpacked(found.files.get(name="领导简报.docx").path.read_bytes()).decode("utf-8", "replace")
    assert "有3件专利年费将到期。" in text
    assert "逐家提醒。" in text
    assert "逐家提醒" not in found.files.get(name="figures.json").path.read_text(), "the leader's page stays inside"
    actions.check_release(second, draft.pk)
    editing.write_brief(league, draft.pk, "", "上门走访。")
    again = Release.objects.get(pk=draft.pk)
    assert (again.state, again.checked_by) == ("submitted", None), "to be checked again"
    assert "brief_problems" not in again.rewritten
    actions.check_release(second, draft.pk)
    actions.approve_release(second, draft.pk)
    with pytest.raises(Refused, match="state"):
        editing.write_brief(league, draft.pk, "", "改了")


def test_the_pages_and_commands(draft, league, second, client, capsys):
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("release", args=[draft.pk])).content.decode()
    for word in ("专利授权量8件", "内部测算，不对外发布", "手工改数", "提交审核", "/indicators/grants/records/"):
        assert word in page
    kinds = [held for held in draft.content["figures"].values() if len(held["where"].get("applicant_kind", [])) == 4]
    several = max(kinds, key=lambda held: int(held["value"]))
    records = client.get(figure_url(several)).context
    assert records["pager"]["shown"] == int(several["value"]) == 8, "职务 figures open to their records"
    written_causes(draft, league)
    answer = client.post(reverse("release-move", args=[draft.pk, "submit_release"]), {"note": "请审"}, follow=True)
    assert "已提交" in answer.content.decode()
    refused = client.post(reverse("release-move", args=[draft.pk, "check_release"]), follow=True)
    assert "不能审核、批准自己的" in refused.content.decode()
    checked = client.post(reverse("release-verify", args=[draft.pk]), follow=True)
    assert "核对一致" in checked.content.decode()
    again = client.post(reverse("release-list"), {"bulletin": "monthly_bulletin", "period": "2024-03"}, follow=True)
    assert "已经起草过" in again.content.decode()
    brief = client.get(reverse("indicator-brief", args=["grants"]), {"region": "1522", "at": "2024-03-31"})
    told = unpacked(brief.content).decode("utf-8", "replace")
    assert "2024年3月31日的记录未到齐（最新一条为2024年3月5日），本页为记录到齐的最近一个月" in told
    assert "专利授权量简报（2024年1月31日）" in told
    assert quote("兴安盟专利授权量简报（2024年1月31日）.docx") in brief["Content-Disposition"], "by its place and day"
    problems_and_next_steps_are_written_until_approval(draft, league, second, client)
    capsys.readouterr()
    assert main(["releases", "list"]) == 0
    assert "兴安盟知识产权统计月报" in capsys.readouterr().out
    assert main(["releases", "verify"]) == 0
    draft.files.get(name="figures.csv").path.unlink()
    assert main(["releases", "verify", str(draft.pk)]) == 1
    assert "figures.csv" in capsys.readouterr().out
