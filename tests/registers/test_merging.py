"""What a later file, another source or an officer does to a record that is there already."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import number, patent, write_rows
from xingzhi.cases.models import Clue
from xingzhi.core.models import Version
from xingzhi.registers.edit import BadValues, NothingChanged, edit_record
from xingzhi.registers.models import Conflict, Patent
from xingzhi.registers.receive import SameFile, receive_file

pytestmark = pytest.mark.django_db
KEY = number(2020, 1)


@pytest.fixture
def bring(take_in, league, tmp_path):
    """Takes rows in as one file; returns the batch."""
    count = iter(range(100))

    def bring(*rows, source="official_search", by=None, again=False):
        path = write_rows(tmp_path / f"{next(count)}.csv", rows)
        batch = take_in(by or league, path, source=source, again=again)
        assert batch.state == "applied", batch.job.error
        assert batch.accepted + batch.rejected + batch.skipped == batch.rows_read == len(rows)
        return batch

    return bring


def record(key=KEY):
    return Patent.objects.get(application_no=key)


def counts(batch):
    return batch.inserted, batch.updated, batch.unchanged


def test_the_same_file_is_told_and_changes_nothing(bring, league, tmp_path):
    first = bring(patent())
    with pytest.raises(SameFile) as same:
        receive_file(league, first.file, "另一个名字.csv")
    assert same.value.batch == first
    assert counts(bring(patent(), again=True)) == (0, 0, 1)
    assert not Version.objects.exists()


def test_a_first_import_writes_no_versions(bring):
    bring(*(patent(serial=at) for at in range(1, 30)))
    assert not Version.objects.exists()


def test_a_later_export_updates_and_keeps_what_stood_before(bring):
    first = bring(patent(名称="旧名", 法律状态="实质审查的生效", 法律状态公告日="2021-01-01"))
    second = bring(patent(名称="新名", 法律状态="授权", 法律状态公告日="2022-05-06"), patent(serial=2))
    third = bring(patent(名称="新名", 法律状态="专利权的终止", 法律状态公告日="2024-05-06"))
    assert (counts(second), counts(third)) == ((1, 1, 0), (0, 1, 0))
    assert (record().title, record().legal_status, record().lapse_date) == ("新名", "lapsed", date(2024, 5, 6))
    older = list(Version.objects.filter(record_id=record().pk).order_by("revision"))
    assert [(v.revision, v.replaced) for v in older] == [
        (first.revision, second.revision), (second.revision, third.revision),
    ]  # fmt: skip
    assert [(v.data["title"], v.data["legal_status"], v.data["grant_date"]) for v in older] == [
        ("旧名", "pending", None), ("新名", "in_force", "2022-05-06"),
    ]  # fmt: skip


def test_an_older_export_received_later_does_not_turn_the_status_back(bring):
    bring(patent(法律状态="专利权的终止", 法律状态公告日="2024-05-06"))
    late = bring(patent(法律状态="授权", 法律状态公告日="2022-05-06", 申请公布日="2021-09-09"))
    assert (record().legal_status, record().legal_status_date) == ("lapsed", date(2024, 5, 6))
    assert record().legal_status_text == "专利权的终止"
    assert record().lapse_date == date(2024, 5, 6)
    assert record().publication_date == date(2021, 9, 9), "what it adds is taken"
    assert late.updated == 1


def test_a_status_without_a_date_does_not_replace_one_with_a_date(bring):
    bring(patent(法律状态="专利权的终止", 法律状态公告日="2024-05-06"))
    assert counts(bring(patent(法律状态="授权"))) == (0, 0, 1)
    assert record().legal_status == "lapsed"


A = {"公开（公告）号": "CN111111111A", "公开（公告）日": "2021-03-04", "专利类型": "发明公布"}
B = {"公开（公告）号": "CN111111111B", "公开（公告）日": "2022-03-04", "专利类型": "发明授权"}


@pytest.mark.parametrize("order", [(A, B), (B, A)], ids=["A first", "B first"])
@pytest.mark.parametrize("files", [1, 2])
def test_both_publications_of_an_application_are_one_record(bring, order, files):
    rows = [patent(**cells) for cells in order]
    batches = [bring(*rows)] if files == 1 else [bring(rows[0]), bring(rows[1])]
    assert batches[0].inserted == 1
    assert sum(batch.accepted for batch in batches) == 2
    assert Patent.objects.count() == 1
    found = record()
    assert (found.publication_no, found.publication_date) == ("CN111111111A", date(2021, 3, 4))
    assert (found.grant_no, found.grant_date) == ("CN111111111B", date(2022, 3, 4))
    assert found.first_public_date == date(2021, 3, 4)
    assert found.patent_type == "invention"


def test_the_words_of_the_grant_stand_whichever_row_comes_first(bring):
    """Exports list the newest publication first; the application's own words come after it and must not win."""
    bring(patent(**B, 名称="授权时的名称"), patent(**A, 名称="公布时的名称"))
    assert record().title == "授权时的名称"


