"""Procedures: what a pack of this kind must hold, its versions, and those that are shipped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from xingzhi.core.models import Role
from xingzhi.packs import PackError, Packs
from xingzhi.packs.loading import read_documents
from xingzhi.packs.packs import Packs as LoadedPacks
from xingzhi.packs.procedures import NoneInForce, Procedure

Write = Callable[..., Path]
ABNORMAL = "abnormal_applications"
STATES = {
    "pending": "待核实", "promised": "承诺撤回", "withdrawal_filed": "已提交撤回", "withdrawn": "手续合格",
    "appealing": "申诉中", "appeal_upheld": "申诉成立", "maintained": "维持认定", "deemed_withdrawn": "视为撤回",
    "not_here": "非本辖区退回", "impersonated": "被冒用", "dissolved": "主体注销", "unreachable": "失联",
}  # fmt: skip
NATIONAL = {"withdrawn", "appeal_upheld", "maintained", "deemed_withdrawn"}
BODY = """\
  procedure: trial
  initial: open
  since: 2026-01-01
  ref: P
  states:
    - {id: open, label: {zh: 开, en: Open}, word_of: [office], since: 2026-01-01, ref: P}
    - {id: done, label: {zh: 完, en: Done}, final: true, word_of: [office], needs: [slip], since: 2026-01-01, ref: P}
  proofs:
    slip: {label: {zh: 单, en: Slip}, since: 2026-01-01, ref: P}
  moves:
    - {id: close, label: {zh: 结, en: Close}, from: [open], to: done, roles: [reviewer], word: office, since: 2026-01-01, ref: P}
  clocks:
    - id: term
      label: {zh: 期, en: Term}
      starts: opened
      ends: [closed]
      length: {count: 5, unit: days}
      article: {zh: 条, en: Article}
      since: 2026-01-01
      ref: P
"""
HEAD = """\
id: {id}
kind: procedure
version: 2026-11-27
title: {{zh: 试, en: Trial}}
valid_from: {start}
{end}sources:
  P: {{title: 测试, date: 2026-11-23}}
