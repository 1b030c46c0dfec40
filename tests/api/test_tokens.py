"""Tokens: a program's key to what its owner may do, shown once, ended at will."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import BANNER, OTHER_BANNER, person
from xingzhi.core.models import LogEntry, Token
from xingzhi.core.office import set_password
from xingzhi.core.tokens import TokenRefused, end_token, issue_token

pytestmark = pytest.mark.django_db


def ask(secret: str, path: str = "/api/me", method: str = "get", **more: Any) -> Any:
    """A request of a program that holds a token and no cookie."""
    return getattr(Client(), method)(path, headers={"authorization": f"Bearer {secret}"}, **more)


def test_a_token_acts_as_its_owner(banner):
    token, secret = issue_token(banner, "夜间取数", 30)
    said = ask(secret).json()
    assert (said["username"], said["region"], said["role"]) == ("banner", BANNER, "banner_officer")
    token.refresh_from_db()
    assert token.last_used_at is not None
    banner.region = OTHER_BANNER
    banner.save()
    assert ask(secret).json()["region"] == OTHER_BANNER, "today's region, not that of the day it was made"


def test_only_a_digest_is_kept_and_the_log_does_not_tell_it(banner):
    token, secret = issue_token(banner, "夜间取数", 30)
    kept = json.dumps(list(Token.objects.values()), default=str) + json.dumps(
        list(LogEntry.objects.values()), default=str
    )
    assert secret not in kept
    assert secret.startswith(token.hint)
    assert [entry.verb for entry in LogEntry.objects.all()] == ["issue_token"]


def test_what_ends_a_token(banner, admin):
    for end in (
        lambda token: end_token(banner, token.pk),
        lambda token: Token.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1)),
        lambda token: set_password(admin, banner.pk, "quite-another-one"),
        lambda token: type(banner).objects.filter(pk=banner.pk).update(is_active=False),
    ):
        token, secret = issue_token(banner, "试", 1)
        assert ask(secret).status_code == 200
        end(token)
        assert ask(secret).status_code == 401
    assert ask("xz_no_such").status_code == 401


def test_a_new_password_of_ones_own_leaves_ones_programs_alone(banner):
    _, secret = issue_token(banner, "试", 1)
    set_password(banner, banner.pk, "quite-another-one")
    assert ask(secret).status_code == 200


def test_a_token_reads_unless_made_to_write(banner):
    _, reads = issue_token(banner, "只读", 1)
    _, writes = issue_token(banner, "可写", 1, writes=True)
    assert ask(reads, "/api/jobs/1/cancel", "post").json()["type"] == "/system/api/#read-only-token"
    assert ask(writes, "/api/jobs/1/cancel", "post").status_code == 404


def test_a_session_writes_only_with_the_pages_token(banner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(banner, "django.contrib.auth.backends.ModelBackend")
    refused = client.post("/api/jobs/1/cancel")
    assert (refused.status_code, refused.json()["type"]) == (403, "/system/api/#csrf")
    client.get("/tokens/")
    sent = {"x-csrftoken": client.cookies["csrftoken"].value}
    assert client.post("/api/jobs/1/cancel", headers=sent).status_code == 404


def test_so_many_and_so_long(banner, settings):
    settings.API_TOKENS_PER_PERSON = 2
    for name, days, why in (("", 30, "name"), ("试", 0, "days"), ("试", settings.API_TOKEN_DAYS + 1, "days")):
        with pytest.raises(TokenRefused) as refused:
            issue_token(banner, name, days)
        assert refused.value.why == why
    first, _ = issue_token(banner, "一", 1)
    issue_token(banner, "二", 1)
    with pytest.raises(TokenRefused):
        issue_token(banner, "三", 1)
    end_token(banner, first.pk)
    issue_token(banner, "三", 1)


def test_calls_are_limited(banner, monkeypatch):
    from xingzhi.api.site import api

    [limit] = api.throttle
    monkeypatch.setattr(limit, "num_requests", 2)
    limit.cache.clear()
    _, secret = issue_token(banner, "试", 1)
    said = [ask(secret) for _ in range(3)]
    limit.cache.clear()
    assert [each.status_code for each in said] == [200, 200, 429]
    assert int(said[-1]["Retry-After"]) > 0


def test_the_page_shows_the_secret_once(banner):
    client = Client()
    client.force_login(banner, "django.contrib.auth.backends.ModelBackend")
    page = client.post("/tokens/", {"name": "夜间取数", "days": "90"})
    assert page["Cache-Control"] == "no-store"
    secret = page.content.decode().split('class="secret">')[1].split("<")[0]
    assert ask(secret).status_code == 200
    again = client.get("/tokens/").content.decode()
    assert "夜间取数" in again
    assert secret not in again
    token = Token.objects.get()
    assert client.post(f"/tokens/{token.pk}/end/").status_code == 302
    assert ask(secret).status_code == 401
    assert client.post("/tokens/", {"name": "", "days": "90"}).status_code == 422


def test_nobody_sees_or_ends_anothers(banner, league):
    token, _ = issue_token(banner, "夜间取数", 30)
    client = Client()
    client.force_login(league, "django.contrib.auth.backends.ModelBackend")
    assert "夜间取数" not in client.get("/tokens/").content.decode()
    assert client.post(f"/tokens/{token.pk}/end/").status_code == 404
    outside = person("nowhere", "reader", None)
    client.force_login(outside, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/tokens/").status_code == 403