def test_an_empty_cell_never_erases(bring):
    empty = ["", " ", "　", "-", "无", "/"]
    bring(*(patent(serial=n, 摘要="原有摘要", 代理机构="示例代理所", 申请公布日="2021-01-02") for n in range(1, 7)))
    bring(*(patent(serial=n, 摘要=v, 代理机构=v, 申请公布日="", 名称="新名") for n, v in enumerate(empty, 1)))
    for n, value in enumerate(empty, 1):
        found = record(number(2020, n))
        assert (found.title, found.abstract, found.agency) == ("新名", "原有摘要", "示例代理所"), repr(value)
        assert found.publication_date == date(2021, 1, 2)


def test_a_weaker_source_fills_gaps_but_what_it_contradicts_becomes_a_clue(bring, league):
    bring(patent(名称="官方名称"))
    batch = bring(patent(名称="台账名称", 摘要="台账摘要"), source="office_table")
    found = record()
    assert (found.title, found.abstract) == ("官方名称", "台账摘要")
    assert found.field_sources["abstract"] == "office_table"
    clue = Clue.objects.get(screening="source_conflict")
    assert clue.relation == "title"
    assert clue.evidence == {
        "kept": "官方名称", "kept_source": "official_search", "offered": "台账名称", "offered_source": "office_table",
        "revision": batch.revision,
    }  # fmt: skip
    assert list(clue.records.values_list("key", "region")) == [(KEY, "152221")]


def test_a_weightier_source_wins_whatever_came_first(bring):
    bring(patent(名称="台账名称"), source="office_table")
    bring(patent(名称="官方名称"))
    assert record().title == "官方名称"
    assert not Conflict.objects.exists()
    bring(patent(名称="台账名称", 摘要="x"), source="office_table")
    assert record().title == "官方名称"
    assert Conflict.objects.get().offered == "台账名称"


def test_precedence_is_by_field(bring):
    """An office's table knows credit codes better than a search export knows them, and titles worse."""
    bring(patent(名称="官方名称"))
    bring(patent(邮编="137713", 名称="别名"), source="office_table")
    bring(patent(邮编="137700", 名称="官方名称"))
    found = record()
    assert found.postcode == "137713"
    assert found.title == "官方名称"
    assert sorted(Conflict.objects.values_list("column", flat=True)) == ["postcode", "title"]


def test_an_officers_edit_stands_above_every_later_file_and_each_contradiction_is_a_clue(bring, league):
    bring(patent(名称="文件名称", 代理机构="甲所"))
    edit_record(league, "patents", record().pk, {"title": "核实名称"}, "与证书核对")
    batch = bring(patent(名称="又一名称", 代理机构="乙所"), source="national_notification")
    assert (record().title, record().agency) == ("核实名称", "乙所")
    clue = Clue.objects.get(screening="source_conflict")
    assert (clue.evidence["kept"], clue.evidence["offered"]) == ("核实名称", "又一名称")
    assert clue.evidence["revision"] == batch.revision
    stood = Version.objects.get(replaced=record().revision)
    assert stood.data["title"] == "核实名称"


def test_an_officer_may_empty_a_field_and_files_do_not_fill_it_again(bring, league):
    bring(patent(代理机构="误填所"))
    edit_record(league, "patents", record().pk, {"agency": ""}, "本件未委托代理")
    assert record().agency == ""
    bring(patent(代理机构="误填所", 摘要="新摘要"))
    assert record().abstract == "新摘要"
    assert record().agency == "", "a later file silently undid what the officer decided"
    assert Clue.objects.get(screening="source_conflict").evidence["offered"] == "误填所"


