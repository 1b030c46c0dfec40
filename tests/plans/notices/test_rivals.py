"""Two notices, both under review, that give one task to others or by another day."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.plans.notices.office import TEXT, confirm_all, hand_in, know_units, piece
from xingzhi.plans.ledger.models import PlanTask
from xingzhi.plans.notices.adopting import adopt_notice
from xingzhi.plans.notices.choosing import choose_rival
from xingzhi.plans.notices.deciding import confirm_plain, decide_piece
from xingzhi.plans.notices.pieces import waits
from xingzhi.plans.notices.review import Review
from xingzhi.plans.notices.taking import NoticeRefused

pytestmark = pytest.mark.django_db
WORDS = "线索移送"


@pytest.fixture
def two(league, tmp_path):
    know_units(league)
    one = hand_in(league, tmp_path)
    other = TEXT.replace("9号", "10号").replace("保护科牵头，促进科配合", "促进科牵头")
    return one, hand_in(league, tmp_path, other.replace("及时移送线索。", "2099年9月30日前移送线索。"), "other.txt")


def test_each_page_shows_both_sentences_and_no_mark_is_passed_over(two, league, client):
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    for notice, other in (two, reversed(two)):
        rival = Review(notice).rivals[piece(notice, WORDS).pk]
        assert [(each.piece.notice_id, each.units, each.day) for each in rival] == [(other.pk, False, False)]
        confirm_plain(league, notice.pk)
        assert waits(piece(notice, WORDS))
        page = client.get(reverse("notice", args=[notice.pk])).content.decode()
        assert "另一份待核对的通知" in page
        assert "2099年9月30日前移送线索" in page
        assert "及时移送线索" in page


def test_a_choice_holds_on_both_and_when_both_enter_the_plan(two, league):
    one, other = two
    for notice in two:
        confirm_all(league, notice)
    with pytest.raises(NoticeRefused):
        adopt_notice(league, one.pk)
    assert Review(one).hindrances == Review(other).hindrances == {"rivals": 1}
    mine = piece(one, WORDS)
    choose_rival(league, mine.pk, mine.version, piece(other, WORDS).pk, "other")
    assert [each.take for each in Review(other).rivals[piece(other, WORDS).pk]] == ["this"]
    adopt_notice(league, one.pk)
    assert adopt_notice(league, other.pk).changed == 1
    task = PlanTask.objects.get(text__contains=WORDS)
    assert (task.lead_unit.name, str(task.due_on)) == ("促进科", "2099-09-30")


def test_a_choice_taken_back_on_one_side_is_asked_again(two, league):
    one, other = two
    mine = piece(one, WORDS)
    choose_rival(league, mine.pk, mine.version, piece(other, WORDS).pk, "both")
    mine.refresh_from_db()
    decide_piece(league, mine.pk, mine.version, "")
    assert Review(other).counts.rivals == Review(one).counts.rivals == 1


def test_what_both_give_alike_is_no_conflict(two, league):
    assert len(Review(two[0]).rivals) == 1
