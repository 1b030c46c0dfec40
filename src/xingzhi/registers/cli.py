"""`xingzhi intake`: receive a file and put it into its register."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import Any

from xingzhi.core.start import start

ASKED = 3  # times a password is asked for


def register(commands: Any) -> None:
    """Add the command."""
    intake = commands.add_parser("intake", help="收文入库 / take a received file into its register")
    intake.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="files, archives, or folders of XML documents"
    )
    intake.add_argument("--register", default="", help="patents, parties, … (default: told by the headings)")
    intake.add_argument("--source", default="", help="where the file comes from (default official_search)")
    intake.add_argument("--by", default="admin", help="user in whose name it is done (default admin)")
    intake.add_argument(
        "--again", action="store_true", help="take the same file again, for instance with other columns"
    )
    intake.add_argument("--map", action="append", default=[], metavar="HEADING=COLUMN", help="correct a column")
    intake.add_argument(
        "--set", action="append", default=[], metavar="COLUMN=VALUE", help="what holds for every row of a file"
    )
    intake.add_argument(
        "--password-stdin", action="store_true", help="read the password of locked files from standard input"
    )
    intake.add_argument("--queue", action="store_true", help="leave the work to the running worker")
    intake.add_argument("--json", action="store_true", help="print the results as JSON")
    intake.set_defaults(func=run_intake)


def run_intake(arguments: argparse.Namespace) -> int:
    """Take files in, one after the other; exit code 1 where one could not be read."""
    start()
    from xingzhi.core.models import User
    from xingzhi.core.worker import work_until_idle
    from xingzhi.intake.models import Batch

    user = User.objects.filter(username=arguments.by).first()
    if user is None:
        print("请先运行 xingzhi setup / run `xingzhi setup` first", file=sys.stderr)
        return 2
    password = sys.stdin.readline().rstrip("\r\n") if arguments.password_stdin else None
    failed = False
    batches: list[int] = []
    for path in arguments.files:
        taken, complete = _take(user, path, arguments, password)
        failed |= not complete
        batches += taken
        if not arguments.queue:
            work_until_idle()
    results = [_result(batch) for batch in Batch.objects.filter(pk__in=batches).order_by("pk")]
    if arguments.json:
        print(json.dumps(results, ensure_ascii=False, indent=2))
    else:
        for result in results:
            _print(result)
        if not arguments.queue and any(result["inserted"] or result["updated"] for result in results):
            print("筛查出的近似申请在网站的“线索”页：xingzhi serve / look-alikes found are on the Clues page")
    return 1 if failed else 0


def _take(user: Any, path: Path, arguments: argparse.Namespace, password: str | None) -> tuple[list[int], bool]:
    """The batches of one file or folder, and whether all of it could be taken."""
    from xingzhi.intake.wording import sentence
    from xingzhi.registers.arrivals import as_file, receive
    from xingzhi.registers.receive import DEFAULT_SOURCE

    if not path.exists():
        print(f"{path}: 没有这个文件 / no such file", file=sys.stderr)
        return [], False
    with as_file(path) as file:
        arrival = receive(user, file, file.name, arguments.source or DEFAULT_SOURCE, arguments.again, password)
    if arrival.locked:
        arrival = _unlocked(user, arrival)
    for name, problem in arrival.problems:
        print(f"{name}: {sentence(problem, 'zh')}", file=sys.stderr)
    for batch in arrival.same:
        _tell_same(path, batch)
    started = [_start(user, batch, arguments) for batch in [*arrival.batches, *arrival.same]]
    complete = not arrival.problems and not arrival.locked and None not in started
    return list(dict.fromkeys(batch for batch in started if batch)), complete


def _unlocked(user: Any, arrival: Any) -> Any:
    """Ask for the password on the screen, where there is somebody to ask; it is shown nowhere and kept nowhere."""
    from xingzhi.intake.wording import sentence
    from xingzhi.registers.arrivals import open_locked

    batch = arrival.locked
    for _ in range(ASKED):
        while arrival.problems:
            print(f"{batch.file_name}: {sentence(arrival.problems.pop()[1], 'zh')}", file=sys.stderr)
        if not sys.stdin.isatty():
            break
        arrival = open_locked(user, batch.pk, getpass.getpass(f"{batch.file_name} 的密码 / password: "))
        if not arrival.locked:
            return arrival
    told = "有密码，未打开（第 {n} 批等着）；可加 --password-stdin 再来一次 / locked, waiting for its password"
    print(f"{batch.file_name}: {told.format(n=batch.pk)}", file=sys.stderr)
    return arrival


def _tell_same(path: Path, batch: Any) -> None:
    from xingzhi.intake.models import BatchState

    if batch.state == BatchState.APPLIED:
        told = "此文件已收过（第 {n} 批），没有新的变化 / the same file, nothing changed"
    else:
        told = "接着办第 {n} 批 / going on with the batch of this file"
    name = path.name if path.name == batch.file_name else f"{path.name} › {batch.file_name}"
    print(f"{name}: {told.format(n=batch.pk)}", file=sys.stderr)


def _start(user: Any, batch: Any, arguments: argparse.Namespace) -> int | None:
    """Start a batch's import; None where a needed column is missing."""
    from xingzhi.registers.receive import MappingIncomplete, start_import

    try:
        mappings = _mappings(batch, arguments.map)
        given = _given(arguments.register or batch.register, arguments.set)
        return int(start_import(user, batch.pk, arguments.register, arguments.source, mappings, given=given).pk)
    except MappingIncomplete as incomplete:
        needed = "、".join(incomplete.missing)
        print(
            f"{batch.file_name}: 缺少列 {needed}；可用 --map 标题=列名 指定，整个文件相同的用 --set 列名=值 / columns missing",
            file=sys.stderr,
        )
    return None


