"""Clues: found again they are the same, judged they stay judged, gone they say so."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.builders import number, patent, words, write_rows
from tests.conftest import OFFICE, person
from xingzhi.cases.actions import NotTaken, ReasonMissing, judge_clue
from xingzhi.cases.models import Clue, Judgement
from xingzhi.core.models import LogEntry
from xingzhi.registers.models import Patent
from xingzhi.screening.models import Run

pytestmark = pytest.mark.django_db
TEXT = words(1, 120)
NEAR = TEXT[:50] + "改" + TEXT[51:]
LAWFUL = "same_day_invention_and_utility_model"


@pytest.fixture
def bring(take_in, league, tmp_path):
    """Takes rows in as one file and lets everything follow."""
    count = iter(range(100))

    def bring(*rows, **options):
        batch = take_in(league, write_rows(tmp_path / f"{next(count)}.csv", rows), **options)
        assert batch.state == "applied"
        assert not batch.rejected, batch.reasons
        return batch

    return bring


def similar():
    return Clue.objects.filter(screening="similar_applications")


def test_a_pair_is_one_clue_and_found_again_it_is_the_same_with_its_judgement(bring, league):
    bring(patent(serial=1, 摘要=TEXT), patent(serial=2, 摘要=NEAR))
    clue = similar().get()
    assert clue.key.endswith("|".join(sorted([number(2020, 1), number(2020, 2)])))
    assert 0.5 < clue.score < 1
    score = clue.score
    judge_clue(league, clue.pk, "suspected", "文字几乎一样")
    bring(patent(serial=3, 摘要=words(3)))
    assert Run.objects.filter(screening="similar_applications").count() == 2
    again = similar().get()
    assert (again.pk, again.verdict, again.score, again.current) == (clue.pk, "suspected", score, True)
    assert again.run == Run.objects.filter(screening="similar_applications").latest("pk").pk
    judgement = Judgement.objects.get()
    assert (judgement.score, judgement.run) == (score, clue.run), "what the machine said when it was judged stays"


def test_a_changed_text_keeps_the_judgement_and_shows_the_new_score_beside_it(bring, league):
    bring(patent(serial=1, 摘要=TEXT), patent(serial=2, 摘要=NEAR))
    before = similar().get().score
    judge_clue(league, similar().get().pk, "dismissed", "分案申请")
    bring(patent(serial=2, 摘要=TEXT))
    clue = similar().get()
    assert (clue.score, clue.verdict) == (1.0, "dismissed")
    assert Judgement.objects.get().score == before


def test_what_is_no_longer_found_is_flagged_and_comes_back_as_the_same(bring, league):
    bring(patent(serial=1, 摘要=TEXT), patent(serial=2, 摘要=NEAR))
    clue = similar().get()
    judge_clue(league, clue.pk, "unsure", "待查权利要求")
    bring(patent(serial=2, 摘要=words(9)))
    clue.refresh_from_db()
    assert (clue.current, clue.verdict) == (False, "unsure")
    bring(patent(serial=2, 摘要=NEAR))
    clue.refresh_from_db()
    assert (clue.current, clue.verdict) == (True, "unsure")
    assert similar().count() == 1


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        ({}, LAWFUL),
        ({"申请人": "示例甲科技有限责任公司"}, LAWFUL),  # the same party, spelled in another way
        ({"申请日": "2020-03-05"}, "same_applicant"),
        ({"申请人": "另外一家机械有限公司"}, "several_applicants"),
        ({"申请人": "另外一家机械有限公司", "申请日": "2020-12-05"}, "different_applicants"),
        ({"申请人": "示例甲科技有限公司;另外一家机械有限公司"}, "same_day_series"),
        ({"申请日": ""}, "same_applicant"),
    ],
)
def test_only_a_same_day_pair_of_one_applicant_is_lawful(bring, other, relation):
    bring(patent(serial=1, 摘要=TEXT), patent(serial=2, kind="utility_model", 摘要=NEAR) | other)
    assert similar().get().relation == relation


def test_two_inventions_of_one_day_are_not_the_lawful_pair(bring):
    bring(patent(serial=1, 摘要=TEXT), patent(serial=2, 摘要=NEAR))
    assert similar().get().relation == "same_day_series"


def test_a_divisional_and_a_priority_named_in_the_register_are_lawful(bring):
    bring(
        patent(serial=1, 摘要=TEXT), patent(serial=2, 摘要=NEAR, 分案原申请号=number(2020, 1)),
        patent(serial=3, 摘要=words(5)),
        patent(2021, serial=4, 摘要=words(5) + "改", 优先权=f"CN{number(2020, 3)} 2020-03-04"),
    )  # fmt: skip
    assert {clue.relation: clue.kinds for clue in similar()} == {
        "divisional": "|divisional|",
        "priority_pair": "|priority_pair|",
    }


def test_texts_that_hang_together_share_a_group(bring):
    bring(*(patent(serial=at, 摘要=TEXT[: 60 + at] + "改" + TEXT[61 + at :]) for at in range(1, 4)),
          patent(serial=9, 摘要=words(9)))  # fmt: skip
    assert similar().count() == 3
    assert set(similar().values_list("group", flat=True)) == {number(2020, 1)}


def test_empty_texts_are_no_texts_and_short_ones_must_be_the_same(bring):
    bring(
        patent(serial=1, 摘要=""), patent(serial=2, 摘要=""), patent(serial=3, 摘要=" "),
        patent(serial=4, 摘要="本发明涉及一种装置"), patent(serial=5, 摘要="本发明涉及一种装置。"),
        patent(serial=6, 摘要="一种秸秆粉碎机"), patent(serial=7, 摘要="一种 秸秆粉碎机"),
    )  # fmt: skip
    pairs = {frozenset(clue.records.values_list("key", flat=True)) for clue in similar()}
    assert pairs == {frozenset((number(2020, 6), number(2020, 7)))}


# --- Judging ---


@pytest.fixture
def clue(bring):
    bring(patent(serial=1, 摘要=TEXT), patent(serial=2, 摘要=NEAR))
    return similar().get()


def test_a_judgement_needs_a_reason_and_a_known_verdict(clue, league):
    for reason in ("", "  \n"):
        with pytest.raises(ReasonMissing):
            judge_clue(league, clue.pk, "suspected", reason)
    for verdict in ("", "confirmed", "guilty"):
        with pytest.raises(ValueError, match=verdict):
            judge_clue(league, clue.pk, verdict, "理由")
    assert not Judgement.objects.exists()
    assert not LogEntry.objects.filter(verb="judge_clue").exists()


def test_a_later_judgement_stands_beside_the_earlier_one(clue, league, banner):
    judge_clue(banner, clue.pk, "suspected", "像")
    judge_clue(league, clue.pk, "dismissed", "已核对，系分案")
    clue.refresh_from_db()
    assert clue.verdict == "dismissed"
    assert list(Judgement.objects.order_by("id").values_list("verdict", "reason", "officer__username")) == [
        ("suspected", "像", "banner"), ("dismissed", "已核对，系分案", "league"),
    ]  # fmt: skip
    assert LogEntry.objects.filter(verb="judge_clue").count() == 2


def test_a_judgement_is_never_changed(clue, league):
    judgement = judge_clue(league, clue.pk, "suspected", "像")
    judgement.reason = "不像"
    with pytest.raises(ValueError, match="never changed"):
        judgement.save()


def test_who_does_not_see_a_clue_cannot_judge_it_and_readers_judge_none(clue, outsider):
    with pytest.raises(Http404):
        judge_clue(outsider, clue.pk, "suspected", "像")
    with pytest.raises(PermissionDenied):
        judge_clue(person("reader", "reader", OFFICE), clue.pk, "suspected", "像")
    clue.refresh_from_db()
    assert clue.verdict == ""


# --- Conflicts ---


@pytest.fixture
def conflict(bring):
    """Two sources differ on a title; the office's table, which counts less, offered 台账名称."""
    bring(patent(名称="官方名称"))
    bring(patent(名称="台账名称"), source="office_table")
    return Clue.objects.get(screening="source_conflict")


