"""An officer merges and splits; patents, figures and later files follow; everything can be turned back."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.builders import number, patent, write_rows
from tests.conftest import BANNER, OTHER_BANNER, person
from xingzhi.core import jobs, log
from xingzhi.core.declare import register_named, registers
from xingzhi.core.models import LogEntry
from xingzhi.registers.filters import filtered
from xingzhi.registers.models import Conflict, MergedParty, Party, PartyDecision, PartyName, PatentParty
from xingzhi.registers.parties.decidable import Refused
from xingzhi.registers.parties.decide import keep_apart, merge_parties, split_party, undo_decision
from xingzhi.snapshots.freeze import freeze
from xingzhi.snapshots.jobs import latest
from xingzhi.snapshots.models import Snapshot

pytestmark = pytest.mark.django_db
FIRMS = ("绿源电机有限公司", "蓝天水泵有限公司", "红日农机有限公司", "白云粮机有限公司")


@pytest.fixture
def bring(take_in, league, tmp_path):
    """Takes patents with these applicants in, one row each; gives the parties by name."""
    count = iter(range(100))

    def bring(*applicants, region=BANNER, **options):
        start = next(count) * 100
        rows = [patent(2020, start + at, region=region, 申请人=name) for at, name in enumerate(applicants, 1)]
        take_in(league, write_rows(tmp_path / f"{start}.csv", rows), **options)
        return named()

    return bring


def named():
    return {party.name: party.pk for party in Party.objects.all()}


def owners():
    """Who counts as the applicant of each patent: number -> names of the parties."""
    links = PatentParty.objects.order_by("patent__key", "position").values_list("patent__key", "party__name")
    found = {}
    for key, name in links:
        found.setdefault(key, []).append(name)
    return found


def state():
    """Everything a person can see of who is who."""
    merged = set(MergedParty.objects.values_list("party", flat=True))
    split_off = set(PartyDecision.objects.filter(kind="split").values_list("other", flat=True))
    return (
        {p.key: p.name for p in Party.objects.exclude(pk__in=merged)},
        dict(PartyName.objects.values_list("spelling", "party__key")),
        sorted(PatentParty.objects.values_list("patent__key", "position", "party__key")),
        {(a, b) for a, b in MergedParty.objects.exclude(party__in=split_off).values_list("party__key", "root__key")},
    )


def frozen(revision, folder):
    freeze(registers(), revision, folder, lambda rows: None)
    rows = pq.read_table(folder / "patent_parties.parquet").to_pylist()
    return {(row["key"], row["position"]): row["party"] for row in rows}


def test_patents_spellings_and_figures_follow_a_merge_at_once_and_an_undo_brings_all_back(bring, league):
    parties = bring(FIRMS[0], FIRMS[1])
    before, first = state(), latest()
    decision = merge_parties(league, parties[FIRMS[0]], parties[FIRMS[1]], "更名")
    assert list(owners().values()) == [[FIRMS[0]], [FIRMS[0]]]
    assert PartyName.objects.filter(party=parties[FIRMS[0]]).count() == 2
    jobs.run_waiting()
    assert latest().revision == decision.revision > first.revision
    table = pq.read_table(latest().path("patent_parties")).to_pylist()
    assert {row["party"] for row in table} == {Party.objects.get(pk=parties[FIRMS[0]]).key}
    assert [row["name"] for row in table] == list(FIRMS[:2]), "the spelling stays what it was"
    undo_decision(league, decision.pk, "错了")
    jobs.run_waiting()
    assert state() == before
    assert len({row["party"] for row in pq.read_table(latest().path("patent_parties")).to_pylist()}) == 2


def test_a_merged_party_is_listed_once_and_found_by_either_name(bring, league):
    parties = bring(FIRMS[0], FIRMS[1])
    merge_parties(league, parties[FIRMS[0]], parties[FIRMS[1]], "更名")
    register = register_named("parties")
    for query in ({}, {"q": "绿源电机"}, {"q": "蓝天水泵"}):
        assert [party.name for party in filtered(register, league, query).qs] == [FIRMS[0]], query


def test_later_files_with_either_spelling_land_at_the_merged_party(bring, league):
    parties = bring(FIRMS[0], FIRMS[1])
    merge_parties(league, parties[FIRMS[0]], parties[FIRMS[1]], "更名")
    bring(FIRMS[1], "蓝天水泵有限责任公司", FIRMS[0])
    assert Party.objects.count() == 2
    assert {name for names in owners().values() for name in names} == {FIRMS[0]}
    assert PatentParty.objects.filter(party=parties[FIRMS[0]]).count() == 5


def test_a_spelling_first_met_while_merged_goes_home_with_an_undo(bring, league):
    parties = bring(FIRMS[0], FIRMS[1])
    decision = merge_parties(league, parties[FIRMS[0]], parties[FIRMS[1]], "更名")
    bring("蓝天水泵有限责任公司")
    undo_decision(league, decision.pk, "错了")
    assert sorted(names[0] for names in owners().values()) == [FIRMS[0], FIRMS[1], FIRMS[1]]


def test_a_split_spelling_takes_its_patents_along_and_is_not_merged_again_by_a_file(bring, league):
    other = "绿源电机有限责任公司"
    parties = bring(FIRMS[0], other, other)
    before = state()
    chosen = PartyName.objects.get(shown=other).pk
    decision = split_party(league, parties[FIRMS[0]], [chosen], "两家企业")
    assert sorted(names[0] for names in owners().values()) == [FIRMS[0], other, other]
    bring(other)
    assert sorted(names[0] for names in owners().values()) == [FIRMS[0], other, other, other]
    undo_decision(league, decision.pk, "查实为一家")
    spellings, links = state()[1:3]
    assert spellings == before[1]
    assert {party for _, _, party in links} == {party for _, _, party in before[2]}


def test_a_list_of_parties_naming_a_merged_one_speaks_of_the_one_that_counts(bring, league, take_in, tmp_path):
    parties = bring(FIRMS[0], FIRMS[1])
    merge_parties(league, parties[FIRMS[0]], parties[FIRMS[1]], "更名")
    directory = [{"企业名称": FIRMS[1], "地址": "内蒙古自治区兴安盟扎赉特旗某路1号"}]
    batch = take_in(league, write_rows(tmp_path / "d.csv", directory), source="office_table")
    assert (batch.inserted, batch.updated) == (0, 1)
    assert Party.objects.get(pk=parties[FIRMS[0]]).address.endswith("某路1号")


def test_two_kept_apart_are_not_merged_until_that_is_undone(bring, league):
    parties = bring(*FIRMS[:3])
    one, other, third = (parties[name] for name in FIRMS[:3])
    kept = keep_apart(league, one, other, "法定代表人、地址都不同")
    merge_parties(league, third, other, "更名")
    with pytest.raises(Refused, match="kept_apart"):
        merge_parties(league, one, third, "更名")
    undo_decision(league, kept.pk, "查实为一家")
    merge_parties(league, one, third, "更名")


def test_a_banner_officer_merges_inside_the_banner_only(bring, league, banner):
    bring(FIRMS[0], FIRMS[1], FIRMS[2])
    bring(FIRMS[1], region=OTHER_BANNER)
    parties = bring("赤峰水泵有限公司", region=OTHER_BANNER)
    with pytest.raises(Refused, match="elsewhere"):
        merge_parties(banner, parties[FIRMS[0]], parties[FIRMS[1]], "更名")
    with pytest.raises(Http404):
        merge_parties(banner, parties[FIRMS[0]], parties["赤峰水泵有限公司"], "更名")
    mine = merge_parties(banner, parties[FIRMS[0]], parties[FIRMS[2]], "更名")
    theirs = merge_parties(league, parties[FIRMS[0]], parties[FIRMS[1]], "更名")
    assert [d.pk for d in PartyDecision.objects.visible_to(banner)] == [mine.pk]
    with pytest.raises(Http404):
        undo_decision(banner, theirs.pk, "不对")
    with pytest.raises(Refused, match="elsewhere"):  # what it would change holds another banner's patents by now
        undo_decision(banner, mine.pk, "不对")
    neighbour = person("neighbour", "banner_officer", OTHER_BANNER)
    assert not PartyDecision.objects.visible_to(neighbour).exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_decision_needs_a_reason_and_a_refused_one_changes_nothing(bring, league, reason):
    parties = bring(FIRMS[0], FIRMS[1])
    before, entries = state(), LogEntry.objects.count()
    with pytest.raises(Refused, match="reason_missing"):
        merge_parties(league, parties[FIRMS[0]], parties[FIRMS[1]], reason)
    with pytest.raises(Refused, match="same"):
        merge_parties(league, parties[FIRMS[0]], parties[FIRMS[0]], "更名")
    with pytest.raises(Refused, match="nothing_left"):
        split_party(league, parties[FIRMS[0]], list(PartyName.objects.values_list("pk", flat=True)), "分开")
    with pytest.raises(Refused, match="nothing_chosen"):
        split_party(league, parties[FIRMS[0]], [], "分开")
    assert (state(), LogEntry.objects.count()) == (before, entries)


def test_each_decision_is_one_log_entry_and_is_undone_once(bring, league):
    parties = bring(FIRMS[0], FIRMS[1])
    decision = merge_parties(league, parties[FIRMS[0]], parties[FIRMS[1]], "更名")
    with pytest.raises(Refused, match="merged"):
        merge_parties(league, parties[FIRMS[0]], parties[FIRMS[1]], "更名")
    undo_decision(league, decision.pk, "错了")
    with pytest.raises(Refused, match="done"):
        undo_decision(league, decision.pk, "错了")
    verbs = LogEntry.objects.filter(verb__in=("merge_parties", "undo_party_decision")).values_list("verb", flat=True)
    assert list(verbs) == ["merge_parties", "undo_party_decision"]
    assert log.verify().sound


def test_a_decision_that_fails_midway_leaves_nothing(bring, league, monkeypatch):
    from xingzhi.registers.parties import decide

    parties = bring(FIRMS[0], FIRMS[1])
    before = state()

    def fail(*arguments, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr(decide.Batch.objects, "create", fail)
    with pytest.raises(KeyboardInterrupt):
        merge_parties(league, parties[FIRMS[0]], parties[FIRMS[1]], "更名")
    assert state() == before
    assert not PartyDecision.objects.exists()


def test_every_revision_can_be_frozen_again_after_later_decisions(bring, league, tmp_path, take_in):
    parties = bring(*FIRMS)
    other = "绿源电机有限责任公司"
    bring(other)
    first = merge_parties(league, parties[FIRMS[0]], parties[FIRMS[1]], "一")
    jobs.run_waiting()
    merge_parties(league, parties[FIRMS[2]], parties[FIRMS[0]], "二")
    jobs.run_waiting()
    split_party(league, parties[FIRMS[2]], [PartyName.objects.get(shown=other).pk], "三")
    jobs.run_waiting()
    take_in(league, write_rows(tmp_path / "u.csv", [patent(2020, 1, 申请人=f"{FIRMS[3]};{other}")]))
    undo_decision(league, first.pk, "四")
    jobs.run_waiting()
    snapshots = list(Snapshot.objects.order_by("revision"))
    assert len(snapshots) == 7
    for at, snapshot in enumerate(snapshots):
        again = freeze(registers(), snapshot.revision, tmp_path / f"s{at}", lambda rows: None)
        assert again["files"] == snapshot.files, snapshot.revision
    assert len({snapshot.files["patent_parties"] for snapshot in snapshots}) == 7


def test_another_spelling_of_the_same_party_is_no_conflict_of_sources(take_in, league, tmp_path):
    row = patent(申请人=FIRMS[0])
    take_in(league, write_rows(tmp_path / "a.csv", [row]), source="official_search")
    weak = [row | {"申请人": "绿源电机有限责任公司"}]
    take_in(league, write_rows(tmp_path / "b.csv", weak), source="commercial_database")
    assert not Conflict.objects.exists()
    other = [row | {"申请人": FIRMS[1]}]
    take_in(league, write_rows(tmp_path / "c.csv", other), source="commercial_database")
    assert Conflict.objects.get().offered == FIRMS[1]
    # Once an officer says that both names mean one party, that is no news either.
    bring = [patent(serial=7, 申请人=FIRMS[1])]
    take_in(league, write_rows(tmp_path / "d.csv", bring))
    merge_parties(league, named()[FIRMS[0]], named()[FIRMS[1]], "更名")
    take_in(league, write_rows(tmp_path / "e.csv", [*other, patent(serial=8)]), source="commercial_database")
    assert Conflict.objects.count() == 1


def test_a_number_of_applicants_is_frozen_in_the_order_given(bring, league):
    bring(f"{FIRMS[1]};{FIRMS[0]}")
    rows = pq.read_table(latest().path("patent_parties")).to_pylist()
    assert [(row["key"], row["position"], row["name"]) for row in rows] == [
        (number(2020, 1), 0, FIRMS[1]),
        (number(2020, 1), 1, FIRMS[0]),
    ]


STEPS = st.lists(st.tuples(st.sampled_from(("merge", "split")), st.integers(0, 99), st.integers(0, 99)), max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
@example(steps=[("split", 0, 1), ("split", 4, 0), ("merge", 0, 4), ("split", 0, 2), ("merge", 1, 0)])
@example(steps=[("merge", 0, 1), ("split", 0, 3), ("split", 3, 1), ("merge", 2, 4), ("split", 0, 1)])
def test_any_merges_and_splits_undone_in_reverse_give_what_was_before(office_of_spellings, steps):
    """Nothing is lost or doubled on the way, and each step's undo gives exactly the step before."""
    league = office_of_spellings
    with transaction.atomic():
        spellings = set(PartyName.objects.values_list("spelling", flat=True))
        links = set(PatentParty.objects.values_list("patent", "position"))
        done = []
        for kind, one, other in steps:
            before = state()
            standing = list(Party.objects.filter(merged=None).order_by("pk").values_list("pk", flat=True))
            left, right = standing[one % len(standing)], standing[other % len(standing)]
            held = list(PartyName.objects.filter(party=left).order_by("pk").values_list("pk", flat=True))
            try:
                if kind == "merge":
                    done.append((merge_parties(league, left, right, "试"), before))
                else:
                    done.append((split_party(league, left, held[: other % (len(held) + 1)], "试"), before))
            except Refused:
                assert state() == before
            assert set(PartyName.objects.values_list("spelling", flat=True)) == spellings
            assert set(PatentParty.objects.values_list("patent", "position")) == links
            for link in PatentParty.objects.select_related("spelling"):
                assert link.party_id == link.spelling.party_id
            assert not PartyName.objects.exclude(party__merged=None).exists(), "only what counts holds spellings"
        for decision, before in reversed(done):
            undo_decision(league, decision.pk, "撤")
            assert state() == before
        transaction.set_rollback(True)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations([(0, 1), (1, 2), (2, 3)]))
def test_in_whatever_order_parties_are_merged_the_same_is_one(office_of_spellings, order):
    """Of each pair the one that counts today is merged; the spellings then all belong to one party."""
    league = office_of_spellings
    with transaction.atomic():
        firms = [Party.objects.get(name=name).pk for name in FIRMS]
        for one, other in order:
            ends = [MergedParty.objects.filter(party=firms[at]).values_list("root", flat=True).first() or firms[at]
                    for at in (one, other)]  # fmt: skip
            merge_parties(league, *ends, "试")
        assert Party.objects.filter(merged=None).count() == 1
        assert PartyName.objects.values("party").distinct().count() == 1
        transaction.set_rollback(True)


@pytest.fixture
def office_of_spellings(bring, league):
    """Four firms, each under two spellings."""
    bring(*FIRMS, *(name.replace("有限公司", "有限责任公司") for name in FIRMS))
    return league