def _given(register: str, pairs: list[str]) -> dict[str, str]:
    """What holds for every row, by column; a column may be named by its heading."""
    from xingzhi.core.declare import register_named

    names = {label: c.name for c in register_named(register) for label in (c.zh, c.en)}
    return {names.get(name, name): value for name, value in (pair.split("=", 1) for pair in pairs)}


def _mappings(batch: Any, corrections: list[str]) -> dict[int, dict[str, str]] | None:
    if not corrections:
        return None
    wanted = dict(pair.split("=", 1) for pair in corrections)
    made = {}
    for at, sheet in enumerate(batch.sheets):
        mapping = dict(sheet["mapping"])
        for index, heading in enumerate(sheet["headings"]):
            if heading in wanted:
                mapping[str(index)] = wanted[heading]
        made[at] = mapping
    return made


def _result(batch: Any) -> dict[str, Any]:
    """What became of a batch; `came_in` is what its file came in (an archive, a locked file)."""
    names = ("rows_read", "accepted", "rejected", "skipped", "inserted", "updated", "unchanged", "withheld",
             "unassigned", "reasons", "state", "register")  # fmt: skip
    rejects = str(batch.rejects_file) if batch.rejected else ""
    what = {"batch": batch.pk, "file": batch.file_name, "came_in": batch.package_name, "notes": batch.notes}
    return what | {n: getattr(batch, n) for n in names} | {"rejects": rejects}


def _print(result: dict[str, Any]) -> None:
    from xingzhi.intake.wording import reason_label

    print(
        f"{result['file']}（第 {result['batch']} 批，{result['register']}，{result['state']}）："
        f"读 {result['rows_read']} 行 = 接受 {result['accepted']} + 退回 {result['rejected']} + 跳过 {result['skipped']}；"
        f"新增 {result['inserted']}，更新 {result['updated']}，未变 {result['unchanged']}，未定属地 {result['unassigned']}"
    )
    for reason, count in sorted(result["reasons"].items(), key=lambda item: -item[1]):
        print(f"    {reason_label(reason, 'zh')}：{count}")
    for code, params in result["notes"]:
        print(f"    注意 / note: {reason_label(code, 'zh', params)}")
    if result["rejects"]:
        print(f"    退回的行 / rejected rows: {result['rejects']}")
