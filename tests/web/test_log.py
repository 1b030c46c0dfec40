"""The log names what was done to what, and leads to where the reader may look."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

import xingzhi
from tests.conftest import BANNER, OFFICE, person
from xingzhi.cases.gazette import comparing
from xingzhi.cases.gazette.acting import follow_leads, load_places
from xingzhi.cases.gazette.models import Lead
from xingzhi.cases.matters.moves import move_matters
from xingzhi.core import jobs
from xingzhi.core.models import LogEntry
from xingzhi.registers.models import MODELS
from xingzhi.registers.staff_words.loading import drop_staff_words
from xingzhi.web.views.log_targets import PAGES, TARGETS, target_urls

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["banner", "reader"])
def test_who_is_no_staff_does_not_learn_of_the_words_of_the_office(league, banner, client, role):
    drop_staff_words(league, [])
    client.force_login(banner if role == "banner" else person("reader", "reader", OFFICE))
    page = client.get(reverse("log-list")).content.decode()
    assert "本局词" not in page
    assert "staff_words" not in page
    assert "本局词" not in client.get(reverse("log-list"), {"verb": "drop_staff_words"}).content.decode()
    client.force_login(league)
    assert client.get(reverse("log-list")).content.decode().count("删除本局词语") == 2  # the choice and the entry


def test_all_things_acted_on_have_a_name():
    source = Path(xingzhi.__file__).parent
    told = {
        word
        for path in source.rglob("*.py")
        for word in re.findall(r'\bact\.on\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert "field_check" in told
    assert told <= set(TARGETS) | set(MODELS)


def test_a_page_is_opened_by_what_it_is_asked_by(league):
    for target, page in PAGES.items():
        assert not list(page.model.objects.visible_to(league).values("pk", *page.args)), target
        assert reverse(page.route, args=[1 for _ in page.args])


def test_a_matter_leads_to_the_lead_it_was_opened_for_and_only_who_may_look(league, banner, client, tmp_path):
    load_places(league, ["示例石林"], "scenic", BANNER)
    path = tmp_path / "公告.txt"
    path.write_text("998000001\t示例石林味道\t30\n", encoding="utf-8")
    comparing.compare_gazette(league, path, path.name)
    jobs.run_waiting()
    [lead] = follow_leads(league, [Lead.objects.get().pk])
    move_matters(league, [lead.matter_id], "dismiss", timezone.localdate(), note="试")
    client.force_login(banner)
    page = client.get(reverse("log-list")).content.decode()
    assert page.count(reverse("gazette-lead", args=[lead.pk])) == 2  # opening the matter, and moving it
    assert "商标公告线索" in page
    outsider: Any = person("elsewhere", "banner_officer", "152223")
    assert target_urls(LogEntry.objects.filter(target__in=("matter", "lead", "gazette")), outsider) == {}