def test_an_edit_is_a_batch_of_one_row_with_its_reason(bring, league):
    bring(patent())
    batch = edit_record(league, "patents", record().pk, {"title": "改"}, "与证书核对")
    assert (batch.by_hand, batch.rows_read, batch.accepted, batch.updated) == (True, 1, 1, 1)
    assert (batch.revision, record().revision) == (record().revision, batch.revision)
    assert "与证书核对" in str(batch.notes)
    with pytest.raises(NothingChanged):
        edit_record(league, "patents", record().pk, {"title": "改"}, "再来")
    with pytest.raises(BadValues) as bad:
        edit_record(league, "patents", record().pk, {"filing_date": "2020-13-45", "ipc": "??"}, "错")
    assert set(bad.value.problems) == {"filing_date", "ipc"}


def test_a_record_moves_with_its_address_and_its_clues_with_it(bring, league, banner):
    bring(patent(名称="官方名称"))
    bring(patent(名称="台账名称"), source="office_table")
    assert Clue.objects.visible_to(banner).count() == 1
    bring(patent(region="152223"))
    assert record().region == "152223"
    assert not Patent.objects.visible_to(banner).exists()
    assert not Clue.objects.visible_to(banner).exists()


def test_a_manual_assignment_stands_above_the_address(bring, league):
    bring(patent())
    edit_record(league, "patents", record().pk, {"assigned_region": "扎赉特旗"}, "厂址已迁")
    assert (record().region, record().region_how) == ("152223", "assigned_region")
    bring(patent(摘要="新摘要"))
    assert record().region == "152223"


def test_the_search_follows_every_change(bring, league):
    from xingzhi.registers.filters import filtered
    from xingzhi.registers.patents.register import PATENTS

    def found(text):
        return filtered(PATENTS, league, {"q": text}).qs.count()

    bring(patent(名称="秸秆粉碎机", 摘要="刀轴转动"), patent(serial=2, 名称="牧草收割机"))
    assert [found(text) for text in ("秸秆", "粉碎", "刀轴", "牧草", "收割机 牧草", "秸秆 牧草")] == [1, 1, 1, 1, 1, 0]
    bring(patent(名称="饲料混合机", 摘要="搅龙转动"))
    assert [found(text) for text in ("秸秆", "刀轴", "饲料", "搅龙", "转动")] == [0, 0, 1, 1, 1]
    edit_record(league, "patents", record().pk, {"title": "青贮打捆机", "abstract": "液压推板"}, "试")
    from xingzhi.core import jobs

    jobs.run_waiting()
    assert [found(text) for text in ("饲料", "搅龙", "打捆", "液压", "转动")] == [0, 0, 1, 1, 0]


# --- Whose rows ---


def test_a_banner_officer_brings_own_rows_only(bring, banner, league):
    rows = [patent(serial=1), patent(serial=2, region="152223"), patent(serial=3, region=""), patent(serial=4)]
    batch = bring(*rows, by=banner)
    assert (batch.accepted, batch.rejected) == (3, 1)
    assert batch.reasons == {"rejected:outside_region": 1}
    assert not Patent.objects.filter(region="152223").exists()
    assert Patent.objects.visible_to(banner).count() == 2


def test_a_banner_officer_changes_nothing_of_others_by_any_row(bring, banner, league):
    """Neither by giving another banner's number an own address, nor by giving it no address."""
    bring(patent(serial=2, region="152223", 名称="邻旗的"), patent(serial=3, region="", 名称="未定的"))
    own = patent(serial=2, region="152221", 名称="抢来的")
    nowhere = patent(serial=3, region="", 名称="抢来的")
    batch = bring(own, nowhere, patent(serial=4), by=banner)
    assert batch.rejected == 2
    assert {p.title for p in Patent.objects.filter(application_no__in=[number(2020, 2), number(2020, 3)])} == {
        "邻旗的", "未定的",
    }  # fmt: skip
    assert Patent.objects.get(application_no=number(2020, 2)).region == "152223"
    assert not Version.objects.filter(register="patents").exists()


def test_a_banner_officer_cannot_give_a_record_away_by_a_file(bring, banner):
    bring(patent(), by=banner)
    batch = bring(patent(region="152223"), by=banner)
    assert batch.rejected == 1
    assert record().region == "152221"


def test_edits_of_others_records_are_not_found(bring, banner, outsider):
    from django.http import Http404

    bring(patent(region="152223"))
    for nobody in (banner, outsider):
        with pytest.raises(Http404):
            edit_record(nobody, "patents", record().pk, {"title": "改"}, "试")
