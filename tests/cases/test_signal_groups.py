"""Signals by group: one line per group over what the reader may see, opening to its applications."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.builders import body, number, patent, write_rows
from tests.conftest import BANNER, OTHER_BANNER, person
from xingzhi.cases.signal_groups import Groups, groups_of, inside
from xingzhi.cases.signals import judge_signal
from xingzhi.core.models import LogEntry
from xingzhi.registers.models import Patent
from xingzhi.screening.models import Run
from xingzhi.screening.signals.contract import Signal, to_table

pytestmark = pytest.mark.django_db
TEMPLATE = [number(2020, at) for at in range(1, 7)]  # four in one banner, two in another
PAIR = [number(2020, 21), number(2020, 22)]


@pytest.fixture
def office(take_in: Any, league: Any, tmp_path: Path) -> None:
    """Thirty applications of two banners; a template of six, another of two, and one that stands alone."""
    rows = [
        patent(2020, at, 名称=f"一种粉碎机{at}", 申请人=f"示例{at % 3}农业有限公司", 申请日=f"2020-03-{at:02}",
               region=OTHER_BANNER if at in (5, 6) else BANNER)
        for at in range(1, 31)
    ]  # fmt: skip
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    told = (
        [(TEMPLATE, key, 0.7) for key in TEMPLATE]
        + [(PAIR, key, 0.9) for key in PAIR]
        + [([number(2020, 29)], number(2020, 29), 0.5)]
    )
    plant("masked_templates", [
        Signal(key, score, group[0], tuple(other for other in group if other != key), {"texts": len(group), "skeleton": "秘密骨架"})
        for group, key, score in told
    ])  # fmt: skip


@pytest.fixture
def neighbour(db: None) -> Any:
    """An officer of the other banner."""
    return person("neighbour", "banner_officer", OTHER_BANNER)


def plant(screening: str, signals: list[Signal]) -> None:
    """Let these be what the newest run found."""
    run = Run.objects.filter(screening=screening).order_by("-snapshot__revision").first()
    run.write(to_table(signals))


def lines(groups: Groups | None, query: dict[str, str] | None = None, order: str = "-size") -> list[Any]:
    assert groups
    return [groups.line(int(at)) for at in groups.ordered(groups.matching(query or {}), order)]


def logged_in(client: Any, user: Any) -> Any:
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_group_is_one_line_with_what_it_is_made_of(office, league):
    first, second, third = lines(groups_of("masked_templates", league))
    assert (first.size, first.hidden, first.applicants, first.judged, first.score) == (6, 0, 3, 0, 0.7)
    assert (str(first.first), str(first.last)) == ("2020-03-01", "2020-03-06")
    assert list(first.lead) == TEMPLATE[:3]
    assert (second.size, third.size) == (2, 1)


def test_a_banner_counts_its_own_and_learns_how_many_others_there_are(office, banner, neighbour, outsider):
    own, *_ = lines(groups_of("masked_templates", banner))
    assert (own.size, own.hidden, str(own.last)) == (4, 2, "2020-03-04")
    theirs = lines(groups_of("masked_templates", neighbour))
    assert [(each.size, each.hidden, list(each.lead)) for each in theirs] == [(2, 4, TEMPLATE[4:])]
    assert lines(groups_of("masked_templates", outsider)) == []


def test_an_application_that_moved_away_since_is_no_longer_shown(office, banner, neighbour):
    moved = Patent.objects.get(key=TEMPLATE[0])
    Patent.objects.filter(pk=moved.pk).update(region=OTHER_BANNER, revision=moved.revision + 1)
    own, *_ = lines(groups_of("masked_templates", banner))
    assert (own.size, own.hidden, own.lead[0]) == (3, 3, TEMPLATE[1])


def test_conditions_find_groups_by_a_member_and_orders_sort_them(office, league):
    groups = groups_of("masked_templates", league)

    def sizes(query: dict[str, str], order: str = "-size") -> list[int]:
        return [line.size for line in lines(groups, query, order)]

    assert sizes({"region": OTHER_BANNER}) == [6]
    assert sizes({"q": "粉碎机22"}) == [2]
    assert sizes({"q": "CN" + PAIR[0].replace(".", "")}) == [2]
    assert sizes({"q": "粉碎机22 没有的词"}) == []
    assert sizes({"size": "1"}) == [1]
    assert sizes({"size": "3-5"}) == []
    assert sizes({}, "-score") == [2, 6, 1]
    assert sizes({}, "first") == [6, 2, 1]


def test_a_group_counts_as_judged_when_each_of_its_applications_was(office, banner, league, client):
    for at, key in enumerate(PAIR):
        judge_signal(banner, key, "masked_templates", PAIR[0], "dismissed", "看过")
        line = next(each for each in lines(groups_of("masked_templates", league)) if each.size == 2)
        assert line.judged == at + 1
    page = logged_in(client, league)
    assert PAIR[0] not in body(page.get(reverse("signal-list"), {"of": "masked_templates"}))
    assert PAIR[0] in body(page.get(reverse("signal-list"), {"of": "masked_templates", "state": "judged"}))


def test_signals_alone_in_their_group_are_gathered_by_what_they_rest_on(office, league):
    rest = {1: (11, 12), 2: (12, 13), 3: (14, 15), 4: (1,)}
    plant("patchwork", [
        Signal(number(2020, at), 0.5, number(2020, at), tuple(number(2020, each) for each in others))
        for at, others in rest.items()
    ])  # fmt: skip
    groups = groups_of("patchwork", league)
    assert [line.size for line in lines(groups)] == [3, 1]
    found = inside(groups, lines(groups)[0].name, league)
    assert [key for key, _, _ in found[1]] == [number(2020, at) for at in (1, 2, 4)]


def test_from_the_list_to_a_record_in_two_clicks(office, banner, client):
    page = logged_in(client, banner)
    listed = body(page.get(reverse("signal-list"), {"of": "masked_templates"}))
    assert "另有 2 件在别的地区" in listed
    record = reverse("record", args=["patents", Patent.objects.get(key=number(2020, 29)).pk]) + "#signals"
    assert record in listed, "one of a single application leads to it at once"
    [first, *_] = re.findall(r'"(/clues/signals/masked_templates/\w+/)"', listed)
    group = body(page.get(first))
    for key in TEMPLATE[:4]:
        assert reverse("record", args=["patents", Patent.objects.get(key=key).pk]) + "#signals" in group
    assert not any(key in group for key in TEMPLATE[4:])
    assert "秘密骨架" not in group, "what it says may be the text of the hidden ones"


def test_texts_are_not_told_where_partners_were_left_out(office, banner, league, client):
    """A signal keeps fifty partners: that those are all one's own says nothing of the others."""
    own = TEMPLATE[0]
    plant("masked_templates", [Signal(own, 0.7, own, (TEMPLATE[1],) * 50, {"texts": 90, "skeleton": "秘密骨架"}),
                               Signal(TEMPLATE[1], 0.6, own, (own,), {"texts": 90, "skeleton": "秘密骨架"})])  # fmt: skip
    for who, told in ((league, True), (banner, False)):
        [line] = lines(groups_of("masked_templates", who))
        page = logged_in(client, who)
        assert ("秘密骨架" in body(page.get(reverse("signal-group", args=["masked_templates", line.name])))) == told


