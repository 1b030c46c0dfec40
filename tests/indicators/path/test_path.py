"""The year-end path over a small office: who leaves, who enters, the target, and what keeps patents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.builders import number, patent, write_rows
from xingzhi.indicators.path.backtest import back_test
from xingzhi.indicators.path.keeping import MENDS, ORDER
from xingzhi.indicators.path.run import NoPath, needed_for, year_path
from xingzhi.packs import load
from xingzhi.packs.year_path import Keeping
from xingzhi.snapshots.jobs import latest

AT = date(2026, 6, 30)
TARGETS = ("指标", "地区", "目标年度", "年度目标值", "单位")


def invention(serial, filed=2018, **cells):
    return patent(filed, serial, **({"授权公告日": f"{filed + 2}-05-05", "公开日": f"{filed + 1}-01-05", "法律状态": "授权",
                                     "法律状态日期": f"{filed + 2}-05-05"} | cells))  # fmt: skip


def rows():
    """Forty in force of which two lapse in each year's second half; ten pending; one whose term ends this year."""
    found = [invention(serial) for serial in range(1, 41)]
    serial = 40
    for year in range(2021, 2026):
        for _ in range(2):
            serial += 1
            found.append(
                invention(serial, 失效日=f"{year}-09-09", 法律状态="专利权的终止", 法律状态日期=f"{year}-09-09")
            )
    found += [
        patent(2025, each, 公开日="2026-01-05", 法律状态="实质审查的生效", 法律状态日期="2026-02-05")
        for each in range(101, 111)
    ]
    found.append(invention(200, 2006, 申请日="2006-09-01"))
    return [*found, invention(300, 2019, 法律状态日期="2026-06-30")]


@pytest.fixture
def office_of(take_in, league, tmp_path):
    """Takes in the patents, and more files given as name -> rows."""

    def office_of(**files):
        take_in(league, write_rows(tmp_path / "patents.csv", rows()))
        for name, more in files.items():
            take_in(league, write_rows(tmp_path / f"{name}.csv", more))
        return lambda name="valid_inventions", at=AT: year_path(load().indicators[name], load(), latest(), "1522", at)

    return office_of


@pytest.mark.django_db
def test_a_path_with_nothing_but_patents(office_of):
    found = office_of()()
    assert (found.at, found.until, found.now.numerator) == (AT, date(2026, 12, 31), 42)
    kinds = {kind.kind: kind for kind in found.kinds}
    assert (kinds["fee_unknown"].number, kinds["fee_unknown"].happened) == (41, 10), "its term ends: not by the fee"
    assert kinds["term_end"].effect == -1
    assert kinds["pending_grant"].number == 10
    assert (found.fees_known, found.targets, found.reach) == (False, (), None)
    last = found.months[-1]
    assert last.counts[2] <= last.counts[0] < last.count < last.counts[1] <= last.counts[3]
    assert found.leaving[0].key == number(2006, 200)
    assert {line.kind for line in found.entering} == {"pending_grant"}


@pytest.mark.django_db
def test_fees_tell_paid_from_due_and_overdue(office_of):
    fees = [
        {"申请号": number(2018, 1), "年费年度": 9, "应缴日": "2026-03-04"},
        {"申请号": number(2018, 2), "年费年度": 9, "应缴日": "2026-10-04"},
        {"申请号": number(2018, 3), "年费年度": 9, "应缴日": "2026-03-04", "缴费日": "2026-03-01"},
        {"申请号": number(2018, 4), "年费年度": 9, "应缴日": "2026-03-04", "缴费日": "2026-07-20"},
    ]
    found = office_of(fees=fees)()
    kinds = {line.key: line.kind for line in found.leaving}
    assert kinds[number(2018, 1)] == "fee_overdue"
    assert kinds[number(2018, 2)] == "fee_due"
    assert number(2018, 3) not in kinds, "paid: no line"
    assert kinds[number(2018, 4)] == "fee_overdue", "a payment after the day was not known on it"
    assert kinds[number(2018, 5)] == "fee_unknown"
    assert [kind.few for kind in found.kinds if kind.kind == "fee_overdue"] == [True]


@pytest.mark.django_db
def test_the_target_comes_from_the_register_and_two_that_differ_are_not_used(office_of):
    people = [{"地区": "兴安盟", "年份": 2025, "年末常住人口（万人）": 100}]
    targets = [dict(zip(TARGETS, ("每万人口发明专利拥有量", "兴安盟", 2026, "0.41", "件/万人"), strict=True))]
    path = office_of(people=people, targets=targets)
    found = path("valid_inventions_per_10000")
    assert (float(found.target), found.needed) == (0.41, 41)
    assert 0 < found.reach < 1
    assert found.months[-1].value == pytest.approx(found.months[-1].count / 100)
    assert path().target is None, "a target of the rate is none of the number"


