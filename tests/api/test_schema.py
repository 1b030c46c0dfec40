"""The description of the API: kept beside the tests, so that a change of it is seen; and held to by every answer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.builders import readable, unpacked
from tests.contract.world import World, build
from xingzhi.api.cli import description

pytestmark = pytest.mark.django_db
KEPT = Path(__file__).with_name("openapi.json")
DESCRIBED = json.loads(description())


def test_the_description_is_the_one_that_is_kept() -> None:
    """A change of the API is a change for its callers. `UPDATE=1` keeps the new description."""
    if os.environ.get("UPDATE") == "1":
        KEPT.write_text(description(), encoding="utf-8")
    assert description() == KEPT.read_text(encoding="utf-8")


def test_every_operation_says_what_it_is_in_both_languages() -> None:
    for path, item in DESCRIBED["paths"].items():
        for method, operation in item.items():
            where = f"{method} {path}"
            assert " / " in operation["summary"], where
            for each in operation["parameters"]:
                assert each["in"] == "path" or " / " in each.get("description", ""), (where, each["name"])
            for status, answer in operation["responses"].items():
                assert answer.get("content"), where
                assert int(status) < 400 or list(answer["content"]) == ["application/problem+json"], where


# --- Every operation, asked with what its description allows and with what it does not ---

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
          response_schema_conformance]  # fmt: skip
EXAMPLES = 6  # of each operation, beside those at the bounds of its parameters


def configured() -> schemathesis.Config:
    """What is generated: allowed and not allowed values, always the same ones."""
    config = schemathesis.Config()
    config.projects.default.generation.update(
        modes=[schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE],
        max_examples=EXAMPLES,
        deterministic=True,
        no_shrink=True,
        with_security_parameters=False,
    )
    return config


schema = schemathesis.openapi.from_dict(DESCRIBED, config=configured())
schema.app = WSGIHandler()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """An office whose banners have secrets from each other, and one banner's officer with a token."""
    from xingzhi.core.tokens import issue_token

    folder = tmp_path_factory.mktemp("described")
    signals = (request_started, request_finished)
    for signal in signals:  # a request ends with its connection, which the tests' transaction needs longer
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), override_settings(HOME=folder / "home"), transaction.atomic():
        made = build(folder)
        _, made.secret = issue_token(made.people["banner"], "试", 1, writes=True)
        yield made
        transaction.set_rollback(True)
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def own_home(settings: Any, request: Any, tmp_path: Path) -> Path:
    """The files of the planted office, where the test is asked of it."""
    planted = "world" in request.fixturenames
    settings.HOME = request.getfixturevalue("world").folder / "home" if planted else tmp_path / "home"
    settings.ALLOWED_HOSTS = ["*"]
    return settings.HOME


@schema.parametrize()
@settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
def test_it_answers_as_described_and_tells_no_secret(case: schemathesis.Case, world: World) -> None:
    """No failure, no status or shape the description does not name, and never a word of another banner."""
    headers = {"Authorization": f"Bearer {world.secret}", "Accept-Language": "zh-CN"}
    with transaction.atomic():
        response = case.call(headers=headers)
        transaction.set_rollback(True)
    case.validate_response(response, checks=CHECKS)
    said = readable(unpacked(response.content).decode("utf-8", "replace"))
    for secret in world.secrets("banner", clue=case.path.startswith("/api/clues")):
        assert secret not in said, f"{case.method} {case.formatted_path} tells {secret}"
