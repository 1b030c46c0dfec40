"""Bad-faith patterns over the registers: findings by place, matters with a reason, nothing doubled, a monthly limit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from tests.builders import write_rows
from tests.conftest import BANNER, OFFICE, OTHER_BANNER
from xingzhi.cases.bad_faith import running
from xingzhi.cases.bad_faith.acting import follow_findings, load_names
from xingzhi.cases.bad_faith.models import LoadedName, PatternFinding
from xingzhi.cases.gazette.acting import load_places
from xingzhi.core import jobs
from xingzhi.core.models import Job
from xingzhi.screening.bad_faith.lead import Lead, law_of
from xingzhi.screening.bad_faith.office import smallest

pytestmark = pytest.mark.django_db
TERMS = ("立春", "雨水", "惊蛰", "春分", "清明", "谷雨")
WHO = "示例岚柏商行"


def mark(number: int, text: str, who: str = WHO, place: str = "科尔沁右翼前旗", **more: str) -> dict[str, str]:
    day = more.pop("day", "2026-03-02")
    return {
        "申请/注册号": str(number),
        "商标名称": text,
        "国际分类": "30",
        "申请人": who,
        "申请日期": day,
        "所属旗县市": place,
    } | more


def hoard(first: int = 990_100_000, **more: str) -> list[dict[str, str]]:
    return [mark(first + at, text, **more) for at, text in enumerate(TERMS)]


@pytest.fixture
def take(take_in: Any, league: Any, tmp_path: Path) -> Any:
    """Take marks in."""

    def take(*rows: dict[str, str], name: str = "商标") -> None:
        take_in(league, write_rows(tmp_path / f"{name}.csv", list(rows)))

    return take


def search(user: Any, since: Any = None) -> dict[str, PatternFinding]:
    job = running.search_patterns(user, since, None)
    jobs.run_waiting()
    job.refresh_from_db()
    assert job.state == "done", job.error
    return {finding.key: finding for finding in PatternFinding.objects.filter(gone=False)}


def move(client: Any, finding: PatternFinding, **data: Any) -> str:
    sent = {"on": str(timezone.localdate())} | data
    return client.post(reverse("pattern-move", args=[finding.pk]), sent, follow=True).content.decode()


def test_a_finding_is_judged_with_a_reason_and_a_later_run_neither_doubles_nor_loses_it(take, league, client):
    take(*hoard())
    [finding] = search(league).values()
    assert (finding.pattern, finding.region, finding.shown, finding.facts["names"]) == ("B6", BANNER, True, 6)
    client.force_login(league)
    move(client, finding)
    assert "要写明" in move(client, finding, move="dismiss") or "理由" in move(client, finding, move="dismiss")
    assert "已办理" in move(client, finding, move="dismiss", note="节气系列商品，已实际使用")
    code = {"统一社会信用代码": "91152201MA0N00000C"}  # by which its subject is called from now on
    take(mark(990_100_006, "立夏", **code), *hoard(**code), name="以后")
    [again] = search(league).values()
    assert (again.pk, again.matter.state, again.judged_with, len(again.evidence)) == (finding.pk, "dismissed", 6, 7)
    page = client.get(reverse("pattern", args=[again.pk])).content.decode()
    for words in (
        "办理后又增加 1 件",
        "节气系列商品，已实际使用",
        "7件（占100%）为7个公共名称",
        "立夏",
        "项目设定",
        "不构成商标近似认定",
    ):
        assert words in page


def test_a_penalty_needs_competence_and_a_decision_and_the_law_is_that_of_the_day(take, league, client):
    take(*hoard())
    [finding] = search(league).values()
    days = (date(2026, 12, 30), date(2027, 1, 4))
    finding.law = law_of(Lead("", "", "B6", 1.0, {}, (), days), running.load())
    finding.save()
    follow_findings(league, [finding.pk])
    client.force_login(league)
    assert "缺凭据" in move(client, finding, move="penalise", note="试")
    page = client.get(reverse("pattern", args=[finding.pk])).content.decode()
    for words in (
        "2019年文本",
        "最高 10,000 元",
        "最高 30,000 元",
        "2026年文本",
        "最高 100,000 元",
        "造成不良影响",
        "从旧兼从轻",
    ):
        assert words in page
    move(client, finding, move="penalise", note="已核实", proof=["competence", "decision"])
    finding.refresh_from_db()
    assert finding.matter.state == "penalised"


def test_a_banner_sees_its_own_findings_and_no_name_of_another_place(take, take_in, league, banner, client, tmp_path):
    take_in(league, write_rows(tmp_path / "地标.csv", [
        {"地理标志名称": "别旗密米", "地理标志类型": "地理标志产品", "登记/注册号": "1", "地名部分": "珩湾", "申请机构": "某协会",
         "国际分类": "30", "所属旗县市": "扎赉特旗"}]))  # fmt: skip
    take(mark(990_300_001, "珩湾王"), mark(990_300_002, "珩湾香", who="别旗粮油店", place="扎赉特旗"),
         mark(990_300_003, "珩湾旺", who="两地商行"), mark(990_300_004, "骁珞", who="两地商行", place="扎赉特旗"))  # fmt: skip
    found = search(league)
    assert {finding.subject: finding.region for finding in found.values()} == {
        WHO: BANNER, "别旗粮油店": OTHER_BANNER, "两地商行": OFFICE}  # fmt: skip
    client.force_login(banner)
    listed = client.get(reverse("patterns")).content.decode()
    assert WHO in listed
    own = client.get(reverse("pattern", args=[found[f"B9>{WHO}"].pk])).content.decode()
    assert "珩湾王" in own
    assert found[f"B9>{WHO}"].strength == 1.0
    assert "<dd>1.0" not in own, "it would tell how many names are touched"
    for page in (listed, own):
        assert not any(word in page for word in ("别旗密米", "别旗粮油店", "两地商行"))
    assert client.get(reverse("pattern", args=[found["B9>别旗粮油店"].pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        running.search_patterns(banner, None, None)
    client.force_login(league)
    assert "别旗密米" in client.get(reverse("pattern", args=[found[f"B9>{WHO}"].pk])).content.decode()


def test_the_strongest_of_the_month_come_first_and_the_others_are_counted(take, league, client, monkeypatch):
    monkeypatch.setitem(running.load().gazette_watch.budget.__dict__, "value", 1)
    more = [mark(990_400_000 + at, text, who="示例骁沁商行") for at, text in enumerate(TERMS * 5)]
    take(*hoard(), *more)
    search(league)
    assert [finding.subject for finding in PatternFinding.objects.filter(shown=True)] == ["示例骁沁商行"]
    client.force_login(league)
    assert "限量以外 1 条" in client.get(reverse("patterns")).content.decode()
    assert "条商标恶意申请线索待核" in client.get(reverse("today")).content.decode()
    for query, subjects in (
        ("pattern=B6&q=岚柏", [WHO]),
        ("show=out", [WHO]),
        ("from=2026-04-01", []),
        ("state=none&to=2026-12-31", [WHO, "示例骁沁商行"]),
    ):
        page = client.get(reverse("patterns") + "?" + query).content.decode()
        assert [name for name in (WHO, "示例骁沁商行") if name in page.split("<tbody>")[-1]] == subjects or not subjects


def test_names_come_from_the_office_alone_and_bad_lines_are_told(take, league, client):
    assert not LoadedName.objects.exists()
    loaded = load_names(league, ["骁珞节\t\t\t2026-03-01", "淙弈\t\t\t三月", "云"], "hot_word")
    assert (loaded.made, [at for at, _ in loaded.refused]) == (1, [2, 3])
    load_places(league, ["岚湾"], "scenic", BANNER)
    assert {(row["text"], row["kind"]) for row in running.loaded_lists()} == {
        ("骁珞节", "hot_word"),
        ("岚湾", "scenic"),
    }
    take(mark(990_500_001, "骁珞节一号", day="2026-03-20"))
    [finding] = search(league).values()
    assert (finding.pattern, finding.places) == ("B10", [OFFICE])
    client.force_login(league)
    page = client.post(reverse("pattern-names-add"), {"names": "好\n骁珞人", "kind": "person"}, follow=True)
    assert "第 1 行“好”" in page.content.decode()
    client.post(reverse("pattern-names-drop"), {"name": list(LoadedName.objects.values_list("pk", flat=True))})
    assert not LoadedName.objects.exists()


def test_without_marks_nothing_is_begun(league, client):
    client.force_login(league)
    answer = client.post(reverse("patterns-search"), {"since": "2026-01-01"}, follow=True).content.decode()
    assert "还没有商标台账" in answer
    assert "日期看不懂" in client.post(reverse("patterns-search"), {"since": "一月"}, follow=True).content.decode()


def test_a_search_shows_its_progress_here_and_that_it_found_nothing_and_what_it_could_not_look_for(
    take, league, client
):
    take(mark(990_100_000, "示例牌"))
    client.force_login(league)
    sent = client.post(reverse("patterns-search"), {"since": "2026-01-01"}, follow=True)
    job = Job.objects.get(kind="search_patterns")
    assert sent.redirect_chain == [(reverse("patterns"), 302)]
    assert (poll := reverse("job-progress", args=[job.pk])) in sent.content.decode()
    jobs.run_waiting()
    assert client.get(poll, HTTP_HX_CURRENT_URL=reverse("patterns"))["HX-Refresh"] == "true"
    page = client.get(reverse("patterns")).content.decode()
    day = timezone.localdate()
    for said in (
        f"已筛查 1 件（快照 {day}），筛出 0 条",
        "B4、B5 没有查",
        "B10 没有查",
        reverse("pattern-names"),
        "没有使用证据",
    ):
        assert said in page
    assert poll not in page
    load_names(league, ["示例赛\t\t\t2026-01-01"], "hot_word")
    search(league)
    assert "B10 没有查" not in client.get(reverse("patterns")).content.decode()


@pytest.mark.parametrize(
    ("regions", "held"),
    [({BANNER}, BANNER), ({BANNER, OTHER_BANNER}, OFFICE), ({BANNER, OFFICE}, OFFICE), (set(), OFFICE)],
)
def test_a_finding_lies_where_all_its_records_lie(regions, held):
    assert smallest(regions, OFFICE) == held
