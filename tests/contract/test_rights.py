"""Nobody meets what lies outside their region: every address of the site and the API, asked by five people.

A new address must get an entry in the `ROUTES` of its area (tests/contract/routes/), else `test_every_address_is_walked` fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.builders import body, number
from tests.conftest import BANNER, ELSEWHERE, OTHER_BANNER, PASSWORD, person
from tests.contract.routes import ROUTES
from tests.contract.routes.calls import EVERYONE, INSIDE, Call
from tests.contract.world import PLACES, SERIALS, UPDATE, World, build
from xingzhi.core.declare import registers
from xingzhi.core.scope import ScopedModel, ScopedQuerySet

pytestmark = pytest.mark.django_db
FOR_EVERYBODY = {  # nothing else is read without a login
    "public-release-list", "public-release-catalog", "public-release", "public-release-file",
}  # fmt: skip
OUTSIDE_THE_DESCRIPTION = {"api:openapi-json", "api:api-root", "api:unknown"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """The planted office, made once; every test works in a savepoint of its transaction."""
    folder = tmp_path_factory.mktemp("rights")
    with django_db_blocker.unblock(), override_settings(HOME=folder / "home"), transaction.atomic():
        yield build(folder)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def own_home(settings: Any, world: World) -> Path:
    """The files of the planted office."""
    settings.HOME = world.folder / "home"
    return settings.HOME


def _patterns(patterns: list[Any], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _patterns(pattern.url_patterns, space + inner)
        else:
            assert isinstance(pattern, URLPattern)
            yield space + (pattern.name or f"unnamed {pattern.pattern}"), pattern


def client_of(world: World, name: str) -> Client:
    """A browser in which that person is logged in."""
    client = Client()
    client.force_login(world.people[name], "django.contrib.auth.backends.ModelBackend")
    return client


# --- The walk ---


def test_every_address_is_walked() -> None:
    from xingzhi.api.routes import api

    patterns = list(_patterns(get_resolver().url_patterns))
    found = [name for name, _ in patterns]
    paths = api.get_openapi_schema()["paths"]
    described = [f"api:{operation['operationId']}" for path in paths.values() for operation in path.values()]
    # The addresses of the API share names; the description tells them apart, and none may be missing from it.
    inside = {str(each.pattern) for name, each in patterns if name.startswith("api:")} - {""}
    assert len(inside) == len(paths) + len({"openapi.json"})
    addresses = {name for name in found if not name.startswith("api:")} | set(described) | OUTSIDE_THE_DESCRIPTION
    assert addresses == set(ROUTES), "an address has no entry in ROUTES, or an entry no address"


# What a page asks of the database differs by page, not by person: on PostgreSQL two of them walk.
@pytest.mark.parametrize(
    "name", [each if each in ("league", "banner") else pytest.param(each, marks=pytest.mark.once) for each in EVERYONE]
)
@pytest.mark.parametrize("route", [route for route in ROUTES if route not in ("login", "logout", "set_language")])
def test_everybody_gets_what_is_theirs_and_nothing_else(world: World, route: str, name: str) -> None:
    client = client_of(world, name)
    for call in ROUTES[route]():
        if call.method == "post" and call.regions and world.sees(name, *call.regions):
            continue  # what people may do is tested where it is done
        _check(world, name, call, call.send(client))


def _check(world: World, name: str, call: Call, response: Any) -> None:
    said = body(response)
    where = f"{name} asked {call.path} {call.data} and got {response.status_code}"
    for secret in world.secrets(name, clue=call.clue):
        assert secret not in said, f"{where} with {secret}"
    if name in call.roles:
        assert response.status_code == 403, where
    elif call.regions is None or world.sees(name, *call.regions):
        assert response.status_code in (200, 302), where
    elif call.vague and name == "nowhere":
        assert response.status_code in (200, 404), where
    else:
        assert response.status_code == 404, where
    if name != "league" and not call.clue:
        for mark, place in PLACES.items():
            if not world.sees(name, place):
                assert number(2020, SERIALS[mark] + 4) not in said, f"{where} with a number of {mark}"


def test_the_walk_would_notice(world: World) -> None:
    """The league, to whom nothing is hidden, meets every secret in lists, records, exports, histories and results."""
    client = client_of(world, "league")
    for route in ("register-list", "record", "export-file", "batch", "batch-file", "batch-rejects", "clue", "log-list",
                  "api:list_patents", "api:get_patents", "search"):  # fmt: skip
        said = "".join(body(call.send(client)) for call in ROUTES[route]())
        for mark in ("乙",) if route == "search" else PLACES:
            assert f"秘密{mark}" in said, f"{route} does not show 秘密{mark}"


def test_an_administrator_of_one_place_does_not_reach_people_of_another(world: World) -> None:
    client = Client()
    client.force_login(person("admin", "administrator", BANNER), "django.contrib.auth.backends.ModelBackend")
    people = body(client.get(reverse("people")))
    assert "neighbour" not in people
    assert "outsider" not in people
    data = {"new": "quite-another-one", "again": "quite-another-one"}
    for name, status in (("banner", 302), ("neighbour", 404), ("league", 404), ("outsider", 404), ("nowhere", 404)):
        address = reverse("password", args=[world.people[name].pk])
        assert client.post(address, data).status_code == status, name
    added = {"username": "x", "password": PASSWORD, "role": "banner_officer", "region": OTHER_BANNER}
    assert client.post(reverse("people"), added).status_code == 403


def test_the_snapshot_page_counts_the_own_region_only(world: World) -> None:
    from xingzhi.registers.models import Patent
    from xingzhi.snapshots.jobs import latest

    page = body(client_of(world, "banner").get(reverse("snapshot", args=[latest().revision])))
    assert f">{Patent.objects.visible_to(world.people['banner']).count()}<" in page
    assert f">{Patent.objects.count()}<" not in page


def test_what_is_changed_by_others_stays(world: World) -> None:
    """Posts of people who see nothing of it change nothing and leave no trace in the log."""
    from xingzhi.core.models import LogEntry

    before = LogEntry.objects.count()
    for name in INSIDE:
        client = client_of(world, name)
        for route in ("batch-start", "job-cancel", "record-edit", "clue-judge", "cluster-judge", "cluster-export"):
            hidden = [
                call
                for call in ROUTES[route]()
                if call.method == "post" and not world.sees(name, *(call.regions or ()))
            ]
            for call in hidden[::7]:
                assert call.send(client).status_code == 404
    assert LogEntry.objects.count() == before


def test_a_stranger_is_sent_to_log_in_or_told_401(world: World) -> None:
    stranger = Client()
    for route, calls in ROUTES.items():
        for call in calls()[:3]:
            response = call.send(stranger)
            said = body(response)
            assert not any(secret in said for secret in world.secrets("stranger"))
            if route.startswith("api:"):
                assert response.status_code == 401, call.path
            elif route in FOR_EVERYBODY:
                assert response.status_code == 200, call.path
            else:
                assert response.status_code == 302, call.path
                assert response["Location"].startswith("/login/"), call.path
    assert stranger.get("/login/").status_code == 200
    assert stranger.get("/logout/").status_code in (302, 405)


def test_a_stranger_reads_no_release_but_the_public_ones_and_no_file_with_names(world: World) -> None:
    from xingzhi.publish.models import Release

    stranger = Client()
    shown = Release.objects.get(public=True)
    for release in Release.objects.all():
        status = 200 if release == shown else 404
        assert stranger.get(reverse("public-release", args=[release.pk])).status_code == status
        for file in release.files.all():
            answer = stranger.get(reverse("public-release-file", args=[release.pk, file.name]))
            allowed = release == shown and file.name not in ("数据表.xlsx", "领导简报.docx")
            assert answer.status_code == (200 if allowed else 404), file.name
    page = body(stranger.get(reverse("public-release", args=[shown.pk])))
    for name in ("league", "second"):
        assert world.people.get(name, None) is None or name not in page.split("<main", 1)[1]


@pytest.mark.parametrize("name", EVERYONE)
def test_exports_asked_for_now_hold_what_the_person_sees(world: World, name: str) -> None:
    """Written by the job as the page asks for it, opened and read."""
    from xingzhi.core import jobs
    from xingzhi.registers.export_models import Export
    from xingzhi.registers.models import MODELS

    client = client_of(world, name)
    if world.people[name].region is None:
        return
    for register in registers():
        for format in ("csv", "xlsx"):
            client.post(reverse("register-export", args=[register.name]), {"format": format})
    jobs.run_waiting()
    for export in Export.objects.filter(owner=world.people[name], query={}).order_by("-id")[:8]:
        said = body(client.get(reverse("export-file", args=[export.pk])))
        assert not any(secret in said for secret in world.secrets(name))
        assert export.rows == MODELS[export.register].objects.visible_to(world.people[name]).count()


def test_an_unmasked_export_is_its_owners_alone(world: World) -> None:
    from xingzhi.registers.export_models import Export

    for export in Export.objects.filter(unmasked=True):
        for name in EVERYONE:
            status = 200 if export.owner == world.people[name] else 404
            for route in ("export", "export-file"):
                assert client_of(world, name).get(reverse(route, args=[export.pk])).status_code == status
            assert (status == 200) == Export.objects.visible_to(world.people[name]).filter(pk=export.pk).exists()


# --- Clues that touch another banner's record ---


def _clue_of(left: str, right: str) -> Any:
    from xingzhi.cases.models import Clue

    [found] = [
        clue
        for clue in Clue.objects.filter(screening="similar_applications")
        if set(clue.records.values_list("key", flat=True)) == {left, right}
    ]
    return found


@pytest.mark.parametrize(("name", "own", "others"), [("banner", "甲", "乙"), ("neighbour", "乙", "甲")])
def test_a_published_record_of_another_banner_shows_its_published_data(
    world: World, name: str, own: str, others: str
) -> None:
    clue = _clue_of(number(2020, SERIALS["甲"]), number(2020, SERIALS["乙"]))
    said = body(client_of(world, name).get(reverse("clue", args=[clue.pk])))
    assert f"公开{own}装置0" in said
    assert f"公开{others}装置0" in said
    assert f"公开{others}机械有限公司" in said
    assert number(2020, SERIALS[others]) in said
    assert {"乙": "扎赉特旗", "甲": "科尔沁右翼前旗"}[others] in said
    assert f"秘密{others}师" not in said, "attorneys are not published with the record"
    assert f"私址{others}" not in said


def test_an_unpublished_record_of_another_banner_shows_number_and_region_only(world: World) -> None:
    theirs = number(2020, SERIALS["乙"] + 2)
    clue = _clue_of(number(2020, SERIALS["甲"] + 1), theirs)
    client = client_of(world, "banner")
    page = body(client.get(reverse("clue", args=[clue.pk])))
    assert theirs in page
    assert "扎赉特旗" in page
    assert "公开甲装置1" in page
    side = page.split(theirs, 1)[1].split("</section>", 1)[0]
    for word in ("秘密乙", "机械有限公司", "2020-03-04", "发明"):
        assert word not in side
    listed = body(client.get(reverse("clue-list")))
    assert theirs in listed
    assert "秘密乙" not in listed


def test_a_group_of_signals_shows_the_own_applications_and_how_many_others_there_are(world: World) -> None:
    shared = number(2020, SERIALS["甲"])
    seen = {}
    for name in ("league", "banner"):
        client = client_of(world, name)
        listed = body(
            client.get(reverse("signal-list"), {"of": "masked_templates", "size": "6-20" if name == "league" else "2"})
        )
        [address] = set(re.findall(r'"(/clues/signals/masked_templates/\w+/)"', listed))
        seen[name] = body(client.get(address))
        assert shared in seen[name]
    assert "秘密乙骨架" in seen["league"]
    assert "另有 4 件在别的地区" in seen["banner"]
    assert number(2020, SERIALS["乙"]) not in seen["banner"], "published or not, only the own ones are members"
    assert "乙骨架" not in seen["banner"]


def _cluster_of(left: str, right: str) -> Any:
    from xingzhi.cases.cluster_models import Cluster

    return Cluster.objects.get(group=_clue_of(left, right).group)


def test_a_cluster_tells_of_another_banners_unpublished_record_its_number_and_region_only(world: World) -> None:
    theirs = number(2020, SERIALS["乙"] + 2)
    cluster = _cluster_of(number(2020, SERIALS["甲"] + 1), theirs)
    client = client_of(world, "banner")
    page = body(client.get(reverse("cluster", args=[cluster.pk])))
    assert theirs in page
    assert "扎赉特旗" in page
    assert "公开甲装置1" in page
    assert "秘密乙" not in page
    assert "不同申请人" not in page.split("<main", 1)[1].split("</main>", 1)[0], (
        "how they stand would tell who filed it"
    )
    side = page.split(f'value="{theirs}" aria-label', 1)[1].split("</tr>", 1)[0]
    for word in ("机械有限公司", "2020-03-04", "发明"):
        assert word not in side
    compared = reverse("cluster-compare", args=[cluster.pk])
    answer = client.get(compared, {"a": theirs, "b": number(2020, SERIALS["甲"] + 1)})
    assert answer.status_code == 302, "a pair is compared on its own page"


def test_a_cluster_shows_published_data_of_another_banner(world: World) -> None:
    cluster = _cluster_of(number(2020, SERIALS["甲"]), number(2020, SERIALS["乙"]))
    page = body(client_of(world, "banner").get(reverse("cluster", args=[cluster.pk])))
    assert "公开乙装置0" in page
    assert "公开乙机械有限公司" in page
    assert "不同申请人近期申请近似文本" in page
    assert "私址乙" not in page
    assert "秘密乙师" not in page


def test_bulk_judging_reaches_visible_clues_only(world: World) -> None:
    from xingzhi.cases.models import Clue

    cluster = _cluster_of(number(2020, SERIALS["甲"] + 1), number(2020, SERIALS["乙"] + 2))
    sent = {"verdict": "suspected", "reason": "看过", "scope": "all"}
    foreign = Clue.objects.exclude(group=cluster.group).exclude(pk__in=Clue.objects.visible_to(world.people["banner"]))
    sent |= {"clue": list(foreign.values_list("pk", flat=True))}
    assert client_of(world, "banner").post(reverse("cluster-judge", args=[cluster.pk]), sent).status_code == 302
    assert set(Clue.objects.filter(group=cluster.group).values_list("verdict", flat=True)) == {"suspected"}
    assert not foreign.filter(judgements__officer=world.people["banner"]).exists()


def test_a_clue_of_another_banner_alone_is_not_there(world: World) -> None:
    clue = _clue_of(number(2020, SERIALS["乙"] + 3), number(2020, SERIALS["乙"] + 4))
    assert client_of(world, "banner").get(reverse("clue", args=[clue.pk])).status_code == 404
    page = body(client_of(world, "neighbour").get(reverse("clue", args=[clue.pk])))
    assert "秘密乙研判" in page


def test_a_record_names_no_file_of_the_league_to_a_banner(world: World) -> None:
    """A record's history tells its own banner what changed; the league's file is the league's."""
    from xingzhi.registers.models import Patent

    record = Patent.objects.get(application_no=number(2020, SERIALS["甲"] + 2))
    page = body(client_of(world, "banner").get(reverse("record", args=["patents", record.pk])))
    assert "秘密甲装置2" in page
    assert "秘密甲改名" in page
    assert UPDATE not in page


