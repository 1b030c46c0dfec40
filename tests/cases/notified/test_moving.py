"""Calls, and moves that follow from them; terms that run from recorded days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cases.notified.lists import DAY, matter, state, told
from tests.conftest import BANNER
from xingzhi.cases.matters.contacts import ContactIncomplete, Said, record_contact
from xingzhi.cases.matters.models import Contact, Matter, Step
from xingzhi.cases.matters.moves import NotAllowed, move_matters

pytestmark = pytest.mark.django_db


def test_one_call_is_recorded_once_for_the_ticked_applications(listed, banner):
    card, ids = matter(1).card, [matter(1).pk, matter(2).pk]
    record_contact(banner, card.pk, ids, told(), move="promise", proofs=["withdrawal_promise"], note="书面承诺")
    assert Contact.objects.count() == 1
    assert [state(1), state(2), state(3)] == ["promised", "promised", "pending"]
    assert Step.objects.filter(contact__isnull=False).count() == 2


def test_being_out_of_reach_needs_a_call(listed, banner):
    card, ids = matter(1).card, [matter(1).pk]
    with pytest.raises(NotAllowed) as refused:
        move_matters(banner, ids, "report_unreachable", DAY)
    assert [each.code for each in refused.value.refusals[matter(1).key]] == ["proof"]
    record_contact(banner, card.pk, ids, told(said="", answered=False), move="report_unreachable")
    assert state(1) == "unreachable"


def test_nothing_is_recorded_where_one_application_may_not_be_moved(listed, banner):
    card = matter(1).card
    move_matters(banner, [matter(2).pk], "appeal", DAY, proofs=["appeal_papers"])
    move_matters(banner, [matter(2).pk], "record_upheld", DAY, proofs=["decision"])
    with pytest.raises(NotAllowed) as refused:
        record_contact(
            banner, card.pk, [matter(1).pk, matter(2).pk], told(), move="promise", proofs=["withdrawal_promise"]
        )
    assert set(refused.value.refusals) == {matter(2).key}
    assert not Contact.objects.exists()
    assert state(1) == "pending"


@pytest.mark.parametrize(
    ("how", "said", "code"), [("", "说了", "how"), ("call", "", "said"), ("pigeon", "说了", "how")]
)
def test_a_contact_says_how_and_what(listed, banner, how, said, code):
    with pytest.raises(ContactIncomplete) as lacks:
        record_contact(banner, matter(1).card.pk, [matter(1).pk], Said(DAY, how, said))
    assert lacks.value.code == code


def test_a_neighbour_and_a_reader_move_nothing(listed, banner, outsider):
    assert move_matters(banner, [matter(5).pk], "promise", DAY, proofs=["withdrawal_promise"]) == 0
    assert move_matters(outsider, [matter(1).pk], "promise", DAY, proofs=["withdrawal_promise"]) == 0
    assert (state(5), state(1)) == ("pending", "pending")


def test_the_reply_is_due_when_the_notice_says(listed, league, client):
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("notified-item", args=[matter(1).pk])).content.decode()
    assert "2026-12-15" in page
    assert "局令第77号第五条" in page


def test_terms_of_law_run_from_recorded_days(listed, league):
    from xingzhi.cases.matters.clocks import clocks_of
    from xingzhi.cases.matters.events import EventRefused, record_event

    record_event(league, matter(1).pk, "refusal_received", date(2026, 11, 26))
    found = {each.clock: each for each in clocks_of(matter(1), {}, date(2026, 11, 27))}
    assert found["reexamination"].due == date(2027, 2, 26)
    assert found["reexamination"].provisional
    with pytest.raises(EventRefused):
        record_event(league, matter(1).pk, "refusal_received", date.today() + timedelta(days=400))


def test_a_matter_keeps_its_procedure_when_the_pack_changes(listed, monkeypatch):
    from xingzhi.cases.matters.procedures import procedure_of
    from xingzhi.packs.packs import Packs

    monkeypatch.setattr(Packs, "procedure", lambda *_: (_ for _ in ()).throw(LookupError))
    assert procedure_of(matter(1)).initial.id == "pending"


def test_a_named_officer_is_warned_and_others_are_not(listed, banner, league, client):
    from tests.conftest import person
    from xingzhi.cases.matters.assigning import assign_matters

    other = person("other", "banner_officer", BANNER)
    with pytest.raises(LookupError):
        assign_matters(banner, [matter(1).pk], league.pk)
    assert assign_matters(banner, [matter(1).pk, matter(5).pk], other.pk) == 1
    Matter.objects.filter(region=BANNER).update(due=date(2020, 1, 1))
    seen = {}
    for who in (banner, other):
        client.force_login(who, "django.contrib.auth.backends.ModelBackend")
        page = client.get(reverse("today")).content.decode()
        seen[who.username] = int(page.split("件通报申请已过答复期限")[0].rsplit("<strong>", 1)[1].split("<")[0])
    assert seen == {"banner": 3, "other": 4}


def test_a_group_follows_its_lead_where_the_clock_spreads(listed, league):
    from xingzhi.cases.matters.assigning import NotInGroup, join_group
    from xingzhi.cases.matters.clocks import clocks_of
    from xingzhi.cases.matters.events import pause_clock, resume_clock
    from xingzhi.cases.matters.models import ProcedureText

    text = matter(1).procedure
    body = dict(text.body["body"])
    clock = {
        "id": "answer", "label": {"zh": "答辩", "en": "Answer"}, "starts": "notice", "ends": ["answered"], "spreads": True,
        "length": {"count": 5, "unit": "days"}, "article": {"zh": "试", "en": "trial"},
        "pauses": [{"code": "force", "label": {"zh": "不可抗力", "en": "force"}, "article": {"zh": "试", "en": "trial"}}],
    }  # fmt: skip
    made = ProcedureText.objects.create(
        name="trial", ref="trial@1", digest="0" * 64, body=text.body | {"body": body | {"clocks": [clock]}}
    )
    Matter.objects.update(procedure=made)
    join_group(league, matter(2).pk, matter(1).pk)
    pause_clock(league, matter(1).pk, "answer", "force", date(2026, 11, 3))
    resume_clock(league, matter(1).pk, "answer", date(2026, 11, 5))
    given = {"notice": date(2026, 11, 2)}
    due = {n: clocks_of(matter(n), given, date(2026, 11, 6))[0].due for n in (1, 2, 3)}
    assert due == {1: date(2026, 11, 10), 2: date(2026, 11, 10), 3: date(2026, 11, 7)}
    with pytest.raises(NotInGroup):
        join_group(league, matter(1).pk, matter(2).pk)
