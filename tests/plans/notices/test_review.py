"""Deciding the sentences of a notice."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.plans.notices.office import TEXT, confirm_all, hand_in, know_units, piece
from xingzhi.plans.notices.adopting import adopt_notice
from xingzhi.plans.notices.deciding import (
    Changed,
    assign_without_units,
    confirm_alike,
    confirm_plain,
    decide_piece,
    drop_name,
)
from xingzhi.plans.notices.models import Notice, NoticeState
from xingzhi.plans.notices.pieces import content, is_task, text_of, waits
from xingzhi.plans.notices.reshaping import merge_piece, split_piece
from xingzhi.plans.notices.review import Review
from xingzhi.plans.notices.taking import NoticeRefused, SameNotice

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(league, tmp_path):
    know_units(league)
    return hand_in(league, tmp_path)


def codes(notice, words):
    review = Review(notice)
    return [guess.code for guess in review.looked[piece(notice, words).pk].guesses]


def test_the_same_file_is_one_notice_and_nothing_is_lost(notice, league, tmp_path):
    with pytest.raises(SameNotice) as same:
        hand_in(league, tmp_path, name="again.txt")
    assert same.value.notice == notice
    assert notice.path.read_text("utf-8") == TEXT
    assert (notice.number, notice.year, notice.state) == ("示知发〔2026〕9号", 2099, "read")


def test_every_guess_is_marked_and_none_is_confirmed_with_the_rest(notice, league):
    assert codes(notice, "质量监测") == ["lead"]
    assert codes(notice, "线索移送") == []
    assert set(codes(notice, "工作总结")) == {"lacking"}, "the office has neither zones nor bodies"
    confirm_plain(league, notice.pk)
    assert waits(piece(notice, "质量监测"))
    assert not waits(piece(notice, "线索移送"))
    counts = Review(notice).counts
    assert (counts.tasks, counts.confirmed, counts.rest_waiting) == (4, 1, 0)


def test_a_day_that_does_not_exist_or_has_passed_is_a_guess_to_mend(league, tmp_path):
    know_units(league)
    text = TEXT.replace("2099年6月30日前", "2099年2月31日前").replace("2099年12月4日前", "2021年12月4日前")
    notice = hand_in(league, tmp_path, text)
    assert {"due_unread", "said"} & set(codes(notice, "专题培训"))
    assert content(piece(notice, "专题培训"))["due"] == ""
    assert {"past", "said"} <= set(codes(notice, "工作总结")), "and it lies before the notice"


def test_a_unit_nobody_knows_keeps_the_notice_out(league, tmp_path):
    know_units(league, "促进科")
    notice = hand_in(league, tmp_path)
    confirm_all(league, notice)
    assert Review(notice).unknown == {"保护科": 1}
    with pytest.raises(NoticeRefused) as refused:
        adopt_notice(league, notice.pk)
    assert refused.value.params == {"unknown": 1}
    assert drop_name(league, notice.pk, "保护科") == 1
    assert adopt_notice(league, notice.pk).made == 4
    assert piece(notice, "线索移送").proposed["lead"] == ["保护科"], "what was read is kept"


def test_adoption_waits_for_every_sentence(notice, league):
    confirm_all(league, notice)
    heading = piece(notice, "一、提高质量")
    decide_piece(league, heading.pk, heading.version, "")
    with pytest.raises(NoticeRefused) as refused:
        adopt_notice(league, notice.pk)
    assert refused.value.params == {"rest": 1}


def test_two_officers_do_not_overwrite_each_other(notice, league, admin):
    seen = piece(notice, "质量监测")
    decide_piece(league, seen.pk, seen.version, "context")
    with pytest.raises(Changed) as changed:
        decide_piece(admin, seen.pk, seen.version, "task")
    assert changed.value.piece.decided_by == league
    assert piece(notice, "质量监测").decision == "context"


def test_what_a_person_writes_stays_and_an_impossible_day_does_not(notice, league):
    one = piece(notice, "质量监测")
    task = {**content(one), "due": "2099-02-31"}
    with pytest.raises(NoticeRefused, match="no_day"):
        decide_piece(league, one.pk, one.version, "task", task)
    decide_piece(league, one.pk, one.version, "task", {**task, "due": "2099-02-28", "lead": ["保护科"]})
    kept = content(piece(notice, "质量监测"))
    assert (kept["due"], kept["lead"]) == ("2099-02-28", ["保护科"])
    assert piece(notice, "质量监测").proposed["lead"] == ["促进科"], "what was read is kept beside it"


def test_a_bracket_is_looked_at_once_for_all_its_tasks(notice, league):
    assert confirm_alike(league, piece(notice, "质量监测").pk, 0) == 2
    assert not waits(piece(notice, "专题培训"))
    assert waits(piece(notice, "线索移送"))


def test_a_notice_without_units_is_assigned_at_once_and_still_looked_at(league, tmp_path):
    know_units(league)
    notice = hand_in(league, tmp_path, TEXT.replace("（促进科、各旗县市知识产权局）", ""))
    assert codes(notice, "质量监测") == ["no_units"]
    assert assign_without_units(league, notice.pk, ["促进科"], ["各旗县市局"]) == 2
    assert codes(notice, "质量监测") == []
    assert content(piece(notice, "专题培训"))["assist"] == ["各旗县市局"]
    assert waits(piece(notice, "专题培训"))


def test_merging_splitting_and_taking_it_back(notice, league):
    second = piece(notice, "专题培训")
    merged = merge_piece(league, second.pk, second.version)
    assert "通报制度" in content(merged)["text"]
    assert "专题培训" in content(merged)["text"]
    assert content(merged)["due"] == "2099-06-30"
    assert len(Review(notice).tasks) == 3
    decide_piece(league, merged.pk, merged.version, "")
    assert len(Review(notice).tasks) == 4
    one = piece(notice, "线索移送")
    at = one.start + text_of(one).index("，") + 1
    split_piece(league, one.pk, one.version, at)
    review = Review(notice)
    assert [content(each)["text"] for each in review.tasks if "线索" in content(each)["text"]] == [
        "建立线索移送台账，",
        "及时移送线索。",
    ]
    assert all(content(each)["lead"] == ["保护科"] for each in review.tasks if "线索" in content(each)["text"])
    first = piece(notice, "建立线索")
    decide_piece(league, first.pk, first.version, "")
    assert content(piece(notice, "建立线索"))["text"] == "建立线索移送台账，"


def test_context_turns_into_a_task_under_its_heading(notice, league):
    heading = piece(notice, "现就有关工作")
    decide_piece(league, heading.pk, heading.version, "task")
    turned = piece(notice, "现就有关工作")
    assert is_task(turned)
    assert content(turned)["text"].startswith("现就有关工作")


def test_only_the_office_reviews(notice, banner, outsider):
    one = piece(notice, "质量监测")
    for person in (banner, outsider):
        with pytest.raises(Http404):
            decide_piece(person, one.pk, one.version, "task")
        with pytest.raises(PermissionDenied):
            confirm_plain(person, notice.pk)


def test_an_unreadable_file_says_why_and_stays(league, tmp_path):
    from xingzhi.plans.notices.taking import receive_notice

    for name, content_of in (("empty.docx", b""), ("photo.jpg", b"\xff\xd8\xff\xe0" + b"0" * 400)):
        file = tmp_path / name
        file.write_bytes(content_of)
        notice = receive_notice(league, file, name)
        if notice.state == NoticeState.READING:
            from xingzhi.core import jobs

            jobs.run_waiting()
            notice.refresh_from_db()
        assert notice.state == NoticeState.FAILED
        assert notice.read["refused"]["zh"]
        assert notice.path.read_bytes() == content_of
    assert Notice.objects.count() == 2


def test_reading_that_is_cancelled_keeps_the_file_and_can_begin_anew(league, tmp_path):
    from tests.plans.reading.samples import pdf
    from xingzhi.core import jobs
    from xingzhi.core.models import Job
    from xingzhi.plans.notices.taking import job_of, read_anew, receive_notice

    file = pdf(tmp_path / "n.pdf", ["示例盟知识产权局", "关于做好2099年工作的通知", "组织培训2期。（促进科）"])
    notice = receive_notice(league, file, file.name)
    Job.objects.filter(pk=job_of(notice).pk).update(cancel_requested=True)
    jobs.run_waiting()
    notice.refresh_from_db()
    assert (notice.state, notice.read["refused"]["code"]) == (NoticeState.FAILED, "cancelled")
    read_anew(league, notice, None)
    notice.refresh_from_db()
    assert notice.state == NoticeState.READING
    jobs.run_waiting()
    notice.refresh_from_db()
    assert notice.state == NoticeState.READ
    assert (job_of(notice).done, job_of(notice).total) == (1, 1)


def test_a_sentence_with_a_number_that_was_read_as_nothing_is_not_confirmed_unseen(league, tmp_path):
    know_units(league)
    text = TEXT.replace("建立线索移送台账，及时移送线索。", "收到清单后10个工作日内移送线索。")
    notice = hand_in(league, tmp_path, text)
    assert "figures" in codes(notice, "移送线索")
    confirm_plain(league, notice.pk)
    assert piece(notice, "移送线索").decision == ""