def test_a_conflict_told_again_is_the_same_clue_and_stays_judged(conflict, bring, league):
    judge_clue(league, conflict.pk, "kept", "台账抄错")
    bring(patent(名称="台账名称", 代理机构="某代理所"), source="office_table")
    again = Clue.objects.get(screening="source_conflict")
    assert (again.pk, again.verdict) == (conflict.pk, "kept")


@pytest.mark.parametrize(("verdict", "left"), [("kept", ""), ("unsure", "unsure")])
def test_a_settled_conflict_opens_again_when_the_source_offers_another_value(conflict, bring, league, verdict, left):
    judge_clue(league, conflict.pk, verdict, "台账抄错")
    bring(patent(名称="台账新名"), source="office_table")
    conflict.refresh_from_db()
    assert (conflict.verdict, conflict.evidence["offered"]) == (left, "台账新名")
    assert Judgement.objects.get(clue=conflict).verdict == verdict, "what was said stays in the history"


def test_taking_the_offered_value_edits_the_record_in_the_officers_name(conflict, league):
    judge_clue(league, conflict.pk, "taken", "以台账为准")
    row = Patent.objects.get(application_no=number(2020, 1))
    assert (row.title, row.field_sources["title"]) == ("台账名称", "manual_decision")
    assert LogEntry.objects.filter(verb="edit_record", actor="league").count() == 1
    assert Clue.objects.get(pk=conflict.pk).verdict == "taken"


def test_a_derived_value_is_not_taken_and_nothing_is_recorded(conflict, league):
    Clue.objects.filter(pk=conflict.pk).update(
        relation="legal_status", evidence=conflict.evidence | {"offered": "lapsed"}
    )
    with pytest.raises(NotTaken):
        judge_clue(league, conflict.pk, "taken", "以台账为准")
    assert not Judgement.objects.exists()


def test_a_conflict_and_a_pair_have_words_of_their_own(conflict, clue, league):
    for found, verdict in ((conflict, "suspected"), (conflict, "dismissed"), (clue, "kept"), (clue, "taken")):
        with pytest.raises(ValueError, match=verdict):
            judge_clue(league, found.pk, verdict, "理由")
