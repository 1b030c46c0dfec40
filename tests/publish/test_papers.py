"""The office's own papers: drafted with records, marked where they fall away, through all hands to issue."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from docx import Document

from tests.builders import body, patent, write_rows
from tests.conftest import BANNER, OFFICE, OTHER_BANNER, person
from xingzhi.plans.models import Plan, PlanTask, Progress, TaskUnit, Unit
from xingzhi.publish.papers import asking, steps, writing
from xingzhi.publish.papers.contradictions import Differing
from xingzhi.publish.papers.evidence import standings
from xingzhi.publish.papers.files import broken, document, review_copy
from xingzhi.publish.papers.models import Paper, sentences
from xingzhi.publish.papers.publicity import publicity
from xingzhi.publish.papers.text import Row, blocks_of, compared, rows_of
from xingzhi.publish.refused import Refused
from xingzhi.registers.models import MODELS

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def second(office):
    return person("second", "reviewer", OFFICE)


@pytest.fixture
def leader(office):
    return person("leader", "reviewer", OFFICE)


@pytest.fixture
def units(office):
    rows = [(BANNER, "前旗局", "banner"), (OTHER_BANNER, "扎旗局", "banner"), (OFFICE, "知识产权科", "section")]
    return [Unit.objects.create(region=region, name=name, kind=kind) for region, name, kind in rows]


@pytest.fixture
def plan(league, units):
    made = Plan.objects.create(region=OFFICE, year=2026, made_by=league)
    tasks = [
        ("一、强化创造", "开展高价值发明专利培育指导", "done"),
        ("二、加强保护", "开展地理标志专项行动", "blocked"),
    ]
    for at, (heading, text, state) in enumerate(tasks):
        task = PlanTask.objects.create(
            region=OFFICE, plan=made, order=at, heading=heading, text=text, state=state, made_by=league,
            due_on=date(2026, 12, 15), blocked_by="经费未到位", unblocked_when="经费到位",
        )  # fmt: skip
        share = TaskUnit.objects.create(region=BANNER, task=task, unit=units[0], role="lead")
        Progress.objects.create(share=share, month="2026-03", answer="moved", text="走访企业8家", by=league)
    return made


def draft(league, kind="adhoc", rows=(), **options):
    paper = writing.make_paper(league, kind, 2026, options.pop("publicity", "closed"), "内部管理信息", **options)
    if rows:
        writing.write_paper(league, paper.pk, paper.version, paper.title, list(rows))
    return Paper.objects.get(pk=paper.pk)


def texts(content):
    return [each.text for each in Document(io.BytesIO(content)).paragraphs]


def test_every_sentence_of_the_summary_carries_its_records_and_a_mark_appears_when_they_fall_away(plan, league):
    paper = draft(league, "summary")
    said = {each["text"]: each for each in sentences(paper.text.blocks)}
    assert "前旗局走访企业8家。" in said
    assert any(text.startswith("2026年度工作计划列任务2项") for text in said)
    assert "“开展地理标志专项行动”受阻：经费未到位，待经费到位后推进。" in said
    assert all(each["evidence"] for each in said.values())
    assert not [each for each in standings(paper, league).values() if each.marked]
    clean = document(paper)
    old = Progress.objects.filter(share__task__order=0).get()
    Progress.objects.create(share=old.share, month="2026-03", version=2, answer="moved", text="走访企业7家", by=league)
    PlanTask.objects.filter(order=1).update(state="open")
    marked = [each for each in standings(paper, league).values() if each.marked]
    assert {fault for each in marked for fault in each.faults} >= {"corrected", "changed"}
    assert "【依据有变】前旗局走访企业8家。" in texts(review_copy(paper, league))
    assert document(paper) == clean, "the clean copy has no marks"


def test_everything_a_sentence_rests_on_opens_and_a_change_says_what_was_and_is(plan, league, client):
    paper = draft(league, "summary")
    share = TaskUnit.objects.get(task__order=1)
    PlanTask.objects.filter(order=1).update(state="open")
    old = Progress.objects.get(share=share)
    Progress.objects.create(share=share, month="2026-03", version=2, answer="moved", text="走访企业7家", by=league)
    client.force_login(league)
    page = body(client.get(reverse("document", args=[paper.pk])))
    assert '<span class="mark text-wrap' not in page, "no label without a link"
    assert f"{reverse('plan-unit', args=[plan.pk, share.unit_id])}?month=2026-03#share-{share.pk}" in page
    assert f"{reverse('plan-ledger')}?year=2026" in page
    for said in ("进行中 0 → 1", "受阻 1 → 0", "状态 受阻 → 进行中", f"所报 {old.text} → 走访企业7家"):
        assert said in page
    first = sentences(paper.text.blocks)[0]["id"]
    offered = body(client.get(reverse("document-sentence", args=[paper.pk, first]), {"q": "走访企业"}))
    assert "走访企业7家</span>" in offered
    assert "“开展地理标志专项行动”有进展 走访企业8家" not in offered, "a word that was corrected is not offered"


def test_a_record_taken_out_of_its_register_marks_the_sentence(league, client):
    MODELS["patents"].objects.create(
        key="202010000001.9", application_no="202010000001.9", title="一种收割装置", region=BANNER, region_how="claimed",
        revision=1, created=1, source="x",
    )  # fmt: skip
    paper = draft(league, rows=[Row("p", "甲企业收割装置已投产。没有依据的一句。")])
    first, other = sentences(paper.text.blocks)
    client.force_login(league)
    address = reverse("document-sentence", args=[paper.pk, first["id"]])
    offered = re.search(
        r'value="([^"]+)" aria-label="加"[^>]*>加</button><span[^>]*>专利 一种收割装置',
        body(client.get(address, {"q": "2020100000019"})),
    )
    assert client.post(address, {"proof": offered[1]}).status_code == 302
    assert client.post(address, {"proof": "made-up"}).status_code == 404
    found = standings(Paper.objects.get(pk=paper.pk), league)
    assert (found[first["id"]].faults, found[other["id"]].bare) == (("",), True)
    page = body(client.get(reverse("document", args=[paper.pk])))
    assert "无依据 1 句</a> · 依据有变 0 句" in page
    MODELS["patents"].objects.all().delete()
    page = body(client.get(reverse("document", args=[paper.pk])))
    assert "无依据 1 句</a>" in page
    assert "依据有变 1 句</a>" in page
    alone = body(client.get(reverse("document", args=[paper.pk]), {"only": "bare"}))
    assert "没有依据的一句" in alone
    assert "甲企业收割装置" not in alone
    assert f'href="#s{other["id"]}">下一处' in page
    assert f'href="#s{first["id"]}">上一处' in page
    assert "依据已不在台账" in page
    assert "【无依据】没有依据的一句。" in "".join(texts(review_copy(Paper.objects.get(pk=paper.pk), league)))


def test_two_editors_never_overwrite_each_other_silently(league, second, client):
    paper = draft(league, rows=[Row("p", "第一句。第二句。")])
    base = paper.version
    rows = rows_of(paper.text.blocks)
    writing.write_paper(second, paper.pk, base, paper.title, [*rows, Row("p", "另一位写的。")])
    client.force_login(league)
    mine = {"base": base, "title": paper.title, "level": [each.level for each in rows], "id": [each.id for each in rows],
            "text": ["我改的第一句。", *(each.text for each in rows[1:])]}  # fmt: skip
    page = body(client.post(reverse("document-edit", args=[paper.pk]), mine))
    assert "另一位刚刚保存过新稿" in page
    assert "＋ 另一位写的。" in page
    assert "我改的第一句。" in page, "nothing the person wrote is lost"
    assert Paper.objects.get(pk=paper.pk).version == base + 1
    assert client.post(reverse("document-edit", args=[paper.pk]), mine | {"base": base + 1}).status_code == 302
    paper.refresh_from_db()
    assert next(each["text"] for each in sentences(paper.text.blocks)) == "我改的第一句。"
    assert paper.versions.count() == base + 2
    seen = body(client.get(reverse("document-versions", args=[paper.pk, base + 1, base + 2])))
    assert "－ 另一位写的。" in seen


def test_rows_become_sentences_that_keep_their_records():
    proof = {"kind": "task", "task": 1, "label": "x"}
    before = [{"level": 0, "sentences": [{"id": 4, "text": "甲。", "evidence": [proof]}]}]
    after = blocks_of(
        [Row("1", "一、总体情况"), Row("p", "甲改过。乙说“好。”丙。", 4), Row("0", ""), Row("p", "（二）运用\n正文")],
        before,
    )
    assert after[0] == {"level": 1, "text": "总体情况"}
    assert [(each["id"], each["text"], bool(each["evidence"])) for each in after[1]["sentences"]] == [
        (4, "甲改过。", True), (5, "乙说“好。”丙。", False),
    ]  # fmt: skip
    assert after[2] == {"level": 2, "text": "运用"}
    assert [each.what for each in compared(before, after)] == ["gone", "new", "new", "new", "new", "new"]


def test_a_programme_goes_through_opinions_reviews_and_three_persons_to_issue(league, second, leader, banner, units):
    paper = draft(league, "programme", [Row("p", "为了加强保护，制定本方案。")], publicity="open", title="专项行动方案")

    def refused(code, step, *arguments):
        with pytest.raises(Refused) as why:
            step(*arguments)
        assert why.value.code == code

    refused("opinions", steps.submit_paper, league, paper.pk)
    asking.ask_opinions(league, paper.pk, [units[0].pk, units[1].pk], TODAY() + timedelta(days=5))
    mine, other = paper.opinions.order_by("unit__name")
    with pytest.raises(Http404):
        asking.answer_opinion(banner, other.pk, "看不到")
    asking.answer_opinion(banner, mine.pk, "建议延长期限。")
    refused("unsettled", steps.submit_paper, league, paper.pk)
    refused("reason", asking.settle_opinion, league, mine.pk, "no", "")
    asking.settle_opinion(league, mine.pk, "no", "期限由上级规定")
    refused("review", steps.submit_paper, league, paper.pk)
    refused("reason", asking.review_paper, league, paper.pk, "fair_competition", "not_needed", "", TODAY(), "")
    asking.review_paper(league, paper.pk, "fair_competition", "not_needed", "", TODAY(), "不涉及经营者")
    asking.review_paper(league, paper.pk, "legality", "passed", "法规科", TODAY(), "")
    writing.write_paper(league, paper.pk, paper.version, paper.title, [Row("p", "改过。")])
    refused("review_old", steps.submit_paper, league, paper.pk)
    asking.review_paper(league, paper.pk, "legality", "passed", "法规科", TODAY(), "")
    steps.submit_paper(league, paper.pk)
    refused("same_person", steps.check_paper, league, paper.pk)
    steps.check_paper(second, paper.pk)
    refused("same_person", steps.approve_paper, second, paper.pk)
    with pytest.raises(PermissionDenied):
        steps.approve_paper(league, paper.pk)
    steps.approve_paper(leader, paper.pk)
    refused("state", writing.write_paper, league, paper.pk, 3, "x", [])
    refused("number_needed", steps.issue_paper, leader, paper.pk, "", TODAY())
    refused("number", steps.issue_paper, leader, paper.pk, "示知发[2026]1号", TODAY())
    steps.issue_paper(leader, paper.pk, "示知发〔2026〕1号", TODAY())
    paper.refresh_from_db()
    kept = paper.files.get(name="正式稿.docx").path
    assert "示知发〔2026〕1号" in texts(kept.read_bytes())
    assert not broken(paper)
    kept.write_bytes(kept.read_bytes() + b" ")
    assert broken(paper) == ["正式稿.docx"]


def issued(league, second, leader, text="本季工作如常。", **options):
    paper = draft(league, "quarterly", [Row("p", text)], period="2026-Q1", **options)
    steps.submit_paper(league, paper.pk)
    steps.check_paper(second, paper.pk)
    steps.approve_paper(leader, paper.pk)
    return Paper.objects.get(pk=paper.pk)


def test_a_difference_to_another_document_stops_the_issue_until_it_is_explained(league, second, leader, monkeypatch):
    paper = issued(league, second, leader)
    pair = Differing("k", "有效量23件", "有效量24件", "月报", "date", "日期不同", "another day")
    monkeypatch.setattr("xingzhi.publish.papers.contradictions.differing", lambda paper: [pair])
    with pytest.raises(Refused, match="pairs"):
        steps.issue_paper(leader, paper.pk, "", TODAY())
    steps.explain_contradiction(league, paper.pk, "k", "月报是上月末的数")
    steps.issue_paper(leader, paper.pk, "", TODAY())
    assert b"\\u6708" not in paper.files.get(name="逐句依据.json").path.read_bytes()
    assert "月报是上月末的数" in paper.files.get(name="逐句依据.json").path.read_text()


def test_own_figures_leave_only_with_a_basis(take_in, league, second, leader, tmp_path, plan):
    take_in(
        league,
        write_rows(tmp_path / "a.csv", [patent(2020, 1, region=BANNER, 法律状态="授权", 授权公告日="2021-01-05")]),
    )
    PlanTask.objects.filter(order=0).update(target_kind="indicator", target={"indicator": "valid_inventions"})
    paper = draft(league, "summary")
    figure = next(
        proof for each in sentences(paper.text.blocks) for proof in each["evidence"] if proof["kind"] == "figure"
    )
    assert not figure["official"]
    assert paper.internal
    assert "内部测算，不对外发布" in texts(document(paper))
    steps.submit_paper(league, paper.pk)
    steps.check_paper(second, paper.pk)
    steps.approve_paper(leader, paper.pk)
    with pytest.raises(Refused, match="internal"):
        steps.issue_paper(leader, paper.pk, "", TODAY())
    steps.return_paper(leader, paper.pk, "请写明依据")
    steps.submit_paper(league, paper.pk)
    steps.check_paper(second, paper.pk)
    steps.approve_paper(leader, paper.pk, inputs_basis="国家知识产权局数据")
    steps.issue_paper(leader, paper.pk, "", TODAY())
    paper.refresh_from_db()
    assert "内部测算，不对外发布" not in texts(paper.files.get(name="正式稿.docx").path.read_bytes())


def test_a_banner_reads_and_receives_what_was_sent_to_it_and_late_publicity_shows(
    league, second, leader, banner, units, client
):
    paper = issued(league, second, leader, publicity="open")
    steps.issue_paper(leader, paper.pk, "", TODAY())
    client.force_login(banner)
    address = reverse("document", args=[paper.pk])
    assert client.get(address).status_code == 404
    asking.send_paper(league, paper.pk, [units[0].pk], "示例机关", TODAY(), "公文交换")
    page = body(client.get(address))
    assert "本季工作如常。" in page
    assert "内部管理信息" not in page
    assert client.get(reverse("document-file", args=[paper.pk, "clean"])).status_code == 200
    assert client.get(reverse("document-file", args=[paper.pk, "marked"])).status_code == 404
    assert "份文件待签收" in body(client.get(reverse("today")))
    mine = paper.recipients.get(unit=units[0])
    client.post(reverse("document-receipt", args=[mine.pk]))
    mine.refresh_from_db()
    assert mine.received_on == TODAY()
    paper.refresh_from_db()
    told = publicity(paper, TODAY() + timedelta(days=60))
    assert told.due > TODAY()
    assert told.late == (TODAY() + timedelta(days=60) - told.due).days
    asking.publicise_paper(league, paper.pk, TODAY(), "门户网站")
    paper.refresh_from_db()
    assert publicity(paper, TODAY() + timedelta(days=60)).late == 0


def test_names_of_notified_items_stay_inside_unless_the_approver_lifts_it(league, second, leader, client):
    MODELS["notified_items"].objects.create(
        key="1", region=BANNER, region_how="claimed", revision=1, created=1, source="x", batch_no="1", title="甲",
        application_no="202010000001.9", applicants="示例某某科技有限公司",
    )  # fmt: skip
    paper = issued(league, second, leader, text="示例某某科技有限公司已撤回。")
    client.force_login(leader)
    assert "示例某某科技有限公司</span>" in body(client.get(reverse("document", args=[paper.pk])))
    with pytest.raises(Refused, match="names"):
        steps.issue_paper(leader, paper.pk, "", TODAY())
    steps.return_paper(leader, paper.pk, "请核")
    steps.submit_paper(league, paper.pk)
    steps.check_paper(second, paper.pk)
    steps.approve_paper(leader, paper.pk, names_basis="处理决定已公开")
    steps.issue_paper(leader, paper.pk, "", TODAY())


def test_an_explanation_is_linked_with_what_it_explains(league, second, leader):
    with pytest.raises(Refused, match="explains"):
        writing.make_paper(league, "explanation", 2026, "closed", "x")
    paper = issued(league, second, leader)
    with pytest.raises(Http404):
        writing.make_paper(league, "explanation", 2026, "closed", "x", explains=paper.pk)
    steps.issue_paper(leader, paper.pk, "", TODAY())
    made = writing.make_paper(league, "explanation", 2026, "closed", "x", explains=paper.pk)
    assert list(paper.explanations.all()) == [made]


def test_papers_are_the_leagues(banner, league):
    with pytest.raises(PermissionDenied):
        writing.make_paper(banner, "summary", 2026, "closed", "x")
    with pytest.raises(Refused, match="publicity"):
        writing.make_paper(league, "summary", 2026, "closed", " ")
    with pytest.raises(Refused, match="period"):
        writing.make_paper(league, "quarterly", 2026, "closed", "x", period="2026-Q7")


def test_a_draft_made_before_the_plan_is_drafted_again_with_it(league, units, client, request):
    client.force_login(league)
    data = {"kind": "summary", "year": "2026", "publicity": "closed", "publicity_reason": "内部管理信息"}
    assert "还没有 2026 年度计划" in body(client.post(reverse("document-list"), data, follow=True))
    paper = Paper.objects.get()
    assert not sentences(paper.text.blocks)
    request.getfixturevalue("plan")
    client.post(reverse("document-move", args=[paper.pk, "draft_again"]))
    assert "前旗局走访企业8家。" in [each["text"] for each in sentences(Paper.objects.get().text.blocks)]


def test_the_brief_is_one_table_on_one_page(plan, league):
    paper = draft(league, "brief")
    made = Document(io.BytesIO(document(paper)))
    assert [row.cells[0].text for row in made.tables[0].rows] == ["数", "位次", "变化", "原因", "问题", "下一步"]
    assert "受阻" in made.tables[0].rows[4].cells[1].text


def test_drafting_again_asks_where_a_person_wrote_and_an_earlier_version_comes_back(plan, league, client):
    paper = draft(league, "summary")
    client.force_login(league)
    page = reverse("document", args=[paper.pk])
    assert "仍重新起草" not in body(client.get(page))
    rows = [
        Row(row.level, row.text.replace("走访企业8家", "走访企业8家，均有回访"), row.id)
        for row in rows_of(paper.text.blocks)
    ]
    writing.write_paper(league, paper.pk, 1, paper.title, rows)
    assert "第 2 版有手改 1 句" in body(client.get(page))
    client.post(reverse("document-move", args=[paper.pk, "draft_again"]))
    assert "恢复这一版" in body(client.get(page))
    client.post(reverse("document-move", args=[paper.pk, "restore_version"]), {"version": "2"})
    paper.refresh_from_db()
    assert paper.version == 4
    assert any("均有回访" in each["text"] for each in sentences(paper.text.blocks))


def test_the_page_offers_only_what_the_person_may_do_and_a_returned_paper_waits_for_its_drafter(league, second, client):
    paper = draft(league, "quarterly", [Row("p", "没有依据的一句。")], period="2026-Q1")
    client.force_login(league)
    page = body(client.get(reverse("document", args=[paper.pk])))
    [first] = sentences(paper.text.blocks)
    assert (
        "无依据 1 句，依据有变 0 句，与依据不符 0 句，改写后未核对 0 句，与其他文件不一致 0 处：已看过，仍提交" in page
    )
    assert f'href="#s{first["id"]}"' in page, "the count leads to the first of them"
    league.role = "reviewer"
    league.save()
    sent = client.post(
        reverse("document-move", args=[paper.pk, "submit_paper"]), {"sure": "1", "note": "请审"}, follow=True
    )
    assert "已提交审核。" in body(sent)
    assert ">审核通过<" not in body(sent), "not by who submitted it"
    client.force_login(second)
    page = body(client.get(reverse("document", args=[paper.pk])))
    assert ">审核通过<" in page
    assert "已看过，仍提交：无依据1句。请审" in page, "who checks it reads what was open when it was submitted"
    steps.return_paper(second, paper.pk, "补依据")
    client.force_login(league)
    assert "份退回的文稿待修改" in body(client.get(reverse("today")))
