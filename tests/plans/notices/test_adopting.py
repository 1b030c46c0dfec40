"""A notice enters the plan once, whom it names gets its tasks, and two notices that differ are shown."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.conftest import BANNER
from tests.plans.notices.office import TEXT, adopt, confirm_all, hand_in, know_units, piece
from xingzhi.cli import main
from xingzhi.plans.directory.actions import add_unit
from xingzhi.plans.ledger.models import PlanTask, TaskUnit
from xingzhi.plans.notices.adopting import adopt_notice
from xingzhi.plans.notices.deciding import choose_assignment
from xingzhi.plans.notices.review import Review
from xingzhi.plans.notices.taking import NoticeRefused, receive_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted(league, tmp_path):
    know_units(league)
    add_unit(league, "zone", "示例开发区", BANNER)
    add_unit(league, "body", "服务中心")
    notice = hand_in(league, tmp_path)
    return notice, adopt(league, notice)


def roles(words):
    task = PlanTask.objects.get(text__contains=words)
    return {each.unit.name: each.role for each in task.units.select_related("unit")}


def test_tasks_with_units_days_and_headings(adopted):
    notice, done = adopted
    assert (done.year, done.made, done.known) == (2099, 4, 0)
    task = PlanTask.objects.get(text__contains="专题培训")
    assert (str(task.due_on), str(task.first_due), task.heading) == ("2099-06-30", "2099-06-30", "一、提高质量")
    assert task.lead_unit.name == "促进科"
    assert task.piece.notice == notice
    assert roles("线索移送") == {"保护科": "lead", "促进科": "assist"}


def test_the_deadline_for_all_binds_banners_zones_sections_and_bodies(adopted):
    bound = roles("工作总结")
    assert set(bound.values()) == {"addressee"}
    assert {"示例开发区", "服务中心", "促进科", "保护科", "扎赉特旗"} <= set(bound)
    assert len(bound) == 6 + 1 + 2 + 1


def test_a_banner_sees_its_share_and_no_other(adopted, banner):
    seen = TaskUnit.objects.visible_to(banner)
    assert {each.region for each in seen} == {BANNER}
    assert not PlanTask.objects.visible_to(banner).filter(text__contains="线索移送").exists()


def test_the_same_number_in_another_format_doubles_nothing(adopted, league, tmp_path):
    again = hand_in(league, tmp_path, TEXT.replace("\n", "\r\n") + "\n", "again.txt")
    done = adopt(league, again)
    assert (done.made, done.known) == (0, 4)
    assert PlanTask.objects.count() == 4
    with pytest.raises(NoticeRefused, match="closed"):
        adopt_notice(league, again.pk)


@pytest.mark.parametrize(
    ("take", "tasks", "lead"), [("ours", 4, "保护科"), ("theirs", 4, "促进科"), ("both", 5, "保护科")]
)
def test_another_assignment_is_chosen_by_a_person_and_both_stay(adopted, league, tmp_path, take, tasks, lead):
    other = TEXT.replace("9号", "10号").replace("保护科牵头，促进科配合", "促进科牵头")
    other = other.replace("及时移送线索。", "及时移送线索，2099年9月30日前完成。")
    notice = hand_in(league, tmp_path, other, "other.txt")
    confirm_all(league, notice)
    review = Review(notice)
    one = piece(notice, "线索移送")
    like = review.likes[one.pk]
    assert like.differs
    assert review.hindrances == {"differing": 1}
    choose_assignment(league, one.pk, one.version, like.task.pk, take)
    done = adopt_notice(league, notice.pk)
    assert (done.made, done.changed) == (int(take == "both"), int(take == "theirs"))
    assert PlanTask.objects.count() == tasks
    task = PlanTask.objects.get(pk=like.task.pk)
    assert task.lead_unit.name == lead
    assert task.first_due is None
    assert task.moves.count() == (2 if take == "theirs" else 0)
    assert piece(notice, "线索移送").decided["same"] == {"task": task.pk, "take": take}


def test_a_row_of_the_task_table_stands_under_the_heading_of_its_sentence(league, tmp_path):
    from xingzhi.sample.plan_notice import notice_docx

    file = tmp_path / "sample.docx"
    file.write_bytes(notice_docx())
    notice = receive_notice(league, file, file.name)
    know_units(league, "知识产权促进科", "知识产权保护科", "知识产权服务中心", "综合科")
    assert adopt(league, notice).made == 13
    under = list(
        PlanTask.objects.filter(heading="（一）提高创造质量").order_by("order").values_list("number", flat=True)
    )
    assert under == ["1.1", "1.2"]
    assert PlanTask.objects.get(text__startswith="建立高价值").piece.part == "row"


def test_the_tasks_of_a_second_notice_join_their_heading(adopted, league, tmp_path):
    other = (
        TEXT.replace("9号", "10号").replace("二、加强保护", "三、加强保护。").replace("三、工作要求", "四、优化服务")
    )
    other = other.replace("建立线索移送台账，及时移送线索。", "开展执法人员培训。")
    other = other.replace("要于2099年12月4日前将工作总结报送盟局", "要设立服务窗口")
    notice = hand_in(league, tmp_path, other, "other.txt")
    assert adopt(league, notice).made == 2
    listed = [(task.number, task.heading, task.text[:6]) for task in PlanTask.objects.order_by("order")]
    assert listed == [
        ("1.1", "一、提高质量", "开展专利申请"), ("1.2", "一、提高质量", "组织专题培训"), ("2.1", "二、加强保护", "建立线索移送"),
        ("2.2", "二、加强保护", "开展执法人员"), ("3.1", "三、工作要求", "各旗县市（开"), ("4.1", "四、优化服务", "各旗县市（开"),
    ]  # fmt: skip


def test_scripts_take_in_and_adopt(league, tmp_path, capsys):
    file = tmp_path / "n.txt"
    file.write_text(TEXT, "utf-8")
    assert main(["plan", "import", str(file), "--by", "league"]) == 0
    number = capsys.readouterr().out.split()[0]
    assert main(["plan", "adopt", number, "--by", "league"]) == 1
    assert main(["plan", "adopt", number, "--by", "league", "--confirm-all"]) == 1, "units are unknown"
    assert "保护科" in capsys.readouterr().err
    assert main(["plan", "adopt", number, "--by", "league", "--confirm-all", "--add-units"]) == 0
    said = capsys.readouterr().out
    assert "[lead" in said
    assert "登记单位" in said
    assert PlanTask.objects.count() == 4


def test_every_target_of_a_task_stays_and_progress_is_by_the_one_that_can_be_measured(league, tmp_path):
    from xingzhi.plans.ledger.targets import reached

    know_units(league)
    said = "组织专题培训班全覆盖，全年不少于4场，培训不少于300人次，每季度通报一次。（促进科）"
    old = "组织专题培训班，2099年6月30日前完成。（促进科、各旗县市知识产权局）"
    adopt(league, hand_in(league, tmp_path, TEXT.replace(old, said)))
    task = PlanTask.objects.get(text__contains="专题培训班")
    found = reached(task, task.region)
    assert "全覆盖" in found.text
    assert "4场" in found.text
    assert "300人次" in found.text
    assert "一次" not in found.text
    assert task.recurrence.startswith("每季度")
    assert (str(found.target), found.measured) == ("4", "不少于4场")


def test_a_measure_stands_under_the_task_a_person_put_it_under(league, tmp_path):
    from xingzhi.plans.notices.reshaping import indent_piece

    know_units(league)
    notice = hand_in(league, tmp_path)
    one = piece(notice, "专题培训")
    indent_piece(league, one.pk, one.version, True)
    adopt(league, notice)
    task = PlanTask.objects.get(text__contains="专题培训")
    assert "质量监测" in task.parent.text
    with pytest.raises(NoticeRefused, match="closed"):
        indent_piece(league, one.pk, one.version + 1, False)


TARGETS = TEXT.replace("建立线索移送台账，及时移送线索。", "全年移送线索不少于30件，每季度末报送台账。")


@pytest.mark.parametrize(
    ("old", "new", "part", "now"),
    [
        ("30件", "40件", "targets", "不少于40件"),
        ("每季度末", "每月末", "times", "每月末"),
    ],
)
def test_another_target_or_recurrence_is_never_dropped_unseen(league, tmp_path, client, old, new, part, now):
    know_units(league)
    adopt(league, hand_in(league, tmp_path, TARGETS))
    later = hand_in(league, tmp_path, TARGETS.replace("9号", "10号").replace(old, new), "later.txt")
    confirm_all(league, later)
    one = piece(later, "移送线索")
    like = Review(later).likes[one.pk]
    assert [name for name in ("units", "day", "times", "targets") if not getattr(like, name)] == [part]
    assert Review(later).hindrances == {"differing": 1}
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    asked = "目标不同，请选" if part == "targets" else "周期不同，请选"
    assert asked in client.get(reverse("notice", args=[later.pk])).content.decode()
    choose_assignment(league, one.pk, one.version, like.task.pk, "theirs")
    assert adopt_notice(league, later.pk).changed == 1
    task = PlanTask.objects.get(pk=like.task.pk)
    assert now in task.text
    assert now in (task.target["text"], task.recurrence)
    assert task.instalments.count() == (10 if part == "times" else 4)
    page = client.get(reverse("plan-task", args=[task.pk])).content.decode()
    assert ("不少于30件 → 不少于40件" if part == "targets" else "每季度末 → 每月末") in page
    assert ("各期时限 2099-03-31、2099-06-30" in page) == (part == "times"), "old and new are written down"
    assert all(each.first_due == each.due_on for each in task.instalments.all())
    assert page.count(f"/plans/notices/{later.pk}/?piece=") == 1
    assert f"/plans/notices/{task.notice_id}/?piece=" in page
    back = hand_in(league, tmp_path, TARGETS.replace("9号", "11号"), "back.txt")
    assert Review(back).likes[piece(back, "移送线索").pk].differs, "what holds now is the second notice"


def test_what_a_later_notice_does_not_speak_of_stays(league, tmp_path):
    know_units(league)
    adopt(league, hand_in(league, tmp_path, TARGETS))
    text = TARGETS.replace("9号", "10号").replace(
        "全年移送线索不少于30件，每季度末报送台账。", "全年移送线索不少于40件，报送台账。"
    )
    later = hand_in(league, tmp_path, text, "later.txt")
    confirm_all(league, later)
    one = piece(later, "移送线索")
    choose_assignment(league, one.pk, one.version, Review(later).likes[one.pk].task.pk, "theirs")
    adopt_notice(league, later.pk)
    task = PlanTask.objects.get(piece__notice__number__contains="9号", text__contains="移送线索")
    assert (task.target["value"], task.recurrence, task.instalments.count()) == ("40", "每季度末", 4)
