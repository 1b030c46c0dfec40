"""`xingzhi procedures`: list, show, and work out when what is due; without a database."""
# ruff: noqa: T201 - a command prints

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from xingzhi.packs.procedures_typed import Unaskable, day_asked, read_events, read_extension, read_pause, refuse_unknown

if TYPE_CHECKING:
    from xingzhi.packs.clocks import Running
    from xingzhi.packs.packs import Packs
    from xingzhi.packs.procedures import Procedure

Subparsers = Any  # argparse does not export its type
OK, UNASKABLE = 0, 2
STATES = {"not_started": "未开始 / not started", "running": "计算中 / running", "paused": "中止 / paused",
          "ended": "已办结 / ended", "overdue": "逾期 / overdue"}  # fmt: skip
MISSING = {"no_due_date": "未登记指定的届满日 / the designated day is not recorded",
           "pause_open": "中止尚无末日 / a stop has no end yet"}  # fmt: skip


def register(subparsers: Subparsers) -> None:
    """Add `xingzhi procedures list|show|clock`."""
    parser = subparsers.add_parser("procedures", help="办理程序和期限 / procedures and their terms")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    _verb(verbs, "list", _list, "列出全部程序和版本 / list all procedures and versions")
    show = _verb(verbs, "show", _show, "显示状态、步骤、期限 / show states, moves and clocks")
    clock = _verb(verbs, "clock", _clock, "计算期限 / work out what is due when")
    for verb in (show, clock):
        verb.add_argument("id", help="程序或文件标识 / id of the procedure or of its document")
        verb.add_argument("--on", metavar="DATE", help="哪一天（默认今天）/ on which day (default: today)")
    clock.add_argument("--event", action="append", default=[], metavar="NAME=DATE", help="发生的事 / what happened")
    clock.add_argument("--pause", action="append", default=[], metavar="CODE=FROM..TO",
                       help="中止，首日至末日，未定则空 / a stop, first to last day, TO empty while open")  # fmt: skip
    clock.add_argument("--extend", action="append", default=[], metavar="CODE=COUNTunit@DATE:ROLE",
                       help="延长 / an extension, e.g. granted=10days@2026-11-27:reviewer")  # fmt: skip
    clock.add_argument("--json", action="store_true", help="JSON")


def _verb(
    verbs: Subparsers, name: str, function: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)

    def run(arguments: argparse.Namespace) -> int:
        from xingzhi.packs.clock_course import ClockError
        from xingzhi.packs.problems import PackError

        try:
            return function(arguments)
        except Unaskable as error:
            print(error, file=sys.stderr)
        except ClockError as error:
            print(f"{error.label.zh} / {error.label.en}: {error.detail}", file=sys.stderr)
        except PackError as error:
            print(f"规则包有误 / faulty pack: {error}", file=sys.stderr)
        return UNASKABLE

    parser.set_defaults(func=run)
    return parser


def _list(arguments: argparse.Namespace) -> int:
    from xingzhi.packs.packs import load

    for name, versions in load().procedures.items():
        for version in versions:
            header = version.document.header
            until = header.valid_to.isoformat() if header.valid_to else "…"
            print(f"{name}  {header.id}  {header.title.zh} / {header.title.en}  {header.valid_from} – {until}")
    return OK


def _show(arguments: argparse.Namespace) -> int:
    from xingzhi.packs.packs import load

    found = _find(load(), arguments.id, day_asked(arguments.on))
    print(f"{found.title.zh} / {found.title.en}  {found.ref}")
    print("状态 / states")
    for state in found.states:
        marks = "".join([" 终局 / final" if state.final else "", " 本局办结 / settled here" if state.closing else ""])
        print(f"  {state.id}  {state.label.zh} / {state.label.en} [{', '.join(state.word_of)}]{marks}")
    print("步骤 / moves")
    for move in found.moves:
        needs = "、".join(found.proof(proof).label.zh for proof in found.needed(move))
        article = f"  {move.article.zh} / {move.article.en}" if move.article else ""
        print(f"  {move.id}  {move.label.zh} / {move.label.en} -> {move.to}  {needs or '—'}{article}")
    print("期限 / clocks")
    for clock in found.clocks:
        length = f"{clock.length.count} {clock.length.unit}" if clock.length else f"= {clock.due_event}"
        print(f"  {clock.id}  {clock.label.zh} / {clock.label.en}: {clock.starts} → {', '.join(clock.ends)}, {length}")
        print(f"    {clock.article.zh} / {clock.article.en}")
    return OK


def _clock(arguments: argparse.Namespace) -> int:
    from xingzhi.packs.packs import load

    packs = load()
    events = read_events(arguments.event)
    found = _find(packs, arguments.id, min(events.values()))
    refuse_unknown(events, [event for clock in found.clocks for event in clock.events], "事件 / event")
    today = day_asked(arguments.on)
    running = _run_all(packs, found, events, arguments, today)
    if arguments.json:
        told = {"procedure": found.ref, "on": today.isoformat(), "clocks": [each.as_json() for each in running]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return OK
    print(f"{found.title.zh} / {found.title.en}  {found.ref}  {today}")
    for each in running:
        print(_told(each))
    return OK


def _run_all(
    packs: Packs, found: Procedure, events: dict[str, date], arguments: argparse.Namespace, today: date
) -> list[Running]:
    """Every clock with the stops and extensions it knows."""
    from xingzhi.packs.clocks import Course, run

    pauses = [read_pause(text) for text in arguments.pause]
    extensions = [read_extension(text) for text in arguments.extend]
    stops = {clock.id: {reason.code for reason in clock.pauses} for clock in found.clocks}
    longer = {clock.id: {rule.code for rule in clock.extensions} for clock in found.clocks}
    refuse_unknown((pause.code for pause in pauses), set().union(*stops.values()), "中止事由 / stop")
    refuse_unknown((each.code for each in extensions), set().union(*longer.values()), "延长事由 / extension")
    return [
        run(clock, packs.calendar, Course(
            events,
            tuple(pause for pause in pauses if pause.code in stops[clock.id]),
            tuple(each for each in extensions if each.code in longer[clock.id]),
        ), today)
        for clock in found.clocks
    ]  # fmt: skip


def _told(running: Running) -> str:
    due = running.due.isoformat() if running.due else "—"
    marks = [
        f"剩余 / left {running.left} {running.unit}" if running.left is not None else "",
        "暂定：有年份未加载节假日 / provisional: the holidays of a year are not loaded" if running.provisional else "",
        MISSING.get(running.missing, running.missing),
        f"提醒 / remind {', '.join(map(str, running.warn_on))}" if running.state in ("running", "paused") else "",
    ]
    head = f"  {running.clock}  {running.label.zh} / {running.label.en}: {STATES[running.state]}, 届满 / due {due}"
    article = f"{running.article.zh} / {running.article.en}"
    return "\n    ".join([head, article, *(mark for mark in marks if mark)])


def _find(packs: Packs, id: str, on: date) -> Procedure:
    from xingzhi.packs.procedures import NoneInForce

    try:
        if id in packs.procedures:
            return packs.procedure(id, on)
    except NoneInForce as error:
        raise Unaskable(f"该日没有有效版本 / no version in force on {on}: {id}") from error
    versions = {each.document.id: each for all in packs.procedures.values() for each in all}
    if id not in versions:
        known = ", ".join((*packs.procedures, *versions))
        raise Unaskable(f"没有此程序 / no such procedure: {id}。现有 / there are: {known}")
    return versions[id]
