"""Clusters: kept in step with runs and judgements, judged at once, seen by whoever sees a member."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.builders import number, patent, words, write_rows
from tests.conftest import BANNER, OFFICE, OTHER_BANNER, person
from xingzhi.cases import actions, clusters
from xingzhi.cases.actions import NothingChosen, ReasonMissing, judge_clue, judge_cluster
from xingzhi.cases.cluster_models import Cluster, ClusterMember
from xingzhi.cases.listing import by_state, filtered
from xingzhi.cases.models import Clue, ClusterJudgement, Judgement
from xingzhi.cases.seen import lines, members, pairs
from xingzhi.core import jobs
from xingzhi.core.models import LogEntry
from xingzhi.screening.models import Run

pytestmark = pytest.mark.django_db


def alike(seed, serial, **cells):
    """A patent whose text is nearly that of the others of its seed."""
    text = words(seed, 150)
    return patent(2020, serial, 摘要=text[:60] + f"第{serial}种" + text[60:]) | cells


@pytest.fixture
def bring(take_in, league, tmp_path):
    """Takes rows in as one file and lets everything follow."""
    count = iter(range(100))

    def bring(*rows):
        batch = take_in(league, write_rows(tmp_path / f"{next(count)}.csv", rows))
        assert batch.state == "applied"
        assert not batch.rejected, batch.reasons

    return bring


def keys(cluster):
    return set(cluster.members.values_list("key", flat=True))


def numbers(*serials):
    return {number(2020, serial) for serial in serials}


@pytest.fixture
def three(bring):
    """A series of three by one applicant, and a pair of two applicants."""
    bring(*(alike(1, serial) for serial in (1, 2, 3)), alike(2, 11), alike(2, 12, 申请人="另外一家机械有限公司"))
    return Cluster.objects.get(size=3)


def test_what_hangs_together_is_one_cluster_with_its_counts(three):
    assert keys(three) == numbers(1, 2, 3)
    assert (three.heading, three.pairs, three.waiting, three.state) == ("same_day_series", 3, 3, "open")
    assert (three.kinds, three.applicants) == ({"same_day_series": 3}, 1)
    other = Cluster.objects.exclude(pk=three.pk).get()
    assert (other.heading, other.size, other.applicants) == ("several_applicants", 2, 2)


def test_a_lawful_pair_is_a_cluster_apart(bring):
    bring(alike(1, 1), alike(1, 2, 申请号="CN" + number(2020, 2, "utility_model")))
    cluster = Cluster.objects.get()
    assert (cluster.state, cluster.waiting) == ("lawful", 0)


def test_another_run_changes_nothing_and_keeps_the_numbers(three, bring):
    before = set(Cluster.objects.values_list("pk", "group", "size"))
    joined = set(ClusterMember.objects.values_list("pk", "joined_at"))
    bring(patent(2020, 99, 摘要=words(99)))
    assert Run.objects.filter(screening="similar_applications").count() == 2
    assert set(Cluster.objects.values_list("pk", "group", "size")) == before
    assert set(ClusterMember.objects.values_list("pk", "joined_at")) == joined


def test_who_joins_later_waits_and_what_was_judged_stays(three, bring, league):
    judge_cluster(league, three.pk, "dismissed", "系列产品", everything=True)
    three.refresh_from_db()
    assert (three.state, three.waiting, three.joined) == ("judged", 0, 0)
    # A smaller number than those before: the group is named anew, the cluster stays the same.
    bring(alike(1, 0), alike(1, 4))
    three.refresh_from_db()
    assert keys(three) == numbers(0, 1, 2, 3, 4)
    assert three.group == number(2020, 0)
    assert (three.state, three.waiting, three.joined) == ("open", 7, 2)
    assert Clue.objects.filter(verdict="dismissed", current=True).count() == 3
    judge_cluster(league, three.pk, "unsure", "待查", everything=True)
    three.refresh_from_db()
    assert (three.state, three.joined) == ("judged", 0)
    assert Clue.objects.filter(verdict="dismissed", current=True).count() == 3, "those judged before are left alone"


def test_clusters_merge_and_part_with_their_records(three, bring):
    other = Cluster.objects.exclude(pk=three.pk).get()
    bring(alike(1, 11), alike(1, 12))  # the other pair's texts become those of the three
    assert keys(three) == numbers(1, 2, 3, 11, 12)
    assert not Cluster.objects.filter(pk=other.pk).exists()
    bring(alike(5, 1), alike(5, 2), alike(7, 3), alike(8, 11), alike(9, 12))
    assert keys(three) == numbers(1, 2), "it goes on as the one that has most of its members"
    assert ClusterMember.objects.count() == 2
    assert Cluster.objects.count() == 1


def test_a_rebuild_cut_off_anywhere_is_made_whole_by_the_next(bring, league, monkeypatch):
    bring(*(alike(seed, seed * 10 + at) for seed in range(1, 6) for at in (1, 2)))
    before = sorted(Cluster.objects.values_list("group", "size", "waiting", "state"))
    run = Run.objects.filter(screening="similar_applications").latest("pk")
    monkeypatch.setattr(clusters, "CHUNK", 2)
    for cut in range(7):
        # Some are lost, some point elsewhere: as a rebuild that was killed may leave them.
        Cluster.objects.filter(pk__in=list(Cluster.objects.order_by("pk").values_list("pk", flat=True)[:cut])).delete()
        job = jobs.enqueue("collect_clues", league, OFFICE, run=run.pk)
        with monkeypatch.context() as patch:
            patch.setattr(jobs.JobRun, "fence", killed_after(cut))
            work = jobs.claim("killed")
            with pytest.raises(KeyboardInterrupt):
                jobs.perform(work)
        jobs.release("killed")
        jobs.run_waiting()
        job.refresh_from_db()
        assert job.state == "done"
        assert sorted(Cluster.objects.values_list("group", "size", "waiting", "state")) == before
        assert ClusterMember.objects.count() == 10


def killed_after(fences):
    left = iter(range(fences))

    def fence(self):
        if next(left, None) is None:
            raise KeyboardInterrupt

    return fence


# --- Judging many at once ---


def test_one_judgement_for_all_that_wait_is_one_action_with_all_keys(three, league):
    together = judge_cluster(league, three.pk, "suspected", " 文字几乎一样 ", note="批次3", everything=True)
    assert set(Clue.objects.filter(group=three.group).values_list("verdict", flat=True)) == {"suspected"}
    said = Judgement.objects.filter(together=together)
    assert {(each.verdict, each.reason, each.officer.username) for each in said} == {
        ("suspected", "文字几乎一样", "league")
    }
    assert all(each.score and each.run for each in said)
    entry = LogEntry.objects.get(verb="judge_cluster")
    assert (entry.target, entry.target_id) == ("cluster", str(three.pk))
    assert sorted(entry.detail["clues"]) == sorted(Clue.objects.filter(group=three.group).values_list("key", flat=True))
    assert entry.detail["note"] == "批次3"
    three.refresh_from_db()
    assert three.state == "judged"


def test_members_name_the_pairs_between_them_and_pairs_name_themselves(three, league):
    one, two, three_ = sorted(numbers(1, 2, 3))
    judge_cluster(league, three.pk, "unsure", "看", members=[one, two])
    assert Clue.objects.exclude(verdict="").get().key.endswith(f"{one}|{two}")
    last = Clue.objects.get(key__endswith=f"{two}|{three_}")
    judge_cluster(league, three.pk, "dismissed", "看", clues=[last.pk])
    assert Clue.objects.filter(group=three.group, verdict="").count() == 1
    with pytest.raises(NothingChosen):
        judge_cluster(league, three.pk, "dismissed", "看", members=[one])
    other = Clue.objects.exclude(group=three.group).get()
    with pytest.raises(NothingChosen):
        judge_cluster(league, three.pk, "dismissed", "看", clues=[other.pk])


def test_a_judgement_is_undone_by_another_and_both_stay(three, league):
    judge_cluster(league, three.pk, "suspected", "像", everything=True)
    with pytest.raises(NothingChosen):
        judge_cluster(league, three.pk, "dismissed", "错了", everything=True)
    judge_cluster(league, three.pk, "dismissed", "错了", everything=True, again=True)
    assert set(Clue.objects.filter(group=three.group).values_list("verdict", flat=True)) == {"dismissed"}
    assert Judgement.objects.count() == 6
    assert ClusterJudgement.objects.count() == 2


def test_lawful_pairs_are_judged_only_where_they_are_named(bring, league):
    bring(alike(1, 1), alike(1, 2, 申请号="CN" + number(2020, 2, "utility_model")), alike(1, 3, 申请日="2020-05-05"))
    cluster = Cluster.objects.get()
    lawful = Clue.objects.get(relation="same_day_invention_and_utility_model")
    assert (cluster.pairs, cluster.waiting) == (3, 2)
    everybody = list(cluster.members.values_list("key", flat=True))
    judge_cluster(league, cluster.pk, "suspected", "像", everything=True, members=everybody)
    lawful.refresh_from_db()
    assert lawful.verdict == ""
    judge_cluster(league, cluster.pk, "dismissed", "依法", clues=[lawful.pk])
    lawful.refresh_from_db()
    assert lawful.verdict == "dismissed"


def test_a_reason_and_a_known_verdict_are_asked_for(three, league):
    with pytest.raises(ReasonMissing):
        judge_cluster(league, three.pk, "suspected", "  ", everything=True)
    for verdict in ("confirmed", "kept"):
        with pytest.raises(ValueError, match=verdict):
            judge_cluster(league, three.pk, verdict, "理由", everything=True)
    assert not Judgement.objects.exists()
    assert not LogEntry.objects.filter(verb="judge_cluster").exists()


def test_more_than_an_officer_waits_for_is_done_by_a_job_once(three, league, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    monkeypatch.setattr(actions, "CHUNK", 1)
    judge_cluster(league, three.pk, "suspected", "像", everything=True)
    assert not Judgement.objects.exists()
    changed = Clue.objects.filter(group=three.group).first()
    judge_clue(league, changed.pk, "dismissed", "单看过了")
    with monkeypatch.context() as patch:
        patch.setattr(jobs.JobRun, "fence", killed_after(2))
        work = jobs.claim("killed")
        with pytest.raises(KeyboardInterrupt):
            jobs.perform(work)
    jobs.release("killed")
    jobs.run_waiting()
    verdicts = sorted(Clue.objects.filter(group=three.group).values_list("verdict", flat=True))
    assert verdicts == ["dismissed", "suspected", "suspected"], "what was judged in the meantime stays"
    assert Judgement.objects.count() == 3
    assert LogEntry.objects.filter(verb="judge_cluster").count() == 1
    three.refresh_from_db()
    assert three.state == "judged"


# --- Who sees what ---


@pytest.fixture
def shared(bring):
    """A cluster over two banners: 1 and 2 here, 3 published and 4 unpublished there."""
    bring(
        alike(1, 1), alike(1, 2),
        alike(1, 3, region=OTHER_BANNER) | patent(2020, 3, region=OTHER_BANNER, 公开日="2021-01-01"),
        alike(1, 4) | patent(2020, 4, region=OTHER_BANNER),
    )  # fmt: skip
    return Cluster.objects.get()


def test_only_pairs_with_a_visible_record_are_seen_and_judged(shared, banner, league):
    assert shared.size == 4
    assert pairs(league, shared).count() == 6
    assert pairs(banner, shared).count() == 5, "the pair between two records elsewhere is not theirs"
    judge_cluster(banner, shared.pk, "suspected", "像", everything=True)
    left = Clue.objects.get(verdict="")
    assert set(left.records.values_list("region", flat=True)) == {OTHER_BANNER}
    mine, ours = Cluster.objects.visible_to(banner), Cluster.objects.visible_to(league)
    assert [state for state, found in by_state(banner, mine).items() if found.exists()] == ["judged"]
    assert [state for state, found in by_state(league, ours).items() if found.exists()] == ["open"]


def test_members_elsewhere_show_what_is_published_and_else_their_number(shared, banner):
    seen = {each.key: each for each in members(banner, shared)}
    assert len(seen) == 4
    assert seen[number(2020, 1)].own
    published, hidden = seen[number(2020, 3)], seen[number(2020, 4)]
    assert (published["title"], published["address"], published.own) == ("一种装置3", None, False)
    assert (hidden.row, hidden["title"], hidden.filed, hidden.region) == (None, None, None, OTHER_BANNER)
    assert members(banner, shared)[-1].key == hidden.key, "its place does not tell when it was filed"


def test_what_a_cluster_is_is_not_told_where_a_member_is_hidden(shared, banner, league):
    (line,) = lines(banner, list(Cluster.objects.visible_to(banner)))
    assert (line.told, line.waiting) == (False, 5)
    assert not filtered(banner, {"kind": shared.heading}).exists()
    assert filtered(league, {"kind": shared.heading}).exists()
    (line,) = lines(league, [shared])
    assert (line.told, line.waiting) == (True, 6)


def test_who_sees_no_member_sees_no_cluster_and_readers_judge_none(three, outsider, league):
    neighbour = person("neighbour", "banner_officer", OTHER_BANNER)
    for nobody in (outsider, neighbour):
        assert not Cluster.objects.visible_to(nobody).exists()
        with pytest.raises(Http404):
            judge_cluster(nobody, three.pk, "suspected", "像", everything=True)
    with pytest.raises(PermissionDenied):
        judge_cluster(person("reader", "reader", OFFICE), three.pk, "suspected", "像", everything=True)


def test_a_cluster_moves_with_its_records(three, bring, banner):
    neighbour = person("neighbour", "banner_officer", OTHER_BANNER)
    bring(*(alike(1, serial, 所属旗县市="扎赉特旗") for serial in (1, 2, 3)))
    assert Cluster.objects.visible_to(neighbour).filter(pk=three.pk).exists()
    assert not Cluster.objects.visible_to(banner).filter(pk=three.pk).exists()


# --- The list's conditions ---


def test_the_list_is_narrowed_by_kind_size_place_and_words(three, league):
    for query, sizes in (
        ({}, [3, 2]),
        ({"kind": "same_day_series"}, [3]),
        ({"kind": "resubmission"}, []),
        ({"size": "2"}, [2]),
        ({"size": "3-5"}, [3]),
        ({"size": "nonsense"}, [3, 2]),
        ({"region": BANNER}, [3, 2]),
        ({"region": OTHER_BANNER}, []),
        ({"region": "x"}, []),
        ({"q": "另外一家"}, [2]),
        ({"q": "一种装置3"}, [3]),
        ({"q": number(2020, 12)}, [2]),
        ({"q": "没有这种东西"}, []),
    ):
        assert [each.size for each in filtered(league, query).order_by("-size")] == sizes, query


def test_joined_members_are_told_by_the_last_judgement_alone(three, league):
    clue = Clue.objects.filter(group=three.group).first()
    judgement = judge_clue(league, clue.pk, "suspected", "像")
    Judgement.objects.filter(pk=judgement.pk).update(at=judgement.at - timedelta(days=1))
    clusters.recount(three.screening, [three.group])
    three.refresh_from_db()
    assert (three.state, three.joined) == ("open", 3)
