"""Logging in: a few wrong tries lock the name, two sessions at most, an idle one ends."""

from __future__ import annotations

import time

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.conftest import PASSWORD
from xingzhi.settings import PASSWORD_HASHERS

pytestmark = pytest.mark.django_db


def log_in(client, username="league", password=PASSWORD):
    return client.post("/login/", {"username": username, "password": password})


def inside(client):
    return client.get("/registers/").status_code == 200


def test_the_right_password_opens_and_logging_out_closes(league):
    client = Client()
    assert log_in(client).status_code == 302
    assert inside(client)
    client.post("/logout/")
    assert not inside(client)


def test_five_wrong_tries_lock_the_name_even_for_the_right_password(league, banner):
    client = Client()
    for _ in range(4):
        assert log_in(client, password="wrong-wrong").status_code == 200
    locked = log_in(client, password="wrong-wrong")
    assert locked.status_code == 429
    assert log_in(client).status_code == 429
    assert not inside(client)
    other = Client()
    assert log_in(other, "banner").status_code == 302, "another person at the same desk is not locked out"


def test_a_right_password_in_between_begins_the_count_anew(league):
    client = Client()
    for _ in range(2):
        for _ in range(3):
            log_in(client, password="wrong-wrong")
        assert log_in(client).status_code == 302
        client.post("/logout/")


def test_who_was_put_out_of_office_does_not_get_in(league):
    league.is_active = False
    league.save()
    client = Client()
    log_in(client)
    assert not inside(client)


def test_a_third_session_ends_the_one_unused_for_longest(league, banner):
    first, second, third, other = Client(), Client(), Client(), Client()
    log_in(other, "banner")
    for client in (first, second):
        log_in(client)
        time.sleep(0.01)
    log_in(third)
    assert [inside(client) for client in (first, second, third, other)] == [False, True, True, True]
    assert Session.objects.count() == 3


def test_a_session_nobody_used_ends(league, settings):
    client = Client()
    log_in(client)
    assert inside(client)
    session = client.session
    session["seen_at"] = int(time.time()) - settings.SESSION_IDLE_SECONDS + 30
    session.save()
    assert inside(client)
    session = client.session
    assert time.time() - session["seen_at"] < 10, "using it keeps it open"
    session["seen_at"] = int(time.time()) - settings.SESSION_IDLE_SECONDS - 1
    session.save()
    assert not inside(client)


def test_a_password_is_kept_as_argon2_only(league, settings):
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    league.set_password(PASSWORD)
    assert league.password.startswith("argon2")
    assert len(PASSWORD_HASHERS) == 1
