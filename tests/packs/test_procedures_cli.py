"""`xingzhi procedures`, without a database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xingzhi.cli import main

ABNORMAL = "abnormal_applications"
DATED = f"{ABNORMAL}_2024"
NOTICE = ("--event", "notice=2026-11-02")
NAMED = (*NOTICE, "--event", "reply_due=2026-12-01")
TRIAL = """\
id: trial_1
kind: procedure
version: 2026-11-27
title: {zh: 试, en: Trial}
valid_from: 2026-01-01
sources:
  P: {title: 测试, date: 2026-11-23}
body:
  procedure: trial
  initial: open
  since: 2026-01-01
  ref: P
  states: [{id: open, label: {zh: 开, en: Open}, final: true, word_of: [office], since: 2026-01-01, ref: P}]
  clocks:
    - id: term
      label: {zh: 期, en: Term}
      starts: opened
      ends: [closed]
      length: {count: 5, unit: days}
      article: {zh: 条, en: Article}
      pauses: [{code: stay, label: {zh: 中止, en: Stay}, article: {zh: 条, en: Article}}]
      since: 2026-01-01
      ref: P
"""


def run(*words: str) -> int:
    return main(["procedures", *words])


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict[str, object]]:
    assert run("clock", *words, "--json") == 0
    return {clock["clock"]: clock for clock in json.loads(capsys.readouterr().out)["clocks"]}


def test_list_names_every_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0
    shown = capsys.readouterr().out
    assert DATED in shown
    assert "2024-01-20 – …" in shown


@pytest.mark.parametrize("id", [ABNORMAL, DATED])
def test_show_gives_states_moves_and_clocks_with_their_article(id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", id, "--on", "2026-11-27") == 0
    shown = capsys.readouterr().out
    assert "失联 / Applicant cannot be reached" in shown
    assert "report_unreachable" in shown
    assert "联系记录" in shown
    assert "专利法第四十一条第一款 / Patent Law, art. 41, para. 1" in shown


def test_clock_says_what_is_due_when_and_by_which_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clock", ABNORMAL, *NAMED, "--on", "2026-11-27") == 0
    shown = capsys.readouterr().out
    assert "届满 / due 2026-12-01" in shown
    assert "剩余 / left 4 days" in shown
    assert "局令第77号第五条" in shown
    assert "未开始 / not started" in shown


def test_clock_says_when_a_day_is_provisional(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clock", DATED, "--event", "refusal_received=2026-11-30", "--on", "2026-12-01") == 0
    assert "暂定" in capsys.readouterr().out
    clocks = told(capsys, DATED, "--event", "refusal_received=2026-11-30", "--on", "2026-12-01")
    assert (clocks["reexamination"]["due"], clocks["reexamination"]["provisional"]) == ("2027-03-01", True)


def test_a_day_no_notice_names_is_not_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clock", ABNORMAL, *NOTICE, "--on", "2026-11-27") == 0
    assert "未登记指定的届满日" in capsys.readouterr().out


def test_an_extension_is_taken_into_account(capsys: pytest.CaptureFixture[str]) -> None:
    clocks = told(capsys, ABNORMAL, *NAMED, "--extend", "granted=10days@2026-11-20:reviewer", "--on", "2026-11-27")
    assert clocks["reply"]["due"] == "2026-12-11"
    assert clocks["reply"]["extended_by"] == [
        {"code": "granted", "by": "reviewer", "on": "2026-11-20", "count": 10, "unit": "days"}
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "nothing"), "没有此程序"),
        (("show", ABNORMAL, "--on", "2023-01-01"), "该日没有有效版本"),
        (("show", ABNORMAL, "--on", "yesterday"), "YYYY-MM-DD"),
        (("clock", ABNORMAL), "请至少给出一个事件"),
        (("clock", ABNORMAL, "--event", "notice=2023-12-31"), "该日没有有效版本"),
        (("clock", ABNORMAL, "--event", "notice"), "NAME=DATE"),
        (("clock", ABNORMAL, "--event", "notice=2026-02-30"), "YYYY-MM-DD"),
        (("clock", ABNORMAL, "--event", "birthday=2026-11-02"), "没有此事件 / event: birthday"),
        (("clock", ABNORMAL, *NOTICE, *NOTICE), "同一事件给了两次"),
        (("clock", ABNORMAL, *NOTICE, "--event", "reply_due=2026-11-01"), "指定的届满日早于起算日"),
        (("clock", ABNORMAL, *NOTICE, "--pause", "stay=2026-11-03..2026-11-05"), "没有此中止事由"),
        (("clock", ABNORMAL, *NOTICE, "--pause", "stay"), "CODE=FROM..TO"),
        (("clock", ABNORMAL, *NOTICE, "--extend", "granted=10"), "CODE=COUNTunit@DATE:ROLE"),
        (("clock", ABNORMAL, *NOTICE, "--extend", "granted=10weeks@2026-11-20:reviewer"), "没有此单位"),
        (("clock", ABNORMAL, *NOTICE, "--extend", "granted=@2026-11-20:reviewer"), "长度缺失"),
        (("clock", ABNORMAL, *NOTICE, "--extend", "granted=10days@2026-11-20:reader"), "此角色不得登记"),
        (("clock", ABNORMAL, *NOTICE, "--extend", "other=10days@2026-11-20:reviewer"), "没有此延长事由"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_line(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert " / " in shown.err
    assert shown.err.count("\n") == 1
    assert not shown.out


def test_a_stop_is_taken_into_account_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "trial.yaml").write_text(TRIAL, "utf-8")
    monkeypatch.setenv("XINGZHI_PACKS", str(tmp_path))
    start = ("clock", "trial", "--event", "opened=2026-11-02", "--on", "2026-11-06")
    assert run(*start, "--pause", "stay=2026-11-05..2026-11-04") == 2
    assert "中止的末日早于首日" in capsys.readouterr().err
    assert run(*start, "--pause", "stay=2026-11-05..") == 0
    shown = capsys.readouterr().out
    assert "中止 / paused, 届满 / due —" in shown
    assert "中止尚无末日" in shown
    assert run(*start, "--pause", "stay=2026-11-03..2026-11-04") == 0
    assert "届满 / due 2026-11-09" in capsys.readouterr().out