def test_nothing_found_says_so(office, league, client):
    page = logged_in(client, league)
    assert "没有信号" in body(page.get(reverse("signal-list"), {"of": "narrow_claims"}))
    assert "放宽条件再试" in body(page.get(reverse("signal-list"), {"of": "masked_templates", "q": "没有的词"}))


def test_a_group_nobody_has_is_not_found(office, league, outsider, client):
    [first, *_] = lines(groups_of("masked_templates", league))
    page = logged_in(client, league)
    assert page.get(reverse("signal-group", args=["masked_templates", "0" * 16])).status_code == 404
    assert page.get(reverse("signal-group", args=["no_such", first.name])).status_code == 404
    page = logged_in(client, outsider)
    assert page.get(reverse("signal-group", args=["masked_templates", first.name])).status_code == 404


def test_linked_parties_are_shown_to_who_enforces_for_a_purpose_that_is_logged(office, league, banner, client):
    keys = [number(2020, at) for at in (1, 2, 3)]
    plant("dispersed_filings", [
        Signal(key, 0.8, "dispersed:甲", tuple(keys), {"parties": 3, "names": "示例0、示例1"}) for key in keys
    ])  # fmt: skip
    [line] = lines(groups_of("dispersed_filings", league))
    address = reverse("signal-group", args=["dispersed_filings", line.name])
    assert "甲" not in address
    page = logged_in(client, league)
    assert keys[1] not in body(page.get(reverse("signal-list"), {"of": "dispersed_filings"})), "the link itself"
    assert keys[1] not in body(page.get(address))
    links = reverse("signal-group-links", args=["dispersed_filings", line.name])
    page.post(links, {"purpose": " "})
    assert keys[1] not in body(page.get(address))
    page.post(links, {"purpose": "核查某案"})
    said = body(page.get(address))
    assert keys[1] in said
    assert "示例0、示例1" in said
    assert LogEntry.objects.get(verb="look_at_group").detail["purpose"] == "核查某案"
    page = logged_in(client, banner)
    assert page.get(address).status_code == 404
    assert page.post(links, {"purpose": "试"}).status_code == 404
    assert groups_of("dispersed_filings", banner) is None