# --- The models behind all of it ---


OF_THE_INSTALLATION = {
    "ProcedureText": "versions of procedures, from the packs",
    "Office": "the one office",
    "User": "listed by region on the people page only",
    "LogHead": "the end of the chain",
    "Counter": "running numbers",
    "LogCursor": "how far followers have read",
    "IndexedText": "which revision is indexed",
}


def _own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("xingzhi.")]


def test_every_model_is_read_through_visible_to() -> None:
    for model in _own_models():
        if model.__name__ in OF_THE_INSTALLATION:
            assert not issubclass(model, ScopedModel)
        else:
            assert hasattr(model._default_manager.all(), "visible_to"), model
            assert isinstance(model._default_manager.all(), ScopedQuerySet), model


def test_who_has_no_region_or_is_not_active_sees_no_row_of_anything(world: World) -> None:
    gone = world.people["league"]
    gone.is_active = False
    filled = set()
    try:
        for model in _own_models():
            if model.__name__ in OF_THE_INSTALLATION:
                continue
            for nobody in (world.people["nowhere"], world.people["outsider"], AnonymousUser(), gone):
                seen = model._default_manager.visible_to(nobody)
                if nobody is world.people["outsider"]:
                    seen = [row for row in seen if not _of_the_outsider(row)]
                assert not list(seen), (model, nobody)
            if model._default_manager.exists():
                filled.add(model.__name__)
    finally:
        gone.is_active = True
    assert {"Patent", "Party", "Population", "OfficialFigure", "PartyName", "PatentParty", "Conflict", "Export",
            "Version", "LogEntry", "Job", "Batch", "Snapshot", "Run", "Clue", "ClueRecord", "Judgement", "Cluster",
            "PartyDecision", "PartyProposal", "Matter", "Card", "Contact", "Step", "Event", "Dispatch", "DispatchItem",
            "Release", "ReleaseFile", "ReleasedFigure", "ReleaseStep", "Returned", "ReturnConflict", "Enquiry", "Report",
            "ClusterMember", "ClusterJudgement"} <= filled  # fmt: skip


def _of_the_outsider(row: Any) -> bool:
    """The outsider asked for exports: those, their jobs and their log entries lie in the outsider's own region."""
    return getattr(row, "region", "").startswith(ELSEWHERE)


def test_the_whole_nation_is_seen_by_whoever_is_given_it(world: World) -> None:
    """ "" is the nation, None is no region: the two are never taken for each other."""
    from xingzhi.registers.models import Patent

    nation = world.people["nowhere"]
    nation.region = ""
    try:
        assert Patent.objects.visible_to(nation).count() == Patent.objects.count() > 0
    finally:
        nation.region = None