@pytest.mark.django_db
def test_two_targets_that_differ(office_of):
    names = ("valid_inventions", "发明专利有效量")
    targets = [
        dict(zip(TARGETS, (n, "兴安盟", 2026, v, "件"), strict=True)) for n, v in zip(names, (50, 60), strict=True)
    ]
    found = office_of(targets=targets)()
    assert len(found.targets) == 2
    assert (found.target, found.reach) == (None, None)


@pytest.mark.django_db
def test_without_population_the_number_is_given_and_no_rate(office_of):
    found = office_of()("valid_inventions_per_10000")
    assert found.months[-1].count > 0
    assert (found.months[-1].value, found.now.lacks) == (None, "population")


@pytest.mark.django_db
def test_ten_years_begin_for_patents_in_force(office_of, take_in, league, tmp_path):
    path = office_of()
    take_in(league, write_rows(tmp_path / "old.csv", [invention(400, 2016, 申请日="2016-09-01")]))
    begins = [line for line in path("high_value_inventions").entering if line.kind == "class_begins"]
    assert [(line.key, line.day) for line in begins] == [(number(2016, 400), date(2026, 9, 2))]
    assert 0.9 < begins[0].chance < 1


@pytest.mark.django_db
def test_what_can_not_be_drawn_says_why(office_of):
    path = office_of()
    with pytest.raises(NoPath, match="indicator"):
        path("grants")
    with pytest.raises(NoPath, match="over"):
        path(at=date(2025, 12, 31))
    with pytest.raises(NoPath, match="not_over"):
        back_test(load().indicators["valid_inventions"], load(), latest(), "1522", 2026)


@pytest.mark.django_db
def test_the_back_test_does_not_know_what_came(office_of):
    office_of()
    found = back_test(load().indicators["valid_inventions"], load(), latest(), "1522", 2025)
    assert len(found.paths) == 12
    before = [each for each in found.paths if each.at < date(2025, 9, 9)]
    assert all(each.unchanged - each.came == 2 for each in before)
    assert found.error < found.error_unchanged
    assert found.inside95 == 1


def test_no_action_asks_for_more_filings_grants_or_pledges():
    actions = load().year_path.actions
    assert {action.code for action in actions} == set(Keeping.__args__) == set(ORDER)
    assert {code for reasons in MENDS.values() for code in reasons.values()} <= set(ORDER)
    for action in actions:
        for text in (action.label, action.how, action.done_by):
            assert not any(
                word in text.zh for word in ("新申请", "多申请", "增加", "新增", "指标", "排名", "任务数", "申报")
            )
            assert not any(
                word in text.en.lower() for word in ("file more", "more pledges", "quota", "rank", "increase")
            )


def test_how_many_a_target_asks_for():
    rate, stock = load().indicators["valid_inventions_per_10000"], load().indicators["valid_inventions"]
    assert needed_for(Decimal("5.59"), Decimal("2396.0"), rate) == 13_382, "rounded half up: 5.585 is enough"
    assert needed_for(Decimal("10.5"), None, stock) == 11
    assert needed_for(Decimal("5"), None, rate) is None


@pytest.mark.django_db
def test_those_granted_within_the_path_may_lapse_in_it(office_of, take_in, league, tmp_path):
    """In each earlier second half four were granted and one of them lapsed before the year's end."""
    path = office_of()
    assert path().counted_when_granted is None, "none granted then lapsed: all are taken to stay"
    more = []
    for year in range(2021, 2026):
        granted = {"授权公告日": f"{year}-08-03", "法律状态日期": f"{year}-08-03"}
        more += [invention(500 + 10 * (year - 2020) + at, year - 2, **granted) for at in range(3)]
        gone = {"失效日": f"{year}-11-11", "法律状态": "专利权的终止", "法律状态日期": f"{year}-11-11"}
        more.append(invention(509 + 10 * (year - 2020), year - 2, **(granted | gone)))
    take_in(league, write_rows(tmp_path / "more.csv", more))
    assert path().counted_when_granted == (15, 20)


@pytest.mark.django_db
def test_the_back_test_stands_on_a_page_and_draws_on_the_snapshot_of_the_day(office_of, league, client):
    office_of()
    client.force_login(league)
    asked = {"at": "2026-06-30"}
    page = client.get("/indicators/valid_inventions/path/tested/", asked)
    assert page.context["then"] == 0
    assert "误差可能因此偏小" in page.content.decode()
    assert len(page.context["table"]["rows"]) == 12
    kept = latest()
    later = type(kept).objects.create(
        region=kept.region, revision=kept.revision + 1, as_of=kept.as_of, digest=kept.digest, totals=kept.totals
    )
    later.folder.parent.mkdir(exist_ok=True)
    later.folder.symlink_to(kept.folder)
    type(kept).objects.filter(pk=kept.pk).update(as_of="2025-06-01T08:00:00+08:00")
    page = client.get("/indicators/valid_inventions/path/tested/", asked)
    assert page.context["then"] == 6, "from the end of June on"
    assert f"当时的快照，数据第{kept.revision}版" in page.content.decode()
    assert (
        "还不能回测" in client.get("/indicators/valid_inventions/path/tested/", {"at": "2030-01-01"}).content.decode()
    )
