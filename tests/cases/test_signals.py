"""A signal is a proposal until a named officer judges it; only then it is a clue that may go up."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from django.urls import reverse

from tests.builders import body, number, patent, words, write_rows
from tests.conftest import BANNER
from tests.word_files import faults
from xingzhi.cases.actions import ReasonMissing
from xingzhi.cases.models import Clue
from xingzhi.cases.notified.evidence import evidence
from xingzhi.cases.notified.reports import make_report
from xingzhi.cases.signal_groups import groups_of
from xingzhi.cases.signals import NoSignal, judge_signal, look_at_links, signalled
from xingzhi.core.models import LogEntry
from xingzhi.screening.signals.reading import latest

pytestmark = pytest.mark.django_db
KEY = number(2020, 1)


@pytest.fixture
def burst(take_in: Any, league: Any, tmp_path: Path) -> Any:
    """Twenty filings of one firm on one day, among single filings of others."""
    rows = [patent(2020, at, 申请日="2020-03-04") for at in range(1, 21)]
    rows += [
        patent(2019, 100 + at, 申请人=f"示例{at}农业有限公司", 申请日=f"2019-{at % 12 + 1:02}-05") for at in range(40)
    ]
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    found = [each for each in latest(KEY, league) if each.screening == "filing_bursts"]
    assert found
    return found[0]


def test_the_machine_alone_makes_no_clue(burst):
    assert not Clue.objects.filter(screening="filing_bursts").exists()


def test_an_officers_word_makes_the_clue_and_another_word_the_same_clue(burst, banner):
    with pytest.raises(ReasonMissing):
        judge_signal(banner, KEY, "filing_bursts", burst.group, "suspected", " ")
    judge_signal(banner, KEY, "filing_bursts", burst.group, "suspected", "当日二十件")
    judge_signal(banner, KEY, "filing_bursts", burst.group, "dismissed", "看过材料")
    clue = Clue.objects.get(screening="filing_bursts")
    assert (clue.verdict, clue.judgements.count(), clue.score) == ("dismissed", 2, burst.score)
    assert clue.evidence["facts"]


def test_a_neighbour_judges_nothing_and_sees_nothing(burst, outsider):
    with pytest.raises(NoSignal):
        judge_signal(outsider, KEY, "filing_bursts", burst.group, "suspected", "试")
    groups = groups_of("filing_bursts", outsider)
    assert groups
    assert not len(groups.matching({}))


def test_what_is_asked_of_a_few_applications_is_answered_of_these_only(burst, league):
    assert signalled("filing_bursts", league, {KEY, number(2019, 100)}) == {KEY}
    assert signalled("filing_bursts", league, set()) == set()


def test_the_list_opens_at_a_screening_that_signals_something(take_in, league, tmp_path, client):
    """Of six look-alike templates only; the first screening of the list says nothing."""
    rows = [patent(2020, at, 摘要=f"本发明公开了一种用于{crop}的{words(7, 90)}，其重量份为{at}份，包括机架、滚筒和{crop}筛网。",
                   申请人=f"示例{at}农业有限公司")
            for at, crop in enumerate(("玉米", "绿豆", "荞麦", "谷子", "高粱", "燕麦"), 1)]  # fmt: skip
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    groups = groups_of("filing_bursts", league)
    assert groups
    assert not len(groups.matching({}))
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    assert KEY in body(client.get(reverse("signal-list")))


def test_the_page_explains_judges_and_leads_to_the_report(burst, banner, league, client):
    client.force_login(banner, "django.contrib.auth.backends.ModelBackend")
    from xingzhi.registers.models import Patent

    row = Patent.objects.get(key=KEY)
    page = body(client.get(reverse("record", args=["patents", row.pk])))
    assert "单件信号" in page
    assert burst.explanation("zh") in page
    assert burst.disclaimer("zh") in page
    data = {"screening": "filing_bursts", "group": burst.group, "verdict": "suspected", "reason": "当日二十件"}
    assert client.post(reverse("signal-judge", args=[row.pk]), data).status_code == 302
    assert KEY in body(client.get(reverse("reports")))
    clue = Clue.objects.get(screening="filing_bursts")
    assert burst.explanation("zh") in body(client.get(reverse("clue", args=[clue.pk])))
    made = evidence(league, make_report(league, [clue.pk], "情况"))
    assert faults(made) == []
    pack = docx.Document(io.BytesIO(made))
    assert burst.explanation("zh") in "\n".join(p.text for p in pack.paragraphs)
    assert clue.records.get().region == BANNER


def test_looking_at_links_needs_a_purpose_and_is_logged(burst, league):
    with pytest.raises(ValueError, match="purpose"):
        look_at_links(league, KEY, " ")
    look_at_links(league, KEY, "核查某案")
    assert LogEntry.objects.get(verb="look_at_links").detail["purpose"] == "核查某案"


def test_texts_of_records_elsewhere_are_not_told(take_in, league, banner, tmp_path):
    """A template shared with another banner: its officer learns how many there are, not what they say."""
    from xingzhi.screening.signals.reading import Shown

    rows = [patent(2020, at, 摘要=f"本发明公开了一种用于{crop}的{words(7, 90)}，其重量份为{at}份，包括机架、滚筒和{crop}筛网。",
                   申请人=f"示例{at}农业有限公司", region="152221" if at < 2 else "152223")
            for at, crop in enumerate(("玉米", "绿豆", "荞麦", "谷子", "高粱", "燕麦"), 1)]  # fmt: skip
    take_in(league, write_rows(tmp_path / "a.csv", rows))
    whole: list[Shown] = [each for each in latest(KEY, league) if each.screening == "masked_templates"]
    part: list[Shown] = [each for each in latest(KEY, banner) if each.screening == "masked_templates"]
    assert whole
    assert whole[0].hidden_partners == 0
    assert part[0].hidden_partners == len(whole[0].partners)
    assert all(isinstance(fact, int | float) for fact in part[0].facts.values())
    assert "荞麦" not in part[0].explanation("zh")