body:
"""


@pytest.fixture
def abnormal(packs: Packs) -> Procedure:
    """The procedure of notified abnormal applications."""
    return packs.procedure(ABNORMAL, date(2026, 11, 27))


# Refusals


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("initial: open", "initial: begun", "body.initial"),
        ("from: [open]", "from: [open, shut]", "body.moves.0.from.1"),
        ("to: done", "to: gone", "body.moves.0.to"),
        ("word: office", "word: national", "body.moves.0.word"),
        ("roles: [reviewer]", "roles: [mayor]", "body.moves.0.roles.0"),
        ("needs: [slip]", "needs: [seal]", "body.states.1.needs.0"),
        ("word: office,", "word: office, needs: [slip, seal],", "body.moves.0.needs.1"),
        ("from: [open], to: done", "from: [done], to: open", "body.states.0.id"),
        ("final: true, ", "", "body.states.1.id"),
        ("{id: done, ", "{id: open, ", "body.states.1.id"),
        ("      starts: opened\n", "      starts: closed\n", "body.clocks.0"),
        ("      length: {count: 5, unit: days}\n", "", "body.clocks.0"),
        ("length: {count: 5,", "due_event: named\n      length: {count: 5,", "body.clocks.0"),
        ("count: 5", "count: 0", "body.clocks.0.length.count"),
        ("unit: days", "unit: weeks", "body.clocks.0.length.unit"),
        ("final: true, word_of: [office], needs: [slip], since: 2026-01-01, ref: P", "final: true, word_of: [office]",
         "body.states.1"),
        ("slip: {label: {zh: 单, en: Slip}, since: 2026-01-01, ref: P}", "slip: {label: {zh: 单, en: Slip}}",
         "body.proofs.slip"),
    ],
)  # fmt: skip
def test_a_contradiction_is_refused_with_its_place(write: Write, old: str, new: str, where: str) -> None:
    assert BODY.count(old) == 1
    with pytest.raises(PackError) as raised:
        read_documents(write("procedure", BODY.replace(old, new)))
    assert (raised.value.file, raised.value.where) == ("procedure.yaml", where)


def test_the_body_all_refusals_start_from_is_sound(write: Write) -> None:
    assert read_documents(write("procedure", BODY))


@pytest.mark.parametrize("group", ["moves", "clocks"])
def test_an_id_given_twice_is_refused(write: Write, group: str) -> None:
    before, _, rest = BODY.partition(f"  {group}:\n")
    entry, clocks, tail = rest.partition("  clocks:\n")
    with pytest.raises(PackError) as raised:
        read_documents(write("procedure", f"{before}  {group}:\n{entry}{entry}{clocks}{tail}"))
    assert raised.value.where == f"body.{group}.1.id"


def test_an_extension_with_a_count_needs_its_unit(write: Write) -> None:
    rule = "      extensions: [{code: more, label: {zh: 延, en: More}, by: [reviewer], count: 1, article: {zh: 条, en: A}}]\n"
    with pytest.raises(PackError) as raised:
        read_documents(write("procedure", BODY + rule))
    assert raised.value.where == "body.clocks.0.extensions.0"


# Versions


def versions(write: Write, *spans: tuple[str, str]) -> Path:
    for number, (start, end) in enumerate(spans):
        head = HEAD.format(id=f"trial_{number}", start=start, end=f"valid_to: {end}\n" if end else "")
        folder = write("procedure", BODY, head=head, name=f"trial_{number}.yaml")
    return folder


def test_the_day_picks_the_version(write: Write) -> None:
    folder = versions(write, ("2026-06-01", ""), ("2026-01-01", "2026-04-30"))
    documents, version = read_documents(folder)
    packs = LoadedPacks(folder, documents, version)
    assert [each.document.id for each in packs.procedures["trial"]] == ["trial_1", "trial_0"]
    assert packs.procedure("trial", date(2026, 4, 30)).ref == "trial_1@2026-11-27"
    assert packs.procedure("trial", date(2026, 6, 1)).document.id == "trial_0"
    for without in (date(2025, 12, 31), date(2026, 5, 1)):
        with pytest.raises(NoneInForce, match=without.isoformat()):
            packs.procedure("trial", without)
    with pytest.raises(KeyError):
        packs.procedure("nothing", date(2026, 6, 1))


@pytest.mark.parametrize("end", ["", "2026-06-01"])
def test_two_versions_on_one_day_are_refused(write: Write, end: str) -> None:
    with pytest.raises(PackError) as raised:
        read_documents(versions(write, ("2026-01-01", end), ("2026-06-01", "")))
    assert (raised.value.file, raised.value.where) == ("trial_1.yaml", "valid_from")


# What is shipped


def test_every_shipped_procedure_holds_with_the_roles_people_have(packs: Packs) -> None:
    assert packs.procedures
    for version in (each for all in packs.procedures.values() for each in all):
        assert packs.procedure(version.name, version.document.header.valid_from) == version
        assert {role for move in version.moves for role in move.roles} <= set(Role.values)
        assert all(state.closing for state in version.states if state.final)


def test_the_states_of_a_notified_application_are_called_as_offices_call_them(abnormal: Procedure) -> None:
    assert {state.id: state.label.zh for state in abnormal.states} == STATES
    assert abnormal.initial.id == "pending"
    unsettled = {state.id for state in abnormal.states if not state.closing}
    assert unsettled == {"pending", "promised", "withdrawal_filed", "appealing", "unreachable"}
    assert {state.id for state in abnormal.states if state.final} == {"withdrawn", "deemed_withdrawn", "appeal_upheld"}


def test_only_the_national_offices_word_settles_an_application(abnormal: Procedure) -> None:
    assert {state.id for state in abnormal.states if "national" in state.word_of} == NATIONAL
    for move in abnormal.moves:
        if move.to in NATIONAL:
            assert abnormal.needed(move) == (("national_list",) if move.word == "national" else ("decision",))


def test_every_step_of_the_office_carries_its_proof(abnormal: Procedure) -> None:
    assert {state: abnormal.state(state).needs for state in STATES if state not in NATIONAL | {"pending"}} == {
        "promised": ("withdrawal_promise",), "withdrawal_filed": ("withdrawal_receipt",),
        "appealing": ("appeal_papers",), "not_here": ("transfer_slip",), "impersonated": ("police_or_statement",),
        "dissolved": ("registry_extract",), "unreachable": ("call_log",),
    }  # fmt: skip


def test_from_pending_an_officer_reaches_every_state(abnormal: Procedure) -> None:
    reached = {move.to for move in abnormal.moves_from("pending", role="banner_officer", word="office")}
    assert reached == set(STATES) - {"pending"}


@pytest.mark.parametrize("state", STATES)
def test_the_national_list_wins_from_every_state(abnormal: Procedure, state: str) -> None:
    moves = abnormal.moves_from(state, word="national")
    assert {move.id: move.to for move in moves} == {f"national_{to}": to for to in NATIONAL}
    assert not abnormal.moves_from(state, role="banner_officer", word="national")


def test_a_correction_needs_a_reason_and_never_undoes_the_national_list(abnormal: Procedure) -> None:
    reopen = abnormal.move("reopen")
    assert (reopen.reason, reopen.undoes, reopen.roles) == (
        True,
        ("office",),
        ("administrator", "league_officer", "reviewer"),
    )
    assert set(reopen.sources) == set(STATES) - {"pending"}


def test_no_term_has_a_number_the_law_does_not_give(abnormal: Procedure) -> None:
    lengths: dict[str, Any] = {clock.id: clock.length and clock.length.model_dump() for clock in abnormal.clocks}
    months = {"count": 3, "unit": "months"}
    assert lengths == {"reply": None, "reexamination": months, "court": months}
    assert all(rule.count is None for clock in abnormal.clocks for rule in clock.extensions)


def test_before_the_order_there_is_no_version(packs: Packs) -> None:
    start = date(2024, 1, 20)
    assert packs.procedure(ABNORMAL, start)
    with pytest.raises(NoneInForce):
        packs.procedure(ABNORMAL, start - timedelta(days=1))


def test_looking_up_what_is_not_there_raises(abnormal: Procedure) -> None:
    for look in (abnormal.state, abnormal.move, abnormal.clock, abnormal.proof):
        with pytest.raises(KeyError):
            look("nothing")
