"""An action checks the role, does its work and leaves one entry, or leaves nothing at all."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from tests.conftest import BANNER, ELSEWHERE, OFFICE, PASSWORD, person
from xingzhi.core.actions import OFFICERS, Act, action, may, verbs
from xingzhi.core.log import verify
from xingzhi.core.models import LogEntry, Office, Role, User
from xingzhi.core.office import add_person, set_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def rename():
    """An action of the tests' own: renames the office, and fails where it is told to."""

    @action("test_rename", zh="改名", en="Rename", roles=frozenset({Role.LEAGUE_OFFICER}))
    def rename(act: Act, name: str, *, fail: bool = False) -> str:
        Office.objects.update(name=name)
        act.on("office", 1, OFFICE, name=name)
        if fail:
            raise RuntimeError("halfway")
        return name

    yield rename
    del verbs["test_rename"]


def test_one_action_one_entry(rename, league):
    assert rename(league, "新名") == "新名"
    entry = LogEntry.objects.get()
    assert (entry.actor, entry.role, entry.verb, entry.target, entry.region) == (
        "league", "league_officer", "test_rename", "office", OFFICE,
    )  # fmt: skip
    assert entry.detail == {"name": "新名"}
    assert verify().sound


def test_a_role_without_the_right_changes_nothing_and_leaves_no_entry(rename, banner, admin):
    for refused in (banner, admin, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            rename(refused, "新名")
    assert Office.objects.get().name == "测试局"
    assert not LogEntry.objects.exists()


def test_who_was_put_out_of_office_may_nothing(rename, league):
    league.is_active = False
    assert not may(league, "test_rename")
    with pytest.raises(PermissionDenied):
        rename(league, "新名")


def test_an_action_that_fails_halfway_leaves_neither_change_nor_entry(rename, league):
    with pytest.raises(RuntimeError):
        rename(league, "新名", fail=True)
    assert Office.objects.get().name == "测试局"
    assert not LogEntry.objects.exists()
    rename(league, "再来")
    assert LogEntry.objects.get().seq == 1


def test_every_declared_action_has_labels_and_roles_that_exist():
    assert {"receive_file", "start_import", "apply_batch", "edit_record", "export_register", "judge_clue", "add_person",
            "set_up_office", "cancel_job", "make_snapshot", "run_screening"} <= set(verbs)  # fmt: skip
    for verb in verbs.values():
        assert verb.zh
        assert verb.en
        assert verb.roles
        assert verb.roles <= set(Role)


def test_a_reader_may_change_nothing_but_what_is_the_own(office):
    reader = person("reader", "reader", OFFICE)
    assert {name for name in verbs if may(reader, name)} <= {
        "export_register", "export_clusters", "set_password", "issue_token", "end_token",
        "save_mark_search", "look_through_mark_search", "drop_mark_search", "ask_by_picture",  # searches of one's own
    }  # fmt: skip
    assert "reader" not in OFFICERS


# --- People ---


def newcomer(by, **changes):
    values = {"username": "new", "password": PASSWORD, "role": "banner_officer", "region": BANNER}
    return add_person(by, **values | changes)


def test_an_administrator_adds_people_inside_the_own_region(admin):
    added = newcomer(admin)
    assert (added.region, added.role) == (BANNER, "banner_officer")
    assert User.objects.get(username="new").check_password(PASSWORD)
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.region) == ("add_person", BANNER)
    assert PASSWORD not in str(entry.detail)


@pytest.mark.parametrize("region", [ELSEWHERE, "15", "", "1523"])
def test_nobody_gives_a_region_outside_the_own(admin, region):
    with pytest.raises(PermissionDenied):
        newcomer(admin, region=region)
    assert not User.objects.filter(username="new").exists()
    assert not LogEntry.objects.exists()


def test_who_has_no_region_gives_none(office):
    with pytest.raises(PermissionDenied):
        newcomer(person("placeless", "administrator", None), region="")


@pytest.mark.parametrize("region", ["1522zz", "15229", "152299"])
def test_a_region_that_is_no_place_is_refused(admin, region):
    with pytest.raises((PermissionDenied, ValidationError)):
        newcomer(admin, region=region)


@pytest.mark.parametrize(
    "refused", [{"password": "1234567890"}, {"password": "short"}, {"role": "king"}, {"username": ""}]
)
def test_weak_passwords_and_unknown_roles_are_refused(admin, refused):
    with pytest.raises(ValidationError):
        newcomer(admin, **refused)
    assert not User.objects.filter(username="new").exists()


def test_only_administrators_add_people(league, banner):
    for refused in (league, banner):
        with pytest.raises(PermissionDenied):
            newcomer(refused)


# --- Passwords ---


def test_everybody_changes_their_own_password_and_is_then_asked_for_it(banner, client):
    client.force_login(banner, "django.contrib.auth.backends.ModelBackend")
    set_password(banner, banner.pk, "quite-another-one")
    banner.refresh_from_db()
    assert banner.check_password("quite-another-one")
    assert client.get("/").status_code == 302, "sessions opened with the old password are over"
    assert "quite-another-one" not in str(LogEntry.objects.get().detail)


def test_an_administrator_sets_passwords_inside_the_own_region_only(admin, banner, outsider, league):
    set_password(admin, banner.pk, "quite-another-one")
    for by, of in ((admin, outsider), (league, banner), (banner, admin), (outsider, banner)):
        with pytest.raises(PermissionDenied):
            set_password(by, of.pk, "quite-another-one")
    with pytest.raises(PermissionDenied):
        set_password(person("placeless", "administrator", None), banner.pk, "quite-another-one")
    with pytest.raises(ValidationError):
        set_password(admin, banner.pk, "password")
    assert LogEntry.objects.count() == 1


def test_two_actions_never_share_a_name(rename):
    """The later would decide who may do the earlier."""
    with pytest.raises(ValueError, match="test_rename"):
        action("test_rename", zh="另一个", en="Another")
