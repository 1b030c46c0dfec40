"""The action log: any tampering is found; followers read each entry once whatever happens."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from xingzhi.core import log
from xingzhi.core.log import append, follow, verify
from xingzhi.core.models import LogCursor, LogEntry, LogHead

pytestmark = pytest.mark.django_db


def write(count: int, verb: str = "look") -> list[LogEntry]:
    return [
        append(actor=f"人{at}", role="reader", verb=verb, target="t", target_id=str(at), region="1522",
               detail={"数": at, "文": "甲\n乙"})
        for at in range(count)
    ]  # fmt: skip


def test_a_log_nobody_touched_is_sound():
    assert verify() == log.LogVerdict(True, 0)
    write(7)
    assert verify() == log.LogVerdict(True, 7)
    assert LogEntry.objects.get(seq=1).previous == "0" * 64


CHANGES = {
    "at": "2001-01-01T00:00:00Z", "actor": "另一人", "role": "administrator", "verb": "other", "target": "u",
    "target_id": "9", "region": "1505", "detail": {"数": 99}, "previous": "1" * 64, "digest": "2" * 64,
}  # fmt: skip


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_changed_entry_is_found_where_it_stands(field, seq):
    write(5)
    LogEntry.objects.filter(seq=seq).update(**{field: CHANGES[field]})
    verdict = verify()
    assert (verdict.sound, verdict.broken_at, verdict.reason) == (False, seq, "changed")


@pytest.mark.parametrize("seq", [1, 2, 4])
def test_a_removed_entry_is_found(seq):
    write(5)
    LogEntry.objects.filter(seq=seq).delete()
    verdict = verify()
    assert (verdict.sound, verdict.broken_at, verdict.reason) == (False, seq, "missing")


@pytest.mark.parametrize("kept", [0, 1, 4])
def test_a_log_cut_off_at_its_end_is_found(kept):
    write(5)
    LogEntry.objects.filter(seq__gt=kept).delete()
    verdict = verify()
    assert (verdict.sound, verdict.broken_at, verdict.reason) == (False, kept + 1, "cut off")


def test_two_entries_that_changed_places_are_found():
    write(5)
    LogEntry.objects.filter(seq=2).update(seq=99)
    LogEntry.objects.filter(seq=3).update(seq=2)
    LogEntry.objects.filter(seq=99).update(seq=3)
    assert (verify().sound, verify().broken_at) == (False, 2)


def test_a_removed_entry_is_found_even_where_the_rest_was_numbered_anew():
    write(5)
    LogEntry.objects.filter(seq=3).delete()
    LogEntry.objects.filter(seq=4).update(seq=3)
    LogEntry.objects.filter(seq=5).update(seq=4)
    LogHead.objects.update(seq=4)
    assert (verify().sound, verify().broken_at) == (False, 3)


class EveryLog(TestCase):
    """Whatever an action says of itself, its entry can be checked again."""

    @given(
        detail=st.dictionaries(
            st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8),
            st.one_of(
                st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.dates(),
                st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20),
            ),
            max_size=4,
        )
    )  # fmt: skip
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_details_of_any_kind_keep_the_chain(self, detail):
        append(actor="a", role="r", verb="v", target="t", target_id="1", region="", detail=detail)
        assert verify().sound


# --- Followers ---


def test_a_follower_is_given_each_entry_once_and_in_order():
    seen: list[int] = []
    write(3)
    assert follow("f", lambda entry: seen.append(entry.seq), ("look",)) == 3
    assert follow("f", lambda entry: seen.append(entry.seq), ("look",)) == 0
    write(2)
    follow("f", lambda entry: seen.append(entry.seq), ("look",))
    assert seen == [1, 2, 3, 4, 5]


def test_a_follower_reads_its_own_verbs_only_and_each_at_its_own_pace():
    write(2, "look")
    write(2, "touch")
    looks: list[str] = []
    both: list[str] = []
    follow("looks", lambda entry: looks.append(entry.verb), ("look",))
    assert LogCursor.objects.get(name="looks").seq == 4
    write(1, "look")
    follow("both", lambda entry: both.append(entry.verb), ("look", "touch"))
    follow("looks", lambda entry: looks.append(entry.verb), ("look",))
    assert looks == ["look"] * 3
    assert both == ["look", "look", "touch", "touch", "look"]


@pytest.mark.parametrize("crash_at", [1, 3, 5])
@pytest.mark.parametrize("after_writing", [True, False])
def test_a_handler_that_crashes_neither_skips_nor_doubles(crash_at, after_writing):
    """What it wrote before the crash is gone with it; called again it goes on at the same entry."""
    write(5)
    crashes = [crash_at]

    def handle(entry: LogEntry) -> None:
        if entry.seq in crashes and not after_writing:
            crashes.clear()
            raise RuntimeError("before")
        LogCursor.objects.create(name=f"done {entry.seq}", seq=entry.seq)
        if entry.seq in crashes:
            crashes.clear()
            raise RuntimeError("after")

    with pytest.raises(RuntimeError):
        follow("f", handle, ("look",))
    assert LogCursor.objects.filter(name__startswith="done").count() == crash_at - 1
    follow("f", handle, ("look",))
    assert LogCursor.objects.filter(name__startswith="done").count() == 5


def test_one_follower_that_fails_does_not_hold_up_the_others(monkeypatch):
    """A later stage with a fault must not stop the imports and screenings of everybody."""
    seen: list[int] = []

    def bad(entry: LogEntry) -> None:
        raise RuntimeError("a fault of one stage")

    monkeypatch.setattr(
        log,
        "followers",
        {
            "bad": log.Follower("bad", ("look",), bad),
            "good": log.Follower("good", ("look",), lambda entry: seen.append(entry.seq)),
        },
    )
    write(2)
    log.follow_all()
    assert seen == [1, 2]
    assert LogCursor.objects.get(name="bad").seq == 0
